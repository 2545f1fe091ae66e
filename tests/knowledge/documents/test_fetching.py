"""Documents by their address: off by default, only from where the operator allows, never from inside, within bounds."""

import pytest
from tests.llm.scripted_server import HANG, Reply, ScriptedServer

from nullus.knowledge.documents.fetching import fetch, name_of
from nullus.knowledge.errors import AddressNotAllowed, FetchingOff, NotFetched
from nullus.knowledge.settings import KnowledgeSettings

PAGE = Reply([b"<h1>Quokka</h1><p>Leaves.</p>"], media="text/html; charset=utf-8")


def allowing(*sites: str, **more: float) -> KnowledgeSettings:
    return KnowledgeSettings(fetch_from=sites, **more)  # type: ignore[arg-type]


async def test_nothing_is_fetched_until_the_operator_allows_it() -> None:
    async with ScriptedServer() as server:
        server.on("/a", PAGE)
        with pytest.raises(FetchingOff) as refused:
            await fetch(KnowledgeSettings(), f"{server.url}/a")
        assert server.requests == []
        assert "NULLUS_KNOWLEDGE_FETCH_FROM" in str(refused.value.hint_in("ko"))


async def test_an_allowed_site_is_fetched_without_cookies_or_credentials() -> None:
    async with ScriptedServer() as server:
        server.on("/animals/quokka", PAGE)
        page = await fetch(allowing(server.url), f"{server.url}/animals/quokka")
        assert page.body.startswith(b"<h1>Quokka")
        assert page.name == "127.0.0.1 - quokka.html"
        assert not {"cookie", "authorization", "referer"} & set(server.requests[0].headers)


async def test_another_site_is_refused_before_it_is_asked() -> None:
    async with ScriptedServer() as server, ScriptedServer() as other:
        other.on("/a", PAGE)
        for url in (f"{other.url}/a", "http://user:word@127.0.0.1/a", "file:///etc/passwd", "http://127.0.0.1:1\\@x/"):
            with pytest.raises(AddressNotAllowed):
                await fetch(allowing(server.url), url)
        assert other.requests == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1", "192.168.0.1", "[::ffff:127.0.0.1]", "0.0.0.0",
     "2130706433", "0x7f.1", "[fd00:ec2::254]", "100.100.100.200"],
)  # fmt: skip
async def test_the_whole_internet_is_not_this_machine_or_its_network(host: str) -> None:
    with pytest.raises(AddressNotAllowed):
        await fetch(allowing("*"), f"http://{host}/latest/meta-data")


async def test_a_redirect_cannot_lead_inside() -> None:
    async with ScriptedServer() as server, ScriptedServer() as inside:
        inside.on("/secret", PAGE)
        server.on("/out", Reply([], status=302, headers={"Location": f"{inside.url}/secret"}))
        server.on("/on", Reply([], status=301, headers={"Location": "/there"}))
        server.on("/there", PAGE)
        server.on("/round", Reply([], status=302, headers={"Location": "/round"}))
        for settings in (allowing(server.url), allowing(server.url, "*")):
            with pytest.raises(AddressNotAllowed):
                await fetch(settings, f"{server.url}/out")
        assert inside.open_calls == 0
        assert (await fetch(allowing(server.url), f"{server.url}/on")).url == f"{server.url}/there"
        with pytest.raises(NotFetched):
            await fetch(allowing(server.url), f"{server.url}/round")


async def test_size_time_kind_and_state_are_bounded() -> None:
    async with ScriptedServer() as server:
        server.on("/large", Reply([b"x" * 1000] * 100, media="text/plain"))
        server.on("/slow", Reply([b"x", HANG], media="text/plain"))
        server.on("/kind", Reply([b"x"], media="video/mp4"))
        server.on("/gone", Reply([b"x"], status=404, media="text/html"))
        server.on("/empty", Reply([b" "], media="text/html"))
        for path in ("large", "slow", "kind", "gone", "empty"):
            with pytest.raises(NotFetched) as refused:
                await fetch(allowing(server.url, fetch_bytes=5000, fetch_seconds=1.0), f"{server.url}/{path}")
            assert f"/{path}" in refused.value.message_in("ko")


@pytest.mark.parametrize(
    ("url", "media", "name"),
    [
        ("https://example.org/", "text/html", "example.org.html"),
        ("https://example.org/a/report.pdf", "application/pdf", "example.org - report.pdf"),
        ("https://example.org/%EC%95%88%EB%82%B4.htm", "text/html", "example.org - 안내.htm"),
        ("https://example.org/run.exe", "application/octet-stream", None),
        ("https://example.org/a.hwp", "application/octet-stream", "example.org - a.hwp"),
        ("https://example.org/a%2Fb%07", "text/plain", "example.org - b-.txt"),
    ],
)
def test_a_document_is_named_after_its_address(url: str, media: str, name: str | None) -> None:
    assert name_of(url, media) == name
