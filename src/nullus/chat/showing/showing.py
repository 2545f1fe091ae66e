"""Messages as they are shown: each passage only to readers who see its document now, whatever the answer was made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus.chat.conversations import feedback_store, message_store, messages
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.schemas.answers import CitationOut, ProblemOut, SourceOut, SourceRanksOut
from nullus.chat.schemas.conversations import MessageOut, RatingOut
from nullus.chat.showing.presenting import portal_address
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import Language


@dataclass(frozen=True, slots=True)
class Sources:
    """The passages of one answer for one reader. `hidden`: rows that the reader may not see; never shown, only compared."""

    seen: Sequence[Row[Any]]
    hidden: Sequence[Row[Any]]
    withheld: Sequence[int]

    def shows(self, number: int) -> bool:
        return any(row.number == number for row in self.seen)


async def kept_evidence(tx: Tx, workspace_id: UUID, found: Iterable[ChatMessage]) -> dict[UUID, list[Row[Any]]]:
    """Every passage of these messages, in a transaction of whose they are."""
    rows: dict[UUID, list[Row[Any]]] = {}
    for row in await message_store.evidence_of(
        tx, workspace_id, [each.id for each in found if each.role == "assistant"]
    ):
        rows.setdefault(row.message_id, []).append(row)
    return rows


async def seen_by(tx: Tx, workspace_id: UUID, kept: Mapping[UUID, Sequence[Row[Any]]]) -> set[UUID]:
    """Those of the passages' documents that the asker of this transaction sees."""
    return await message_store.visible(
        tx, workspace_id, list({row.document_id for rows in kept.values() for row in rows})
    )


def sources_for(message: ChatMessage, kept: Sequence[Row[Any]], visible: set[UUID]) -> Sources:
    """What a reader sees of an answer's passages; a citation whose passage went with its document is withheld too."""
    seen = [row for row in kept if row.document_id in visible]
    hidden = [row for row in kept if row.document_id not in visible]
    numbers = {row.number for row in seen}
    cited = {each["number"] for each in message.citations}
    return Sources(seen, hidden, sorted({row.number for row in hidden} | (cited - numbers)))


async def shown(
    tx: Tx, actor: Actor, conversation_id: UUID, found: Sequence[ChatMessage], base: str, language: Language
) -> list[MessageOut]:
    """Messages of the actor's own conversation on the wire."""
    below = await messages.siblings(tx, actor, conversation_id, found)
    kept = await kept_evidence(tx, actor.workspace_id, found)
    visible = await seen_by(tx, actor.workspace_id, kept)
    rated = {
        row.message_id: RatingOut(rating=row.rating, reason=row.reason)
        for row in await feedback_store.of_messages(tx, actor.workspace_id, [each.id for each in found])
    }
    return [
        message_out(
            each,
            sources_for(each, kept.get(each.id, ()), visible),
            siblings=below.get(each.parent_id, []),
            feedback=rated.get(each.id),
            base=base,
            language=language,
        )
        for each in found
    ]


def message_out(
    message: ChatMessage,
    sources: Sources,
    *,
    siblings: list[UUID],
    feedback: RatingOut | None,
    base: str,
    language: Language,
) -> MessageOut:
    return MessageOut(
        id=message.id,
        conversation_id=message.conversation_id,
        parent_id=message.parent_id,
        siblings=siblings,
        role=message.role,
        state=message.state,
        text=message.text,
        rewritten=message.rewritten,
        language=message.language,
        mode=message.mode,
        finish=message.finish,
        sources=[source_out(row, base, with_ranks=True) for row in sources.seen],
        citations=citations_out(message, sources),
        withheld=list(sources.withheld),
        checks=message.checks,
        model=message.model,
        provider=message.provider,
        prompt=message.prompt,
        attempts=message.attempts,
        usage=message.usage,
        cost=None if message.cost is None else float(message.cost),
        currency=message.currency,
        took=message.took,
        failure=problem_kept(message.failure, language),
        degraded=problem_kept(message.degraded, language),
        model_away=problem_kept(message.away, language),
        feedback=feedback,
        created_at=message.created_at,
        finished_at=message.finished_at,
    )


def citations_out(message: ChatMessage, sources: Sources) -> list[CitationOut]:
    """The citations whose passage the reader sees."""
    known = {field.alias or name: name for name, field in CitationOut.model_fields.items()}
    return [
        CitationOut.model_validate({name: each[name] for name in known if name in each})
        for each in message.citations
        if sources.shows(each["number"])
    ]


def source_out(row: Row[Any], base: str, *, with_ranks: bool = False) -> SourceOut:
    """A kept passage on the wire. `with_ranks`: with why it was found, which is for whose conversation it is."""
    return SourceOut(
        number=row.number,
        document_id=row.document_id,
        document_name=row.document_name,
        chunk_id=str(row.chunk_id),
        text=row.text,
        heading_path=row.heading_path,
        page=row.page,
        start_offset=row.start_offset,
        end_offset=row.end_offset,
        score=row.score,
        address=portal_address(row.document_id, row.chunk_id, base),
        cited=row.cited,
        ranks=SourceRanksOut.model_validate(row.ranks) if with_ranks and row.ranks else None,
    )


def problem_kept(kept: dict[str, Any] | None, language: Language) -> ProblemOut | None:
    if kept is None:
        return None
    return ProblemOut(code=kept["code"], message=kept["message"][language], hint=kept["hint"][language])
