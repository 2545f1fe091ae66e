"""Second factors and passkeys on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from nullus.platform.web import Schema
from nullus.platform.web_values import Line

Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]([ -]?[0-9A-Za-z]){5,39}$", max_length=80)]
"""Six or twelve digits of an app, or a recovery code; blanks and dashes between them do not count."""
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*={0,2}$", max_length=24_000)]
ShortBase64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*={0,2}$", max_length=8_000)]
_OF_A_DEVICE: dict[str, Any] = {"x-no-object": True}  # what a device calls its key; nothing here goes by that name


class AppIn(Schema):
    name: Line | None = Field(default=None, max_length=100)


class NewAppOut(Schema):
    """Shown once. `uri` is the text of the QR code."""

    secret: str
    uri: str


class FactorCodeIn(Schema):
    code: Code


class RecoveryOut(Schema):
    """Shown once: each of them works once."""

    recovery_codes: list[str]


class FactorOut(Schema):
    id: UUID
    kind: Literal["totp", "passkey"]
    name: str
    created_at: datetime
    used_at: datetime | None


class FactorsOut(Schema):
    factors: list[FactorOut]
    recovery_codes_left: int


class FactorRemovedOut(Schema):
    id: UUID
    removed: bool


class MfaIn(Schema):
    """`loginToken` is what signing in answered as `pending`."""

    login_token: str = Field(min_length=1, max_length=200)
    code: Code


class CeremonyOut(Schema):
    """`options` go to `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`."""

    options: dict[str, Any]


class AttestationIn(Schema):
    """The response inside `credential.toJSON()` of a new passkey."""

    client_data_json: ShortBase64 = Field(alias="clientDataJSON")
    attestation_object: Base64
    authenticator_data: Base64 | None = None
    public_key: Base64 | None = None
    public_key_algorithm: int | None = None
    transports: list[Annotated[str, Field(max_length=50)]] | None = Field(default=None, max_length=20)


class AssertionIn(Schema):
    """The response inside `credential.toJSON()` of a sign-in."""

    client_data_json: ShortBase64 = Field(alias="clientDataJSON")
    authenticator_data: ShortBase64
    signature: ShortBase64
    user_handle: ShortBase64 | None = None


class _CredentialIn(Schema):
    id: ShortBase64 = Field(json_schema_extra=_OF_A_DEVICE)
    raw_id: ShortBase64 = Field(json_schema_extra=_OF_A_DEVICE)
    type: Literal["public-key"]
    authenticator_attachment: str | None = Field(default=None, max_length=50)
    client_extension_results: dict[str, Any] = Field(default_factory=dict, max_length=20)


class NewPasskeyIn(_CredentialIn):
    response: AttestationIn


class UsedPasskeyIn(_CredentialIn):
    response: AssertionIn


class AddPasskeyIn(Schema):
    """`credential` is what `credential.toJSON()` says in the browser."""

    name: Line | None = Field(default=None, max_length=100)
    credential: NewPasskeyIn


class UsePasskeyIn(Schema):
    credential: UsedPasskeyIn
