"""Signing up, confirming an e-mail, and a lost password on the wire."""

from typing import Literal

from pydantic import Field

from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose

Language = Literal["en", "ko"]


class RegisterIn(Schema):
    email: Prose = Field(min_length=1, max_length=1000)
    password: Prose = Field(min_length=1, max_length=10_000)
    name: Line | None = Field(default=None, max_length=200)
    invitation: Prose | None = Field(default=None, min_length=1, max_length=200)
    language: Language | None = None
    time_zone: Line | None = Field(default=None, max_length=100)


class EntranceOut(Schema):
    """What a page for people who are not signed in has to know; it is the same for everybody.

    `password_length`: the fewest characters of a password that is the only factor. `passkey_origin`: the address under which
    browsers know passkeys here; null where they know none. `guests`: a workspace lets them in (`POST /auth/guest`).
    """

    sign_up: Literal["closed", "invitation", "open", "approval"]
    delivery: Literal["mail", "operator"]
    password_length: int
    password_length_with_second_factor: int
    guests: bool
    passkey_origin: str | None


class RegisterOut(Schema):
    """The same for every address. `delivery`: whether the link comes by mail, or from the operator of the service."""

    state: Literal["verify"]
    delivery: Literal["mail", "operator"]


class LinkIn(Schema):
    token: Prose = Field(max_length=4000)


class VerifyOut(Schema):
    """`waiting`: somebody has to approve the account before it can be used."""

    state: Literal["active", "waiting"]


class ForgotIn(Schema):
    email: Prose = Field(min_length=1, max_length=1000)


class ForgotOut(Schema):
    """The same for every address."""

    delivery: Literal["mail", "operator"]


class ResetIn(Schema):
    token: Prose = Field(max_length=4000)
    password: Prose = Field(min_length=1, max_length=10_000)


class ResetOut(Schema):
    changed: bool


class EmailConfirmedOut(Schema):
    email: str
