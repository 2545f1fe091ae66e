"""The name under which browsers know this service: passkeys are tied to it."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from nullus.identity.factors.errors import PasskeysElsewhere, PasskeysNeedName


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """`id` is a host name without a port, `origin` what a browser says of a page of ours."""

    id: str
    origin: str


def relying_party(public_url: str) -> RelyingParty:
    """Who this service is for passkeys. This machine itself is `localhost`: an address is no name to browsers.

    Raises PasskeysNeedName for an address, and for plain http anywhere but on this machine: there browsers know no passkeys.
    """
    parts = urlsplit(public_url)
    host = (parts.hostname or "").rstrip(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        local = host == "localhost" or host.endswith(".localhost")
    else:
        local = address.is_loopback
        host = "localhost"
        if not local:
            raise PasskeysNeedName(url=public_url)
    if not host or (parts.scheme != "https" and not local):
        raise PasskeysNeedName(url=public_url)
    usual = {"http": 80, "https": 443}[parts.scheme]
    port = "" if parts.port in {None, usual} else f":{parts.port}"
    return RelyingParty(host, f"{parts.scheme}://{host}{port}")


def refuse_elsewhere(party: RelyingParty, origin: str | None) -> None:
    """A browser on a page with another address would refuse in words that help nobody. Raises PasskeysElsewhere."""
    if origin is not None and origin != party.origin:
        raise PasskeysElsewhere(here=origin if len(origin) <= 200 else "…", there=party.origin)
