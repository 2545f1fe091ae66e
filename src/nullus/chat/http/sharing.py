"""Routes of links to conversations: made, listed and revoked by their owner, read by whoever has one."""

from typing import Any

from fastapi import Request

from nullus.chat.conversations import shares
from nullus.chat.conversations.shares import Share
from nullus.chat.http import cursors
from nullus.chat.loading import TheConversation, TheShare
from nullus.chat.schemas.conversations import (
    NewShareOut,
    SharedIn,
    SharedMessageOut,
    SharedOut,
    ShareIn,
    ShareOut,
)
from nullus.chat.showing import sharing, showing
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Page, PossibleActor, Router, db_of, success

router = Router(prefix="/api/v1", tags=["conversations"])

_AT_ONCE = 100


@router.call("POST", "/conversations/{conversation_id}/shares", policy="chat", answers=NewShareOut, status=201)
async def share_conversation(
    conversation: TheConversation, request: Request, actor: CurrentActor, body: ShareIn | None = None
) -> Envelope[Any]:
    """A link that anybody can read this conversation by, as it is now; the token is shown this once."""
    async with db_of(request).transaction(actor) as tx:
        made, token = await shares.share(tx, actor, conversation.id, body.expires_at if body else None)
    address = f"{str(request.base_url).rstrip('/')}/shared#{token}"
    return success(NewShareOut(**_values(made), token=token, address=address))


@router.call("GET", "/conversations/{conversation_id}/shares", policy="chat", answers=Page[ShareOut])
async def list_shares(conversation: TheConversation, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The links of a conversation, the newest first, those that have ended among them."""
    async with db_of(request).transaction(actor) as tx:
        found = await shares.list_of(tx, actor, conversation.id)
    return success(Page[ShareOut](items=[ShareOut(**_values(each)) for each in found]))


@router.call("DELETE", "/shares/{share_id}", policy="chat", answers=ShareOut)
async def revoke_share(share: TheShare, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Nobody reads by this link any more, from this moment on."""
    async with db_of(request).transaction(actor) as tx:
        return success(ShareOut(**_values(await shares.revoke(tx, actor, share.id))))


@router.call("POST", "/shared", policy=PUBLIC, rate="share", answers=SharedOut)
async def read_shared(body: SharedIn, request: Request, reader: PossibleActor) -> Envelope[Any]:
    """Read a conversation by the token of its link; who is signed in sees the passages of documents that they may see.

    The token stands in the body, so no log and no browser history holds it. A link that never was is answered like one
    that has ended.
    """
    found = await sharing.read(db_of(request), reader, body.token, cursors.to_id(body.cursor), _AT_ONCE)
    base = str(request.base_url)
    shown = [
        SharedMessageOut(
            role=each.message.role,
            state=each.message.state,
            text=each.text,
            withheld_text=each.cut,
            sources=[showing.source_out(row, base) for row in each.sources.seen],
            citations=showing.citations_out(each.message, each.sources),
            withheld=list(each.sources.withheld),
            created_at=each.message.created_at,
        )
        for each in found.messages
    ]
    return success(
        SharedOut(
            title=found.title,
            shared_at=found.share.created_at,
            expires_at=found.share.expires_at,
            messages=shown,
            next_cursor=cursors.of_id(found.above),
        )
    )


def _values(share: Share) -> dict[str, Any]:
    return {name: getattr(share, name) for name in ShareOut.model_fields}
