"""Taking one's data out and away, on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from nullus.platform.web import Schema


class LeaveIn(Schema):
    """`email`: the account's own address, typed as a confirmation; left out for an account that has none. `documents`: what
    becomes of those in collections that others share; what was for nobody else always goes.
    """

    email: str | None = Field(default=None, max_length=400)
    documents: Literal["keep", "delete"] = "keep"


class ErasureOut(Schema):
    """`receipt` stands for the deletion at `/erasures/{receipt}`. `removed` counts what went. `verified` is true once a look
    into every table and store found nothing; `leftovers` names where something was at the last look.
    """

    receipt: UUID
    state: Literal["accepted", "done"]
    documents: Literal["keep", "delete"]
    removed: dict[str, int]
    leftovers: list[str]
    verified: bool
    requested_at: datetime
    finished_at: datetime | None
