"""Route of the models that an asker may choose for an answer."""

from typing import Annotated, Any, cast

from fastapi import Request

from nullus.chat import choosing
from nullus.chat.answering.answers import Answers
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.loading import CONVERSATION
from nullus.chat.schemas.choosing import AnswerModelOut, ModelsOut
from nullus.chat.showing import presenting
from nullus.knowledge import KNOWN_COLLECTION, KnownCollection, sensitivity_of
from nullus.platform.sensitivity import highest, label_of
from nullus.platform.web import CurrentActor, Envelope, Router, language_of, success

router = Router(prefix="/api/v1", tags=["conversations"])

AskedConversation = Annotated[Conversation | None, CONVERSATION.asked("conversationId")]
AskedCollection = Annotated[KnownCollection | None, KNOWN_COLLECTION.asked("collectionId")]


@router.call("GET", "/models", policy="chat", answers=ModelsOut, refuses=(404,))
async def list_models(
    request: Request, actor: CurrentActor, conversation: AskedConversation = None, collection: AskedCollection = None
) -> Envelope[Any]:
    """The models that may be chosen for an answer, in the order in which they are tried without a choice.

    With `conversationId` or `collectionId` each says whether it may see that; else whether it may see all that you can ask. Where
    nobody can answer, `problem` says why and what mends it, and answers consist of quotations.
    """
    answers = cast("Answers", request.app.state.answers)
    among = None if conversation is None else conversation.collection_ids
    if collection is not None:
        among = [collection.id]
    label = await sensitivity_of(answers.db, actor, among)
    if conversation is not None:
        label = highest(label, label_of(conversation.sensitivity))
    found = await choosing.choice(answers.gateway, actor, label)
    language = language_of(request)
    items = [
        AnswerModelOut(
            name=each.model.name,
            provider=each.model.provider,
            model=each.model.model,
            local=each.model.local,
            clearance=each.model.clearance,
            context_tokens=each.model.context_tokens,
            allowed=each.allowed,
            state="resting" if each.rests else "ready",
            retry_after_seconds=each.rests or None,
        )
        for each in found.models
    ]
    problem = presenting.problem_out(found.problem, language) if found.problem else None
    return success(ModelsOut(items=items, sensitivity=label, answering=found.answering, problem=problem))
