"""Values from the wire that every table, log and terminal can take: text without control characters, flat JSON."""

import math
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, TypeAdapter
from pydantic_core import PydanticCustomError

# Characters that turn the direction of text: a name must not read as another name.
BIDIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKERS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def is_one_line(text: str) -> bool:
    """Whether a name holds nothing that moves a cursor, ends a line, turns the direction or cannot be stored."""
    return not any(unicodedata.category(each) in _LINE_BREAKERS or each in BIDIRECTIONAL for each in text)


def is_storable(value: Any) -> bool:
    """Whether PostgreSQL holds it as text or JSON: no NUL, no lone surrogate, no number beyond the finite ones."""
    if isinstance(value, float):
        return math.isfinite(value)
    if not isinstance(value, str):
        return True
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value


def _line(value: str) -> str:
    if not is_one_line(value):
        raise PydanticCustomError("control_characters", "holds control characters")
    kept = unicodedata.normalize("NFC", value).strip()
    if not kept:
        raise PydanticCustomError("blank", "is blank")
    return kept


def _prose(value: str) -> str:
    if not is_storable(value):
        raise PydanticCustomError("control_characters", "holds control characters")
    return value


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    if not all(is_storable(each) for pair in value.items() for each in pair):
        raise PydanticCustomError("not_storable", "holds characters or numbers that JSON does not know")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdigit():
        raise PydanticCustomError("date_parsing", "must be a date")
    return value


def _moment(value: Any) -> Any:
    """Text is read here: behind this function pydantic, when strict, takes a text for no date."""
    if not isinstance(value, str):
        return value
    if value.strip().lstrip("+-").replace(".", "", 1).isdigit():
        raise PydanticCustomError("datetime_parsing", "must be a date and time")
    return _DATETIME.validate_python(value)


_DATETIME = TypeAdapter(datetime)
Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A date and time as text; a bare number is none, although pydantic would read it as seconds."""

Day = Annotated[date, BeforeValidator(_day)]
"""A date as text, as in `2026-11-21`; a bare number is none."""

Line = Annotated[str, AfterValidator(_line)]
"""A name that people see: one line, not blank, composed (NFC), without blanks around it."""

Prose = Annotated[str, AfterValidator(_prose)]
"""Text of several lines that PostgreSQL can hold."""

Flat = Annotated[dict[str, str | int | float | bool | None], AfterValidator(_flat)]
"""One flat JSON object that PostgreSQL can hold and compare."""
