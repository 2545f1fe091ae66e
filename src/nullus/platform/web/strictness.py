"""Input is what the contract says and nothing else: no second reading of a name, no value that becomes another, no extra."""

import json
import math
from collections.abc import Collection, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError

from nullus.platform.web_values import is_storable

MOST_NAMES = 1000  # in one object; telling what is wrong with a hundred thousand takes a second


def check_json(raw: bytes) -> None:
    """Hold a body against JSON: every name once, no endless object, every number finite. Raises RequestValidationError."""
    try:
        _DECODER.decode(raw.decode("utf-8"))
    except _Refused as refused:
        raise RequestValidationError([{"type": refused.args[0], "loc": ("body", *refused.args[1:])}]) from None
    except (ValueError, RecursionError):  # also: no UTF-8, a number of too many digits
        raise RequestValidationError([{"type": "json_invalid", "loc": ("body",)}]) from None


def read_json(raw: bytes, shape: TypeAdapter[Any]) -> Any:
    """A JSON body in its shape: `true` is no number, `"5"` neither. Raises RequestValidationError."""
    try:
        return shape.validate_json(raw, strict=True, by_alias=True, by_name=False)
    except ValidationError as error:
        found = [dict(each, loc=("body", *each["loc"])) for each in error.errors(include_url=False)]
        raise RequestValidationError(found) from None


def check_query(request: Request, known: Mapping[str, bool] | None) -> None:
    """Refuse a query parameter that the call does not have, or twice where it takes one, or that no table can hold.

    `known`: for each name whether it may be repeated; None: any. Raises RequestValidationError.
    """
    seen: set[str] = set()
    problems: list[dict[str, Any]] = []
    for name, value in request.query_params.multi_items():
        if not is_storable(name) or not is_storable(value):
            problems.append({"type": "control_characters", "loc": ("query", name)})
        elif known is None:
            continue
        elif name not in known:
            problems.append({"type": "extra_forbidden", "loc": ("query", name)})
        elif name in seen and not known[name]:
            problems.append({"type": "repeated", "loc": ("query", name)})
        seen.add(name)
    if problems:
        raise RequestValidationError(problems)


class _Refused(Exception):
    """Where and why reading stops; the decoder's own errors are another matter."""


def _object(pairs: Collection[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_NAMES:
        raise _Refused("too_long")
    found = dict(pairs)
    if len(found) < len(pairs):
        names: set[str] = set()
        for name, _ in pairs:
            if name in names:
                raise _Refused("repeated", name)
            names.add(name)
    return found


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _Refused("finite_number")
    return value


def _no_constant(_: str) -> float:
    raise _Refused("finite_number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_finite, parse_constant=_no_constant)
