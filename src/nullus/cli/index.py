"""`nullus index`: what the search index is made with, and making it anew."""

import sys
import time
from typing import Annotated, Any

import typer

from nullus.cli.client import connect
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text

POLL_SECONDS = 0.5
_STATES = {
    "empty": words("empty", "비어 있음"),
    "ready": words("ready", "준비됨"),
    "rebuilding": words("being rebuilt", "다시 만드는 중"),
}


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("show", help=words("Show what the index is made with.", "색인이 무엇으로 만들어졌는지 봅니다."))(
        show_index
    )
    group.command(
        "rebuild",
        help=words(
            "Embed every passage anew with the configured embedder.",
            "설정된 임베더로 모든 문단을 다시 임베딩합니다.",
        ),
    )(rebuild)
    app.add_typer(group, name="index", help=words("The search index.", "검색 색인."))


def show_index(as_json: AsJson = False) -> None:
    _show(connect().get("/api/v1/index"), as_json)


def rebuild(
    wait: Annotated[
        bool, typer.Option("--wait", help=words("Return when it is done.", "끝날 때까지 기다립니다."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    client = connect()
    facts = client.post("/api/v1/index/rebuild")
    while wait and facts["jobId"] is not None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{_progress(facts)} ")
            sys.stderr.flush()
        time.sleep(POLL_SECONDS)
        facts = client.get("/api/v1/index")
    if wait and sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    _show(facts, as_json)
    if wait and facts["state"] == "rebuilding":  # its job ended without ending the work
        raise typer.Exit(1)


def _show(facts: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(facts)
        return
    state = _STATES[facts["state"]]
    show(f"{state} {_progress(facts)}".rstrip(), "good" if facts["state"] == "ready" else None)
    for name, value in (
        (words("embedder", "임베더"), facts["embedder"]),
        (words("embedder in the settings", "설정된 임베더"), facts["embedderConfigured"]),
        (words("word analyser", "단어 분석기"), facts["analyser"]),
        (words("word analyser of this version", "이 버전의 단어 분석기"), facts["analyserCurrent"]),
        (words("passages", "문단"), facts["chunks"]),
        (words("generation", "세대"), facts["generation"]),
        (words("job", "작업"), facts["jobId"]),
    ):
        if value is not None:
            show(f"  {name}: {value}")
    problem = facts["problem"]
    if problem is not None:
        show(f"  {problem['message']}", "bad")
        if problem["hint"]:
            show(f"  → {problem['hint']}")
    elif facts["jobId"] is not None:
        say(Text(en="A rebuild waits for its turn.", ko="다시 만들기가 차례를 기다리고 있습니다."))


def _progress(facts: dict[str, Any]) -> str:
    return "" if facts["rebuilt"] is None else f"{facts['rebuilt']}/{facts['chunks']}"
