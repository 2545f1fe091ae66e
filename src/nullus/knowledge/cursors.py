"""Cursors of lists and names of downloads, as they stand on the wire."""

import base64
import binascii
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from nullus.knowledge.errors import InvalidCursor


def encode(created_at: datetime, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(f"{created_at.isoformat()}|{row_id}".encode()).decode()


def decode(cursor: str) -> tuple[datetime, UUID]:
    """The (created_at, id) of the last row seen. Raises InvalidCursor."""
    try:
        time, _, row_id = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        moment = datetime.fromisoformat(time)
        if moment.tzinfo is None:
            raise InvalidCursor
        return moment, UUID(row_id)
    except (ValueError, binascii.Error):
        raise InvalidCursor from None


def attachment(name: str) -> str:
    """A Content-Disposition that downloads under the last part of a document's name (RFC 6266)."""
    last = name.rsplit("/", 1)[-1]
    plain = "".join(each if each.isascii() and each.isprintable() and each not in '"\\%' else "_" for each in last)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(last, safe='')}"
