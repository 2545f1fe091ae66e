"""The order of what was found as a reranking model sees it; where none can be asked the order of the search stays."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from nullus.chat.answering.passages import Passage
from nullus.chat.errors import NotReranked
from nullus.llm import Gateway, NoReranker, RerankerMissing
from nullus.platform.actor import Actor
from nullus.platform.errors import Language, NullusError, Text
from nullus.platform.sensitivity import Sensitivity

RERANKED = 24
"""Passages that are searched where they are put in order before the best are taken."""
SHOWN_CHARACTERS = 2_000
"""Of the question; a reranking model cuts long ones by itself, at a place that nobody knows."""


class Worded(Protocol):
    """Anything with words."""

    @property
    def text(self) -> str: ...


T = TypeVar("T", bound=Worded)
Rank = Callable[[Sequence[Passage]], Awaitable[tuple[list[Passage], NullusError | None]]]


def ranking(
    gateway: Gateway, actor: Actor, query: str, label: Callable[[], Awaitable[Sensitivity]], seconds: float
) -> Rank:
    """What puts passages in order. `label`: of everything that is sent, asked for when it is. It takes at most so many seconds."""

    async def rank(passages: Sequence[Passage]) -> tuple[list[Passage], NullusError | None]:
        return await in_order(gateway, actor, query, passages, label, seconds)

    return rank


async def in_order(
    gateway: Gateway,
    actor: Actor,
    query: str,
    found: Sequence[T],
    label: Callable[[], Awaitable[Sensitivity]],
    seconds: float,
) -> tuple[list[T], NullusError | None]:
    """What was found, best first, and why it could not be put in order, or None."""
    if len(found) < 2:
        return list(found), None
    try:
        sensitivity = await label()
        async with asyncio.timeout(seconds):
            scores = await gateway.rerank(actor, query[:SHOWN_CHARACTERS], [each.text for each in found], sensitivity)
    except TimeoutError:
        return list(found), NotReranked(reason=_late(seconds))
    except NullusError as error:
        return list(found), NotReranked(reason=_said(error))
    best_first = sorted(zip(scores, found, strict=True), key=lambda each: each[0], reverse=True)
    return [each for _, each in best_first], None


def _late(seconds: float) -> Text:
    return Text(
        en=f"the model did not answer within {seconds:g} seconds (NULLUS_CHAT_RERANK_SECONDS).",
        ko=f"모델이 {seconds:g}초 안에 답하지 않았습니다(NULLUS_CHAT_RERANK_SECONDS).",
    )


def _said(error: NullusError) -> Text:
    """An error's sentence as part of another one, with its mend where nothing was set up right; its braces are its own."""
    return Text(en=_in_words(error, "en"), ko=_in_words(error, "ko"))


def _in_words(error: NullusError, language: Language) -> str:
    mend = error.hint_in(language) if isinstance(error, NoReranker | RerankerMissing) else None
    return " ".join(filter(None, (error.message_in(language), mend))).replace("{", "{{").replace("}", "}}")
