"""Routes of conversations: begin, list, search, read, rename, pin, export, delete, and say what an answer was worth."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import StreamingResponse

from nullus.chat.conversations import conversations, feedback_store, finding, messages
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.errors import NotAnAnswer
from nullus.chat.http import cursors
from nullus.chat.loading import MESSAGE, TheConversation, TheMessage
from nullus.chat.schemas.conversations import (
    ConversationChange,
    ConversationIn,
    ConversationOut,
    ConversationReceiptOut,
    FeedbackIn,
    FeedbackOut,
    FoundOut,
    MessageOut,
)
from nullus.chat.showing import exporting, showing
from nullus.knowledge import ids_of
from nullus.platform import web
from nullus.platform.web import CurrentActor, Envelope, Page, Router, db_of, success
from nullus.platform.web_values import Line

router = Router(prefix="/api/v1", tags=["conversations"])

Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=200)]
Asked = Annotated[Line | None, Query(max_length=200, description="words that a message, or the title, must hold")]
Through = Annotated[ChatMessage | None, MESSAGE.asked("messageId")]


@router.call("GET", "/conversations", policy="chat", answers=Page[ConversationOut])
async def list_conversations(
    request: Request,
    actor: CurrentActor,
    limit: Limit = 50,
    cursor: Cursor = None,
    query: Asked = None,
    pinned: bool | None = None,
) -> Envelope[Any]:
    """Your conversations by last use, the newest first; with `query` those that speak of it, by the newest place that does."""
    if query is not None:
        async with db_of(request).transaction(actor) as tx:
            found, onward = await finding.find(tx, actor, query, cursors.to_id(cursor), limit)
        shown = [_out(each.conversation, FoundOut(message_id=each.message_id, text=each.text)) for each in found]
        return success(Page[ConversationOut](items=shown, next_cursor=cursors.of_id(onward)))
    async with db_of(request).transaction(actor) as tx:
        listed = await conversations.newest(tx, actor, cursors.to_moment(cursor), limit + 1, pinned=pinned)
    last = listed[limit - 1] if len(listed) > limit else None
    more = None if last is None else cursors.of_moment(last.updated_at, last.id)
    return success(Page[ConversationOut](items=[_out(each) for each in listed[:limit]], next_cursor=more))


@router.call("POST", "/conversations", policy="chat", answers=ConversationOut, status=201)
async def create_conversation(
    request: Request, actor: CurrentActor, body: ConversationIn | None = None
) -> Envelope[Any]:
    """Begin a conversation. It belongs to the asking account; without one, to the asking key and the operator."""
    given = body or ConversationIn()
    among = await ids_of(db_of(request), actor, given.collection_ids)
    async with db_of(request).transaction(actor) as tx:
        return success(_out(await conversations.create(tx, actor, given.title or "", among, given.model)))


@router.call("GET", "/conversations/{conversation_id}", policy="chat", answers=ConversationOut)
async def get_conversation(conversation: TheConversation) -> Envelope[Any]:
    """One conversation, without its messages."""
    return success(_out(conversation))


@router.call("PATCH", "/conversations/{conversation_id}", policy="chat", answers=ConversationOut)
async def change_conversation(
    conversation: TheConversation, body: ConversationChange, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Rename, pin, choose collections or a model, or go on with another branch."""
    among = await ids_of(db_of(request), actor, body.collection_ids)
    changes: dict[str, Any] = {
        name: value for name in ("title", "pinned") if (value := getattr(body, name)) is not None
    }
    if "model" in body.model_fields_set:
        changes["model"] = body.model
    if "collection_ids" in body.model_fields_set:
        changes["collection_ids"] = among
    async with db_of(request).transaction(actor) as tx:
        if body.message_id is not None:
            chosen = await body.message_id.load(tx, actor)
            await messages.use_branch(tx, actor, conversation.id, chosen.id)
        return success(_out(await conversations.change(tx, actor, conversation.id, changes)))


@router.call("DELETE", "/conversations/{conversation_id}", policy="chat", answers=ConversationReceiptOut)
async def delete_conversation(conversation: TheConversation, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a conversation with everything that was made of it: messages, passages, feedback, links, search entries."""
    receipt = await conversations.delete(db_of(request), actor, conversation.id)
    return success(ConversationReceiptOut(id=receipt.id, verified=receipt.verified, **receipt.removed))


@router.call("GET", "/conversations/{conversation_id}/messages", policy="chat", answers=Page[MessageOut])
async def list_messages(
    conversation: TheConversation,
    request: Request,
    actor: CurrentActor,
    through: Through = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Envelope[Any]:
    """The end of the branch in use, or of the newest one through `messageId`, oldest first; the cursor asks for what was before.

    Every message names its siblings: what was edited or asked again beside it.
    """
    async with db_of(request).transaction(actor) as tx:
        end = cursors.to_id(cursor)
        if end is None and through is not None:
            end = await messages.end_of(tx, actor, conversation.id, through.id)
        found = await messages.branch(tx, actor, conversation.id, end, limit)
        shown = await _shown(request, tx, actor, conversation.id, found)
    above = found[0].parent_id if len(found) == limit else None
    return success(Page[MessageOut](items=shown, next_cursor=cursors.of_id(above)))


@router.call("GET", "/messages/{message_id}", policy="chat", answers=MessageOut)
async def get_message(message: TheMessage, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """One message with its sources."""
    async with db_of(request).transaction(actor) as tx:
        (shown,) = await _shown(request, tx, actor, message.conversation_id, [message])
    return success(shown)


@router.call("GET", "/conversations/{conversation_id}/export", policy="chat", produces="text/markdown", refuses=(422,))
async def export_conversation(
    conversation: TheConversation,
    request: Request,
    actor: CurrentActor,
    form: Annotated[Literal["markdown", "json"], Query(alias="format")] = "markdown",
) -> StreamingResponse:
    """The branch in use as Markdown that holds nothing active, or every branch as JSON."""
    async with db_of(request).transaction(actor) as tx:
        await exporting.record(tx, actor, conversation, form)
    pieces = exporting.WRITERS[form](
        db_of(request), actor, conversation, str(request.base_url), web.language_of(request)
    )
    return _download(pieces, exporting.file_name(conversation, form), exporting.MEDIA_TYPES[form])


@router.call("POST", "/messages/{message_id}/feedback", policy="chat", answers=FeedbackOut)
async def give_feedback(message: TheMessage, body: FeedbackIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Say whether an answer was good, and why; it stays with the passages, model and prompt that made the answer."""
    async with db_of(request).transaction(actor) as tx:
        row = await feedback_store.put(tx, actor, message.id, body.rating, body.reason or "")
    if row is None:
        raise NotAnAnswer
    return success(FeedbackOut.model_validate({name: getattr(row, name) for name in FeedbackOut.model_fields}))


async def _shown(
    request: Request, tx: Any, actor: CurrentActor, conversation_id: UUID, found: Sequence[ChatMessage]
) -> list[MessageOut]:
    return await showing.shown(tx, actor, conversation_id, found, str(request.base_url), web.language_of(request))


def _out(conversation: Conversation, found: FoundOut | None = None) -> ConversationOut:
    values = {name: getattr(conversation, name) for name in Conversation.__slots__}
    return ConversationOut(**values, found=found)


def _download(pieces: AsyncIterator[bytes], name: str, media_type: str) -> StreamingResponse:
    return StreamingResponse(
        pieces, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
