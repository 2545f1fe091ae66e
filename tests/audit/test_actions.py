"""The registry of acts: whatever a room records is declared, in both languages."""

import ast
import re

from tests.architecture import house

from nullus.audit.actions import ACTIONS, DETAILS


def test_whatever_a_room_records_is_declared() -> None:
    """An undeclared action or detail would fail the act itself, perhaps on a path that no test walks."""
    unknown, seen = [], set()
    for module in house.modules():
        for node in ast.walk(module.tree):
            name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or not name.startswith("record"):
                continue
            said = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            details = [each.value for each in node.keywords if each.arg == "details"]
            named = [
                str(key.value)
                for each in details
                if isinstance(each, ast.Dict)
                for key in each.keys
                if isinstance(key, ast.Constant)
            ]
            seen |= set(said) & set(ACTIONS)
            unknown += [f"{module.place}:{node.lineno} {each}" for each in said if "." in each and each not in ACTIONS]
            unknown += [f"{module.place}:{node.lineno} {each}" for each in named if each not in DETAILS]
    assert not unknown, house.in_words(unknown)
    assert len(seen) > 20


def test_actions_are_named_and_titled_alike() -> None:
    for name, action in ACTIONS.items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name)
        assert re.search("[가-힣]", action.title.ko), name
        assert action.title.en, name
