"""What browsers load: the script for other sites, the frame for those that take no script, the public page, and what robots read.

Page and frame hold nothing but the same element that other sites show; what it says comes by the calls of visitors.
"""

import hashlib
from functools import cache
from html import escape
from importlib import resources
from typing import Any

from fastapi import Request, Response

from nullus import identity
from nullus.identity import Ask, Rate
from nullus.platform.errors import Language
from nullus.platform.web import PUBLIC, Router, language_of
from nullus.publishing import crawlers, store
from nullus.publishing.errors import PublicationNotFound, WidgetNotBuilt
from nullus.publishing.opening import Openings
from nullus.publishing.publications import Crawlers, Publication

SCRIPT = "/embed/nullus-chat.js"
BUILT = ("portal_dist", "widget", "nullus-chat.js")
ROBOT_CALLS_A_MINUTE = 2
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {ancestors}"
)
_NO_SCRIPT: dict[Language, str] = {
    "en": "This chatbot needs JavaScript.",
    "ko": "이 챗봇을 쓰려면 JavaScript가 필요합니다.",
}

router = Router(tags=["publishing"])


@router.call("GET", SCRIPT, policy=PUBLIC, include_in_schema=False, any_query=True)
async def script(request: Request) -> Response:
    """The script that makes `<nullus-chat>` an element: the same for every site, kept for an hour, then asked for again."""
    body, etag = _script()
    headers = {
        "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
        "ETag": etag,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if etag in {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="text/javascript; charset=utf-8", headers=headers)


@router.call("GET", "/embed/{app}", policy=PUBLIC, include_in_schema=False)
async def frame(app: str, request: Request) -> Response:
    """The chatbot as a page for an iframe: only pages of the allowed origins may show it, and nobody opens it by itself."""
    publication = await _openings(request).by_app(app)
    shown_alone = request.headers.get("sec-fetch-dest") == "document"
    if not publication.widget or shown_alone:
        raise PublicationNotFound
    return _page(request, publication, " ".join(publication.origins) or "'none'", "none")


@router.call("GET", "/p/{slug}", policy=PUBLIC, include_in_schema=False)
async def page(slug: str, request: Request) -> Response:
    """A public page. Robots that it is not for are told so, and served rarely."""
    publication = await _openings(request).by_slug(slug)
    robot = crawlers.unwelcome(request.headers.get("user-agent", "")[:500], publication.crawlers)
    if robot:
        request.app.state.rates.take_here(Ask("crawler", f"{robot} {slug}", Rate(ROBOT_CALLS_A_MINUTE)))
    return _page(request, publication, "'none'", publication.crawlers)


@router.call("GET", "/robots.txt", policy=PUBLIC, include_in_schema=False, any_query=True)
async def robots(request: Request) -> Response:
    """What robots may read: nothing, but for public pages whose owner allows it."""
    async with request.app.state.database.system_transaction() as tx:
        body = crawlers.robots_txt(await store.open_pages(tx))
    headers = {"Cache-Control": "public, max-age=300", **_reserved("none")}
    return Response(body, media_type="text/plain; charset=utf-8", headers=headers)


@router.call("GET", "/.well-known/tdmrep.json", policy=PUBLIC, include_in_schema=False, any_query=True)
async def reservations(request: Request) -> list[dict[str, Any]]:
    """The reservation of text and data mining (TDMRep), for the whole service but pages that are open to all."""
    async with request.app.state.database.system_transaction() as tx:
        return crawlers.reservations(await store.open_pages(tx))


@cache
def _script() -> tuple[bytes, str]:
    """The built script and its tag; once a process. Raises WidgetNotBuilt."""
    found = resources.files("nullus").joinpath(*BUILT)
    if not found.is_file():
        raise WidgetNotBuilt
    body = found.read_bytes()
    return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def _page(request: Request, publication: Publication, ancestors: str, allowed: Crawlers) -> Response:
    asked = language_of(request)
    language: Language = asked if asked in publication.languages else "ko" if "ko" in publication.languages else "en"
    title, greeting = escape(publication.name), escape(publication.greeting)
    framed = ancestors != "'none'"
    canonical = "" if framed else f'<link rel="canonical" href="{escape(_base(request))}/p/{publication.slug}">\n'
    reserved = "0" if allowed == "all" else "1"
    body = f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{greeting}">
<meta name="robots" content="{crawlers.ROBOTS[allowed]}">
<meta name="tdm-reservation" content="{reserved}">
{canonical}<script src="{SCRIPT}" defer></script>
</head>
<body>
<nullus-chat app="{publication.app}" mode="page" lang="{language}"></nullus-chat>
<noscript>{_NO_SCRIPT[language]}</noscript>
</body>
</html>
"""
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language, User-Agent",
        "Content-Language": language,
        "Content-Security-Policy": _POLICY.format(ancestors=ancestors),
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        **_reserved(allowed),
    }
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


def _reserved(allowed: Crawlers) -> dict[str, str]:
    return {"X-Robots-Tag": crawlers.ROBOTS[allowed], "TDM-Reservation": "0" if allowed == "all" else "1"}


def _base(request: Request) -> str:
    return identity.resources_of(request).public_url


def _openings(request: Request) -> Openings:
    openings: Openings = request.app.state.openings
    return openings
