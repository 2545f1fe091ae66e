"""The one outbound HTTP client: only origins that the operator named, connected to the address that was checked.

No other file makes HTTP clients. No proxies from the environment, no redirects, no compression (so no decompression bombs),
bounded bodies and lines. What a request, a document or a model says can never add an origin.
"""

import asyncio
import ipaddress
import json
import socket
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from urllib.parse import urlsplit

import httpcore
import httpx

from nullus.platform.errors import ErrorKind, NullusError, Text

CONNECT_SECONDS = 5.0
BODY_LIMIT = 64 * 2**20
LINE_LIMIT = 1 * 2**20
Phase = Literal["connect", "exchange", "content"]
_METADATA = {ipaddress.ip_address(each) for each in ("169.254.169.254", "fd00:ec2::254", "100.100.100.200")}


class AddressRefused(NullusError):
    """The guard does not let a request go there."""

    kind = ErrorKind.FORBIDDEN
    code = "address_refused"
    message = Text(
        en="Nullus does not connect to {address}: {problem}.", ko="{address}에는 연결하지 않습니다: {problem}."
    )
    hint = Text(
        en="Only servers that the operator named are contacted: in the settings (NULLUS_LLM_URL) or with `nullus providers add`.",
        ko="운영자가 설정(NULLUS_LLM_URL)이나 `nullus providers add`로 지정한 서버에만 연결합니다.",
    )


class OutboundFailed(Exception):
    """The road failed. Rooms turn it into their own errors by its phase.

    `connect`: no connection came about; `exchange`: it broke off; `content`: what came is too much or not what was announced.
    """

    def __init__(self, what: str, phase: Phase) -> None:
        super().__init__(what)
        self.phase: Phase = phase


def origin_of(url: str) -> str:
    """`scheme://host:port` of an http(s) URL in one canonical form; AddressRefused when it can be read in two ways."""
    if any(character <= " " or character in "\\\x7f" for character in url):
        raise AddressRefused(
            address=repr(url[:200]), problem="the address holds a space, a backslash or a control character"
        )
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".").encode("ascii").decode()
    except ValueError as error:
        raise AddressRefused(address=repr(url[:200]), problem="it is not a plain address") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressRefused(
            address=repr(url[:200]), problem="only http:// and https:// addresses with a host are used"
        )
    if "@" in parts.netloc:
        raise AddressRefused(address=f"{parts.scheme}://…@{host}", problem="credentials do not belong in an address")
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


@dataclass(frozen=True, slots=True)
class OutboundCall:
    """One request that is about to leave. `about`: what the caller says of it, never its content."""

    method: str
    origin: str
    size: int
    about: Mapping[str, str | int]


Announce = Callable[[OutboundCall], Awaitable[None]]
_announcers: list[Announce] = []


@contextmanager
def announcing(announce: Announce) -> Iterator[None]:
    """Inside the block every call of this process is announced before it is made; what `announce` raises prevents it."""
    _announcers.append(announce)
    try:
        yield
    finally:
        _announcers.remove(announce)


class Outbound:
    """Pooled connections to the allowed origins. One a process; close it at the end."""

    def __init__(
        self, allowed: Iterable[str], *, learnt: Iterable[str] = (), anywhere: bool = False, connections: int = 4096
    ) -> None:
        """`learnt`: origins that an allowed server named (its token endpoint, say); they have to be public ones.

        `anywhere`: so may be every other origin of the public internet. Only the operator's setting says so.

        `connections`: at the same time. An answer that is being written holds one, so no fewer than answers at once.
        """
        named = frozenset(origin_of(url) for url in allowed)
        public = frozenset(origin_of(url) for url in learnt) - named
        self._allowed = named | public
        self._anywhere = anywhere
        self._followed: frozenset[str] = frozenset()
        self._client = httpx.AsyncClient(
            transport=_GuardedTransport(connections, _Guard(named, public, anywhere)),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS, write=30.0, pool=10.0),
            headers={"Accept-Encoding": "identity", "User-Agent": "nullus"},
        )

    def follow(self, named: Iterable[str]) -> None:
        """Allow these origins beside the fixed ones, in the place of those that were followed before.

        Only for a list that the operator keeps (an architecture test names the one caller). Raises AddressRefused.
        """
        self._followed = frozenset(origin_of(url) for url in named)

    @asynccontextmanager
    async def open(
        self,
        method: str,
        url: str,
        *,
        json_body: Any = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        about: Mapping[str, str | int] | None = None,
    ) -> AsyncIterator["Answer"]:
        """Send a request and yield its answer before the body is read. Leaving closes the connection if bytes are still due.

        The body is `json_body` as JSON, or `form` as a browser's form sends it.

        There is no time limit on reading: the caller sets one around each step, because only it knows what silence means.
        Raises AddressRefused and OutboundFailed.
        """
        origin = origin_of(url)
        if not self._anywhere and origin not in self._allowed and origin not in self._followed:
            raise AddressRefused(address=origin, problem="the operator has not named it")
        request = self._client.build_request(method, url, json=json_body, data=form, headers=dict(headers or {}))
        call = OutboundCall(method, origin, len(request.content), about or {})
        for announce in _announcers:
            await announce(call)
        try:
            response = await self._client.send(request, stream=True)
        except httpx.HTTPError as error:
            connecting = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
            raise OutboundFailed(_reason(error), "connect" if connecting else "exchange") from error
        try:
            yield Answer(response)
        finally:
            await response.aclose()

    async def close(self) -> None:
        await self._client.aclose()


