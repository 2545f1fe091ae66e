"""The one-time owner link on the wire."""

from pydantic import Field

from nullus.identity.schemas.accounts import AccountOut
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose


class ClaimIn(Schema):
    """With e-mail and password an account is made; without them only this browser becomes the owner's."""

    token: str = Field(min_length=1, max_length=200)
    email: Prose | None = Field(default=None, min_length=1, max_length=1000)
    password: Prose | None = Field(default=None, min_length=1, max_length=10_000)
    name: Line | None = Field(default=None, min_length=1, max_length=200)


class OwnerClaimOut(Schema):
    claimed: bool
    access_token: str | None = None
    refresh_token: str | None = None
    expires_in: int | None = None
    account: AccountOut | None = None


class OwnerLinkOut(Schema):
    token: str
