"""Answers that somebody found good, with the passages that they cite: what a golden question can be made of."""

from dataclasses import dataclass
from uuid import UUID

from nullus.chat.conversations import feedback_store
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage that an answer cites."""

    collection_id: UUID
    document_id: UUID
    chunk_id: int


@dataclass(frozen=True, slots=True)
class Approved:
    """A question whose answer its asker found good."""

    message_id: UUID
    question: str
    cited: tuple[CitedPassage, ...]


async def approved(tx: Tx, actor: Actor, after: UUID | None, limit: int) -> list[Approved]:
    """The actor's own good answers, in the order of their ids: what others asked is theirs."""
    rows = await feedback_store.given(tx, actor, 1, after, limit)
    return [
        Approved(
            row.message_id,
            row.question,
            tuple(
                CitedPassage(UUID(each["collectionId"]), UUID(each["documentId"]), int(each["chunkId"]))
                for each in row.evidence
                if each["cited"]
            ),
        )
        for row in rows
    ]
