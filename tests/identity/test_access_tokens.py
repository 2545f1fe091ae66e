"""Access tokens: what is not exactly one of ours is nothing, and keys can be changed while tokens are out."""

import base64
import hashlib
import hmac
import json
import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import OKPKey

from nullus.identity.credentials import access_tokens, keyring
from nullus.identity.credentials.keyring import Keyring
from nullus.kit import new_id
from nullus.platform.errors import NotAuthenticated

ISSUER = "http://nullus.test"


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring(tmp_path_factory.mktemp("home"))


def good(ring: Keyring) -> str:
    return access_tokens.sign(ring, ISSUER, new_id(), new_id(), 3)


def parts(token: str) -> list[dict[str, Any]]:
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2]]


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(ring: Keyring, header: object, claims: object) -> str:
    """Whatever header and claims, with a signature of our own newest key."""
    message = f"{part(header)}.{part(claims)}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        key = ring.newest().key
        detached = jws.JWSRegistry(algorithms=["EdDSA"]).get_alg("EdDSA").sign(message.encode(), key)
    return f"{message}.{part(detached)}"


def read(ring: Keyring, token: str) -> access_tokens.AccessToken:
    return access_tokens.read(ring, ISSUER, token)


def test_a_token_says_whose_session_it_is(ring: Keyring) -> None:
    account, session = new_id(), new_id()
    found = read(ring, access_tokens.sign(ring, ISSUER, account, session, 7))
    assert (found.account_id, found.session_id, found.epoch) == (account, session, 7)
    assert 595 < found.seconds_left() <= 600
    head, claims = parts(good(ring))
    assert read(ring, signed(ring, head, claims)).epoch == 3  # so the refusals below are for their own reasons


HEADERS: dict[str, Callable[[dict[str, Any]], object]] = {
    "alg none": lambda head: {**head, "alg": "none"},
    "alg None": lambda head: {**head, "alg": "None"},
    "alg nOnE": lambda head: {**head, "alg": "nOnE"},
    "alg HS256": lambda head: {**head, "alg": "HS256"},
    "alg Ed448": lambda head: {**head, "alg": "Ed448"},
    "alg list": lambda head: {**head, "alg": ["EdDSA"]},
    "no alg": lambda head: {"kid": head["kid"], "typ": head["typ"]},
    "other typ": lambda head: {**head, "typ": "JWT"},
    "no typ": lambda head: {"kid": head["kid"], "alg": head["alg"]},
    "kid of a file": lambda head: {**head, "kid": "../../dev/null"},
    "kid of SQL": lambda head: {**head, "kid": "' or 1=1 --"},
    "kid number": lambda head: {**head, "kid": 0},
    "kid null": lambda head: {**head, "kid": None},
    "kid list": lambda head: {**head, "kid": [head["kid"]]},
    "no kid": lambda head: {"alg": head["alg"], "typ": head["typ"]},
    "jku": lambda head: {**head, "jku": "https://evil.example/keys"},
    "x5u": lambda head: {**head, "x5u": "https://evil.example/cert"},
    "x5c": lambda head: {**head, "x5c": ["AA"]},
    "jwk": lambda head: {**head, "jwk": OKPKey.generate_key("Ed25519").as_dict(private=False)},
    "crit": lambda head: {**head, "crit": ["exp"], "exp": 1},
    "b64": lambda head: {**head, "b64": False},
    "a list": lambda head: [head],
    "twice": lambda head: json.dumps(head).replace('"typ"', '"typ": "JWT", "typ"').encode(),
    "not JSON": lambda head: b"{",
    "deep": lambda head: b"[" * 200,
}


@pytest.mark.parametrize("case", HEADERS)
def test_no_header_but_ours_is_believed(ring: Keyring, case: str) -> None:
    head, claims = parts(good(ring))
    with pytest.raises(NotAuthenticated):
        read(ring, signed(ring, HEADERS[case](head), claims))


