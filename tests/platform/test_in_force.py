"""What is in force is told with its origin, and nothing of it opens a door."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar

import pytest

from nullus.platform.errors import Text
from nullus.platform.in_force import SettingInForce, settings_in_force, shown
from nullus.platform.settings import OUTSIDE, PlatformSettings, Sources, default_home, setting
from nullus.roles.assembly import SETTINGS

ABOUT = Text(en="A setting.", ko="설정.")


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """A room of the tests."""

    prefix: ClassVar[str] = "NULLUS_ROOM_"
    title: ClassVar[Text] = Text(en="A room", ko="방")

    size: int = setting(1, ABOUT)
    share: float = setting(30.0, ABOUT)
    wanted: bool = setting(False, ABOUT)
    names: tuple[str, ...] = setting((), ABOUT)
    url: str = setting("", ABOUT)
    password: str = setting("", ABOUT, secret=True)


def room(folder: Path, **environment: str) -> dict[str, SettingInForce]:
    found = settings_in_force([RoomSettings], Sources(environment, folder))
    return {each.name.removeprefix("NULLUS_ROOM_").lower(): each for each in found}


def test_each_source_is_named_and_what_equals_the_default_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NULLUS_ROOM_SIZE=2\nNULLUS_ROOM_SHARE=30\n")
    (tmp_path / "nullus.toml").write_text('[room]\nsize = 3\nnames = ["a", "b"]\n')
    found = room(tmp_path, NULLUS_ROOM_WANTED="yes")
    told = {name: (each.value, each.default, each.origin, each.changed) for name, each in found.items()}
    assert told == {
        "size": ("2", "1", ".env", True),
        "share": ("30", "30", ".env", False),
        "wanted": ("true", "false", "environment", True),
        "names": ("a,b", "", "nullus.toml", True),
        "url": ("", "", "default", False),
        "password": (None, None, "default", False),
    }
    assert {(each.room, each.group, each.title.ko) for each in found.values()} == {("platform", "room", "방")}


def test_a_secret_is_only_set_or_not_set_even_from_a_file(tmp_path: Path) -> None:
    assert not room(tmp_path)["password"].present
    held = tmp_path / "held"
    held.write_text("hunter2\n")
    for found in (room(tmp_path, NULLUS_ROOM_PASSWORD="hunter2"), room(tmp_path, NULLUS_ROOM_PASSWORD_FILE=str(held))):
        assert "hunter2" not in repr(found)
        assert (found["password"].present, found["password"].changed, found["password"].secret) == (True, True, True)
    assert found["password"].file == str(held)
    assert found["password"].origin == "environment"


@pytest.mark.parametrize(("written", "told"), [
    ("https://models.example.org:8443/v1", "https://models.example.org:8443/v1"),
    ("https://me:hunter2@models.example.org/v1", "https://models.example.org/v1"),
    ("https://hunter2@models.example.org/v1", "https://models.example.org/v1"),
    ("https://me:hun@ter2@models.example.org/v1", "https://models.example.org/v1"),
    ("https://me:hunter2/2@models.example.org/v1", "https://…"),
    ("https://me:1/hunter2@models.example.org/v1", "https://…"),
    ("https://me:1#hunter2@models.example.org/v1", "https://…"),
    ("https://me:1?hunter2@models.example.org/v1", "https://…"),
    ("https://models.example.org/v1?key=hunter2", "https://models.example.org/v1?…"),
    ("https://models.example.org/v1#hunter2", "https://models.example.org/v1?…"),
    ("https://[hunter2", "https://…"),
    ("Nullus <mail@example.org>", "Nullus <mail@example.org>"),
    ("onnx:org/model", "onnx:org/model"),
])  # fmt: skip
def test_an_address_is_told_without_what_may_be_a_password(tmp_path: Path, written: str, told: str) -> None:
    assert room(tmp_path, NULLUS_ROOM_URL=written)["url"].value == told
    assert shown((written, "x")) == f"{told},x"


def test_the_usual_home_is_no_change(tmp_path: Path) -> None:
    def home(**environment: str) -> SettingInForce:
        return settings_in_force([PlatformSettings], Sources(environment, tmp_path))[0]

    assert (home().value, home().changed) == (str(default_home().absolute()), False)
    assert (home(NULLUS_HOME="/srv/nullus").value, home(NULLUS_HOME="/srv/nullus").changed) == ("/srv/nullus", True)


def test_every_setting_and_every_group_speaks_both_languages() -> None:
    texts = {cls.prefix + each.name: each.metadata["about"] for cls in SETTINGS for each in fields(cls)}
    texts |= {cls.prefix: cls.title for cls in SETTINGS} | OUTSIDE
    silent = [name for name, text in texts.items() if not text.en or not any("가" <= each <= "힣" for each in text.ko)]
    assert silent == []
    for text in texts.values():  # a brace would be taken for a field
        assert text.render("ko", {}) == text.ko
        assert text.render("en", {}) == text.en
