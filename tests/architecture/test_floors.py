"""The import contracts hold, and they are complete: a new room cannot stand outside them."""

import configparser
import subprocess
import sys

from tests.architecture import house


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(house.ROOT / ".importlinter", encoding="utf-8")
    return parser


def words(value: str) -> set[str]:
    return {
        line.strip().strip("()") for line in value.splitlines() if line.strip() and not line.strip().startswith("#")
    }


def test_the_import_contracts_hold() -> None:
    command = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = subprocess.run([sys.executable, "-c", command, "--no-cache"], cwd=house.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_a_floor() -> None:
    layers = contracts()["importlinter:contract:floors"]["layers"]
    assert [line.strip().strip("()") for line in layers.splitlines() if line.strip()] == list(house.FLOORS)
    assert set(house.rooms()) <= set(house.FLOORS)


def test_every_room_is_entered_by_its_door() -> None:
    parser = contracts()
    closed: set[str] = set()
    for section in parser.sections():
        if parser[section].get("type") == "protected":
            closed |= words(parser[section]["protected_modules"])
    wanted = {f"nullus.{room}.*" for room in house.rooms() if room not in house.FOUNDATIONS | house.ENTRIES}
    for room in house.FOUNDATIONS:
        inner = [each for each in (house.SOURCE / room).iterdir() if each.is_dir() and (each / "__init__.py").exists()]
        wanted |= {f"nullus.{room}.{each.name}.*" for each in inner}
    assert closed == wanted


def test_only_the_room_itself_and_the_roles_pass_a_door() -> None:
    parser = contracts()
    for section in parser.sections():
        if parser[section].get("type") != "protected":
            continue
        closed = next(iter(words(parser[section]["protected_modules"]))).removesuffix(".*")
        assert words(parser[section]["allowed_importers"]) <= {closed, "nullus.roles"}, section


def test_apps_are_strangers_to_each_other() -> None:
    if (house.SOURCE / "apps").exists():
        kinds = {section: contracts()[section].get("type") for section in contracts().sections()}
        assert "independence" in kinds.values(), "nullus.apps needs its independence contract"


def test_every_door_says_what_others_may_use() -> None:
    for room in house.rooms():
        if room in house.FOUNDATIONS | house.ENTRIES:
            continue
        door = (house.SOURCE / room / "__init__.py").read_text(encoding="utf-8")
        assert "__all__" in door, f"nullus.{room} has no __all__"
