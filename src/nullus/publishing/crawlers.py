"""What robots are told, and what happens to those that are known to come anyway.

Saying no is a request that honest robots follow. The owner of a page may say yes, for search engines or for everybody.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from nullus.publishing.publications import Crawlers

REFUSED = "noindex, nofollow, noarchive, nosnippet, noai, noimageai"
ROBOTS: dict[Crawlers, str] = {"none": REFUSED, "search": "index, follow, noai, noimageai", "all": "all"}
"""`X-Robots-Tag` and its meta twin, by what the owner allows."""

# Robots that collect texts to train models or to answer from them, by the word in their User-Agent.
TRAINERS = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ChatGPT-User", "Claude-SearchBot",
    "Claude-User", "Claude-Web", "ClaudeBot", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "DuckAssistBot",
    "FacebookBot", "Google-CloudVertexBot", "Google-Extended", "GoogleOther", "GPTBot", "ImagesiftBot", "img2dataset",
    "Kangaroo Bot", "Meta-ExternalAgent", "Meta-ExternalFetcher", "MistralAI-User", "OAI-SearchBot", "omgili", "PanguBot",
    "Perplexity-User", "PerplexityBot", "PetalBot", "Scrapy", "SemrushBot-OCOB", "Timpibot", "VelenPublicWebCrawler",
    "Webzio-Extended", "YouBot",
)  # fmt: skip
# Robots of search engines, and of those that measure the web.
SEARCHERS = (
    "AhrefsBot", "Baiduspider", "bingbot", "Daum", "DotBot", "DuckDuckBot", "Googlebot", "MJ12bot", "SemrushBot", "Slurp",
    "Sogou", "Yandex", "Yeti",
)  # fmt: skip
_TRAINER = re.compile("|".join(map(re.escape, TRAINERS)), re.IGNORECASE)
_SEARCHER = re.compile("|".join(map(re.escape, SEARCHERS)), re.IGNORECASE)


def unwelcome(agent: str, crawlers: Crawlers) -> str:
    """The name of a known robot that the page does not want, in lower case; empty for people, and for whom it does want."""
    found = None if crawlers == "all" else _TRAINER.search(agent)
    if found is None and crawlers == "none":
        found = _SEARCHER.search(agent)
    return found.group().lower() if found else ""


def robots_txt(pages: Sequence[Row[Any]]) -> str:
    """The file for all robots (RFC 9309): nothing is for them but pages whose owner says so."""
    everybody = [row.slug for row in pages if row.crawlers == "all"]
    searchers = [row.slug for row in pages]
    lines = [
        "# Nothing here may be used to train models or for text and data mining unless a page says so itself.",
        "# TDM-Reservation: 1 (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/)",
        *(f"User-agent: {each}" for each in TRAINERS),
        *_rules(everybody),
        "",
        "User-agent: *",
        *_rules(searchers),
        f"Content-Signal: search={'yes' if searchers else 'no'}, ai-input=no, ai-train=no",
    ]
    return "\n".join(lines) + "\n"


def reservations(pages: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """`/.well-known/tdmrep.json`: text and data mining is reserved, but for pages that are open to all."""
    opened = [{"location": f"/p/{row.slug}", "tdm-reservation": 0} for row in pages if row.crawlers == "all"]
    return [*opened, {"location": "/", "tdm-reservation": 1}]


def _rules(slugs: Iterable[str]) -> list[str]:
    return [*(f"Allow: /p/{slug}$" for slug in slugs), "Disallow: /"]
