"""Tokens of visitors of a published chatbot: ten minutes long, good for one publication, from one origin, for one visitor.

Who holds one may ask there and nothing else. The origin was checked when it was issued; whether its visitor is still known is
asked like that of a session.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from nullus.identity.credentials import access_tokens
from nullus.identity.credentials.access_tokens import LIFETIME_SECONDS
from nullus.identity.credentials.keyring import Keyring
from nullus.kit import new_id
from nullus.platform.errors import NotAuthenticated

AUDIENCE = "embed"
TYPE = "embed+jwt"
_CLAIMS = {"iss", "aud", "sub", "sid", "iat", "exp", "jti", "epoch", "app", "org"}
_LONGEST_ORIGIN = 300


@dataclass(frozen=True, slots=True)
class VisitorToken:
    """What a token says once its signature is believed. `session_id` is the visitor's credential."""

    account_id: UUID
    session_id: UUID
    epoch: int
    expires_at: int
    publication_id: UUID
    origin: str

    def seconds_left(self) -> float:
        return max(0.0, self.expires_at - time.time())


def sign(
    keyring: Keyring, issuer: str, account_id: UUID, credential_id: UUID, epoch: int, publication_id: UUID, origin: str
) -> tuple[str, int]:
    """A token, and when it ends in seconds since 1970."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": AUDIENCE,
        "sub": str(account_id),
        "sid": str(credential_id),
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "jti": str(new_id()),
        "epoch": epoch,
        "app": str(publication_id),
        "org": origin,
    }
    return access_tokens.signed(keyring, TYPE, claims), now + LIFETIME_SECONDS


def read(keyring: Keyring, issuer: str, token: str, *, ended_too: bool = False) -> VisitorToken:
    """Check form, header, signature and claims. Raises NotAuthenticated, whatever is wrong.

    `ended_too`: its ten minutes may be over, since it began an answer that is still being told.
    """
    claims = access_tokens.believed(keyring, TYPE, token)
    access_tokens.check_times(claims, issuer, AUDIENCE, _CLAIMS, ended_too=ended_too)
    origin = claims["org"]
    if not isinstance(origin, str) or not 0 < len(origin) <= _LONGEST_ORIGIN:
        raise NotAuthenticated
    try:
        ids = [UUID(claims[name]) for name in ("sub", "sid", "app")]
    except (ValueError, TypeError, AttributeError):
        raise NotAuthenticated from None
    return VisitorToken(ids[0], ids[1], claims["epoch"], claims["exp"], ids[2], origin)
