"""The one-time owner link on the wire."""

from pydantic import Field

from nullus.platform.web import Schema


class ClaimIn(Schema):
    token: str = Field(min_length=1, max_length=200)


class ClaimOut(Schema):
    claimed: bool


class OwnerLinkOut(Schema):
    token: str
