"""Serves the portal: one page for all its addresses, and files that a browser keeps because their names hold their digest.

The page holds no data: what it shows comes by authenticated API calls, so its routes are public. Files are sent from disk.
"""

import re
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import FileResponse
from starlette.convertors import Convertor, register_url_convertor

from nullus.platform.errors import RouteNotFound
from nullus.platform.web import PUBLIC, Router
from nullus.roles.portal.unbuilt import unbuilt_page

BUILT = Path(__file__).parents[2] / "portal_dist"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
COMPRESSED = (("br", ".br"), ("gzip", ".gz"))
FOR_EVER = "public, max-age=31536000, immutable"
# What other rooms answer, and files: an address of the portal names neither.
NOT_OURS = ("api", "assets", "embed", "healthz", "mcp", "metrics", "readyz", "v1")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class PortalAddress(Convertor[str]):
    """An address that may be a page of the portal."""

    regex = rf"(?!(?:{'|'.join(NOT_OURS)})(?:/|$))[^./][^./]*(?:/.*)?"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("portal", PortalAddress())
router = Router(tags=["portal"])


@router.call("GET", "/assets/{name}", policy=PUBLIC, include_in_schema=False)
async def asset(name: str, request: Request) -> Response:
    """A part of the portal. Its name changes with its content, so it is kept for ever."""
    if not _NAME.fullmatch(name):
        raise RouteNotFound
    return _file(f"assets/{name}", request, {"Cache-Control": FOR_EVER})


@router.call("GET", "/icon.svg", policy=PUBLIC, include_in_schema=False)
async def icon(request: Request) -> Response:
    """The sign of the house."""
    return _file("icon.svg", request, {"Cache-Control": "public, max-age=86400"})


@router.call("GET", "/", policy=PUBLIC, include_in_schema=False)
@router.call("GET", "/{address:portal}", policy=PUBLIC, include_in_schema=False)
async def page(request: Request) -> Response:
    """Every page of the portal, for browsers: which one it is, the portal itself finds out. Raises RouteNotFound for programs."""
    if "text/html" not in request.headers.get("accept", ""):
        raise RouteNotFound
    if not (_folder(request) / "index.html").is_file():
        return unbuilt_page(request)
    return _file("index.html", request, PAGE_HEADERS)


def _folder(request: Request) -> Path:
    """Where the built files lie; an app may say another place."""
    folder: Path = getattr(request.app.state, "portal_folder", BUILT)
    return folder


def _file(name: str, request: Request, headers: dict[str, str]) -> Response:
    """A built file, as small as the browser can read it. Raises RouteNotFound."""
    path = _folder(request) / name
    media_type = MEDIA_TYPES.get(path.suffix)
    if media_type is None or not path.is_file():
        raise RouteNotFound
    headers = {**headers, "Vary": "Accept-Encoding"}
    readable = request.headers.get("accept-encoding", "")
    for encoding, suffix in COMPRESSED:
        smaller = path.with_name(path.name + suffix)
        if encoding in readable and smaller.is_file():
            return FileResponse(smaller, media_type=media_type, headers={**headers, "Content-Encoding": encoding})
    return FileResponse(path, media_type=media_type, headers=headers)
