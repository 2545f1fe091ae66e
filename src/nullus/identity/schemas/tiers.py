"""Tiers on the wire. The names of limits and features are data, written as they are kept: `questions_day`."""

import math
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StrictBool, StrictFloat, StrictInt, WithJsonSchema
from pydantic_core import PydanticCustomError

from nullus.identity.limits.meters import LIMITS
from nullus.identity.schemas.usage import Number
from nullus.platform.web import Schema
from nullus.platform.web_values import Line

LARGEST = 10**15
NAME = r"^[a-z][a-z0-9_-]{0,39}$"


def _known(limits: dict[str, Any]) -> dict[str, Any]:
    """Limits that there are, each a number that can be one: whole but for money, from 0 to 10^15."""
    for name, value in limits.items():
        if name not in LIMITS:
            raise PydanticCustomError(
                "unknown_limit", "has no limit {name}: choose from {known}", {"name": name, "known": ", ".join(LIMITS)}
            )
        if value is None:
            continue
        if not math.isfinite(value) or not 0 <= value <= LARGEST:
            raise PydanticCustomError(
                "bad_limit", "{name} must lie between 0 and {most}", {"name": name, "most": LARGEST}
            )
        if not name.startswith("money") and value != int(value):
            raise PydanticCustomError("fraction", "{name} must be a whole number", {"name": name})
    return {name: value if value is None or name.startswith("money") else int(value) for name, value in limits.items()}


def _schema(*, removable: bool) -> dict[str, Any]:
    def number(name: str) -> dict[str, Any]:
        kind = "number" if name.startswith("money") else "integer"
        return {
            "type": [kind, "null"] if removable else kind,
            "minimum": 0,
            "maximum": LARGEST,
            "description": LIMITS[name],
        }

    return {"type": "object", "properties": {name: number(name) for name in LIMITS}, "additionalProperties": False}


Limit = StrictInt | StrictFloat
Limits = Annotated[dict[str, Limit], AfterValidator(_known), WithJsonSchema(_schema(removable=False))]
LimitChanges = Annotated[dict[str, Limit | None], AfterValidator(_known), WithJsonSchema(_schema(removable=True))]
FeatureName = Annotated[str, Field(pattern=NAME)]
Title = Annotated[Line, Field(min_length=1, max_length=100)]
Position = Annotated[int, Field(ge=0, le=1_000_000)]


class TierIn(Schema):
    """A new tier: what is not limited has no limit. Tiers are listed by `position`, the smallest first."""

    name: str = Field(pattern=NAME)
    title_en: Title
    title_ko: Title
    position: Position = 100
    limits: Limits = Field(default_factory=dict)
    features: dict[FeatureName, StrictBool] = Field(default_factory=dict, max_length=50)


class TierChange(Schema):
    """What is given is changed: of limits and features only the names that are given; null removes one."""

    title_en: Title | None = None
    title_ko: Title | None = None
    position: Position | None = None
    limits: LimitChanges | None = None
    features: dict[FeatureName, StrictBool | None] | None = Field(default=None, max_length=50)


class TierOut(Schema):
    """`accounts`: how many have it."""

    name: str
    title_en: str
    title_ko: str
    position: int
    limits: dict[str, Number]
    features: dict[str, bool]
    accounts: int
    updated_at: datetime


class TierDeletedOut(Schema):
    name: str
    deleted: bool
