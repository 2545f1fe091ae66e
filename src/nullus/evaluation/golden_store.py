"""The SQL of golden questions and of the passages that they expect."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_COLUMNS = (
    "select q.id, q.collection_id, q.question, q.language, q.answerable, q.facts, q.origin, q.source, q.created_at, "
    "coalesce((select jsonb_agg(jsonb_build_object('place', p.place, 'quote', p.quote, 'document', p.document_id, "
    "'name', d.name) order by p.place, p.document_id) from evaluation.passages p "
    "join knowledge.documents d on d.workspace_id = p.workspace_id and d.id = p.document_id "
    "where p.workspace_id = q.workspace_id and p.question_id = q.id), '[]') as passages from evaluation.questions q"
)


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A row, and the passages of it: (place, quote, document)."""

    id: UUID
    question: str
    language: str | None
    answerable: bool
    facts: Sequence[Sequence[str]]
    source: str
    digest: bytes
    passages: Sequence[tuple[int, str, UUID]]


async def add(
    tx: Tx, workspace_id: UUID, collection_id: UUID, origin: str, made_by: UUID | None, questions: Sequence[NewQuestion]
) -> list[UUID]:
    """Put them in; returns the ids of those that were new."""
    if not questions:
        return []
    rows = [
        {
            "id": str(each.id),
            "question": each.question,
            "language": each.language,
            "answerable": each.answerable,
            "facts": [list(fact) for fact in each.facts],
            "source": each.source,
            "digest": each.digest.hex(),
        }
        for each in questions
    ]
    shared = {"workspace": workspace_id, "collection": collection_id}
    found = await tx.execute(
        text(
            "insert into evaluation.questions (workspace_id, id, collection_id, question, language, answerable, facts, origin, "
            "source, digest, made_by) select :workspace, r.id, :collection, r.question, r.language, r.answerable, r.facts, "
            ":origin, r.source, decode(r.digest, 'hex'), :made_by from jsonb_to_recordset(cast(:rows as jsonb)) as r "
            "(id uuid, question text, language text, answerable boolean, facts jsonb, source text, digest text) "
            "on conflict do nothing returning id"
        ),
        shared | {"origin": origin, "made_by": made_by, "rows": json.dumps(rows)},
    )
    new = set(found.scalars())
    passages = [
        {"question": str(each.id), "place": place, "quote": quote, "document": str(document)}
        for each in questions
        if each.id in new
        for place, quote, document in each.passages
    ]
    await tx.execute(
        text(
            "insert into evaluation.passages (workspace_id, question_id, place, document_id, quote) "
            "select :workspace, r.question, r.place, r.document, r.quote from jsonb_to_recordset(cast(:rows as jsonb)) as r "
            "(question uuid, place int, quote text, document uuid)"
        ),
        {"workspace": workspace_id, "rows": json.dumps(passages)},
    )
    return [each.id for each in questions if each.id in new]


async def find(tx: Tx, workspace_id: UUID, question_id: UUID) -> Row[Any] | None:
    found = await tx.execute(
        text(f"{_COLUMNS} where q.workspace_id = :workspace and q.id = :id"),
        {"workspace": workspace_id, "id": question_id},
    )
    return found.one_or_none()


async def page(tx: Tx, workspace_id: UUID, collection_id: UUID, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Questions of a collection in the order of their ids, which is that of their making."""
    found = await tx.execute(
        text(
            f"{_COLUMNS} where q.workspace_id = :workspace and q.collection_id = :collection "
            "and (cast(:after as uuid) is null or q.id > cast(:after as uuid)) order by q.id limit :limit"
        ),
        {"workspace": workspace_id, "collection": collection_id, "after": after, "limit": limit},
    )
    return found.all()


async def count(tx: Tx, workspace_id: UUID, collection_id: UUID) -> int:
    found = await tx.execute(
        text(
            "select count(*) from evaluation.questions where workspace_id = :workspace and collection_id = :collection"
        ),
        {"workspace": workspace_id, "collection": collection_id},
    )
    return int(found.scalar_one())


async def remove(tx: Tx, workspace_id: UUID, question_id: UUID) -> bool:
    done = await tx.execute(
        text("delete from evaluation.questions where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": question_id},
    )
    return done.rowcount == 1


async def remove_all(tx: Tx, workspace_id: UUID, collection_id: UUID) -> int:
    """Every question of a collection, with what it measured; returns how many."""
    done = await tx.execute(
        text("delete from evaluation.questions where workspace_id = :workspace and collection_id = :collection"),
        {"workspace": workspace_id, "collection": collection_id},
    )
    return done.rowcount
