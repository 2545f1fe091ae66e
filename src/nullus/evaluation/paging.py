"""Cursors of this room's lists: the id of the last row that was seen, since ids rise with time; or its value and its id."""

import math
from uuid import UUID

from nullus.platform.errors import InvalidInput


def encode(last: UUID) -> str:
    return last.hex


def decode(cursor: str | None) -> UUID | None:
    """Raises InvalidInput."""
    if cursor is None:
        return None
    try:
        return UUID(hex=cursor)
    except ValueError:
        raise InvalidInput(problem="cursor") from None


def encode_place(value: float, last: UUID) -> str:
    return f"{value!r}_{last.hex}"


def decode_place(cursor: str | None) -> tuple[float, UUID] | None:
    """Raises InvalidInput."""
    if cursor is None:
        return None
    value, _, last = cursor.partition("_")
    try:
        found = float(value), UUID(hex=last)
    except ValueError:
        raise InvalidInput(problem="cursor") from None
    if not math.isfinite(found[0]):
        raise InvalidInput(problem="cursor")
    return found
