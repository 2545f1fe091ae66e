"""The SQL of taking out and taking away what this room keeps of a workspace and of a person."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def clear(tx: Tx, workspace_id: UUID) -> dict[str, int]:
    """Delete everything of a workspace; how much of what went."""
    values = {"workspace": workspace_id}
    runs = await tx.execute(text("delete from evaluation.runs where workspace_id = :workspace"), values)
    questions = await tx.execute(text("delete from evaluation.questions where workspace_id = :workspace"), values)
    return {"evaluations": runs.rowcount, "golden_questions": questions.rowcount}


async def workspaces_of(tx: Tx, person_id: UUID) -> list[UUID]:
    """Where something names a person. In a transaction of the service itself."""
    found = await tx.execute(text("select evaluation.workspaces_of(:person)"), {"person": person_id})
    return list(found.scalars())


async def questions_by(tx: Tx, workspace_id: UUID, person_id: UUID) -> Sequence[Row[Any]]:
    """The questions that a person made, as far as they see them."""
    found = await tx.execute(
        text(
            "select q.id, c.name as collection, q.question, q.language, q.answerable, q.facts, q.origin, q.created_at, "
            "coalesce((select jsonb_agg(distinct p.quote) from evaluation.passages p where p.workspace_id = q.workspace_id "
            "and p.question_id = q.id), '[]') as passages from evaluation.questions q join knowledge.collections c "
            "on c.workspace_id = q.workspace_id and c.id = q.collection_id "
            "where q.workspace_id = :workspace and q.made_by = :person order by q.id"
        ),
        {"workspace": workspace_id, "person": person_id},
    )
    return found.all()


async def forget(tx: Tx, workspace_id: UUID, person_id: UUID, *, everything: bool) -> dict[str, int]:
    """Take a person's name away from what they made, or (`everything`) what they made; how much of it went."""
    values = {"workspace": workspace_id, "person": person_id}
    removed = {}
    for table, name in (("questions", "golden_questions"), ("runs", "evaluations")):
        where = "where workspace_id = :workspace and made_by = :person"
        if everything:
            done = await tx.execute(text(f"delete from evaluation.{table} {where}"), values)
            removed[name] = done.rowcount
        else:
            await tx.execute(text(f"update evaluation.{table} set made_by = null {where}"), values)
    return removed
