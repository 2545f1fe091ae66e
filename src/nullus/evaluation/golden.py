"""Golden questions: what is asked of a collection, and what a right answer rests on. Written by hand, imported, or taken over
from an answer that somebody found good.

An expected passage is kept in words with the documents that hold it; one that no document holds is reported, never dropped
without a word.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, chat, identity, knowledge
from nullus.evaluation import golden_store
from nullus.evaluation.errors import ExpectationMissing, QuestionNotFound
from nullus.evaluation.formats import Expected, Imported
from nullus.evaluation.golden_store import NewQuestion
from nullus.evaluation.matching import LEAST, Laid, laid, squeezed
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx

Origin = Literal["hand", "import", "feedback"]
_SEARCHED = 400
_CANDIDATES = 20
_MOST_HOLDERS = 10
_LIKED = 50
_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class Passage:
    """An expected passage and the documents that hold it."""

    quote: str
    documents: dict[UUID, str]


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """`facts`: each with the wordings that count as stating it. `source` is the id in the file that it came from."""

    id: UUID
    collection_id: UUID
    question: str
    language: str | None
    answerable: bool
    passages: list[Passage]
    facts: list[list[str]]
    origin: str
    source: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A passage that no document of the collection holds. `kept`: the question has others and was taken without it."""

    index: int
    question: str
    quote: str
    kept: bool


@dataclass(slots=True)
class Added:
    """What became of questions: the ids of those that are new, how many were there already, and what was not found."""

    ids: list[UUID] = field(default_factory=list)
    known: int = 0
    unmatched: list[Unmatched] = field(default_factory=list)


async def add(
    db: Database,
    retrieval: knowledge.Retrieval,
    actor: Actor,
    collection: knowledge.KnownCollection,
    questions: Sequence[Imported],
    origin: Origin,
) -> Added:
    """Take questions, each with what of it is found in the collection; those of whose passages none is found are left out.

    Raises ExpectationMissing for an answerable question without passages and facts.
    """
    for each in questions:
        if each.answerable and not each.passages and not each.facts:
            raise ExpectationMissing
    wanted = dict.fromkeys(passage for each in questions if each.answerable for passage in each.passages)
    holders = await _locate(db, retrieval, actor, collection.id, list(wanted))
    added = Added()
    rows: dict[bytes, NewQuestion] = {}
    taken = 0
    for index, each in enumerate(questions):
        passages = each.passages if each.answerable else ()
        found = [(place, passage) for place, passage in enumerate(passages) if holders[passage]]
        kept = bool(found) or not passages
        added.unmatched += [
            Unmatched(index, each.question, passage.quote, kept) for passage in passages if not holders[passage]
        ]
        if kept:
            row = _row(each, [(place, passage.quote, one) for place, passage in found for one in holders[passage]])
            rows.setdefault(row.digest, row)
            taken += 1
    async with db.transaction(actor) as tx:
        await identity.hold(tx, actor)
        added.ids = await golden_store.add(
            tx, actor.workspace_id, collection.id, origin, actor.person_id, list(rows.values())
        )
        details: dict[str, audit.Detail] = {"count": len(added.ids), "kind": origin}
        await audit.record(
            tx, actor, "golden_question.added", object_kind="collection", object_id=collection.id, details=details
        )
    added.known = taken - len(added.ids)
    return added


async def from_feedback(
    db: Database, retrieval: knowledge.Retrieval, actor: Actor, collection: knowledge.KnownCollection
) -> Added:
    """Take over the questions whose answers the actor found good: what the answers cite of this collection is expected."""
    total = Added()
    after = None
    while True:
        async with db.transaction(actor) as tx:
            rows = await chat.approved(tx, actor, after, _LIKED)
            questions = [question for row in rows if (question := await _approved(tx, actor, collection.id, row))]
        if questions:
            added = await add(db, retrieval, actor, collection, questions, "feedback")
            total.ids += added.ids
            total.known += added.known
            total.unmatched += added.unmatched
        if len(rows) < _LIKED:
            return total
        after = rows[-1].message_id


