"""Orders and cursors of lists, and names of downloads, as they stand on the wire."""

import base64
import binascii
from datetime import datetime
from typing import Literal
from urllib.parse import quote
from uuid import UUID

from nullus.knowledge.errors import InvalidCursor
from nullus.platform.web_values import is_storable

Order = Literal["created", "updated", "name", "size"]
Place = tuple[datetime | str | int, UUID]
"""What a row is ordered by, and its id."""


def encode(value: datetime | str | int, row_id: UUID) -> str:
    shown = value.isoformat() if isinstance(value, datetime) else str(value)
    return base64.urlsafe_b64encode(f"{row_id}|{shown}".encode()).decode()


def decode(cursor: str, order: Order) -> Place:
    """The place of the last row seen. Raises InvalidCursor."""
    try:
        row_id, _, shown = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return _value(shown, order), UUID(row_id)
    except (ValueError, binascii.Error):
        raise InvalidCursor from None


def _value(shown: str, order: Order) -> datetime | str | int:
    if order == "name":
        if not is_storable(shown):
            raise InvalidCursor
        return shown
    if order == "size":
        if not (shown.isdecimal() and shown.isascii() and len(shown) < 19):
            raise InvalidCursor
        return int(shown)
    moment = datetime.fromisoformat(shown)
    if moment.tzinfo is None:
        raise InvalidCursor
    return moment


def attachment(name: str) -> str:
    """A Content-Disposition that downloads under the last part of a document's name (RFC 6266)."""
    last = name.rsplit("/", 1)[-1]
    plain = "".join(each if each.isascii() and each.isprintable() and each not in '"\\%' else "_" for each in last)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(last, safe='')}"
