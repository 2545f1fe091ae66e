"""One answer, from the question to its last event: search, decide whether there is evidence, quote or let a model write, check."""

import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from functools import partial
from uuid import UUID

from nullus.chat.answering import events, evidence
from nullus.chat.answering.citations import Counts
from nullus.chat.answering.course import Course
from nullus.chat.answering.gathering import Wanted, gather, widen
from nullus.chat.answering.metering import Meter, Paid, metered
from nullus.chat.answering.questions import Question
from nullus.chat.answering.quoting import quoted
from nullus.chat.answering.reranking import ranking
from nullus.chat.answering.writing import written_by_model
from nullus.chat.errors import TooManyAnswers
from nullus.chat.settings import ChatSettings
from nullus.identity import Quotas
from nullus.knowledge import Retrieval, SearchResult, sensitivity_of
from nullus.llm import (
    Gateway,
)
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sensitivity import LABELS, Sensitivity, highest
from nullus.platform.settings import InvalidSetting


async def answer(
    db: Database,
    retrieval: Retrieval,
    gateway: Gateway,
    settings: ChatSettings,
    actor: Actor,
    question: Question,
    *,
    early: bool = False,
    counts: Counts | None = None,
) -> AsyncGenerator[events.Event, None]:
    """Sources, then text and citations, then Done or Failed. No transaction is open while a model is waited for.

    Raises CollectionNotFound and the errors of the search before the first event, and those of a configured model that
    fails before its first word. `early`: sources are told before the model is asked; they come again when quotations take its
    place. Close the iterator to stop the model.
    """
    began = time.perf_counter()
    before = question.sensitivity or "public"
    wanted = Wanted(question.plain, question.collection_ids, question.top_k, question.filters, before)

    async def label_now() -> Sensitivity:
        return highest(before, await sensitivity_of(db, actor, question.collection_ids))

    reranks = settings.rerank if question.reranked is None else question.reranked
    rank = ranking(gateway, actor, question.plain, label_now, settings.rerank_seconds) if reranks else None
    passages, result = await gather(retrieval, actor, wanted, rank)
    wide = partial(widen, retrieval, actor, most=settings.widened)
    # After the search: a label that rises while it runs counts for what it has found.
    label = await label_now()
    course = Course(db, question, passages, result, began, wide, early, counts or Counts(), actor, label)
    strength = evidence.strength(question.plain, passages)
    model = None
    if strength >= evidence.ENOUGH_FOR_A_MODEL or _dense(result):
        model = await gateway.prospect("answer", label, question.model)
    if model is None:
        for event in quoted(course, strength):
            yield event
        return
    async with aclosing(written_by_model(course, model, gateway, strength)) as steps:
        async for step in steps:
            yield step


def _dense(result: SearchResult) -> bool:
    """Whether an embedder that reads the question's language found something: words need not be shared then."""
    return any(hit.dense_rank is not None for hit in result.hits)


class Answers:
    """Answers of one process: so many at once in all, and so many of one account, because each may hold a model."""

    def __init__(
        self, db: Database, retrieval: Retrieval, gateway: Gateway, settings: ChatSettings, quotas: Quotas
    ) -> None:
        """Raises InvalidSetting."""
        if settings.direct_sensitivity not in LABELS:
            raise InvalidSetting(
                name="NULLUS_CHAT_DIRECT_SENSITIVITY",
                value=settings.direct_sensitivity,
                problem=f"use {', '.join(LABELS)}",
            )
        self.db = db
        self.settings = settings
        self.gateway = gateway
        self.retrieval = retrieval
        self._quotas = quotas
        self._writing: Counter[UUID | None] = Counter()

    async def ask(self, actor: Actor, question: Question) -> AsyncGenerator[events.Event, None]:
        """See `answer`, paid for by the asker's quota. Raises TooManyAnswers and QuotaExceeded before the first event."""
        async with self.place(actor, question) as place, aclosing(self.write(place, actor, question)) as steps:
            async for step in steps:
                yield step

    @asynccontextmanager
    async def place(self, actor: Actor, question: Question) -> AsyncIterator[Paid]:
        """Room for one more answer, with what it may cost reserved. Raises TooManyAnswers and QuotaExceeded."""
        asker = actor.person_id
        mine = self._writing[asker] if asker is not None else 0
        if self._writing.total() >= self.settings.answers_at_once or mine >= self.settings.answers_each:
            raise TooManyAnswers(retry_after_seconds=2)
        self._writing[asker] += 1
        try:
            models = self.gateway.settings
            price = await self.gateway.price("answer", question.model)
            meter = Meter(price, question.text, 0 if models.provider == "none" else models.context_tokens)
            async with await self._quotas.reserve(actor, meter.most()) as held:
                yield Paid(held, meter)
        finally:
            self._writing[asker] -= 1
            if not self._writing[asker]:
                del self._writing[asker]

    async def write(
        self, paid: Paid, actor: Actor, question: Question, *, early: bool = False, counts: Counts | None = None
    ) -> AsyncGenerator[events.Event, None]:
        """The events of an answer for which there is room. `early`: sources at once, before the model's first word.
        `counts`: where the check of citations writes what it finds, for whoever ends the answer before its end."""
        written = answer(
            self.db, self.retrieval, self.gateway, self.settings, actor, question, early=early, counts=counts
        )
        async with aclosing(metered(paid, written)) as steps:
            async for step in steps:
                yield step
