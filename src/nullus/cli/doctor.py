"""`doctor`: what this machine and this installation need, checked, with the mend for each finding."""

from typing import Annotated

import typer

from nullus.cli.output import language, painted, show, show_json, words
from nullus.platform.settings import PlatformSettings, load

MARKS = {"ok": ("✓", "good"), "warning": ("!", "warn"), "broken": ("✗", "bad")}


def add_to(app: typer.Typer) -> None:
    app.command(help=words("Check everything and say the mends.", "모두 점검하고 해결 방법을 알려 줍니다."))(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=words("Print JSON.", "JSON으로 출력합니다."))] = False,
) -> None:
    import sys

    from nullus.roles import diagnose

    spoken = language()
    broken = False
    found = []
    for each in diagnose(load(PlatformSettings)):
        broken = broken or each.verdict == "broken"
        mend = each.mend.render(spoken, {}) if each.mend else None
        entry = {"name": each.name, "state": each.verdict, "found": each.found.render(spoken, {}), "mend": mend}
        found.append(entry)
        if not as_json:
            mark, style = MARKS[each.verdict]
            show(f"{painted(mark, style, sys.stdout)} {each.name:<20} {entry['found']}")
            if mend:
                show(f"  {'':<20} → {mend}")
    if as_json:
        show_json({"healthy": not broken, "findings": found})
    raise typer.Exit(1 if broken else 0)
