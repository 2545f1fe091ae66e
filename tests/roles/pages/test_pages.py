"""The files: policy, caching, languages, and texts that are complete."""

import json
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from nullus.platform.web import install_errors
from nullus.roles.pages import router
from nullus.roles.pages.pages import STATIC, load_site

TEXTS: dict[str, dict[str, str | list[str]]] = json.loads((STATIC / "texts.json").read_text(encoding="utf-8"))
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js"))}
HTML = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.html"))}
# Built from a variable part: state.ready, receipt.chunks, title.ask, documents.retry.which.
BUILT = re.compile(r"^(state|receipt|title)\.|\.which$")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(openapi_url=None)
    app.include_router(router)
    install_errors(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://nullus") as made:
        yield made


@pytest.mark.parametrize("path", ["/", "/shared"])
async def test_every_page_allows_only_what_this_service_sends(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answer.text)


async def test_pages_are_asked_for_again_and_files_are_kept(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert page.headers["cache-control"] == "no-cache"
    again = await client.get("/", headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for address in re.findall(r'"(/pages/[^"]+)"', page.text):
        file = await client.get(address)
        assert file.status_code == 200, address
        assert "immutable" in file.headers["cache-control"]
    old = await client.get("/pages/0123456789abcdef/ask.js")
    assert old.headers["content-type"] == "text/javascript; charset=utf-8"
    assert old.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["nothing.js", "frame.html", "texts.json", "..%2Fpages.py", "%2e%2e%2fpages.py"])
async def test_nothing_else_is_served(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/pages/{load_site().version}/{name}")).status_code == 404


async def test_the_page_speaks_the_askers_language_from_its_first_byte(client: httpx.AsyncClient) -> None:
    korean = await client.get("/", headers={"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"})
    assert '<html lang="ko">' in korean.text
    assert "문서에 물어보세요" in korean.text
    chosen = await client.get("/", headers={"Accept-Language": "ko-KR", "Cookie": "nullus_language=en"})
    assert '<html lang="en">' in chosen.text
    assert "Ask your documents" in chosen.text
    assert '<html lang="en">' in (await client.get("/", headers={"Cookie": "nullus_language=<b>"})).text


def test_every_text_exists_in_both_languages_with_the_same_fields() -> None:
    for key, versions in TEXTS.items():
        assert set(versions) == {"en", "ko"}, key
        fields = {
            language: set(re.findall(r"\{(\w+)\}", found if isinstance(found, str) else found[-1]))
            for language, found in versions.items()
        }
        assert fields["en"] == fields["ko"], key
        for found in versions.values():
            assert all([found] if isinstance(found, str) else found), key


def test_every_text_is_used_and_every_used_text_exists() -> None:
    named = {
        key for html in HTML.values() for key in re.findall(r'data-(?:text|placeholder|aria-label)="([\w.-]+)"', html)
    }
    named.discard("title.@page@")
    named.discard("title.")
    quoted = {key for script in SCRIPTS.values() for key in re.findall(r'"([a-z]+(?:\.[A-Za-z]+)+)"', script)}
    used = named | (quoted & set(TEXTS))
    assert named <= set(TEXTS)
    prefixes = {key.partition(".")[0] for key in TEXTS}
    strangers = {
        key for key in quoted if key.partition(".")[0] in prefixes and key not in TEXTS and key not in {"nullus.draft"}
    }
    assert not strangers
    unused = {key for key in TEXTS if key not in used and not BUILT.search(key)}
    assert not unused


def test_scripts_are_small_and_never_parse_html() -> None:
    for name, script in SCRIPTS.items():
        assert len(script.splitlines()) <= 250, name
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function", script
        ), name
