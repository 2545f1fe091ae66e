"""The parts of a signed token as JSON, read before its signature is: strictly, so that nobody can read them another way."""

import base64
import json
from typing import Any


def json_part(part: str) -> dict[str, Any]:
    """One part of a token as a JSON object in which no name stands twice. Raises ValueError, RecursionError."""
    value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)), object_pairs_hook=_unique)
    if isinstance(value, dict):
        return value
    raise ValueError("not an object")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found
