"""Whose word about a request's origin is believed: a proxy's that the operator named, and nobody else's."""

import pytest
from starlette.types import Receive, Scope, Send

from nullus.platform.settings import InvalidSetting
from nullus.platform.web import TrustedProxies

TRUSTED = ("127.0.0.1", "10.0.0.0/8", "fd00::/8")


async def seen(peer: str, *headers: tuple[str, str], trusted: tuple[str, ...] = TRUSTED) -> tuple[str, str]:
    """The address and the scheme that the app behind sees."""
    found: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope)

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(_: object) -> None:
        return None

    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    scope = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": raw}
    await TrustedProxies(app, trusted)(scope, receive, send)
    return found[0]["client"][0], found[0]["scheme"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("fd00::1", "2001:db8::5", "2001:db8::5"),
        ("127.0.0.1", "10.0.0.1, 10.0.0.2", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, <script>", "127.0.0.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "::ffff:127.0.0.1"),
    ],
)
async def test_only_a_named_proxy_says_where_a_request_came_from(peer: str, forwarded: str, address: str) -> None:
    assert (await seen(peer, ("X-Forwarded-For", forwarded)))[0] == address


async def test_only_a_named_proxy_says_that_the_way_was_encrypted() -> None:
    https = ("X-Forwarded-Proto", "https")
    assert await seen("127.0.0.1", https) == ("127.0.0.1", "https")
    assert await seen("127.0.0.1", https, trusted=()) == ("127.0.0.1", "http")
    assert await seen("203.0.113.9", https) == ("203.0.113.9", "http")
    assert await seen("127.0.0.1", ("X-Forwarded-Proto", "javascript")) == ("127.0.0.1", "http")


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(InvalidSetting):
        TrustedProxies(lambda scope, receive, send: None, ("the proxy",))  # type: ignore[arg-type,return-value]
