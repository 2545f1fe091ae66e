"""Access tokens: signed, ten minutes long, checked strictly; whether their session still lives is asked elsewhere.

The header is exactly `alg`, `kid` and `typ`: nothing in a token chooses an algorithm, a key or an address to fetch one from.
"""

import json
import re
import time
import warnings
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning

from nullus.identity.credentials.keyring import Keyring
from nullus.identity.credentials.token_parts import json_part
from nullus.kit import new_id
from nullus.platform.errors import NotAuthenticated

LIFETIME_SECONDS = 600
AUDIENCE = "nullus"
_ALGORITHM = "EdDSA"
_TYPE = "at+jwt"
_LEEWAY_SECONDS = 5
_LONGEST = 2000
_SHAPE = re.compile(r"[A-Za-z0-9_-]{20,400}\.[A-Za-z0-9_-]{20,1400}\.[A-Za-z0-9_-]{86}")
_CLAIMS = {"iss", "aud", "sub", "sid", "iat", "exp", "jti", "epoch"}


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a token says once its signature is believed. `expires_at` in seconds since 1970."""

    account_id: UUID
    session_id: UUID
    epoch: int
    expires_at: int

    def seconds_left(self) -> float:
        return max(0.0, self.expires_at - time.time())


def looks_like(token: str) -> bool:
    """Whether a bearer credential claims to be an access token."""
    return token.count(".") == 2


def sign(keyring: Keyring, issuer: str, account_id: UUID, session_id: UUID, epoch: int) -> str:
    """A token of LIFETIME_SECONDS for one session."""
    key, now = keyring.newest(), int(time.time())
    header = {"alg": _ALGORITHM, "kid": key.kid, "typ": _TYPE}
    claims = {
        "iss": issuer,
        "aud": AUDIENCE,
        "sub": str(account_id),
        "sid": str(session_id),
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "jti": str(new_id()),
        "epoch": epoch,
    }
    with warnings.catch_warnings():  # RFC 9864 renamed the algorithm; verifiers everywhere know the old name
        warnings.simplefilter("ignore", SecurityWarning)
        return jws.serialize_compact(header, json.dumps(claims), key.key, algorithms=[_ALGORITHM])


def read(keyring: Keyring, issuer: str, token: str, *, ended_too: bool = False) -> AccessToken:
    """Check form, header, signature and claims. Raises NotAuthenticated, whatever is wrong.

    `ended_too`: its ten minutes may be over, since it began what is still going on.
    """
    if len(token) > _LONGEST or not _SHAPE.fullmatch(token):
        raise NotAuthenticated
    header = _object(token.partition(".")[0])
    if set(header) != {"alg", "kid", "typ"} or header["alg"] != _ALGORITHM or header["typ"] != _TYPE:
        raise NotAuthenticated
    key = keyring.find(header["kid"]) if isinstance(header["kid"], str) else None
    if key is None:
        raise NotAuthenticated
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)
            jws.deserialize_compact(token, key.key, algorithms=[_ALGORITHM])
    except (JoseError, ValueError):
        raise NotAuthenticated from None
    return _checked(_object(token.split(".")[1]), issuer, ended_too)


def _checked(claims: dict[str, Any], issuer: str, ended_too: bool) -> AccessToken:
    now = time.time()
    numbers = [claims.get(name) for name in ("iat", "exp", "epoch")]
    if set(claims) != _CLAIMS or any(type(each) is not int for each in numbers):
        raise NotAuthenticated
    issued, expires, epoch = claims["iat"], claims["exp"], claims["epoch"]
    if claims["iss"] != issuer or claims["aud"] != AUDIENCE:
        raise NotAuthenticated
    if not (issued <= now + _LEEWAY_SECONDS and (ended_too or now < expires) and expires <= issued + LIFETIME_SECONDS):
        raise NotAuthenticated
    try:
        return AccessToken(UUID(claims["sub"]), UUID(claims["sid"]), epoch, expires)
    except (ValueError, TypeError, AttributeError):
        raise NotAuthenticated from None


def _object(part: str) -> dict[str, Any]:
    try:
        return json_part(part)
    except (ValueError, RecursionError):
        raise NotAuthenticated from None
