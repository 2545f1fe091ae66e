"""A workspace with passages, its golden questions and a worker that evaluates: all in this process, without a model."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.knowledge.filled import Filled, filled, gateway_of
from tests.knowledge.workplace import QUICK

from nullus import chat, evaluation, identity, jobs, knowledge
from nullus.evaluation import golden, runs
from nullus.evaluation.formats import Expected, Imported
from nullus.evaluation.golden import Added
from nullus.evaluation.runs import Configuration, Evaluation
from nullus.platform.actor import Actor
from nullus.platform.database import Database

RHINE = "라인강은 스위스 알프스에서 시작하여 북해로 흐른다. 라인강의 길이는 1,230 km이다."
DANUBE = "도나우강은 독일의 검은숲에서 시작하여 흑해로 흐른다. 도나우강의 길이는 2,850 km이다."
BERTH = "A berth for one night costs 42 euros. Boats longer than 12 metres pay 65 euros."
HOURS = "The harbour office opens at 7:30 every morning and closes at 19:00."

QUESTIONS = (
    Imported("라인강의 길이는 얼마인가요?", (Expected(RHINE),), (("1,230 km",),)),
    Imported("도나우강은 어디로 흐르나요?", (Expected("흑해로 흐른다"),), (("흑해",),)),
    Imported("What does a berth cost for one night?", (Expected(BERTH),), (("42 euros", "42 EUR"),)),
    Imported("When does the harbour office open?", (Expected(HOURS, "harbour"),), (("7:30",),)),
    Imported("Who painted the ceiling of the chapel?", answerable=False),
)


@dataclass(frozen=True)
class Place:
    """The parts, and short ways to use them as one actor."""

    passages: Filled
    retrieval: knowledge.Retrieval
    answers: chat.Answers

    @property
    def db(self) -> Database:
        return self.passages.db

    @property
    def actor(self) -> Actor:
        return self.passages.actor

    @property
    def collection(self) -> knowledge.KnownCollection:
        return knowledge.KnownCollection(self.passages.collection, "papers")

    async def add(self, *questions: Imported) -> Added:
        return await golden.add(self.db, self.retrieval, self.actor, self.collection, questions or QUESTIONS, "import")

    async def request(self, bars: dict[str, float] | None = None, **wanted: Any) -> Evaluation:
        return await runs.request(
            self.db,
            self.actor,
            self.collection,
            Configuration(**wanted),
            bars or {},
        )

    async def ended(self, run: Evaluation) -> Evaluation:
        """Wait until the worker is done with it."""
        async with asyncio.timeout(30):
            while (found := await runs.get_in(self.db, self.actor, run.id)).state in {"queued", "running"}:
                await asyncio.sleep(0.02)
        return found

    async def evaluate(self, bars: dict[str, float] | None = None, **wanted: Any) -> Evaluation:
        async with self.working():
            return await self.ended(await self.request(bars, **wanted))

    @asynccontextmanager
    async def working(self) -> AsyncIterator[jobs.Runner]:
        resources = evaluation.Resources(self.db, self.retrieval, self.answers)
        runner = jobs.Runner(self.db, evaluation.build_handlers(resources), QUICK)
        running = asyncio.create_task(runner.run())
        try:
            yield runner
        finally:
            runner.stop()
            await running

    async def questions(self) -> Sequence[golden.GoldenQuestion]:
        async with self.db.transaction(self.actor) as tx:
            return await golden.list_page(tx, self.actor, self.collection.id, None, 100)

    async def count(self, table: str) -> int:
        async with self.db.transaction(self.actor) as tx:
            statement = text(f"select count(*) from evaluation.{table} where workspace_id = :workspace")
            return int((await tx.execute(statement, {"workspace": self.actor.workspace_id})).scalar_one())

    def seen_by(self, actor: Actor) -> "Place":
        return replace(self, passages=replace(self.passages, actor=actor))


@pytest.fixture
async def place(database: Database) -> AsyncIterator[Place]:
    """Two documents of two passages each."""
    passages = await filled(database)
    await passages.add([RHINE, DANUBE], "rivers")
    await passages.add([BERTH, HOURS], "harbour")
    gateway = gateway_of(passages.embedder)
    retrieval = knowledge.Retrieval(database, gateway)
    quotas = identity.Quotas(database, identity.QuotaSettings())
    answers = chat.Answers(database, retrieval, gateway, chat.ChatSettings(), quotas)
    yield Place(passages, retrieval, answers)
    await retrieval.close()


async def document_named(place: Place, name: str) -> UUID:
    async with place.db.transaction(place.actor) as tx:
        return (await knowledge.documents_named(tx, place.actor, place.collection.id, name))[0]
