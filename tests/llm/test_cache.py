"""Kept answers: for the same question with the same rights, and only for who sees all that they come from, while it is there."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.identity.spaces import Space, space
from tests.knowledge.filled import Filled, WordsEmbedder

from nullus.knowledge.collections import collections
from nullus.llm import Message, Usage, cache_store
from nullus.llm.cache import LONGEST, AnswerCache, Kept, digest
from nullus.llm.calls import ModelCall, Reuse
from nullus.llm.ports import Tool
from nullus.platform.actor import Actor
from nullus.platform.database import Database

KEPT = Kept("서울이다 [1].", "local", "tiny", Usage(12, 3))
MODELS = ("local/tiny", "outside/large")


class Place:
    """A workspace with an owner, an editor and a viewer, a collection and a document in it."""

    def __init__(self, db: Database, people: Space, collection: UUID, document: UUID) -> None:
        self.db = db
        self.people = people
        self.collection = collection
        self.document = document
        self.cache = AnswerCache(db, 60, 100)

    def call(self, actor: Actor | None = None, **changed: Any) -> ModelCall:
        reuse = Reuse(digest("수도는?"), digest("all"), frozenset({self.collection}), frozenset({self.document}))
        asked = ModelCall(
            "answer", actor or self.people.owner, [Message("user", "수도는?")], "internal", "answer.v1", reuse=reuse
        )
        return replace(asked, **changed)

    async def keep(self, call: ModelCall | None = None) -> bool:
        return await self.cache.put(call or self.call(), MODELS, "p1", KEPT)

    async def found(self, call: ModelCall | None = None, models: tuple[str, ...] = MODELS, policy: str = "p1") -> bool:
        kept = await self.cache.get(call or self.call(), models, policy)
        assert kept in (None, KEPT)
        return kept is not None

    async def rows(self) -> tuple[int, int]:
        """What lies in the tables, seen by the workspace's own upkeep."""
        actor = replace(self.people.owner, kind="system")
        async with self.db.transaction(actor) as tx:
            counts = [
                (await tx.execute(text(f"select count(*) from llm.{each}"))).scalar_one()
                for each in ("kept_answers", "kept_sources")
            ]
        return counts[0], counts[1]


@pytest.fixture
async def place(database: Database) -> Place:
    people = await space(database, "owner", "editor", "viewer")
    async with database.transaction(people.owner) as tx:
        made = await collections.create(tx, people.owner, "papers")
    document = await Filled(database, people.owner, made.id, WordsEmbedder()).add(["서울은 수도다"])
    return Place(database, people, made.id, document)


async def test_the_same_call_is_answered_again_and_says_who_answered_then(place: Place) -> None:
    assert not await place.found()
    assert await place.keep()
    assert await place.found()
    assert await place.found(place.call(place.people.viewer))
    assert not await place.keep(), "it is there already"


@pytest.mark.parametrize(
    "changed",
    [
        {"prompt": "answer@2"},
        {"task": "judge"},
        {"app": "widget"},
        {"sensitivity": "confidential"},
        {"wanted": "outside/large"},
        {"max_tokens": 5},
        {"temperature": 1.0},
        {"tools": (Tool("clock"),)},
        {"reuse": None},
    ],
)
async def test_another_call_is_another_answer(place: Place, changed: dict[str, Any]) -> None:
    await place.keep()
    assert not await place.found(place.call(**changed))


async def test_other_rights_other_inputs_other_models_and_another_policy_are_another_answer(place: Place) -> None:
    await place.keep()
    reuse = place.call().reuse
    assert reuse is not None
    for other in (
        replace(reuse, rights=digest("less")),
        replace(reuse, inputs=digest("수도는", "?")),
        replace(reuse, documents=frozenset()),
    ):
        assert not await place.found(place.call(reuse=other))
    assert not await place.found(models=MODELS[:1])
    assert not await place.found(models=(MODELS[0], "outside/other"))
    assert not await place.found(policy="p2")


async def test_it_is_not_there_in_another_workspace(place: Place, database: Database) -> None:
    await place.keep()
    stranger = (await space(database, "owner")).owner
    assert not await place.found(place.call(stranger))


