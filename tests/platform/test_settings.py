"""Where settings come from, which wins, and what is refused."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from nullus.platform.errors import Language, Text
from nullus.platform.settings import (
    InvalidSetting,
    PlatformSettings,
    Sources,
    UnknownSetting,
    load,
    refuse_unknown,
    setting,
)


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """A room of the tests."""

    prefix: ClassVar[str] = "NULLUS_ROOM_"
    title: ClassVar[Text] = Text(en="A room", ko="방")

    size: int = setting(1, Text(en="A number.", ko="시험"))
    share: float = setting(0.5, Text(en="A part.", ko="시험"))
    wanted: bool = setting(False, Text(en="Yes or no.", ko="시험"))
    names: tuple[str, ...] = setting((), Text(en="A list.", ko="시험"))
    place: Path = setting(Path("/"), Text(en="A folder.", ko="시험"))
    text: str = setting("", Text(en="A text.", ko="시험"))


def room(folder: Path, **environment: str) -> RoomSettings:
    return load(RoomSettings, Sources(environment, folder))


def test_without_sources_the_defaults_count(tmp_path: Path) -> None:
    assert room(tmp_path) == RoomSettings()


def test_the_environment_wins_over_the_dotenv_file_and_that_over_toml(tmp_path: Path) -> None:
    (tmp_path / "nullus.toml").write_text("[room]\nsize = 1\nshare = 0.1\ntext = 'toml'\n")
    assert room(tmp_path) == RoomSettings(size=1, share=0.1, text="toml")
    (tmp_path / ".env").write_text("NULLUS_ROOM_SIZE=2\nNULLUS_ROOM_SHARE=0.2\n")
    assert room(tmp_path) == RoomSettings(size=2, share=0.2, text="toml")
    assert room(tmp_path, NULLUS_ROOM_SIZE="3") == RoomSettings(size=3, share=0.2, text="toml")


def test_a_file_can_hold_a_value_and_the_nearer_source_still_wins(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from the file\n")
    assert room(tmp_path, NULLUS_ROOM_TEXT_FILE=str(secret)).text == "from the file"
    (tmp_path / ".env").write_text(f"NULLUS_ROOM_TEXT_FILE={secret}\n")
    assert room(tmp_path).text == "from the file"
    assert room(tmp_path, NULLUS_ROOM_TEXT="said").text == "said"
    with pytest.raises(InvalidSetting, match="NULLUS_ROOM_TEXT_FILE"):
        room(tmp_path, NULLUS_ROOM_TEXT_FILE=str(tmp_path / "missing"))


@pytest.mark.parametrize(("line", "value"), [
    ("NULLUS_ROOM_TEXT=plain", "plain"),
    ("  export NULLUS_ROOM_TEXT = spaced  ", "spaced"),
    ("NULLUS_ROOM_TEXT='quoted # not a comment'", "quoted # not a comment"),
    ('NULLUS_ROOM_TEXT="a=b"', "a=b"),
    ("NULLUS_ROOM_TEXT=value # a comment", "value"),
    ("NULLUS_ROOM_TEXT=", ""),
    ("# NULLUS_ROOM_TEXT=no", ""),
    ("OTHER_TEXT=no", ""),
    ("NULLUS_ROOM_TEXT=한글", "한글"),
    ("not a line at all", ""),
])  # fmt: skip
def test_dotenv_lines_are_read_as_people_write_them(tmp_path: Path, line: str, value: str) -> None:
    (tmp_path / ".env").write_text(line + "\n", encoding="utf-8")
    assert room(tmp_path).text == value


@pytest.mark.parametrize(("raw", "value"), [("true", True), ("YES", True), ("1", True), ("off", False), ("No", False)])
def test_truth_is_written_in_many_ways(tmp_path: Path, raw: str, value: bool) -> None:
    assert room(tmp_path, NULLUS_ROOM_WANTED=raw).wanted is value


def test_lists_and_folders_are_understood_in_text_and_toml(tmp_path: Path) -> None:
    assert room(tmp_path, NULLUS_ROOM_NAMES="a, b,,c ").names == ("a", "b", "c")
    (tmp_path / "nullus.toml").write_text('[room]\nnames = ["a", "b"]\nwanted = true\nplace = "/tmp"\n')
    assert room(tmp_path) == RoomSettings(names=("a", "b"), wanted=True, place=Path("/tmp"))


@pytest.mark.parametrize(("name", "raw"), [("SIZE", "many"), ("SIZE", "1.5"), ("SHARE", "half"), ("WANTED", "perhaps")])
def test_a_value_that_cannot_be_used_is_named_in_both_languages(tmp_path: Path, name: str, raw: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        room(tmp_path, **{f"NULLUS_ROOM_{name}": raw})
    languages: tuple[Language, ...] = ("en", "ko")
    for language in languages:
        assert f"NULLUS_ROOM_{name}" in refused.value.message_in(language)


def test_toml_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nullus.toml").write_text("[room\n")
    with pytest.raises(InvalidSetting, match=r"nullus\.toml"):
        room(tmp_path)


@pytest.mark.parametrize("source", ["environment", ".env", "nullus.toml"])
def test_an_unknown_name_is_refused_with_the_nearest_one(tmp_path: Path, source: str) -> None:
    environment = {}
    if source == "environment":
        environment = {"NULLUS_ROOM_SIZ": "1"}
    elif source == ".env":
        (tmp_path / ".env").write_text("NULLUS_ROOM_SIZ=1\n")
    else:
        (tmp_path / "nullus.toml").write_text("[room]\nsiz = 1\n")
    with pytest.raises(UnknownSetting) as refused:
        refuse_unknown(Sources(environment, tmp_path), [RoomSettings, PlatformSettings])
    assert source in refused.value.message_in("en")
    assert "NULLUS_ROOM_SIZE" in (refused.value.hint_in("en") or "")
    refuse_unknown(Sources({"NULLUS_ROOM_SIZE": "1", "NULLUS_PORT_FILE": "x", "OTHER": "1"}, tmp_path / "none"),
                   [RoomSettings, PlatformSettings])  # fmt: skip


def test_the_home_is_absolute_whatever_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(PlatformSettings, Sources({"NULLUS_HOME": "data"}, tmp_path)).home == tmp_path / "data"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert load(PlatformSettings, Sources({"NULLUS_HOME": "~/mine"}, tmp_path)).home == tmp_path / "mine"
    assert load(PlatformSettings, Sources({}, tmp_path)).home.is_relative_to(tmp_path)


def test_settings_never_change_after_the_start(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        room(tmp_path).size = 5  # type: ignore[misc]
