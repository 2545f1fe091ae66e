"""A file of the same name means the same in every room."""

import ast
import importlib
import re

import pytest
from tests.architecture import house

SETTINGS = [each for each in house.modules() if each.path.name == "settings.py" and each.room != "platform"]
ERRORS = [each for each in house.modules() if each.path.name == "errors.py"]
ROUTES = [each for each in house.modules() if each.path.name == "http.py"]
TASKS = [each for each in house.modules() if each.path.name == "tasks.py"]


def place(module: house.Module) -> str:
    return module.place


@pytest.mark.parametrize("module", SETTINGS, ids=place)
def test_settings_declares_frozen_classes_under_the_rooms_name(module: house.Module) -> None:
    loaded = importlib.import_module(module.dotted)
    classes = [each for each in vars(loaded).values() if isinstance(each, type) and each.__module__ == loaded.__name__]
    assert classes, f"{module.place} declares no settings"
    for each in classes:
        parameters = each.__dict__.get("__dataclass_params__")
        assert parameters is not None, each
        assert parameters.frozen, each
        assert each.prefix.startswith(f"NULLUS_{module.room.upper()}_"), each  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", ERRORS, ids=place)
def test_errors_declares_errors_and_nothing_else(module: house.Module) -> None:
    from nullus.platform.errors import NullusError

    loaded = importlib.import_module(module.dotted)
    classes = [each for each in vars(loaded).values() if isinstance(each, type) and each.__module__ == loaded.__name__]
    strangers = [each.__name__ for each in classes if not issubclass(each, NullusError)]
    if module.room == "platform" and module.place == "platform/errors.py":
        strangers = [name for name in strangers if name not in {"ErrorKind", "Text"}]
    assert not strangers, f"{module.place}: {strangers}"


@pytest.mark.parametrize("module", ROUTES, ids=place)
def test_http_holds_a_router_whose_every_route_has_a_policy(module: house.Module) -> None:
    from nullus.platform.web import Router

    loaded = importlib.import_module(module.dotted)
    assert any(isinstance(each, Router) for each in vars(loaded).values()), (
        f"{module.place} has no Router of platform.web"
    )


@pytest.mark.parametrize("module", TASKS, ids=place)
def test_tasks_name_work_and_hold_no_code(module: house.Module) -> None:
    assert not [function.name for function in house.functions(module.tree)], module.place
    heavy = {"sqlalchemy", "fastapi", "numpy"}
    imported = {
        (node.module or "").partition(".")[0] for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)
    }
    assert not imported & heavy, module.place


def test_error_codes_are_unique_and_bilingual() -> None:
    from nullus.platform.errors import NullusError

    for module in house.modules():
        if module.path.name == "errors.py":
            importlib.import_module(module.dotted)
    seen: dict[str, type] = {}
    pending = [NullusError]
    while pending:
        each = pending.pop()
        pending += each.__subclasses__()
        if not each.__module__.startswith("nullus.") or "code" not in vars(each):
            continue
        assert each.code == each.code.lower(), each
        assert seen.setdefault(each.code, each) is each, f"{each.code} belongs to {seen[each.code]} and {each}"
        for said in (each.message, each.hint):
            # What consists of fields only passes on the words of somebody who chose the language already.
            if said is not None and re.sub(r"\{\w+\}", "", said.ko).strip():
                assert any("가" <= letter <= "힣" for letter in said.ko), f"{each.code} does not speak Korean"
