"""The cookies of this site's own pages. Over TLS their names begin with `__Host-`: no neighbouring site can set them."""

from datetime import timedelta

from fastapi import Request, Response

from nullus.identity.errors import CrossSite

_NAMES = {"session": "nullus_session", "guest": "nullus_guest", "device": "nullus_device"}


def name_of(request: Request, kind: str) -> str:
    """The one name under which a cookie counts for this request."""
    return ("__Host-" if request.url.scheme == "https" else "") + _NAMES[kind]


def read(request: Request, kind: str) -> str | None:
    return request.cookies.get(name_of(request, kind)) or None


def put(request: Request, response: Response, kind: str, value: str, lifetime: timedelta) -> None:
    """Set a cookie that scripts cannot read and that other sites' pages do not send."""
    response.set_cookie(
        name_of(request, kind),
        value,
        max_age=int(lifetime.total_seconds()),
        httponly=True,
        samesite="strict",
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
