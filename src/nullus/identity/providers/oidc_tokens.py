"""ID tokens (OpenID Connect Core 1.0, section 3.1.3.7): believed only when everything about them fits.

The algorithm comes from a fixed list and the key from the issuer's own set, found by its name. Nothing in a token
chooses how it is checked: `none`, shared secrets and keys that a token brings along do not exist here.
"""

import time
from collections.abc import Sequence
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import import_key

from nullus.identity.credentials.token_parts import json_part
from nullus.identity.providers.errors import SignInRefused

FAMILIES = {
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "EC": ("ES256", "ES384", "ES512"),
    "OKP": ("EdDSA", "Ed25519"),
}
LEEWAY_SECONDS = 60
LONGEST = 16_384
_HEADERS = {"alg", "kid", "typ", "x5t", "x5t#S256", "cty"}


def header_of(token: str) -> dict[str, Any]:
    """What a token says of its own signature; not believed yet. Raises SignInRefused."""
    if len(token) > LONGEST or token.count(".") != 2:
        raise SignInRefused
    header = _object(token.partition(".")[0])
    # A header with more than this (crit, jwk, jku, x5u…) wants to be checked in its own way.
    if not set(header) <= _HEADERS or not isinstance(header.get("alg"), str):
        raise SignInRefused
    return header


def find_key(header: dict[str, Any], keys: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The issuer's key that the header names; without a name, the only one that fits its algorithm."""
    family = next((kind for kind, names in FAMILIES.items() if header["alg"] in names), None)
    fitting = [
        key
        for key in keys
        if key.get("kty") == family
        and key.get("use", "sig") == "sig"
        and key.get("alg", header["alg"]) == header["alg"]
    ]
    if "kid" in header:
        fitting = [key for key in fitting if key.get("kid") == header["kid"]]
    return fitting[0] if family and len(fitting) == 1 else None


def check(
    token: str, key: dict[str, Any], *, issuer: str, client_id: str, nonce: str, now: float | None = None
) -> dict[str, Any]:
    """The claims of a token that fits. Raises SignInRefused, whatever does not."""
    header = header_of(token)
    try:
        jws.deserialize_compact(token, import_key({**key, "alg": header["alg"]}), algorithms=[header["alg"]])
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise SignInRefused from error
    claims = _object(token.split(".")[1])
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != issuer or client_id not in audiences or claims.get("nonce") != nonce:
        raise SignInRefused
    if claims.get("azp", client_id) != client_id or (len(audiences) > 1 and "azp" not in claims):
        raise SignInRefused
    _check_times(claims, time.time() if now is None else now)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise SignInRefused
    return claims


def _check_times(claims: dict[str, Any], now: float) -> None:
    times = [claims.get("exp"), claims.get("iat"), claims.get("nbf", 0)]
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in times):
        raise SignInRefused
    expires, issued, begins = times
    if not expires > now - LEEWAY_SECONDS or not issued <= now + LEEWAY_SECONDS or not begins <= now + LEEWAY_SECONDS:
        raise SignInRefused


def _object(part: str) -> dict[str, Any]:
    try:
        return json_part(part)
    except (ValueError, RecursionError):
        raise SignInRefused from None
