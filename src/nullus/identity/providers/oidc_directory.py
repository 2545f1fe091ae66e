"""What identity providers say of themselves, and the calls to them: over the one outbound client, bounded and short.

A provider's answers can name other hosts (Google's token endpoint is not at its issuer); those have to be public ones.
"""

import asyncio
import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from nullus.identity.providers import oidc_tokens
from nullus.identity.providers.errors import ProviderUnreachable, ProviderUnusable, SignInRefused
from nullus.identity.providers.oidc_providers import Provider, check_address
from nullus.platform.outbound import AddressRefused, Outbound, OutboundFailed

CALL_SECONDS = 10.0
ANSWER_LIMIT = 1 << 18
KEPT_SECONDS = 3600.0
KEYS_AGAIN_SECONDS = 60.0
REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider does what. `says_issuer`: it names itself in every answer (RFC 9207)."""

    authorization: str
    token: str
    keys: str = ""
    user: str = ""
    emails: str = ""
    basic: bool = False
    says_issuer: bool = False


@dataclass(slots=True)
class _Known:
    endpoints: Endpoints
    outbound: Outbound
    learnt_at: float
    keys: list[dict[str, Any]] = field(default_factory=list)
    keys_at: float = -KEPT_SECONDS


class Directory:
    """The providers as one process knows them. Close it at the end."""

    def __init__(self) -> None:
        self._known: dict[Provider, _Known] = {}
        self._learning = asyncio.Lock()

    async def endpoints(self, provider: Provider) -> Endpoints:
        """Raises ProviderUnreachable and ProviderUnusable."""
        return (await self._learn(provider)).endpoints

    async def key_for(self, provider: Provider, header: dict[str, Any]) -> dict[str, Any]:
        """The provider's key that a token names; asks again for one that is not known, but not often. Raises SignInRefused."""
        known = await self._learn(provider)
        key = oidc_tokens.find_key(header, known.keys)
        age = time.monotonic() - known.keys_at
        if age > KEPT_SECONDS or (key is None and age > KEYS_AGAIN_SECONDS):
            known.keys_at = time.monotonic()
            found = await self._call(provider, known.outbound, "GET", known.endpoints.keys)
            listed = found.get("keys")
            known.keys = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
            key = oidc_tokens.find_key(header, known.keys)
        if key is None:
            raise SignInRefused
        return key

    async def exchange(self, provider: Provider, code: str, verifier: str, redirect_uri: str) -> dict[str, Any]:
        """Trade a code for tokens. Raises SignInRefused when the provider does not want it, and ProviderUnreachable."""
        known = await self._learn(provider)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "client_id": provider.client_id,
        }
        headers = {}
        if provider.client_secret and known.endpoints.basic:
            pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        elif provider.client_secret:
            form["client_secret"] = provider.client_secret
        found = await self._call(provider, known.outbound, "POST", known.endpoints.token, form, headers)
        if "error" in found or not isinstance(found.get("access_token"), str):
            raise SignInRefused
        return found

    async def about_user(self, provider: Provider, access_token: str) -> dict[str, Any]:
        """What the provider's user call says; nothing where it has none. Raises SignInRefused and ProviderUnreachable."""
        known = await self._learn(provider)
        if not known.endpoints.user:
            return {}
        headers = _bearer(access_token)
        return await self._call(provider, known.outbound, "GET", known.endpoints.user, headers=headers)

    async def emails_of_user(self, provider: Provider, access_token: str) -> list[dict[str, Any]]:
        """GitHub's list of addresses. Raises SignInRefused and ProviderUnreachable."""
        known = await self._learn(provider)
        headers = _bearer(access_token)
        found = await self._ask(provider, known.outbound, "GET", known.endpoints.emails, headers=headers)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    async def close(self) -> None:
        for each in self._known.values():
            await each.outbound.close()

    async def _learn(self, provider: Provider) -> _Known:
        async with self._learning:
            known = self._known.get(provider)
            if known is not None and time.monotonic() - known.learnt_at < KEPT_SECONDS:
                return known
            endpoints = _of_github(provider) if provider.flavour == "github" else await self._discover(provider)
            # GitHub's addresses are written here, so they are the operator's choice; what a document named has to be public.
            other = [endpoints.token, endpoints.keys, endpoints.user, endpoints.emails]
            named = [each for each in other if each]
            chosen = named if provider.flavour == "github" else []
            outbound = Outbound([provider.issuer, *chosen], learnt=named, connections=8)
            if known is not None or len(self._known) >= REMEMBERED:
                old = self._known.pop(provider if known is not None else next(iter(self._known)))
                await old.outbound.close()
            made = self._known[provider] = _Known(endpoints, outbound, time.monotonic())
            return made

    async def _discover(self, provider: Provider) -> Endpoints:
        outbound = Outbound([provider.issuer], connections=1)
        try:
            url = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
            found = await self._ask(provider, outbound, "GET", url)
        except SignInRefused:
            raise ProviderUnusable(issuer=provider.issuer, problem="it publishes no OpenID configuration") from None
        finally:
            await outbound.close()
        if not isinstance(found, dict) or found.get("issuer") != provider.issuer:
            raise ProviderUnusable(issuer=provider.issuer, problem="its configuration names another issuer")
        methods = found.get("code_challenge_methods_supported")
        if isinstance(methods, list) and "S256" not in methods:
            raise ProviderUnusable(issuer=provider.issuer, problem="it does not know PKCE with S256")
        ways = found.get("token_endpoint_auth_methods_supported")
        return Endpoints(
            authorization=_address(provider, found, "authorization_endpoint"),
            token=_address(provider, found, "token_endpoint"),
            keys=_address(provider, found, "jwks_uri"),
            user=_address(provider, found, "userinfo_endpoint") if "userinfo_endpoint" in found else "",
            basic=not isinstance(ways, list) or "client_secret_basic" in ways,
            says_issuer=found.get("authorization_response_iss_parameter_supported") is True,
        )

    async def _call(
        self,
        provider: Provider,
        outbound: Outbound,
        method: str,
        url: str,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        found = await self._ask(provider, outbound, method, url, form, headers)
        if not isinstance(found, dict):
            raise SignInRefused
        return found

    async def _ask(
        self,
        provider: Provider,
        outbound: Outbound,
        method: str,
        url: str,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """One call: a refusal (4xx) is SignInRefused, everything else that fails is ProviderUnreachable."""
        sent = {"Accept": "application/json", **(headers or {})}
        try:
            async with (
                asyncio.timeout(CALL_SECONDS),
                outbound.open(method, url, form=form, headers=sent) as answer,
            ):
                if 400 <= answer.status < 500:
                    raise SignInRefused
                if answer.status != 200:
                    raise ProviderUnreachable(name=provider.name)
                return await answer.json(ANSWER_LIMIT)
        except (OutboundFailed, AddressRefused, TimeoutError) as error:
            raise ProviderUnreachable(name=provider.name) from error


def _of_github(provider: Provider) -> Endpoints:
    """GitHub speaks OAuth 2 without discovery; an installation of its own (GHES) has the API under its own name."""
    site = provider.issuer.rstrip("/")
    api = "https://api.github.com" if urlsplit(site).hostname == "github.com" else f"{site}/api/v3"
    return Endpoints(
        authorization=f"{site}/login/oauth/authorize",
        token=f"{site}/login/oauth/access_token",
        user=f"{api}/user",
        emails=f"{api}/user/emails",
    )


def _address(provider: Provider, document: dict[str, Any], name: str) -> str:
    found = document.get(name)
    if not isinstance(found, str) or len(found) > 2000:
        raise ProviderUnusable(issuer=provider.issuer, problem=f"its configuration has no {name}")
    check_address(found, provider.issuer)
    return found


def _bearer(token: str) -> dict[str, str]:
    if not token.isascii() or not token.isprintable():
        raise SignInRefused
    return {"Authorization": f"Bearer {token}"}
