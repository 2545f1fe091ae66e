"""Documents by their web address: fetched by the one outbound client, from where the operator allows, within bounds.

Nobody's request names a host that the operator did not allow; an address that leads inside (this machine, its network, a
cloud's metadata service) is refused after it was resolved, also behind a redirect.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from nullus.knowledge.errors import AddressNotAllowed, FetchingOff, NotFetched
from nullus.knowledge.parsers import EXTENSIONS
from nullus.knowledge.settings import KnowledgeSettings
from nullus.platform.errors import Text
from nullus.platform.outbound import AddressRefused, Answer, Outbound, OutboundFailed

REDIRECTS: Final = 5
LONGEST_NAME: Final = 150
SUFFIXES: Final = {
    "application/epub+zip": "epub",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/x-hwp": "hwp",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "md",
    "text/plain": "txt",
}
NO_ANSWER = Text(en="it did not answer in time, or the connection broke", ko="제때 응답하지 않거나 연결이 끊어졌습니다")
TOO_LARGE = Text(
    en="it is too large or sent in a way that is not read", ko="너무 크거나 읽을 수 없는 방식으로 보냅니다"
)
TOO_MANY = Text(en="it leads from one address to the next", ko="다른 주소로 계속 넘어갑니다")
EMPTY = Text(en="there is nothing in it", ko="내용이 비어 있습니다")


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave. `url`: where it was in the end; `name`: that of the document."""

    url: str
    name: str
    body: bytes


async def fetch(settings: KnowledgeSettings, url: str) -> Page:
    """What stands at a web address, in one piece. Raises FetchingOff, AddressNotAllowed, NotFetched."""
    if not settings.fetch_from:
        raise FetchingOff
    try:
        async with _client(settings) as outbound, asyncio.timeout(settings.fetch_seconds):
            return await _follow(outbound, url, settings.fetch_bytes)
    except AddressRefused as error:
        raise AddressNotAllowed(address=_shown(url)) from error
    except OutboundFailed as error:
        problem = TOO_LARGE if error.phase == "content" else NO_ANSWER
        raise NotFetched(address=_shown(url), problem=problem) from error
    except TimeoutError as error:
        raise NotFetched(address=_shown(url), problem=NO_ANSWER) from error


@asynccontextmanager
async def _client(settings: KnowledgeSettings) -> AsyncIterator[Outbound]:
    """A client for one document: connections are not kept between people."""
    named = [site for site in settings.fetch_from if site != "*"]
    outbound = Outbound(named, anywhere="*" in settings.fetch_from, connections=1)
    try:
        yield outbound
    finally:
        await outbound.close()


async def _follow(outbound: Outbound, url: str, limit: int) -> Page:
    """Each address of a chain of redirects passes the guard anew."""
    here = url
    for _ in range(REDIRECTS + 1):
        async with outbound.open(
            "GET", here, headers={"Accept": "text/html, application/pdf, text/*;q=0.9, */*;q=0.5"}
        ) as answer:
            onwards = answer.headers.get("location")
            if answer.status in {301, 302, 303, 307, 308} and onwards:
                here = urljoin(here, onwards)
                continue
            return await _page(answer, here, limit)
    raise NotFetched(address=_shown(url), problem=TOO_MANY)


async def _page(answer: Answer, url: str, limit: int) -> Page:
    if answer.status != 200:
        said = Text(en=f"it answers with HTTP {answer.status}", ko=f"HTTP {answer.status}(으)로 응답합니다")
        raise NotFetched(address=_shown(url), problem=said)
    name = name_of(url, answer.media)
    if name is None:
        kind = answer.media[:80] or "?"
        said = Text(en=f"its kind ({kind}) is not read", ko=f"읽을 수 없는 형식입니다({kind})")
        raise NotFetched(address=_shown(url), problem=said)
    body = await answer.body(limit)
    if not body.strip():
        raise NotFetched(address=_shown(url), problem=EMPTY)
    return Page(url, name, body)


def name_of(url: str, media: str) -> str | None:
    """The name of the document of an address: its host and last part; None for a kind that is not read."""
    parts = urlsplit(url)
    last = PurePosixPath(unquote(parts.path)).name
    last = "".join(each if each.isprintable() and each not in "/\\" else "-" for each in last)[:LONGEST_NAME]
    suffix = PurePosixPath(last).suffix.lower().removeprefix(".")
    wanted = SUFFIXES.get(media)
    if wanted is None and not (
        suffix in EXTENSIONS and media in {"", "application/octet-stream", "binary/octet-stream"}
    ):
        return None
    stem = f"{parts.hostname} - {last}" if last else str(parts.hostname)
    return stem if wanted is None or EXTENSIONS.get(suffix) == EXTENSIONS.get(wanted) else f"{stem}.{wanted}"


def _shown(url: str) -> str:
    """An address as a message may repeat it: without what may be secret in it."""
    try:
        parts = urlsplit(url)
        shown = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    except ValueError:
        shown = url
    return "".join(each if each.isprintable() else "\ufffd" for each in shown[:200])
