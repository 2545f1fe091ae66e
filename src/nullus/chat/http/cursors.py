"""Cursors of this room's lists as they stand on the wire."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from nullus.platform.errors import InvalidInput, Text

_NO_CURSOR = Text(en="the cursor is not one that a list gave", ko="커서가 목록에서 받은 값이 아닙니다")


def of_id(row_id: UUID | None) -> str | None:
    """None for None: the list is at its end."""
    return None if row_id is None else base64.urlsafe_b64encode(row_id.bytes).decode().rstrip("=")


def to_id(cursor: str | None) -> UUID | None:
    """Raises InvalidInput."""
    try:
        return None if cursor is None else UUID(bytes=_raw(cursor))
    except ValueError:
        raise InvalidInput(problem=_NO_CURSOR) from None


def of_moment(moment: datetime, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(f"{moment.isoformat()}|{row_id}".encode()).decode().rstrip("=")


def to_moment(cursor: str | None) -> tuple[datetime, UUID] | None:
    """Raises InvalidInput."""
    if cursor is None:
        return None
    try:
        written, _, row_id = _raw(cursor).decode("ascii").partition("|")
        moment = datetime.fromisoformat(written)
        if moment.tzinfo is None:
            raise ValueError(written)
        return moment, UUID(row_id)
    except ValueError:
        raise InvalidInput(problem=_NO_CURSOR) from None


def _raw(cursor: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(cursor.encode("ascii") + b"==")
    except binascii.Error as error:
        raise ValueError(cursor) from error
