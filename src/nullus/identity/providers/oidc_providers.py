"""Identity providers that the operator allows: Google, GitHub, or any issuer of OpenID Connect."""

import ipaddress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from nullus.identity.providers import oidc_store
from nullus.identity.providers.errors import ProviderKnown, ProviderNotFound, ProviderUnusable
from nullus.platform.database import Tx
from nullus.platform.outbound import AddressRefused, origin_of
from nullus.platform.sealing import Sealer

Flavour = Literal["oidc", "github"]


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a provider by its name."""

    issuer: str
    flavour: Flavour
    scopes: str


PRESETS = {
    "google": Preset("https://accounts.google.com", "oidc", "openid email profile"),
    "github": Preset("https://github.com", "github", "read:user user:email"),
}


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider. `client_secret` is empty for a public client."""

    name: str
    issuer: str
    client_id: str
    scopes: str
    flavour: Flavour
    client_secret: str = field(default="", repr=False)


def described(
    name: str,
    issuer: str | None,
    client_id: str,
    client_secret: str | None,
    scopes: str | None = None,
    flavour: Flavour | None = None,
) -> Provider:
    """A provider from what the operator says and what its name tells. Raises ProviderUnusable."""
    preset = PRESETS.get(name)
    where = issuer or (preset.issuer if preset else "")
    kind: Flavour = flavour or (preset.flavour if preset else "oidc")
    usual = next(each.scopes for each in PRESETS.values() if each.flavour == kind)
    if not where:
        raise ProviderUnusable(issuer=name, problem="the address of the issuer is missing (--issuer)")
    check_address(where, where)
    return Provider(name, where, client_id, scopes or usual, kind, client_secret or "")


def check_address(url: str, issuer: str) -> None:
    """Refuse plain http, except on this machine itself. Raises ProviderUnusable."""
    try:
        origin = origin_of(url)
    except AddressRefused as error:
        raise ProviderUnusable(issuer=issuer[:200], problem=f"{url[:200]} is not a plain address") from error
    if origin.startswith("http://") and not (is_here(url) and is_here(issuer)):
        raise ProviderUnusable(issuer=issuer, problem=f"{url[:200]} is not https")
    if urlsplit(url).fragment:
        raise ProviderUnusable(issuer=issuer, problem=f"{url[:200]} has a fragment")


def is_here(url: str) -> bool:
    """Whether an address names this machine."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


async def add(tx: Tx, sealer: Sealer, provider: Provider) -> None:
    """Raises ProviderKnown."""
    secret = sealer.seal(provider.client_secret.encode(), "oidc", provider.issuer) if provider.client_secret else None
    values = {
        "name": provider.name,
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "client_secret": secret,
        "scopes": provider.scopes,
        "flavour": provider.flavour,
    }
    if not await oidc_store.add_provider(tx, values):
        raise ProviderKnown


async def list_providers(tx: Tx) -> list[Provider]:
    """All of them, without their secrets."""
    return [
        Provider(row.name, row.issuer, row.client_id, row.scopes, row.flavour) for row in await oidc_store.providers(tx)
    ]


async def find(tx: Tx, sealer: Sealer, name: str) -> Provider:
    """One of them, with its secret. Raises ProviderNotFound."""
    row = await oidc_store.provider(tx, name)
    if row is None:
        raise ProviderNotFound(name=name)
    secret = sealer.open(bytes(row.client_secret), "oidc", row.issuer).decode() if row.client_secret else ""
    return Provider(row.name, row.issuer, row.client_id, row.scopes, row.flavour, secret)


async def remove(tx: Tx, name: str) -> None:
    """Nobody enters by it any more; who is who there stays known in case it comes back. Raises ProviderNotFound."""
    if not await oidc_store.remove_provider(tx, name):
        raise ProviderNotFound(name=name)
