"""Signing in with an account of another provider: authorization code, PKCE, state and nonce, bound to one browser.

The browser keeps one short cookie, the binding. State is a row that is used once; verifier and nonce follow from binding
and state together, so neither the database nor the provider's answer alone is worth anything.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from nullus.identity.credentials import ceremonies
from nullus.identity.providers import oidc_tokens
from nullus.identity.providers.errors import ProviderDenied, SignInRefused
from nullus.identity.providers.oidc_directory import Directory
from nullus.identity.providers.oidc_providers import Provider
from nullus.platform.database import Database

LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is at a provider: `issuer` and `subject` together, for ever. The rest may change."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider sends back by the browser."""

    state: str = ""
    code: str = ""
    issuer: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who is proven, and what they came for: `account_id` and `session_id` when they link an account."""

    person: Person
    account_id: UUID | None
    session_id: UUID | None
    data: dict[str, Any]


def new_binding() -> str:
    return secrets.token_urlsafe(32)


async def start(
    db: Database,
    directory: Directory,
    provider: Provider,
    binding: str,
    redirect_uri: str,
    *,
    account_id: UUID | None = None,
    session_id: UUID | None = None,
    **data: Any,
) -> str:
    """The address at the provider that the browser is sent to; `data` comes back with the arrival.

    Raises ProviderUnreachable and ProviderUnusable.
    """
    endpoints = await directory.endpoints(provider)
    state = secrets.token_urlsafe(32)
    async with db.system_transaction() as tx:
        await ceremonies.add_challenge(
            tx,
            state,
            "oidc",
            account_id=account_id,
            lifetime=LIFETIME,
            provider=provider.name,
            issuer=provider.issuer,
            binding=_binding_digest(binding),
            session=str(session_id) if session_id else None,
            **data,
        )
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": provider.scopes,
        "state": state,
        "code_challenge": _challenge_of(_derived(binding, state, "verifier")),
        "code_challenge_method": "S256",
    }
    if provider.flavour == "oidc":
        asked["nonce"] = _derived(binding, state, "nonce")
    joint = "&" if urlsplit(endpoints.authorization).query else "?"
    return endpoints.authorization + joint + urlencode(asked)


async def finish(
    db: Database, directory: Directory, provider: Provider, binding: str, redirect_uri: str, answer: Answer
) -> Arrival:
    """Who came back. Raises SignInRefused, ProviderDenied, ProviderUnreachable, ProviderUnusable.

    The state is used up first, whatever comes of it; another browser's answer does not even do that.
    """
    async with db.system_transaction() as tx:
        known = await ceremonies.answer_state(tx, answer.state, provider.name, _binding_digest(binding))
    if known is None or known.data["issuer"] != provider.issuer:
        raise SignInRefused
    await _check_sender(directory, provider, answer.issuer)
    if answer.error is not None:
        raise ProviderDenied
    if not answer.code:
        raise SignInRefused
    verifier = _derived(binding, answer.state, "verifier")
    tokens = await directory.exchange(provider, answer.code, verifier, redirect_uri)
    if provider.flavour == "github":
        person = await _person_of_github(directory, provider, tokens["access_token"])
    else:
        person = await _person_of_token(directory, provider, tokens, _derived(binding, answer.state, "nonce"))
    session = known.data.get("session")
    return Arrival(person, known.account_id, UUID(session) if session else None, known.data)


async def _check_sender(directory: Directory, provider: Provider, said: str | None) -> None:
    """Against mix-up (RFC 9207): an answer that says who sent it has to say the right one."""
    accepted = {provider.issuer}
    if provider.flavour == "github":
        accepted.add(provider.issuer.rstrip("/") + "/login/oauth")
    if said is None and (await directory.endpoints(provider)).says_issuer:
        raise SignInRefused
    if said is not None and said not in accepted:
        raise SignInRefused


async def _person_of_token(directory: Directory, provider: Provider, tokens: dict[str, Any], nonce: str) -> Person:
    token = tokens.get("id_token")
    if not isinstance(token, str):
        raise SignInRefused
    key = await directory.key_for(provider, oidc_tokens.header_of(token))
    claims = oidc_tokens.check(token, key, issuer=provider.issuer, client_id=provider.client_id, nonce=nonce)
    told = claims
    if "email" not in claims and "email" in provider.scopes.split():
        more = await directory.about_user(provider, tokens["access_token"])
        if more and more.get("sub") != claims["sub"]:
            raise SignInRefused
        told = {**more, **claims}
    verified = told.get("email_verified")
    return Person(
        provider.issuer, claims["sub"], _text(told.get("email")), verified is True or verified == "true", _name(told)
    )


async def _person_of_github(directory: Directory, provider: Provider, access_token: str) -> Person:
    user = await directory.about_user(provider, access_token)
    number = user.get("id")
    if isinstance(number, bool) or not isinstance(number, int) or number <= 0:
        raise SignInRefused
    emails = await directory.emails_of_user(provider, access_token)
    primary = next((each for each in emails if each.get("primary") is True), {})
    return Person(
        provider.issuer, str(number), _text(primary.get("email")), primary.get("verified") is True, _name(user)
    )


def _name(told: dict[str, Any]) -> str:
    """A name to show; the first that a provider says. It is made fit for a line where the account is made."""
    found = next((told[each] for each in ("name", "preferred_username", "login") if _text(told.get(each))), "")
    return str(found)[:200]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 320 else None


def _derived(binding: str, state: str, use: str) -> str:
    """43 characters that only this browser's binding and this state give."""
    return _encoded(hmac.digest(binding.encode(), f"{use}\0{state}".encode(), "sha256"))


def _challenge_of(verifier: str) -> str:
    """PKCE, S256 (RFC 7636, section 4.2)."""
    return _encoded(hashlib.sha256(verifier.encode()).digest())


def _binding_digest(binding: str) -> str:
    return hashlib.sha256(b"binding\0" + binding.encode("utf-8", "surrogatepass")).hexdigest()


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
