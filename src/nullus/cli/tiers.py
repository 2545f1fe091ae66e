"""`nullus tiers`: what accounts may use. Limits are written `NAME=NUMBER`, and `NAME=none` takes a limit away."""

from typing import Annotated, Any

import typer

from nullus.cli.client import connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import ErrorKind, NullusError, Text

Limits = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="LIMIT=NUMBER…",
        help=words(
            "Limits such as questions_day=10; `none` takes one away.",
            "questions_day=10 같은 한도. `none`은 한도를 없앱니다.",
        ),
    ),
]
TitleEn = Annotated[str | None, typer.Option(help=words("Title in English.", "영어 이름."))]
TitleKo = Annotated[str | None, typer.Option(help=words("Title in Korean.", "한국어 이름."))]
Position = Annotated[int | None, typer.Option(help=words("Place in the list.", "목록에서의 순서."))]
Feature = Annotated[
    list[str] | None,
    typer.Option(help=words("NAME=true, false or none (repeatable).", "이름=true, false 또는 none(여러 번 가능).")),
]


class BadAssignment(NullusError):
    """What was typed is no `NAME=VALUE`."""

    kind = ErrorKind.INVALID
    code = "bad_assignment"
    message = Text(en="{typed} is not NAME=VALUE.", ko="{typed}은(는) 이름=값 형식이 아닙니다.")
    hint = Text(
        en="For example `nullus tiers set stargazer questions_day=20 tokens_day=none`.",
        ko="예: `nullus tiers set stargazer questions_day=20 tokens_day=none`.",
    )


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List tiers.", "등급 목록을 봅니다."))(list_tiers)
    group.command("show", help=words("Show one tier.", "등급 하나를 봅니다."))(show_tier)
    group.command("set", help=words("Change a tier; acts at once.", "등급을 바꿉니다. 바로 적용됩니다."))(set_tier)
    group.command("create", help=words("Make a tier.", "등급을 만듭니다."))(create)
    group.command("delete", help=words("Delete a tier that nobody has.", "아무도 쓰지 않는 등급을 지웁니다."))(delete)
    app.add_typer(group, name="tiers", help=words("Tiers and their limits.", "등급과 한도."))


def list_tiers(as_json: AsJson = False) -> None:
    found = list(connect().pages("/api/v1/tiers"))
    if as_json:
        show_json({"items": found, "nextCursor": None}, verbatim=True)
        return
    for each in found:
        _show(each)


def show_tier(name: str, as_json: AsJson = False) -> None:
    found = connect().get(f"/api/v1/tiers/{segment(name)}")
    show_json(found, verbatim=True) if as_json else _show(found)


def set_tier(
    name: str,
    limits: Limits = None,
    title_en: TitleEn = None,
    title_ko: TitleKo = None,
    position: Position = None,
    feature: Feature = None,
    as_json: AsJson = False,
) -> None:
    body = _body(limits, title_en, title_ko, position, feature)
    changed = connect().call("PATCH", f"/api/v1/tiers/{segment(name)}", body)
    show_json(changed, verbatim=True) if as_json else _show(changed)


def create(
    name: str,
    title_en: Annotated[str, typer.Option(help=words("Title in English.", "영어 이름."))],
    title_ko: Annotated[str, typer.Option(help=words("Title in Korean.", "한국어 이름."))],
    limits: Limits = None,
    position: Position = None,
    feature: Feature = None,
    as_json: AsJson = False,
) -> None:
    made = connect().post("/api/v1/tiers", {"name": name} | _body(limits, title_en, title_ko, position, feature))
    show_json(made, verbatim=True) if as_json else _show(made)


def delete(name: str, as_json: AsJson = False) -> None:
    gone = connect().delete(f"/api/v1/tiers/{segment(name)}")
    show_json(gone) if as_json else say(Text(en="Deleted.", ko="지웠습니다."))


def _body(
    limits: list[str] | None,
    title_en: str | None,
    title_ko: str | None,
    position: int | None,
    feature: list[str] | None,
) -> dict[str, Any]:
    given = {
        "titleEn": title_en,
        "titleKo": title_ko,
        "position": position,
        "limits": dict(_pair(each, _number) for each in limits) if limits else None,
        "features": dict(_pair(each, _switch) for each in feature) if feature else None,
    }
    return {name: value for name, value in given.items() if value is not None}


def _pair(typed: str, read: Any) -> tuple[str, Any]:
    name, equals, value = typed.partition("=")
    if not name or not equals:
        raise BadAssignment(typed=typed)
    try:
        return name, None if value == "none" else read(value)
    except (ValueError, KeyError):
        raise BadAssignment(typed=typed) from None


def _number(value: str) -> int | float:
    try:
        return int(value)
    except ValueError:
        return float(value)


def _switch(value: str) -> bool:
    return {"true": True, "false": False}[value]


def _show(tier: dict[str, Any]) -> None:
    limits = " ".join(f"{name}={value}" for name, value in sorted(tier["limits"].items())) or words(
        "no limits", "한도 없음"
    )
    features = "".join(f" +{name}" for name, on in sorted(tier["features"].items()) if on)
    show(f"{tier['name']}  {tier['titleEn']} / {tier['titleKo']}  {limits}{features}  ({tier['accounts']})")
