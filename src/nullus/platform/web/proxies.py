"""Who is really asking, when the operator says that a proxy stands in front: its word is believed, nobody else's."""

import ipaddress
from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from nullus.platform.settings import InvalidSetting

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """ASGI layer: the address and the scheme that a trusted proxy names become the request's own.

    Of `X-Forwarded-For` the last address that is no proxy of ours counts: what stands before it anybody may have written.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[str]) -> None:
        self.app = app
        self._trusted = networks_of(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if scope["type"] == "http" and client is not None and self._is_trusted(client[0]):
            scope = self._believed(scope)
        await self.app(scope, receive, send)

    def _believed(self, scope: Scope) -> Scope:
        forwarded = [part.strip() for value in _values(scope, b"x-forwarded-for") for part in value.split(",")]
        address = next((each for each in reversed(forwarded) if not self._is_trusted(each)), None)
        if address is not None and _parsed(address) is not None:
            scope = {**scope, "client": (address, 0)}
        scheme = next(iter(_values(scope, b"x-forwarded-proto")), "").strip().lower()
        return {**scope, "scheme": scheme} if scheme in {"http", "https"} else scope

    def _is_trusted(self, address: str) -> bool:
        found = _parsed(address)
        return found is not None and any(found.version == each.version and found in each for each in self._trusted)


def networks_of(trusted: Sequence[str]) -> list[Network]:
    """The networks of the setting. Raises InvalidSetting."""
    try:
        return [ipaddress.ip_network(each, strict=False) for each in trusted]
    except ValueError as error:
        raise InvalidSetting(name="NULLUS_TRUSTED_PROXIES", value=",".join(trusted), problem=str(error)) from None


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None
