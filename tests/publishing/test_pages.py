"""Public pages and frames: closed to robots unless the owner says otherwise, and shown only by pages that may."""

import httpx
import pytest
from chaos.running import Running
from tests.publishing.desk import BLOG, Desk, open_desk, refused

PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36"


def get(desk: Desk, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{desk.service.url}{path}", headers={"User-Agent": PERSON, **headers}, timeout=30)


def test_a_public_page_tells_machines_no_in_every_way_there_is(desk: Desk) -> None:
    page = get(desk, f"/p/{desk.slug}")
    assert page.status_code == 200
    assert "noindex" in page.headers["x-robots-tag"]
    assert "noai" in page.headers["x-robots-tag"]
    assert page.headers["tdm-reservation"] == "1"
    assert '<meta name="tdm-reservation" content="1">' in page.text
    assert "noindex" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    robots = get(desk, "/robots.txt").text
    assert f"/p/{desk.slug}" not in robots
    assert "User-agent: GPTBot" in robots
    assert robots.count("Disallow: /") == 2
    assert {"location": "/", "tdm-reservation": 1} in get(desk, "/.well-known/tdmrep.json").json()


def test_the_owner_opens_a_page_to_search_engines_or_to_everybody(service: Running) -> None:
    desk = open_desk(service, crawlers="search")
    page = get(desk, f"/p/{desk.slug}")
    assert page.headers["x-robots-tag"] == "index, follow, noai, noimageai"
    assert page.headers["tdm-reservation"] == "1"
    training, searching = get(desk, "/robots.txt").text.split("User-agent: *")
    assert f"Allow: /p/{desk.slug}$" in searching
    assert desk.slug not in training
    desk.change(crawlers="all")
    assert get(desk, f"/p/{desk.slug}").headers["tdm-reservation"] == "0"
    assert f"Allow: /p/{desk.slug}$" in get(desk, "/robots.txt").text.split("User-agent: *")[0]
    reserved = get(desk, "/.well-known/tdmrep.json").json()
    assert {"location": f"/p/{desk.slug}", "tdm-reservation": 0} in reserved


@pytest.mark.parametrize(
    "robot", ["GPTBot/1.2", "Mozilla/5.0 (compatible; ClaudeBot/1.0)", "CCBot/2.0", "Googlebot/2.1"]
)
def test_a_known_robot_that_comes_anyway_is_served_rarely(desk: Desk, robot: str) -> None:
    found = [get(desk, f"/p/{desk.slug}", **{"User-Agent": robot}).status_code for _ in range(8)]
    assert 429 in found
    assert get(desk, f"/p/{desk.slug}").status_code == 200


def test_a_page_speaks_the_readers_language(desk: Desk) -> None:
    assert '<html lang="ko">' in get(desk, f"/p/{desk.slug}", **{"Accept-Language": "ko-KR,ko;q=0.9"}).text
    assert '<html lang="en">' in get(desk, f"/p/{desk.slug}", **{"Accept-Language": "en"}).text


def test_what_an_owner_writes_cannot_become_markup(service: Running) -> None:
    desk = open_desk(service, name='<img src=x onerror="alert(1)">', greeting='"><script>alert(1)</script>')
    body = get(desk, f"/p/{desk.slug}").text
    assert "<img" not in body
    assert "<script>alert" not in body


def test_a_frame_is_shown_by_allowed_pages_only(desk: Desk) -> None:
    frame = get(desk, f"/embed/{desk.app}", **{"Sec-Fetch-Dest": "iframe"})
    assert f"frame-ancestors {BLOG}" in frame.headers["content-security-policy"]
    assert "x-frame-options" not in frame.headers
    assert get(desk, f"/p/{desk.slug}").headers["x-frame-options"] == "DENY"
    refused(get(desk, f"/embed/{desk.app}", **{"Sec-Fetch-Dest": "document"}), 404, "PUBLICATION_NOT_FOUND")


def test_a_page_that_is_closed_is_not_there(service: Running) -> None:
    desk = open_desk(service, page=False)
    refused(get(desk, f"/p/{desk.slug}"), 404, "PUBLICATION_NOT_FOUND")
    refused(get(desk, "/p/never-was"), 404, "PUBLICATION_NOT_FOUND")
