"""How the portal's files are served: a strict policy, kept for ever or asked for again, and nothing but what was built."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from nullus.platform.web import install_errors, mount
from nullus.roles.portal import router

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a build leaves, as small as it can be."""
    built = tmp_path / "portal_dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html><title>Nullus</title>", encoding="utf-8")
    (built / "icon.svg").write_text("<svg/>", encoding="utf-8")
    (built / "manifest.json").write_text("{}", encoding="utf-8")
    (built / "assets" / "index-Ab_9-.js").write_text("start()", encoding="utf-8")
    (built / "assets" / "index-Ab_9-.js.gz").write_bytes(gzip.compress(b"start()"))
    (tmp_path / "secret.js").write_text("outside", encoding="utf-8")
    return built


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(openapi_url=None)
    mount(app, [router])
    install_errors(app)
    app.state.portal_folder = folder
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://nullus") as made:
        yield made


@pytest.mark.parametrize("path", ["/sign-in", "/chat/0193", "/models/prompts/answer.v2", "/한국어"])
async def test_every_address_of_the_portal_is_the_one_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["style-src"], policy["connect-src"]) == ("'self'",) * 3
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not any("unsafe" in each or "http" in each or "*" in each or "data:" in each for each in policy.values())


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/v1/nothing", "/assets", "/favicon.ico", "/.env"])
async def test_addresses_of_other_rooms_and_files_are_not_pages(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path, headers=BROWSER)).status_code == 404


async def test_a_program_learns_that_there_is_no_such_call(client: httpx.AsyncClient) -> None:
    answer = await client.get("/sign-inn")
    assert (answer.status_code, answer.json()["resultCode"]) == (404, "NOT_FOUND")


async def test_parts_are_kept_for_ever_and_sent_as_small_as_can_be_read(client: httpx.AsyncClient) -> None:
    small = await client.get("/assets/index-Ab_9-.js", headers={"Accept-Encoding": "gzip, br"})
    assert (small.text, small.headers["content-encoding"]) == ("start()", "gzip")
    whole = await client.get("/assets/index-Ab_9-.js", headers={"Accept-Encoding": "identity"})
    assert (whole.text, whole.headers.get("content-encoding")) == ("start()", None)
    for answer in (small, whole):
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "name", ["nothing.js", "..%2Findex.html", "%2e%2e%2f%2e%2e%2fsecret.js", "..%5Csecret.js", ".hidden.js", "a/b.js"]
)
async def test_nothing_else_is_served(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/assets/{name}", headers=BROWSER)).status_code == 404


@pytest.mark.parametrize(
    ("language", "said"), [("ko", "포털이 빌드되지 않았습니다"), ("en", "The portal was not built")]
)
async def test_where_nothing_was_built_a_plain_page_says_how(
    client: httpx.AsyncClient, folder: Path, language: str, said: str
) -> None:
    (folder / "index.html").unlink()
    answer = await client.get("/sign-in", headers={**BROWSER, "Accept-Language": language})
    assert answer.status_code == 503
    assert said in answer.text
    assert "bin/portal build" in answer.text
    assert f'<html lang="{language}">' in answer.text
