"""Lists that go on: a cursor names the last row seen by its id, whose order is that of time."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from nullus.platform.errors import InvalidInput, Text
from nullus.platform.web import Page

T = TypeVar("T")
_NO_CURSOR = Text(en="query.cursor is not one that a list gave", ko="query.cursor 값은 목록이 준 커서가 아닙니다")


def after_id(cursor: str | None) -> UUID | None:
    """The id that a cursor stands for. Raises InvalidInput."""
    if cursor is None:
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(cursor.encode("ascii") + b"=="))
    except (ValueError, binascii.Error):
        raise InvalidInput(problem=_NO_CURSOR) from None


def page_of(item: type[T], found: Sequence[T], limit: int, key: Callable[[T], UUID]) -> Page[Any]:
    """At most `limit` of what was found, with a cursor when there was one more."""
    shown = list(found[:limit])
    more = base64.urlsafe_b64encode(key(shown[-1]).bytes).decode().rstrip("=") if len(found) > limit else None
    return Page[item](items=shown, next_cursor=more)  # type: ignore[valid-type]  # the shape is chosen while running
