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
    now = int(time.time())
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
    return signed(keyring, _TYPE, claims)


def signed(keyring: Keyring, type_: str, claims: dict[str, Any]) -> str:
    """Claims under the newest key of this installation."""
    key = keyring.newest()
    header = {"alg": _ALGORITHM, "kid": key.kid, "typ": type_}
    with warnings.catch_warnings():  # RFC 9864 renamed the algorithm; verifiers everywhere know the old name
        warnings.simplefilter("ignore", SecurityWarning)
        return jws.serialize_compact(header, json.dumps(claims), key.key, algorithms=[_ALGORITHM])


def read(keyring: Keyring, issuer: str, token: str, *, ended_too: bool = False) -> AccessToken:
    """Check form, header, signature and claims. Raises NotAuthenticated, whatever is wrong.

    `ended_too`: its ten minutes may be over, since it began what is still going on.
    """
    claims = believed(keyring, _TYPE, token)
    check_times(claims, issuer, AUDIENCE, _CLAIMS, ended_too=ended_too)
    try:
        return AccessToken(UUID(claims["sub"]), UUID(claims["sid"]), claims["epoch"], claims["exp"])
    except (ValueError, TypeError, AttributeError):
        raise NotAuthenticated from None


def believed(keyring: Keyring, type_: str, token: str) -> dict[str, Any]:
    """The claims of a token of this type that one of our keys has signed. Raises NotAuthenticated."""
    if len(token) > _LONGEST or not _SHAPE.fullmatch(token):
        raise NotAuthenticated
    header = _object(token.partition(".")[0])
    if set(header) != {"alg", "kid", "typ"} or header["alg"] != _ALGORITHM or header["typ"] != type_:
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
    return _object(token.split(".")[1])


def check_times(
    claims: dict[str, Any], issuer: str, audience: str, names: set[str], *, ended_too: bool = False
) -> None:
    """Exactly these claims, for us, and now. Raises NotAuthenticated."""
    now = time.time()
    numbers = [claims.get(name) for name in ("iat", "exp", "epoch")]
    if set(claims) != names or any(type(each) is not int for each in numbers):
        raise NotAuthenticated
    issued, expires = claims["iat"], claims["exp"]
    if claims["iss"] != issuer or claims["aud"] != audience:
        raise NotAuthenticated
    if not (issued <= now + _LEEWAY_SECONDS and (ended_too or now < expires) and expires <= issued + LIFETIME_SECONDS):
        raise NotAuthenticated


def type_of(token: str) -> str:
    """The type that a signed token claims to be of; empty for what cannot be read. Nothing of it is believed yet."""
    try:
        found = json_part(token.partition(".")[0]).get("typ") if len(token) <= _LONGEST else None
    except (ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def _object(part: str) -> dict[str, Any]:
    try:
        return json_part(part)
    except (ValueError, RecursionError):
        raise NotAuthenticated from None
