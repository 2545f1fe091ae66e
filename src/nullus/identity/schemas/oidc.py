"""Identity providers, and signing in by them, on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from nullus.platform.web import Schema
from nullus.platform.web_values import Line

ProviderName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class ProviderIn(Schema):
    """For `google` and `github` the name says the issuer."""

    name: ProviderName
    issuer: Line | None = Field(default=None, max_length=500)
    client_id: Line = Field(min_length=1, max_length=500, json_schema_extra={"x-no-object": True})
    client_secret: Line | None = Field(default=None, max_length=2000)
    scopes: Line | None = Field(default=None, max_length=500)
    flavour: Literal["oidc", "github"] | None = None


class SignInProviderOut(Schema):
    """`callback` is the address to register at the provider."""

    name: str
    issuer: str
    client_id: str
    scopes: str
    flavour: Literal["oidc", "github"]
    callback: str


class ProviderRemovedOut(Schema):
    name: str
    removed: bool


class DoorOut(Schema):
    """A provider that people can sign in by: open `start` in the browser."""

    name: str
    start: str


class LinkStartOut(Schema):
    """Where to send this browser."""

    url: str


class LinkedOut(Schema):
    provider: str | None
    issuer: str
    email: str | None
    created_at: datetime
    used_at: datetime | None


class UnlinkedOut(Schema):
    provider: str
    unlinked: bool
