"""Origins: the sites whose pages may show a chatbot, as browsers name them. Other programs write what they like."""

import re
from urllib.parse import urlsplit

from fastapi import Request

from nullus.publishing.errors import OriginNotUnderstood

_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*|\[[0-9a-f:.]{2,45}\]"
)
_DEFAULT = {"http": 80, "https": 443}


def normal(given: str) -> str:
    """An origin as a browser sends it: lower case, host in ASCII, without the port that goes without saying.

    Raises OriginNotUnderstood.
    """
    try:
        parts = urlsplit(given.strip())
        port = parts.port
        named = parts.hostname or ""
        host = f"[{named}]" if ":" in named else named.encode("idna").decode("ascii").lower()
    except ValueError:  # the idna codec's error is one
        raise OriginNotUnderstood(origin=given[:200]) from None
    plain = not (parts.query or parts.fragment or parts.username or parts.password) and parts.path in {"", "/"}
    if parts.scheme not in _DEFAULT or not plain or not _HOST.fullmatch(host):
        raise OriginNotUnderstood(origin=given[:200])
    return f"{parts.scheme}://{host}" + ("" if port in {None, _DEFAULT[parts.scheme]} else f":{port}")


def named_by(request: Request) -> str:
    """The one origin that a request names; empty where it names none, several, or nothing that is one."""
    found = request.headers.getlist("origin")
    return found[0] if len(found) == 1 and 0 < len(found[0]) <= 300 and found[0] != "null" else ""


def is_own(origin: str, request: Request) -> bool:
    """Whether it is this service's own pages that ask."""
    return bool(origin) and origin == f"{request.url.scheme}://{request.headers.get('host', '')}"
