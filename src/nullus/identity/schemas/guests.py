"""Guests on the wire."""

from datetime import datetime

from nullus.identity.schemas.accounts import AccountOut
from nullus.platform.web import Schema


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