async def _approved(tx: Tx, actor: Actor, collection_id: UUID, row: chat.Approved) -> Imported | None:
    """A question with the words of what was cited as they stand now; None where nothing of it is left in the collection."""
    cited = [each for each in row.cited if each.collection_id == collection_id]
    texts = await knowledge.passages_of(tx, actor, sorted({each.document_id for each in cited}))
    words = {number: words for chunks in texts.values() for number, words in chunks}
    passages = tuple(Expected(words[each.chunk_id]) for each in cited if words.get(each.chunk_id, "").strip())
    if not passages or not row.question.strip():
        return None
    return Imported(row.question[:_LONGEST], passages, source=str(row.message_id))


async def get(tx: Tx, actor: Actor, question_id: UUID) -> GoldenQuestion:
    """One question. Raises QuestionNotFound, also for one of a collection that the actor does not see."""
    row = await golden_store.find(tx, actor.workspace_id, question_id)
    if row is None:
        raise QuestionNotFound(question=question_id)
    return shown(row)


async def list_page(tx: Tx, actor: Actor, collection_id: UUID, after: UUID | None, limit: int) -> list[GoldenQuestion]:
    """Questions of a collection, the oldest first."""
    return [shown(row) for row in await golden_store.page(tx, actor.workspace_id, collection_id, after, limit)]


async def remove(tx: Tx, actor: Actor, question_id: UUID) -> None:
    """Delete one, with what it measured in every run. Raises QuestionNotFound."""
    if not await golden_store.remove(tx, actor.workspace_id, question_id):
        raise QuestionNotFound(question=question_id)
    await audit.record(tx, actor, "golden_question.removed", object_kind="golden_question", object_id=question_id)


async def remove_all(tx: Tx, actor: Actor, collection_id: UUID) -> int:
    """Delete every question of a collection; returns how many."""
    count = await golden_store.remove_all(tx, actor.workspace_id, collection_id)
    await audit.record(
        tx,
        actor,
        "golden_question.removed",
        object_kind="collection",
        object_id=collection_id,
        details={"count": count},
    )
    return count


def shown(row: Row[Any]) -> GoldenQuestion:
    """A question from its row."""
    passages: dict[int, Passage] = {}
    for each in row.passages:
        passage = passages.setdefault(each["place"], Passage(each["quote"], {}))
        passage.documents[UUID(each["document"])] = each["name"]
    return GoldenQuestion(
        row.id,
        row.collection_id,
        row.question,
        row.language,
        row.answerable,
        list(passages.values()),
        row.facts,
        row.origin,
        row.source,
        row.created_at,
    )


def _row(each: Imported, passages: list[tuple[int, str, UUID]]) -> NewQuestion:
    facts = each.facts if each.answerable else ()
    identity_of = [each.question, each.answerable, sorted({quote for _, quote, _ in passages}), facts]
    return NewQuestion(
        new_id(),
        each.question,
        each.language or knowledge.language_of(each.question),
        each.answerable,
        facts,
        each.source[:200],
        hashlib.sha256(json.dumps(identity_of).encode()).digest(),
        passages,
    )


async def _locate(
    db: Database, retrieval: knowledge.Retrieval, actor: Actor, collection_id: UUID, wanted: Sequence[Expected]
) -> dict[Expected, list[UUID]]:
    """The documents of the collection that hold each passage word for word: looked for by name, or by search."""
    texts: dict[UUID, Laid] = {}
    found = {}
    for each in wanted:
        candidates = await _candidates(db, retrieval, actor, collection_id, each)
        missing = [one for one in candidates if one not in texts]
        if missing:
            async with db.transaction(actor) as tx:
                for document, chunks in (await knowledge.passages_of(tx, actor, missing)).items():
                    texts[document] = laid(chunks)
        holders = [one for one in candidates if one in texts and texts[one].find(each.quote)]
        found[each] = holders[:_MOST_HOLDERS]
    return found


async def _candidates(
    db: Database, retrieval: knowledge.Retrieval, actor: Actor, collection_id: UUID, wanted: Expected
) -> list[UUID]:
    if wanted.document is not None:
        async with db.transaction(actor) as tx:
            return await knowledge.documents_named(tx, actor, collection_id, wanted.document)
    if len(squeezed(wanted.quote)) < LEAST:
        return []
    request = knowledge.SearchRequest(wanted.quote[:_SEARCHED], [collection_id], _CANDIDATES, "lexical")
    result = await retrieval.search(actor, request)
    return list(dict.fromkeys(hit.document_id for hit in result.hits))