class Answer:
    """One HTTP answer whose body is read in bounded steps."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers = response.headers

    @property
    def media(self) -> str:
        return str(self.headers.get("content-type", "")).split(";")[0].strip().lower()

    async def body(self, limit: int = BODY_LIMIT) -> bytes:
        """The whole body; OutboundFailed beyond `limit` bytes."""
        parts: list[bytes] = []
        size = 0
        async for part in self._pieces():
            size += len(part)
            if size > limit:
                raise OutboundFailed(f"the answer is larger than {limit} bytes", "content")
            parts.append(part)
        return b"".join(parts)

    async def json(self, limit: int = BODY_LIMIT) -> Any:
        """The body as JSON; OutboundFailed when it is none."""
        try:
            return json.loads(await self.body(limit))
        except (ValueError, RecursionError) as error:
            raise OutboundFailed("the answer is not JSON", "content") from error

    async def lines(self, limit: int = LINE_LIMIT, total: int = BODY_LIMIT) -> AsyncGenerator[str, None]:
        """The body line by line (LF or CRLF), decoded leniently; OutboundFailed for a line or a body over its limit."""
        rest = bytearray()
        size = 0
        async for part in self._pieces():
            size += len(part)
            rest += part
            *whole, tail = rest.split(b"\n") if b"\n" in part else (rest,)
            rest = bytearray(tail)
            if size > total or len(rest) > limit or any(len(line) > limit for line in whole):
                raise OutboundFailed(f"a line of the stream is longer than {limit} bytes", "content")
            for line in whole:
                yield line.decode("utf-8", "replace").rstrip("\r")
        if rest:
            yield rest.decode("utf-8", "replace").rstrip("\r")

    async def _pieces(self) -> AsyncIterator[bytes]:
        encoding = str(self.headers.get("content-encoding", "identity")).strip().lower()
        if encoding not in {"", "identity"}:
            raise OutboundFailed(f"the answer is compressed ({encoding[:40]}), which was not asked for", "content")
        try:
            async for part in self._response.aiter_raw():
                yield part
        except httpx.HTTPError as error:
            raise OutboundFailed(_reason(error), "exchange") from error


class _Guard:
    """Which `host:port` has to be at a public address, because the operator did not name it."""

    def __init__(self, named: frozenset[str], public: frozenset[str], anywhere: bool) -> None:
        self._named = {origin.partition("://")[2] for origin in named}
        self._public = {origin.partition("://")[2] for origin in public}
        self._anywhere = anywhere

    def has_to_be_public(self, host: str, port: int) -> bool:
        place = f"{f'[{host}]' if ':' in host else host}:{port}"
        return place in self._public or (self._anywhere and place not in self._named)


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool whose connections are made by the guard."""

    def __init__(self, connections: int, guard: _Guard) -> None:
        self._pool = httpcore.AsyncConnectionPool(  # httpx has no argument for this yet
            ssl_context=_trusted(),
            max_connections=connections,
            max_keepalive_connections=16,
            keepalive_expiry=30.0,
            network_backend=_GuardedBackend(guard),
        )


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves once, checks every address, connects to a checked one: a second look-up cannot say something else."""

    def __init__(self, guard: _Guard) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._guard = guard

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        error: Exception = httpcore.ConnectError("no address")
        for address in await _checked_addresses(host, port, self._guard.has_to_be_public(host, port)):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError("sockets of files are not used")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@cache
def _trusted() -> ssl.SSLContext:
    """Whom this machine trusts; reading the list takes tens of milliseconds, so it is read once."""
    return ssl.create_default_context()


async def _checked_addresses(host: str, port: int, public: bool) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise httpcore.ConnectError(f"the name {host} could not be resolved") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        problem = refuse_reason(host, address, public=public)
        if problem:
            raise AddressRefused(address=host, problem=problem)
    return addresses


def refuse_reason(host: str, address: str, *, public: bool = False) -> str | None:
    """Why a host that the operator named must still not be reached at this address; None when it may be.

    `public`: nobody but another server named it, so it has to be an address of the internet.

    Private networks are allowed (a model server in the same house); a name that suddenly means this machine, a cloud's
    metadata service, or an address that is nobody's is not.
    """
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    ip = inner or ip
    literal = _is_literal(host)
    if ip in _METADATA or ip.is_link_local:
        return "it is an address of the machine's own network service"
    if ip.is_multicast or ip.is_unspecified or (ip.is_reserved and not ip.is_loopback):
        return "it is not the address of one server"
    if public and not ip.is_global:
        return "the operator did not name it, and it is not an address of the public internet"
    if ip.is_loopback and not literal and host.lower() != "localhost" and not host.lower().endswith(".localhost"):
        return "the name leads to this machine itself"
    return None


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _reason(error: httpx.HTTPError) -> str:
    return str(error) or type(error).__name__
