"""`settings`: what is in force in this folder, and where it came from; works without a running service."""

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from nullus.cli.output import language, painted, show, show_json, words
from nullus.platform.errors import Language, Text

if TYPE_CHECKING:
    from nullus.platform.in_force import SettingInForce

ORIGINS = {"environment": Text(en="environment", ko="환경 변수"), "default": Text(en="default", ko="기본값")}
SET, NOT_SET = Text(en="(set, not shown)", ko="(설정됨, 표시하지 않음)"), Text(en="(not set)", ko="(설정 안 됨)")
EMPTY = Text(en="(empty)", ko="(비어 있음)")
NONE_CHANGED = Text(en="No setting differs from its default.", ko="기본값과 다른 설정이 없습니다.")
FOLDER = Text(
    en="From the environment, then .env and nullus.toml in {folder}. A running service keeps what it was started with.",
    ko="환경 변수, 그다음 {folder}의 .env와 nullus.toml 순서로 읽습니다. 실행 중인 서비스에는 시작할 때의 값이 남아 있습니다.",
)


def add_to(app: typer.Typer) -> None:
    app.command("settings", help=words("Show every setting in force.", "지금 쓰이는 모든 설정을 표시합니다."))(settings)


def settings(
    changed: Annotated[
        bool,
        typer.Option(
            "--changed", help=words("Only what differs from the default.", "기본값과 다른 설정만 표시합니다.")
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=words("Print JSON.", "JSON으로 출력합니다."))] = False,
) -> None:
    from nullus.roles import Configuration, configuration_here

    spoken = language()
    found = configuration_here()
    items = [each for each in found.items if each.changed or not changed]
    if as_json:
        show_json(Configuration(found.folder, items).in_words(spoken))
        return
    show(FOLDER.render(spoken, {"folder": found.folder}), "dim")
    if not items:
        show(NONE_CHANGED.render(spoken, {}))
    for (title, room), group in groupby(items, key=lambda each: (each.title, each.room)):
        show()
        show(f"{title.render(spoken, {})} ({room})", "strong")
        for each in group:
            _show(each, spoken)


def _show(setting: "SettingInForce", spoken: Language) -> None:
    line = f"{setting.name} = {_value(setting, spoken)}"
    if setting.changed:
        line = f"{painted('*', 'warn', sys.stdout)} {painted(line, 'strong', sys.stdout)}"
        usual = (
            "" if setting.secret else f"; {words('default', '기본값')}: {setting.default or EMPTY.render(spoken, {})}"
        )
        line += painted(f"  [{_origin(setting, spoken)}{usual}]", "dim", sys.stdout)
    elif setting.origin != "default":
        line = f"  {line}" + painted(f"  [{_origin(setting, spoken)}]", "dim", sys.stdout)
    else:
        line = f"  {line}"
    show(line)
    show(f"    {setting.about.render(spoken, {})}", "dim")


def _value(setting: "SettingInForce", spoken: Language) -> str:
    if setting.secret:
        return (SET if setting.present else NOT_SET).render(spoken, {})
    return setting.value or EMPTY.render(spoken, {})


def _origin(setting: "SettingInForce", spoken: Language) -> str:
    origin = ORIGINS[setting.origin].render(spoken, {}) if setting.origin in ORIGINS else setting.origin
    return f"{origin}: {setting.file}" if setting.file else origin
