"""`nullus prompts`: what is said to models, its versions, and which of them is in use."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.client import connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import painted, say, show, show_json, words
from nullus.platform.errors import ErrorKind, NullusError, Text

_STATES = {
    "package": words("comes with Nullus", "기본 제공"),
    "draft": words("draft", "초안"),
    "current": words("in use", "사용 중"),
    "former": words("used before", "이전에 사용"),
}
_COLOURS = {"+": "good", "-": "bad", "@": "dim"}
Version = Annotated[
    str | None, typer.Option(help=words("Such as 3, answer@3 or answer.v1.", "예: 3, answer@3, answer.v1."))
]
English = Annotated[
    Path | None, typer.Option("--en", metavar="FILE", help=words("The English text.", "영어 문구 파일."))
]
Korean = Annotated[
    Path | None, typer.Option("--ko", metavar="FILE", help=words("The Korean text.", "한국어 문구 파일."))
]


class TextUnreadable(NullusError):
    """A file that should hold a prompt cannot be read as text."""

    kind = ErrorKind.INVALID
    code = "prompt_file_unreadable"
    message = Text(en="{path} cannot be read as UTF-8 text.", ko="{path}을(를) UTF-8 글로 읽을 수 없습니다.")
    hint = Text(
        en="Give a text file, for example `nullus prompts draft answer --ko answer.ko.txt`.",
        ko="텍스트 파일을 지정하세요. 예: `nullus prompts draft answer --ko answer.ko.txt`.",
    )


class NoText(NullusError):
    """A draft needs at least one text."""

    kind = ErrorKind.INVALID
    code = "prompt_text_missing"
    message = Text(en="A draft needs the text of a language.", ko="초안에는 적어도 한 언어의 문구가 있어야 합니다.")
    hint = Text(
        en="Give a file: `nullus prompts draft {name} --en FILE` or `--ko FILE`.",
        ko="파일을 지정하세요: `nullus prompts draft {name} --en 파일` 또는 `--ko 파일`.",
    )


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List prompts.", "프롬프트 목록을 봅니다."))(list_prompts)
    group.command("show", help=words("Show a prompt, or one version of it.", "프롬프트나 그 버전 하나를 봅니다."))(
        show_prompt
    )
    group.command("diff", help=words("Show what changed between two versions.", "두 버전의 차이를 봅니다."))(diff)
    group.command(
        "draft", help=words("Write a new version; it is not used yet.", "새 버전을 씁니다. 아직 쓰이지 않습니다.")
    )(draft)
    group.command("promote", help=words("Take a version into use.", "버전을 사용하기 시작합니다."))(promote)
    group.command("rollback", help=words("Take back the last promotion.", "마지막 적용을 되돌립니다."))(rollback)
    app.add_typer(group, name="prompts", help=words("What is said to models.", "모델에 보내는 지시문."))


def list_prompts(as_json: AsJson = False) -> None:
    page = connect().get("/api/v1/prompts")
    if as_json:
        show_json(page, verbatim=True)
        return
    for each in page["items"]:
        places = " ".join("{" + variable["name"] + "}" for variable in each["variables"])
        show(f"{each['name']:<12} {each['current']:<16} {each['title']}  {places}")


def show_prompt(name: str, version: Version = None, as_json: AsJson = False) -> None:
    client, path = connect(), f"/api/v1/prompts/{segment(name)}"
    found = client.get(path if version is None else f"{path}/versions/{segment(version)}")
    if as_json:
        show_json(found, verbatim=True)
        return
    if version is None:
        show(f"{found['name']}  {found['title']}", "strong")
        for each in found["variables"]:
            need = words("required", "필수") if each["required"] else words("optional", "선택")
            show(f"  {{{each['name']}}}  {each['meaning']} ({need})")
        for each in found["history"]:
            _show_version(each)
    else:
        _show_version(found)
    for language, text in found["texts"].items():
        show(f"\n── {language}", "dim")
        show(text.rstrip("\n"))


def diff(name: str, old: str, new: str, as_json: AsJson = False) -> None:
    path = f"/api/v1/prompts/{segment(name)}/diff"
    found = connect().get(path, old=old, new=new)
    if as_json:
        show_json(found, verbatim=True)
        return
    for text in found["diffs"].values():
        for line in text.splitlines():
            show(painted(line, _COLOURS.get(line[:1]), sys.stdout))
    if not any(found["diffs"].values()):
        say(Text(en="They say the same.", ko="내용이 같습니다."))


def draft(
    name: str,
    english: English = None,
    korean: Korean = None,
    base: Annotated[
        str | None,
        typer.Option(
            help=words("The version that it changes; else the one in use.", "바탕이 되는 버전. 없으면 사용 중인 버전.")
        ),
    ] = None,
    note: Annotated[str, typer.Option(help=words("Why.", "바꾸는 이유."))] = "",
    as_json: AsJson = False,
) -> None:
    texts = {language: _read(path) for language, path in (("en", english), ("ko", korean)) if path is not None}
    if not texts:
        raise NoText(name=name)
    body: dict[str, Any] = {"texts": texts, "note": note} | ({"basedOn": base} if base else {})
    made = connect().post(f"/api/v1/prompts/{segment(name)}/versions", body)
    if as_json:
        show_json(made, verbatim=True)
        return
    show(made["version"])
    say(
        Text(
            en="It is used after `nullus prompts promote {name} {version}`.",
            ko="`nullus prompts promote {name} {version}`를 실행하면 쓰이기 시작합니다.",
        ),
        name=name,
        version=made["version"],
    )


def promote(name: str, version: str, as_json: AsJson = False) -> None:
    _changed(connect().post(f"/api/v1/prompts/{segment(name)}/promote", {"version": version}), as_json)


def rollback(name: str, as_json: AsJson = False) -> None:
    _changed(connect().post(f"/api/v1/prompts/{segment(name)}/rollback"), as_json)


def _changed(version: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(version, verbatim=True)
        return
    say(Text(en="In use now: {version}.", ko="이제 {version}을(를) 씁니다."), version=version["version"])


def _show_version(each: dict[str, Any]) -> None:
    base = f"  ← {each['basedOn']}" if each["basedOn"] else ""
    style = "good" if each["state"] == "current" else None
    show(f"  {each['version']:<16} {_STATES[each['state']]}{base}  {each['note']}".rstrip(), style)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TextUnreadable(path=path) from error
