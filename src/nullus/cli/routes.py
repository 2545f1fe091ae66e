"""`nullus routes`: which models are tried for a task, in which order."""

from typing import Annotated, Any

import typer

from nullus.cli.client import connect
from nullus.cli.collections import AsJson
from nullus.cli.output import show, show_json, words

Task = Annotated[
    str,
    typer.Argument(
        help=words("answer, title, rewrite, translate or judge.", "answer, title, rewrite, translate, judge 중 하나.")
    ),
]
Models = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PROVIDER/MODEL]…",
        help=words(
            "Models in the order in which they are tried; none: the default order.",
            "시도할 순서대로 적은 모델. 없으면 기본 순서로 돌아갑니다.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("Show which models each task uses.", "작업마다 어떤 모델을 쓰는지 봅니다."))(
        list_routes
    )
    group.command(
        "set", help=words("Set the models of a task; acts at once.", "작업의 모델을 정합니다. 바로 적용됩니다.")
    )(set_route)
    app.add_typer(group, name="routes", help=words("Which model does what.", "어떤 모델이 어떤 일을 하는지."))


def list_routes(as_json: AsJson = False) -> None:
    found = connect().get("/api/v1/routes")
    if as_json:
        show_json(found, verbatim=True)
        return
    for each in found["items"]:
        _show(each)


def set_route(task: Task, models: Models = None, as_json: AsJson = False) -> None:
    changed = connect().call("PUT", "/api/v1/routes", {"task": task, "models": models or []})
    show_json(changed, verbatim=True) if as_json else _show(changed)


def _show(route: dict[str, Any]) -> None:
    order = [f"{each['provider']}/{each['model']} ({each['clearance']})" for each in route["order"]]
    shown = " → ".join(order) or words("no model", "모델 없음")
    show(f"{route['task']:<10} {shown}" + ("" if route["models"] else words("  (default order)", "  (기본 순서)")))
