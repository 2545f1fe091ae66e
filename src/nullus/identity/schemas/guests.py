"""Guests on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from nullus.identity.schemas.accounts import AccountOut
from nullus.platform.web import Schema
from nullus.platform.web_values import Line


class GuestOut(Schema):
    """`token` is a bearer credential, shown this once; a browser has it as a cookie."""

    token: str
    expires_at: datetime
    account: AccountOut


class OpennessIn(Schema):
    open: bool


class OpennessOut(Schema):
    """Whether the workspace lets guests in, and how many it has."""

    open: bool
    guests: int


class HandoverIn(Schema):
    """The code of a link that leads here from a published chatbot."""

    code: Annotated[Line, Field(max_length=100)]
