"""Routes of translations: of a document, passage by passage, and of an answer."""

from typing import Any, cast
from uuid import UUID

from fastapi import Request, Response

from nullus.chat.conversations import conversations
from nullus.chat.loading import TheMessage
from nullus.chat.schemas.translations import (
    DocumentTranslationIn,
    DocumentTranslationOut,
    MessageTranslationOut,
    PassageTranslationOut,
    TranslationIn,
    paragraph_out,
    whole,
)
from nullus.chat.streaming import while_heard
from nullus.chat.translation.translating import Source, Target, Translated, Translator
from nullus.identity import until_refused
from nullus.knowledge import TheDocument, passages_after, sensitivity_of
from nullus.platform.actor import Actor
from nullus.platform.sensitivity import label_of
from nullus.platform.web import CurrentActor, Envelope, Router, success

router = Router()
_GONE = 499  # the asker has left


@router.call(
    "POST", "/api/v1/documents/{document_id}/translation", policy="chat", answers=DocumentTranslationOut, tags=["chat"]
)
async def translate_document(
    document: TheDocument, body: DocumentTranslationIn, request: Request, actor: CurrentActor
) -> Envelope[Any] | Response:
    """Some passages of a document in another language, each paragraph with its original.

    Paragraphs that were translated before are not asked of a model again. Without a model, and where no model may see the
    document, the call is refused.
    """
    db = request.app.state.database
    rows = await passages_after(db, actor, document.id, after=body.cursor - 1, limit=body.limit + 1)
    shown, label = rows[: body.limit], await sensitivity_of(db, actor, [document.collection_id])
    places = frozenset({document.collection_id}), frozenset({document.id})
    sources = [Source(row.text, label, *places) for row in shown]
    translated = await _translated(request, actor, sources, body.language)
    if translated is None:
        return Response(status_code=_GONE)
    items = [
        PassageTranslationOut(
            language=body.language,
            text=whole(each),
            paragraphs=[paragraph_out(paragraph) for paragraph in each],
            chunk_id=str(row.number),
            ordinal=row.ordinal,
            start_offset=row.start_offset,
            end_offset=row.end_offset,
            page=row.page,
            heading_path=list(row.heading_path),
        )
        for row, each in zip(shown, translated, strict=True)
    ]
    following = rows[body.limit].ordinal if len(rows) > body.limit else None
    return success(
        DocumentTranslationOut(
            document_id=UUID(str(document.id)), language=body.language, items=items, next_cursor=following
        )
    )


@router.call(
    "POST", "/api/v1/messages/{message_id}/translation", policy="chat", answers=MessageTranslationOut, tags=["chat"]
)
async def translate_message(
    message: TheMessage, body: TranslationIn, request: Request, actor: CurrentActor
) -> Envelope[Any] | Response:
    """A question or an answer in another language, each paragraph with its original; citations stay where they are."""
    async with request.app.state.database.transaction(actor) as tx:
        conversation = await conversations.get(tx, actor, message.conversation_id)
    # A message is a source like a document: its translation is seen by its owner alone and goes with it.
    source = Source(message.text, label_of(conversation.sensitivity), frozenset(), frozenset({message.id}))
    translated = await _translated(request, actor, [source], body.language)
    if translated is None:
        return Response(status_code=_GONE)
    paragraphs = [paragraph_out(each) for each in translated[0]]
    return success(
        MessageTranslationOut(
            message_id=message.id, language=body.language, text=whole(translated[0]), paragraphs=paragraphs
        )
    )


async def _translated(
    request: Request, actor: Actor, sources: list[Source], target: Target
) -> list[list[Translated]] | None:
    """None when the asker has left."""
    translator = cast("Translator", request.app.state.translator)
    work = translator.translate(actor, sources, target)
    return await while_heard(request.receive, work, lambda: until_refused(request, "chat"))
