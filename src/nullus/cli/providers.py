"""`nullus providers`: which models the running service uses, and whether they answer."""

import sys
from typing import Any

import typer

from nullus.cli.client import connect
from nullus.cli.collections import AsJson
from nullus.cli.output import painted, say, show, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("Show the models in use.", "쓰고 있는 모델을 봅니다."))(list_providers)
    group.command("test", help=words("Try each model in use.", "쓰고 있는 모델을 하나씩 시험합니다."))(try_providers)
    app.add_typer(group, name="providers", help=words("Models and their servers.", "모델과 모델 서버."))


def list_providers(as_json: AsJson = False) -> None:
    found = connect().get("/api/v1/providers")
    if as_json:
        show_json(found)
        return
    for each in found["items"]:
        show(f"{_role(each):<12} {each['kind']:<8} {each['model'] or '?':<32} {_details(each)}")
    if not any(each["role"] == "chat" for each in found["items"]):
        say(
            Text(
                en="No chat model: answers are quotations. Start Ollama here, or set NULLUS_LLM_PROVIDER and NULLUS_LLM_URL.",
                ko="대화 모델이 없어 답변은 인용문으로 나옵니다. 이 컴퓨터에서 Ollama를 실행하거나 NULLUS_LLM_PROVIDER와 "
                "NULLUS_LLM_URL을 설정하세요.",
            )
        )


def try_providers(as_json: AsJson = False) -> None:
    found = connect().post("/api/v1/providers/test")
    if as_json:
        show_json(found)
    else:
        for each in found["items"]:
            _show_trial(each)
    if any(each["problem"] for each in found["items"]):
        raise typer.Exit(1)


def _show_trial(trial: dict[str, Any]) -> None:
    problem = trial["problem"]
    mark = painted("✗", "bad", sys.stdout) if problem else painted("✓", "good", sys.stdout)
    took = f"{trial['tookMs']:.0f} ms" if trial["tookMs"] is not None else ""
    show(f"{mark} {_role(trial):<12} {trial['kind']:<8} {trial['model'] or '?':<32} {took}")
    if problem:
        show(f"  {problem['message']}")
        if problem["hint"]:
            show(f"  → {problem['hint']}")
    if trial["models"]:
        listed = ", ".join(trial["models"][:20])
        show(painted(words(f"  the server has: {listed}", f"  서버에 있는 모델: {listed}"), "dim", sys.stdout))


def _role(entry: dict[str, Any]) -> str:
    return words("answers", "답변") if entry["role"] == "chat" else words("embeddings", "임베딩")


def _details(entry: dict[str, Any]) -> str:
    parts = [entry["address"] or words("in this process", "프로세스 안에서 실행")]
    if entry["origin"] == "detected":
        parts.append(words("found on this machine", "이 컴퓨터에서 찾음"))
    if entry["languages"]:
        parts.append(", ".join(entry["languages"]))
    if entry["problem"]:
        parts.append(entry["problem"]["message"])
    return "  ".join(parts)
