"""Links to conversations: each shows the branch that was in use when it was made, as far as it was said by then."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity
from nullus.chat.conversations import conversations, messages, share_store
from nullus.chat.errors import NothingToShare, ShareNotFound, TooManyShares
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import InvalidInput, Text

LASTS = timedelta(days=30)
LONGEST = timedelta(days=366)
MOST = 50
"""Links that work of one conversation."""
_EXPIRY = Text(
    en="body.expiresAt must lie between now and a year from now",
    ko="body.expiresAt은 지금부터 1년 안의 시각이어야 합니다",
)


@dataclass(frozen=True, slots=True)
class Share:
    """A link as its owner sees it; the token is shown only when it is made."""

    id: UUID
    conversation_id: UUID
    head_id: UUID
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    @property
    def state(self) -> Literal["active", "expired", "revoked"]:
        if self.revoked_at is not None:
            return "revoked"
        return "active" if self.expires_at > datetime.now(UTC) else "expired"


async def share(tx: Tx, actor: Actor, conversation_id: UUID, expires_at: datetime | None) -> tuple[Share, str]:
    """Make a link to the branch in use, as far as it is written; returns it and its token.

    Raises ConversationNotFound, NothingToShare, TooManyShares, InvalidInput for a moment that is past or too far.
    """
    now = datetime.now(UTC)
    ends = now + LASTS if expires_at is None else expires_at
    if ends.tzinfo is None or not now < ends <= now + LONGEST:
        raise InvalidInput(problem=_EXPIRY)
    await identity.hold(tx, actor)
    await conversations.hold(tx, actor, conversation_id)
    head = next(
        (
            each
            for each in reversed(await messages.branch(tx, actor, conversation_id, most=3))
            if each.state != "writing"
        ),
        None,
    )
    if head is None:
        raise NothingToShare
    if sum(each.state == "active" for each in await list_of(tx, actor, conversation_id)) >= MOST:
        raise TooManyShares(limit=MOST)
    share_id, token = await identity.issue_share_link(tx, actor, ends)
    row = await share_store.add(tx, actor, share_id, conversation_id, head.id, ends)
    details = {"expires_at": ends.isoformat(timespec="seconds"), "receipt": str(share_id)}
    await audit.record(
        tx, actor, "conversation.shared", object_kind="conversation", object_id=conversation_id, details=details
    )
    return shown(row), token


async def get(tx: Tx, actor: Actor, share_id: UUID) -> Share:
    """One link of the actor. Raises ShareNotFound, also for everybody else's."""
    row = await share_store.find(tx, actor, share_id)
    if row is None:
        raise ShareNotFound
    return shown(row)


async def list_of(tx: Tx, actor: Actor, conversation_id: UUID) -> list[Share]:
    """The links of a conversation, the newest first, those that have ended among them."""
    return [shown(row) for row in await share_store.list_of(tx, actor, conversation_id)]


async def revoke(tx: Tx, actor: Actor, share_id: UUID) -> Share:
    """End a link at once; again is no error. Raises ShareNotFound."""
    found = await get(tx, actor, share_id)
    if await share_store.revoke(tx, actor, share_id):
        await identity.revoke_share_links(tx, [share_id])
        await audit.record(
            tx,
            actor,
            "conversation.unshared",
            object_kind="conversation",
            object_id=found.conversation_id,
            details={"receipt": str(share_id)},
        )
    return await get(tx, actor, share_id)


def shown(row: Row[Any]) -> Share:
    return Share(row.id, row.conversation_id, row.head_id, row.created_at, row.expires_at, row.revoked_at)
