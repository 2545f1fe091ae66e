"""The cookies of this site's own pages. Over TLS their names begin with `__Host-`: no neighbouring site can set them."""

from datetime import timedelta
from typing import Literal

from fastapi import Request, Response

from nullus.identity.errors import CrossSite

_NAMES = {"session": "nullus_session", "guest": "nullus_guest", "device": "nullus_device", "sign_in": "nullus_sign_in"}


def name_of(request: Request, kind: str) -> str:
    """The one name under which a cookie counts for this request."""
    return ("__Host-" if request.url.scheme == "https" else "") + _NAMES[kind]


def read(request: Request, kind: str) -> str | None:
    return request.cookies.get(name_of(request, kind)) or None


def put(
    request: Request,
    response: Response,
    kind: str,
    value: str,
    lifetime: timedelta,
    samesite: Literal["strict", "lax"] = "strict",
) -> None:
    """Set a cookie that scripts cannot read and that other sites' pages do not send.

    `lax`: sent when another site's page leads here, as a provider does when it sends somebody back.
    """
    response.set_cookie(
        name_of(request, kind),
        value,
        max_age=int(lifetime.total_seconds()),
        httponly=True,
        samesite=samesite,
        secure=request.url.scheme == "https",
        path="/",
    )


def drop(request: Request, response: Response, kind: str) -> None:
    response.delete_cookie(
        name_of(request, kind), path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def refuse_cross_site(request: Request) -> None:
    """A cookie counts only for this site's own pages: a browser says where a request came from. Raises CrossSite."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        raise CrossSite
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise CrossSite
