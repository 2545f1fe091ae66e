"""A model spoken to as it is, without documents: for programs that want one gateway to every model, tools included."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from nullus.chat.answering import events
from nullus.chat.answering.answers import Answers
from nullus.chat.answering.metering import settled
from nullus.chat.answering.questions import Question
from nullus.chat.errors import UnknownChatModel
from nullus.llm import Completed, Delta, Message, ModelCall, ModelNotOffered, Tool, ToolCalls, ToolChoice, tokens
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError
from nullus.platform.sensitivity import label_of

PROMPT = "direct"
"""The name of no prompt of ours: the program brings its own words."""
Said = events.Delta | ToolCalls | Completed
"""What such an answer consists of; the last is Completed."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a program says to a model, which it names `provider/model`."""

    model: str
    messages: Sequence[Message]
    tools: Sequence[Tool] = ()
    tool_choice: ToolChoice = "auto"
    max_tokens: int | None = None
    temperature: float | None = None


async def models(answers: Answers, actor: Actor) -> list[str]:
    """The models that the actor may speak to, as `provider/model`. Guests may ask documents only."""
    if actor.reach == "guest":
        return []
    return list(dict.fromkeys(each.name for each in await answers.gateway.order("answer")))


async def speak(answers: Answers, actor: Actor, exchange: Exchange) -> AsyncGenerator[Said, None]:
    """The model's own answer, within the asker's quota, the budgets and the egress policy, and in the ledger like any other.

    What the program sends counts as sensitive as `NULLUS_CHAT_DIRECT_SENSITIVITY` says: nobody has labelled it. Raises
    UnknownChatModel, TooManyAnswers, QuotaExceeded and the errors of Gateway.chat.
    """
    if actor.reach == "guest" or "/" not in exchange.model:
        raise UnknownChatModel(model=exchange.model)
    said = "\n".join(each.content for each in exchange.messages)
    call = ModelCall(
        "answer",
        actor,
        exchange.messages,
        label_of(answers.settings.direct_sensitivity),
        PROMPT,
        app="direct",
        max_tokens=exchange.max_tokens,
        temperature=exchange.temperature,
        tools=exchange.tools,
        tool_choice=exchange.tool_choice,
        wanted=exchange.model,
    )
    async with answers.place(actor, Question(said)) as paid, aclosing(answers.gateway.chat(call)) as parts:
        paid.meter.read = tokens(said)
        try:
            async for part in parts:
                if isinstance(part, Delta):
                    paid.meter.said.append(part.text)
                    yield events.Delta(part.text)
                elif isinstance(part, ToolCalls):
                    yield part
                elif isinstance(part, Completed):
                    await settled(paid.held, paid.meter.cost(part.usage, questions=1))
                    yield part
        except ModelNotOffered as unknown:
            raise UnknownChatModel(model=exchange.model) from unknown
        except NullusError:
            if paid.meter.said:
                await settled(paid.held, paid.meter.cost(paid.meter.unfinished, questions=0))
            raise
        except (GeneratorExit, asyncio.CancelledError):
            if paid.meter.said:
                await settled(paid.held, paid.meter.cost(paid.meter.unfinished, questions=1))
            raise
