"""Serves the pages: HTML in the asker's language, and static files that a browser keeps because their address names their version.

The pages hold no data: what they show comes by authenticated API calls, so their routes are public.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import Request, Response

from nullus.platform.errors import Language, RouteNotFound
from nullus.platform.web import PUBLIC, Router, language_of

STATIC = Path(__file__).parent / "static"
PAGES = ("ask", "shared")
LANGUAGES: tuple[Language, ...] = ("en", "ko")
LANGUAGE_COOKIE = "nullus_language"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
_TEXT = re.compile(r'(data-text="([\w.-]+)"[^>]*>)</')
_ATTRIBUTE = re.compile(r'data-(placeholder|aria-label)="([\w.-]+)"')

router = Router(tags=["pages"])


@dataclass(frozen=True, slots=True)
class File:
    """One thing to serve."""

    body: bytes
    media_type: str
    etag: str


@dataclass(frozen=True, slots=True)
class Site:
    """All files in memory; `version` is the digest of all static ones, so a new release is never mixed with an old one."""

    version: str
    files: dict[str, File]
    pages: dict[tuple[str, Language], File]


@router.call("GET", "/", policy=PUBLIC, include_in_schema=False)
async def ask(request: Request) -> Response:
    """Ask the documents."""
    return _page("ask", request)


@router.call("GET", "/shared", policy=PUBLIC, include_in_schema=False)
async def shared(request: Request) -> Response:
    """Read a conversation by its link; the token is in the fragment, which no browser sends."""
    return _page("shared", request)


@router.call("GET", "/pages/{version}/{name}", policy=PUBLIC, include_in_schema=False)
async def static(version: str, name: str, request: Request) -> Response:
    """A static file. Under an old version the present file answers, but is not to be kept."""
    site = load_site()
    found = site.files.get(name)
    if found is None:
        raise RouteNotFound
    return _answer(found, request, {"Cache-Control": FOR_EVER if version == site.version else ASK_AGAIN})


@cache
def load_site() -> Site:
    """Read and prepare every file; once a process."""
    texts: dict[str, dict[Language, str | list[str]]] = json.loads((STATIC / "texts.json").read_text(encoding="utf-8"))
    bodies = {
        path.name: (path.read_bytes(), MEDIA_TYPES[path.suffix])
        for path in sorted(STATIC.iterdir())
        if path.suffix in MEDIA_TYPES
    }
    module = f"export default {json.dumps(texts, ensure_ascii=False)};\n"
    bodies["texts.js"] = (module.encode(), MEDIA_TYPES[".js"])
    version = _digest(b"".join(body for body, _ in bodies.values()))
    frame = (STATIC / "frame.html").read_text(encoding="utf-8").replace("@static@", f"/pages/{version}")
    pages = {}
    for page in PAGES:
        whole = frame.replace("@page@", page).replace("@main@", (STATIC / f"{page}.html").read_text(encoding="utf-8"))
        for language in LANGUAGES:
            html = _in_language(whole, texts, language).encode()
            pages[page, language] = File(html, "text/html; charset=utf-8", f'"{_digest(html)}"')
    files = {name: File(body, media_type, f'"{_digest(body)}"') for name, (body, media_type) in bodies.items()}
    return Site(version, files, pages)


def _in_language(html: str, texts: dict[str, dict[Language, str | list[str]]], language: Language) -> str:
    """Fill in the texts that the page names, so that the first paint speaks the right language."""

    def wanted(key: str) -> str:
        found = texts[key][language]
        plain = found if isinstance(found, str) else found[-1]
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    html = html.replace("@language@", language)
    html = _TEXT.sub(lambda found: f"{found[1]}{wanted(found[2])}</", html)
    return _ATTRIBUTE.sub(lambda found: f'{found[0]} {found[1]}="{wanted(found[2])}"', html)


def _page(name: str, request: Request) -> Response:
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    language: Language = language_of(request)
    if chosen in LANGUAGES:
        language = chosen
    headers = {
        "Cache-Control": ASK_AGAIN,
        "Vary": "Accept-Language, Cookie",
        "Content-Language": language,
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    return _answer(load_site().pages[name, language], request, headers)


def _answer(file: File, request: Request, headers: dict[str, str]) -> Response:
    headers = {**headers, "ETag": file.etag}
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if file.etag in known:
        return Response(status_code=304, headers=headers)
    return Response(file.body, media_type=file.media_type, headers=headers)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]
