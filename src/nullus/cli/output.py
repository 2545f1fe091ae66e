"""How commands speak: data on stdout, words for people on stderr unless they are the answer; two languages; colour when wanted."""

import json
import sys
from dataclasses import asdict, is_dataclass
from typing import Any

from nullus.platform.errors import EXIT_CODE, Language, NullusError, Text
from nullus.platform.settings import PlatformSettings, ambient_language, colour_refused, load

_STYLES = {"good": "32", "warn": "33", "bad": "31", "dim": "2", "strong": "1"}


class Screen:
    """Set once by the options that stand before the command."""

    colour = True


def language() -> Language:
    """The operator's language: NULLUS_LANGUAGE from any source, else the locale."""
    try:
        return ambient_language(load(PlatformSettings).language)
    except NullusError:  # a broken setting is reported by the command that needs it
        return ambient_language()


def words(en: str, ko: str) -> str:
    """One of two fixed texts, for help: chosen by the environment alone, before any file is read."""
    return ko if ambient_language() == "ko" else en


def say(text: Text | str, style: str | None = None, **fields: object) -> None:
    """A message for people, on stderr."""
    shown = text if isinstance(text, str) else text.render(language(), fields)
    print(painted(shown, style, sys.stderr), file=sys.stderr, flush=True)  # noqa: T201


def show(text: str = "", style: str | None = None) -> None:
    """A line of the answer, on stdout."""
    print(painted(text, style, sys.stdout), flush=True)  # noqa: T201


def show_json(data: Any, *, verbatim: bool = False) -> None:
    """The data of the answer and nothing else, on stdout; names in camelCase as on the wire. `verbatim`: some of the names
    are data themselves."""
    print(json.dumps(data if verbatim else _camel(data), ensure_ascii=False, indent=2))  # noqa: T201


def painted(text: str, style: str | None, stream: Any) -> str:
    if style is None or not Screen.colour or colour_refused() or not stream.isatty():
        return text
    return f"\033[{_STYLES[style]}m{text}\033[0m"


def fail(error: NullusError) -> int:
    """Say what went wrong and what to do about it; returns the exit status of its kind."""
    spoken = language()
    say(error.message_in(spoken), "bad")
    hint = error.hint_in(spoken)
    if hint:
        say(f"→ {hint}")
    return EXIT_CODE[error.kind]


def _camel(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {_camel_name(str(key)): _camel(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_camel(each) for each in value]
    return value


def _camel_name(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