CLAIMS: dict[str, dict[str, Any]] = {
    "no exp": {"exp": None},
    "exp text": {"exp": str(int(time.time()) + 60)},
    "exp without end": {"exp": 10**308},
    "exp infinite": {"exp": float("inf")},
    "exp true": {"exp": True},
    "exp past": {"exp": int(time.time()) - 1, "iat": int(time.time()) - 60},
    "exp far": {"exp": int(time.time()) + 3600},
    "iat ahead": {"iat": int(time.time()) + 300},
    "iat missing": {"iat": None},
    "nbf ahead": {"nbf": int(time.time()) + 300},
    "aud of a widget": {"aud": "nullus-widget"},
    "aud list": {"aud": ["nullus"]},
    "aud missing": {"aud": None},
    "iss of another": {"iss": "https://evil.example"},
    "iss with a slash": {"iss": ISSUER + "/"},
    "sub of nothing": {"sub": "admin"},
    "sub number": {"sub": 1},
    "sid missing": {"sid": None},
    "epoch text": {"epoch": "3"},
    "epoch missing": {"epoch": None},
    "one more": {"admin": True},
}


@pytest.mark.parametrize("case", CLAIMS)
def test_no_claims_but_ours_are_believed(ring: Keyring, case: str) -> None:
    head, claims = parts(good(ring))
    changed = {name: value for name, value in {**claims, **CLAIMS[case]}.items() if value is not None}
    with pytest.raises(NotAuthenticated):
        read(ring, signed(ring, head, changed))


def test_a_claim_that_stands_twice_is_not_believed(ring: Keyring) -> None:
    head, claims = parts(good(ring))
    doubled = json.dumps(claims).replace('"sub"', f'"sub": "{new_id()}", "sub"').encode()
    with pytest.raises(NotAuthenticated):
        read(ring, signed(ring, head, doubled))


def test_a_signature_of_another_or_none_is_not_believed(ring: Keyring) -> None:
    token = good(ring)
    message, _, signature = token.rpartition(".")
    public = json.dumps(ring.newest().key.as_dict(private=False)).encode()
    confused = hmac.new(public, message.encode(), hashlib.sha256).digest()
    flipped = ("B" if signature[10] != "B" else "C").join((signature[:10], signature[11:]))
    other = Keyring(Path(os.fspath(ring._home)).parent / "other")
    forged = signed(other, parts(token)[0], parts(token)[1])
    for wrong in ("", "A" * 86, part(confused), signature[:-1], flipped, signature + "=", signature + "A"):
        with pytest.raises(NotAuthenticated):
            read(ring, f"{message}.{wrong}")
    for whole in (forged, token[:-1], token[1:], " " + token, token + "\n", token.replace(".", "..", 1), "..", "a.b.c",
                  token * 2, "x" * 5000, token.upper(), "é.é.é"):  # fmt: skip
        with pytest.raises(NotAuthenticated):
            read(ring, whole)


def test_after_a_change_of_keys_old_tokens_count_until_they_would_have_ended(tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    old = good(ring)
    name = keyring.rotate(tmp_path)
    fresh = Keyring(tmp_path)
    assert fresh.newest().kid == name
    assert len(fresh.published()) == 2
    assert read(fresh, old).epoch == 3
    assert read(ring, good(fresh)).epoch == 3  # a process that has not looked since learns of the new key
    long_ago = time.time() - keyring.OVERLAP_SECONDS - 1
    os.utime(tmp_path / "secrets" / "access-key-0002", (long_ago, long_ago))
    after = Keyring(tmp_path)
    with pytest.raises(NotAuthenticated):
        read(after, old)
    keyring.rotate(tmp_path)
    assert not (tmp_path / "secrets" / "access-key-0001").exists()


def test_keys_can_be_changed_before_there_was_one(tmp_path: Path) -> None:
    assert keyring.rotate(tmp_path) == Keyring(tmp_path).newest().kid


def test_what_is_published_is_public(ring: Keyring) -> None:
    for each in ring.published():
        assert set(each) == {"kty", "crv", "x", "kid", "use", "alg"}
    for path in (ring._home / "secrets").iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_another_service_can_check_a_token_with_the_published_keys(ring: Keyring) -> None:
    token = good(ring)
    head = parts(token)[0]
    public = next(each for each in ring.published() if each["kid"] == head["kid"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        found = jws.deserialize_compact(token, OKPKey.import_key(public), algorithms=["EdDSA"])
    assert json.loads(found.payload)["aud"] == "nullus"
