"""The order of what was found as a reranking model sees it; where none can be asked the order of the search stays."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from nullus.chat.errors import NotReranked
from nullus.chat.passages import Passage
from nullus.llm import Gateway
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError, Text
from nullus.platform.sensitivity import Sensitivity

RERANKED = 24
"""Passages that are searched where they are put in order before the best are taken."""
SHOWN_CHARACTERS = 2_000
"""Of the question; a reranking model cuts long ones by itself, at a place that nobody knows."""

Ranking = tuple[list[Passage], NullusError | None]
Rank = Callable[[Sequence[Passage]], Awaitable[Ranking]]


def ranking(
    gateway: Gateway, actor: Actor, query: str, label: Callable[[], Awaitable[Sensitivity]], seconds: float
) -> Rank:
    """What puts passages in order: best first, and why that could not be done, or None.

    `label`: of everything that is sent, asked for when it is. It takes at most so many seconds.
    """

    async def rank(passages: Sequence[Passage]) -> Ranking:
        if len(passages) < 2:
            return list(passages), None
        texts = [each.text for each in passages]
        try:
            sensitivity = await label()
            async with asyncio.timeout(seconds):
                scores = await gateway.rerank(actor, query[:SHOWN_CHARACTERS], texts, sensitivity)
        except TimeoutError:
            return list(passages), NotReranked(reason=_late(seconds))
        except NullusError as error:
            return list(passages), NotReranked(reason=_said(error))
        best_first = sorted(zip(scores, passages, strict=True), key=lambda each: each[0], reverse=True)
        return [passage for _, passage in best_first], None

    return rank


def _late(seconds: float) -> Text:
    return Text(
        en=f"the model did not answer within {seconds:g} seconds (NULLUS_CHAT_RERANK_SECONDS).",
        ko=f"모델이 {seconds:g}초 안에 답하지 않았습니다(NULLUS_CHAT_RERANK_SECONDS).",
    )


def _said(error: NullusError) -> Text:
    """An error's sentence as part of another one; its braces are its own."""
    en, ko = (error.message_in(each).replace("{", "{{").replace("}", "}}") for each in ("en", "ko"))
    return Text(en=en, ko=ko)
