"""Cursors of this room's lists: the id of the last row that was seen, since ids rise with time."""

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
