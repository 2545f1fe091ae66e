"""Questions that the documents do not answer: kept for those who can add the documents, and crossed off by them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nullus import audit
from nullus.chat.answering.support import squeezed
from nullus.chat.answering.wording import language_of
from nullus.chat.errors import GapNotFound
from nullus.chat.turns import turn_store
from nullus.chat.turns.beginning import Begun
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer: how often it was asked, by how many, and when. Never by whom.

    `resolved_by`: the account that crossed it off; `note`: what was done about it.
    """

    id: UUID
    question: str
    language: str
    times: int
    askers: int
    first_at: datetime
    last_at: datetime
    resolved_at: datetime | None
    resolved_by: UUID | None
    note: str | None


@dataclass(frozen=True, slots=True)
class KnownGap:
    """That there is such a gap in the workspace."""

    id: UUID


async def keep(tx: Tx, actor: Actor, begun: Begun, question: str) -> None:
    """Keep the question of a turn that found nothing, as it was understood."""
    values = {
        "id": new_id(),
        "message_id": begun.answer.id,
        "question": question[:_LONGEST],
        "same": squeezed(question)[:_LONGEST] or question[:_LONGEST],
        "language": language_of(question),
        "collection_ids": list(begun.asked.collection_ids) if begun.asked.collection_ids is not None else None,
    }
    await turn_store.add_gap(tx, actor, values)


async def listed(tx: Tx, resolved: bool, before: tuple[datetime, UUID] | None, limit: int) -> list[Gap]:
    """The gaps of the workspace, those asked last first."""
    rows = await turn_store.gaps(tx, resolved, before, limit)
    return [Gap(**{name: getattr(row, name) for name in Gap.__slots__}) for row in rows]


async def get(tx: Tx, actor: Actor, gap_id: UUID) -> KnownGap:
    """Raises GapNotFound, also for another workspace's, and for guests."""
    if actor.reach == "guest" or not await turn_store.knows_gap(tx, gap_id):
        raise GapNotFound(gap=gap_id)
    return KnownGap(gap_id)


async def resolve(tx: Tx, actor: Actor, gap: KnownGap, note: str | None = None) -> int:
    """Cross the question off, however often it was asked; returns how often. `note`: what was done about it."""
    times = await turn_store.resolve_gap(tx, gap.id, (note or "").strip() or None)
    await _record(tx, actor, "gap.resolved", gap, times)
    return times


async def reopen(tx: Tx, actor: Actor, gap: KnownGap) -> int:
    """Take back that it was crossed off, and what was said with it; returns how often it had been asked."""
    times = await turn_store.reopen_gap(tx, gap.id)
    await _record(tx, actor, "gap.reopened", gap, times)
    return times


async def _record(tx: Tx, actor: Actor, action: str, gap: KnownGap, times: int) -> None:
    """An entry in the trail where something changed: without the question and the note, which are what people wrote."""
    if times:
        await audit.record(tx, actor, action, object_kind="gap", object_id=gap.id, details={"count": times})
