"""The one outbound client: where it goes, and how much it takes."""

import ast
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

import pytest
from tests.llm.scripted_server import HANG, Reply, ScriptedServer

import nullus
from nullus.platform.outbound import AddressRefused, Outbound, OutboundFailed, origin_of, refuse_reason


async def test_only_named_origins_are_contacted() -> None:
    async with ScriptedServer() as server, ScriptedServer() as other:
        outbound = Outbound([server.url])
        other.on("/x", Reply([b"{}"]))
        for url in (
            f"{other.url}/x",
            "http://169.254.169.254/latest",
            "http://localhost:1/",
            f"https{server.url[4:]}/",
        ):
            with pytest.raises(AddressRefused):
                async with outbound.open("GET", url):
                    pass
        assert other.requests == []
        await outbound.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1\\@evil.test/",
        "http://evil.test\\@127.0.0.1/",
        "http://a@b@127.0.0.1/",
        "http://user:key@host/",
        "http://ho\tst/",
        "http://ho st/",
        "file:///etc/passwd",
        "gopher://host/",
        "unix:/run/x",
        "//host/",
        "http:///x",
        "http://host:99999/",
        "http://[::1/",
        "http://１２７.0.0.1/",
    ],
)
def test_addresses_that_can_be_read_in_two_ways_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        origin_of(url)


def test_one_canonical_form() -> None:
    assert origin_of("HTTP://Example.COM./a?b") == "http://example.com:80"
    assert origin_of("https://[::1]/") == "https://[::1]:443"


@pytest.mark.parametrize(
    ("host", "address", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("localhost", "::1", True),
        ("ollama", "172.18.0.2", True),
        ("api.example.com", "93.184.216.34", True),
        ("api.example.com", "127.0.0.1", False),
        ("api.example.com", "::ffff:127.0.0.1", False),
        ("api.example.com", "169.254.169.254", False),
        ("169.254.169.254", "169.254.169.254", False),
        ("meta", "fd00:ec2::254", False),
        ("meta", "100.100.100.200", False),
        ("x", "0.0.0.0", False),
        ("x", "224.0.0.1", False),
        ("x", "fe80::1%eth0", False),
        ("x", "2002:7f00:1::", False),
    ],
)
def test_the_guard_knows_addresses(host: str, address: str, allowed: bool) -> None:
    assert (refuse_reason(host, address) is None) == allowed


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.0.0.5", "192.168.1.1", "172.18.0.2", "169.254.169.254", "fd00::1", "100.64.0.1",
                "::ffff:10.0.0.5", "2002:0a00:0001::", "0.0.0.0", "224.0.0.1", "64:ff9b::a9fe:a9fe"])  # fmt: skip
def test_what_only_another_server_named_has_to_be_public(address: str) -> None:
    assert refuse_reason("token.example.com", address, public=True)
    assert refuse_reason(address, address, public=True)
    assert refuse_reason("token.example.com", "93.184.216.34", public=True) is None


async def test_a_server_cannot_send_the_client_to_its_neighbours() -> None:
    async with ScriptedServer() as server, ScriptedServer() as neighbour:
        server.on("/x", Reply([b"{}"]))
        neighbour.on("/x", Reply([b"{}"]))
        outbound = Outbound([server.url], learnt=[neighbour.url, server.url])
        async with outbound.open("GET", f"{server.url}/x") as answer:
            assert answer.status == 200
        with pytest.raises(AddressRefused, match="public internet"):
            async with outbound.open("GET", f"{neighbour.url}/x"):
                pass
        assert neighbour.requests == []
        assert neighbour.open_calls == 0
        await outbound.close()


async def test_redirects_are_not_followed_and_proxies_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    async with ScriptedServer() as server:
        server.on("/x", Reply([b"{}"], status=302, headers={"Location": f"{server.url}/y"}))
        outbound = Outbound([server.url])
        async with outbound.open("GET", f"{server.url}/x") as answer:
            assert answer.status == 302
        assert [seen.path for seen in server.requests] == ["/x"]
        await outbound.close()


async def test_bodies_and_lines_are_bounded() -> None:
    async with ScriptedServer() as server:
        server.on("/x", Reply([b"x" * 10_000] * 100))
        outbound = Outbound([server.url])
        async with outbound.open("GET", f"{server.url}/x") as answer:
            with pytest.raises(OutboundFailed, match="larger"):
                await answer.body(limit=50_000)
        async with outbound.open("GET", f"{server.url}/x") as answer:
            with pytest.raises(OutboundFailed, match="longer"):
                async for _ in answer.lines(limit=50_000):
                    pass
        await outbound.close()


# Who asks this machine's own service, on its own address, with the standard library's client.
ASK_THEMSELVES = ("cli/", "roles/status.py")


def test_no_other_file_makes_http_clients() -> None:
    folder = Path(nullus.__file__).parent
    for path in folder.rglob("*.py"):
        inside = path.relative_to(folder).as_posix()
        if inside == "platform/outbound.py" or inside.startswith(ASK_THEMSELVES):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            roots = {name.split(".")[0] for name in names} | set(names)
            assert not roots & {
                "httpx",
                "httpcore",
                "requests",
                "aiohttp",
                "urllib3",
                "urllib.request",
                "http.client",
            }, inside


async def test_hundreds_of_answers_stream_at_the_same_time() -> None:
    """Each holds a connection while it is written; none may wait for another's end."""
    streams = 300
    async with ScriptedServer() as server:
        outbound = Outbound([server.url])
        server.on("/x", Reply([b"first\n", HANG]))
        async with AsyncExitStack() as stack:
            for _ in range(streams):
                answer = await stack.enter_async_context(outbound.open("GET", f"{server.url}/x"))
                lines = await stack.enter_async_context(aclosing(answer.lines()))
                assert await anext(lines) == "first"
            assert server.open_calls == streams
        await outbound.close()