async def test_who_does_not_see_the_collection_does_not_get_it_whatever_the_key_says(place: Place) -> None:
    async with place.db.transaction(place.people.owner) as tx:
        secret = await collections.create(tx, place.people.owner, "secret", access="private")
    reuse = Reuse("same", "same", frozenset({secret.id}), frozenset())
    assert await place.keep(place.call(reuse=reuse))
    assert await place.found(place.call(reuse=reuse))
    assert not await place.found(place.call(place.people.editor, reuse=reuse))
    assert not await place.keep(place.call(place.people.editor, reuse=reuse))


@pytest.mark.parametrize("gone", ["document", "collection"])
async def test_it_goes_with_a_document_and_with_a_collection(place: Place, gone: str) -> None:
    await place.keep()
    async with place.db.transaction(place.people.owner) as tx:
        table, key = ("documents", place.document) if gone == "document" else ("collections", place.collection)
        await tx.execute(text(f"delete from knowledge.{table} where id = :id"), {"id": key})
    assert await place.rows() == (0, 0)
    assert not await place.keep(), "nothing is kept of what is gone"


async def test_it_goes_when_a_document_is_replaced(place: Place) -> None:
    await place.keep()
    async with place.db.transaction(place.people.owner) as tx:
        await tx.execute(
            text("update knowledge.documents set current_version_id = gen_random_uuid() where id = :id"),
            {"id": place.document},
        )
    assert await place.rows() == (0, 0)


@pytest.mark.parametrize("changes", [{"sensitivity": "public"}, {"access": "public"}, {"cache_answers": False}])
async def test_it_goes_when_a_collection_changes_whom_it_is_for(place: Place, changes: dict[str, Any]) -> None:
    await place.keep()
    async with place.db.transaction(place.people.owner) as tx:
        await collections.change(tx, place.people.owner, place.collection, changes)
    assert await place.rows() == (0, 0)


async def test_renaming_a_collection_keeps_it(place: Place) -> None:
    await place.keep()
    async with place.db.transaction(place.people.owner) as tx:
        await collections.change(tx, place.people.owner, place.collection, {"name": "letters"})
    assert await place.found()


async def test_nothing_is_kept_of_a_collection_that_says_so(place: Place) -> None:
    async with place.db.transaction(place.people.owner) as tx:
        await collections.change(tx, place.people.owner, place.collection, {"cache_answers": False})
    assert not await place.keep()
    async with place.db.transaction(place.people.owner) as tx:
        await collections.change(tx, place.people.owner, place.collection, {"cache_answers": True})
    assert await place.keep()


async def test_it_goes_with_the_account_of_who_asked(place: Place) -> None:
    await place.keep(place.call(place.people.editor))
    assert await place.found()
    async with place.db.system_transaction() as tx:
        await tx.execute(text("delete from identity.accounts where id = :id"), {"id": place.people.editor.person_id})
    assert await place.rows() == (0, 0)


async def test_it_grows_old(place: Place) -> None:
    short = AnswerCache(place.db, 0.001, 100)
    await short.put(place.call(), MODELS, "p1", KEPT)
    async with place.db.system_transaction() as tx:  # a new transaction: the clock of the database has gone on
        await tx.execute(text("select pg_sleep(0.01)"))
    assert not await place.found()
    async with place.db.system_transaction() as tx:
        await cache_store.trim_answers(tx)
    assert await place.rows() == (0, 0)


async def test_only_the_newest_are_kept(place: Place) -> None:
    small = AnswerCache(place.db, 60, 10)
    for number in range(12):
        reuse = Reuse(str(number), "", frozenset({place.collection}), frozenset())
        await small.put(place.call(reuse=reuse), MODELS, "p1", KEPT)
        newest = place.call(reuse=reuse)
    assert await place.rows() == (10, 10)
    assert await place.found(newest)


@pytest.mark.parametrize(("seconds", "answer"), [(0, "yes"), (60, ""), (60, "x" * (LONGEST + 1))])
async def test_nothing_is_kept_where_it_is_off_or_the_answer_is_not_fit(
    place: Place, seconds: float, answer: str
) -> None:
    cache = AnswerCache(place.db, seconds, 100)
    assert not await cache.put(place.call(), MODELS, "p1", replace(KEPT, text=answer))
    assert await place.rows() == (0, 0)


def test_a_digest_knows_where_one_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
