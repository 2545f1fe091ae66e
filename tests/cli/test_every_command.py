"""Every command about people, keys and the trail, run with --json against a real service; a new one cannot be forgotten."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from chaos.running import Running

from nullus.cli.main import build_app
from nullus.kit import new_id

NOUNS = (
    "audit", "budgets", "groups", "guests", "invitations", "prices", "publications", "service-accounts", "tiers", "tokens", "usage",
    "users", "workspaces",
)  # fmt: skip
IN = "--workspace {team}"
PROGRAM = [
    "workspaces create {team}", "workspaces list", "workspaces show {team}", "workspaces rename {team} {team}",
    "users create {mail} --name Somebody", "users list {mail}", "users show {mail}", "users suspend {mail}",
    "users activate {mail}", "users approve {mail}", "users link {mail} --for reset", "users role {mail} auditor",
    "users role {mail}", "users sign-up", "users export {mail} --output {folder}/person.zip",
    "workspaces members list", "workspaces members role {mail} editor", "workspaces members remove {mail}",
    "users delete {mail} --yes",
    f"invitations create --role viewer {IN}", f"invitations list {IN}", f"invitations revoke {{last}} {IN}",
    f"groups create crew {IN}", f"groups list {IN}", f"groups rename crew staff {IN}",
    f"service-accounts create robot {IN}", f"service-accounts list {IN}",
    f"groups add staff robot {IN}", f"groups remove staff robot {IN}", f"groups delete staff {IN}",
    f"tokens create key {IN}", f"tokens list {IN}", f"tokens revoke {{last}} {IN}", "tokens rotate-keys",
    f"service-accounts delete robot {IN}", f"guests show {IN}", f"guests open {IN}", f"guests close {IN}",
    f"collections create notes {IN} --access public",
    f"publications create desk --collection notes --origin https://blog.example.org --widget {IN}",
    f"publications list {IN}", f"publications show desk {IN}", f"publications change desk --page --slug {{team}}-desk {IN}",
    f"publications face desk {{folder}}/face.png {IN}", f"publications face desk {IN}", f"publications secret desk {IN}",
    f"publications statistics desk {IN}", f"publications delete desk {IN}",
    "tiers list", "tiers create {tier} --title-en Test --title-ko 시험", "tiers show {tier}", "tiers set {tier} --title-en Tests",
    "tiers delete {tier}", "audit list", "audit checkpoints", "audit verify", "audit export {folder}/trail.jsonl",
    "prices set a-provider a-model-of-{team} --hour 1 --from 2100-01-01T00:00:00Z", "prices list", "prices withdraw {last}",
    f"budgets set tokens month 1000000 {IN}", f"budgets list {IN}", "budgets remove {last}", f"usage {IN}",
    "workspaces delete {team} --yes",
]  # fmt: skip


def names_of(command: Any, before: str) -> Iterator[str]:
    """Every command below a group, as one types it."""
    if not hasattr(command, "commands"):
        yield before
        return
    for name, each in command.commands.items():
        yield from names_of(each, f"{before} {name}")


def test_the_program_has_every_command() -> None:
    root: Any = typer.main.get_command(build_app())
    known = [name for noun in NOUNS for name in names_of(root.commands[noun], noun)]
    assert len(known) > 40
    assert [name for name in known if not any(each.startswith(name) for each in PROGRAM)] == []


@pytest.fixture(scope="module")
def said(service: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    """What each command answered: exit code, output, what it said beside it. They run in order."""
    mark = new_id().hex[-8:]
    names = {
        "team": f"team-{mark}", "mail": f"{mark}@example.org", "tier": f"tier{mark}",
        "folder": str(tmp_path_factory.mktemp("out")), "last": "-",
    }  # fmt: skip
    Path(names["folder"], "face.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x20\x08\x06\0\0\0")
    found = {}
    for line in PROGRAM:
        done = service.cli(*line.format(**names).split(), "--json")
        found[line] = (done.returncode, done.stdout, done.stderr)
        if (" create " in line or " set " in line) and done.returncode == 0:
            names["last"] = str(json.loads(done.stdout).get("id", "-"))
    assert Path(names["folder"], "trail.jsonl").stat().st_size > 0
    return found


@pytest.mark.parametrize("line", PROGRAM)
def test_a_command_does_what_it_says_and_prints_json(said: dict[str, tuple[int, str, str]], line: str) -> None:
    code, output, beside = said[line]
    assert code == 0, beside
    answer: Any = json.loads(output)
    assert isinstance(answer, dict)
    if " list" in line:
        assert isinstance(answer["items"], list)
