"""`nullus providers`: which models the running service uses, whether they answer, and the operator's own list of them."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.client import connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import painted, say, show, show_json, words
from nullus.platform.errors import ErrorKind, NullusError, Text

PATH = "/api/v1/providers"
_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0"}

Url = Annotated[
    str | None,
    typer.Option(help=words("Address of its server; the usual one without it.", "서버 주소. 생략하면 기본 주소.")),
]
KeyFile = Annotated[
    str | None, typer.Option(help=words("File with the key; - reads it here.", "키가 든 파일. -는 직접 입력."))
]
Clearance = Annotated[
    str | None,
    typer.Option(
        help=words(
            "Most sensitive label that it may see: public, internal, confidential, personal.",
            "보낼 수 있는 가장 높은 등급: public, internal, confidential, personal.",
        )
    ),
]
Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        help=words(
            "A model, as NAME or NAME,purpose=embed|rerank,context=TOKENS,tools=no; several times for several.",
            "모델. 이름 또는 이름,purpose=embed|rerank,context=토큰수,tools=no. 여러 번 쓸 수 있습니다.",
        ),
    ),
]
Unchecked = Annotated[
    bool,
    typer.Option("--unchecked", help=words("Keep it without trying it first.", "먼저 시험해 보지 않고 저장합니다.")),
]


class KeyFileUnreadable(NullusError):
    """The file that should hold a key cannot be read."""

    kind = ErrorKind.INVALID
    code = "key_file_unreadable"
    message = Text(en="{path} cannot be read: {problem}.", ko="{path}을(를) 읽을 수 없습니다: {problem}.")
    hint = Text(
        en="Put the key alone into a file, or `-` to type it in.",
        ko="키만 담은 파일을 지정하거나, 직접 입력하려면 `-`를 쓰세요.",
    )


class ModelUnclear(NullusError):
    """What was said of a model cannot be read."""

    kind = ErrorKind.INVALID
    code = "model_unclear"
    message = Text(
        en="{given} does not describe a model: {problem}.", ko="{given}은(는) 모델 설명이 아닙니다: {problem}."
    )
    hint = Text(
        en="For example `--model llama3.2`, `--model bge-m3,purpose=embed` or `--model qwen3,context=32768`.",
        ko="예: `--model llama3.2`, `--model bge-m3,purpose=embed`, `--model qwen3,context=32768`.",
    )


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("Show the models in use.", "쓰고 있는 모델을 봅니다."))(list_providers)
    group.command("test", help=words("Try each model in use.", "쓰고 있는 모델을 하나씩 시험합니다."))(try_providers)
    about = words(
        "Add a model provider; it is tried first. Examples: `add openai --key-file FILE --model gpt-5-mini`, "
        "`add claude --kind anthropic --key-file FILE`, `add house --kind openai --url http://10.0.0.5:8000`.",
        "모델 공급자를 추가합니다. 먼저 시험해 봅니다. 예: `add openai --key-file 파일 --model gpt-5-mini`, "
        "`add claude --kind anthropic --key-file 파일`, `add house --kind openai --url http://10.0.0.5:8000`.",
    )
    group.command("add", help=about)(add)
    group.command("change", help=words("Change a provider that was added.", "추가한 공급자를 바꿉니다."))(change)
    group.command("remove", help=words("Remove a provider and its key.", "공급자와 키를 지웁니다."))(remove)
    app.add_typer(group, name="providers", help=words("Models and their servers.", "모델과 모델 서버."))


def list_providers(as_json: AsJson = False) -> None:
    found = connect().get(PATH)
    if as_json:
        show_json(found)
        return
    for each in found["items"]:
        show(f"{_role(each):<12} {each['kind']:<9} {each['model'] or '?':<32} {_details(each)}")
    for each in found["providers"]:
        show(_line(each))
    answering = any(each["role"] == "chat" for each in found["items"]) or any(
        each["enabled"] and any(model["purpose"] == "chat" for model in each["models"]) for each in found["providers"]
    )
    if not answering:
        say(
            Text(
                en="No chat model: answers are quotations. Start Ollama here, or add one with `nullus providers add`.",
                ko="대화 모델이 없어 답변은 인용문으로 나옵니다. 이 컴퓨터에서 Ollama를 실행하거나 "
                "`nullus providers add`로 추가하세요.",
            )
        )


def try_providers(
    name: Annotated[
        str | None,
        typer.Argument(help=words("One that was added; all without it.", "추가한 공급자 이름. 생략하면 모두.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    client = connect()
    if name is not None:
        tried = client.post(f"{PATH}/{segment(name)}/test")
        show_json(tried) if as_json else _show_tried(tried)
        if tried["failure"]:
            raise typer.Exit(1)
        return
    found = client.post(f"{PATH}/test")
    added = [client.post(f"{PATH}/{segment(each['name'])}/test") for each in client.get(PATH)["providers"]]
    if as_json:
        show_json(found | {"providers": added})
    else:
        for each in found["items"]:
            _show_trial(each)
        for each in added:
            _show_tried(each)
    if any(each["problem"] for each in found["items"]) or any(each["failure"] for each in added):
        raise typer.Exit(1)


def add(
    name: Annotated[
        str, typer.Argument(help=words("A name of yours, or openai, anthropic, gemini, ollama.", "원하는 이름."))
    ],
    kind: Annotated[
        str | None, typer.Option(help=words("openai, anthropic, gemini or ollama.", "서버의 종류."))
    ] = None,
    url: Url = None,
    key_file: KeyFile = None,
    clearance: Clearance = None,
    model: Models = None,
    unchecked: Unchecked = False,
    as_json: AsJson = False,
) -> None:
    body = _body(url, key_file, clearance, model) | {"name": name, "kind": kind or name, "unchecked": unchecked}
    made = connect().post(PATH, body)
    show_json(made) if as_json else _show_tried(made)


def change(
    name: str,
    url: Url = None,
    key_file: KeyFile = None,
    no_key: Annotated[bool, typer.Option("--no-key", help=words("Take its key away.", "키를 지웁니다."))] = False,
    clearance: Clearance = None,
    model: Models = None,
    enable: Annotated[
        bool | None, typer.Option("--enable/--disable", help=words("Whether it is used.", "사용 여부."))
    ] = None,
    unchecked: Unchecked = False,
    as_json: AsJson = False,
) -> None:
    body = _body(url, key_file, clearance, model) | {"unchecked": unchecked}
    if no_key:
        body["key"] = ""
    if enable is not None:
        body["enabled"] = enable
    made = connect().patch(f"{PATH}/{segment(name)}", body)
    show_json(made) if as_json else _show_tried(made)


def remove(name: str, as_json: AsJson = False) -> None:
    gone = connect().delete(f"{PATH}/{segment(name)}")
    show_json(gone) if as_json else say(Text(en="Removed.", ko="지웠습니다."))


def _body(url: str | None, key_file: str | None, clearance: str | None, models: list[str] | None) -> dict[str, Any]:
    given = {
        "url": url,
        "key": _key(key_file),
        "clearance": clearance,
        "models": [_model(each) for each in models] if models else None,
    }
    return {key: value for key, value in given.items() if value is not None}


def _model(given: str) -> dict[str, Any]:
    """`bge-m3,purpose=embed,context=8192` as the call takes it."""
    name, *details = (part.strip() for part in given.split(","))
    described: dict[str, Any] = {"name": name}
    for detail in details:
        key, _, value = detail.partition("=")
        if key == "purpose" and value in {"chat", "embed", "rerank"}:
            described["purpose"] = value
        elif key == "context" and value.isascii() and value.isdecimal():
            described["contextTokens"] = int(value)
        elif key == "tools" and value in _YES | _NO:
            described["tools"] = value in _YES
        else:
            raise ModelUnclear(given=given, problem=detail or ",")
    return described


def _key(source: str | None) -> str | None:
    """A key never stands on a command line: it comes from a file, or is typed unseen."""
    if source is None:
        return None
    if source == "-":
        if not sys.stdin.isatty():
            return sys.stdin.readline().strip()
        return str(typer.prompt(words("Key", "키"), hide_input=True)).strip()
    try:
        return Path(source).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "it is not text"
        raise KeyFileUnreadable(path=source, problem=problem) from None


def _line(each: dict[str, Any]) -> str:
    models = ", ".join(
        model["name"] + ("" if model["purpose"] == "chat" else f" ({model['purpose']})") for model in each["models"]
    )
    parts = [each["address"], each["clearance"]]
    if not each["enabled"]:
        parts.append(words("switched off", "꺼짐"))
    if each["problem"]:
        parts.append(each["problem"])
    return f"{each['name']:<12} {each['kind']:<9} {models:<32} {'  '.join(parts)}"


def _show_tried(tried: dict[str, Any]) -> None:
    problem = tried["failure"]
    if tried["tookMs"] is None and not problem:
        show(_line(tried))
        return
    show(f"{_mark(problem)} {_line(tried)}")
    for name, took in (tried["tookMs"] or {}).items():
        show(f"  {name}  {took:.0f} ms")
    _show_problem(problem)
    _show_models(tried["listed"])


def _show_trial(trial: dict[str, Any]) -> None:
    problem = trial["problem"]
    took = f"{trial['tookMs']:.0f} ms" if trial["tookMs"] is not None else ""
    show(f"{_mark(problem)} {_role(trial):<12} {trial['kind']:<9} {trial['model'] or '?':<32} {took}")
    _show_problem(problem)
    _show_models(trial["models"])


def _mark(problem: Any) -> str:
    return painted("✗", "bad", sys.stdout) if problem else painted("✓", "good", sys.stdout)


def _show_problem(problem: dict[str, Any] | None) -> None:
    if problem:
        show(f"  {problem['message']}")
        if problem["hint"]:
            show(f"  → {problem['hint']}")


def _show_models(models: list[str]) -> None:
    if models:
        listed = ", ".join(models[:20])
        show(painted(words(f"  the server has: {listed}", f"  서버에 있는 모델: {listed}"), "dim", sys.stdout))


_ROLES = {
    "chat": words("answers", "답변"),
    "embeddings": words("embeddings", "임베딩"),
    "reranking": words("reranking", "재정렬"),
}


def _role(entry: dict[str, Any]) -> str:
    return _ROLES[entry["role"]]


def _details(entry: dict[str, Any]) -> str:
    parts = [entry["address"] or words("in this process", "프로세스 안에서 실행")]
    if entry["origin"] == "detected":
        parts.append(words("found on this machine", "이 컴퓨터에서 찾음"))
    if entry["languages"]:
        parts.append(", ".join(entry["languages"]))
    if entry["problem"]:
        parts.append(entry["problem"]["message"])
    return "  ".join(parts)
