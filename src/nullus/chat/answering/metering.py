"""Answers cost: a question of the asker's quota, and the tokens and the money that a model takes."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from decimal import Decimal

import structlog

from nullus.chat.answering import events
from nullus.identity import Amounts, Reservation, Standing
from nullus.llm import Price, Usage, tokens
from nullus.platform.errors import NullusError

log = structlog.get_logger()

SHOWN = ("questions", "tokens", "money")


@dataclass(slots=True)
class Meter:
    """What one answer may cost at most, and what it has cost so far. `price`: of the model that is expected to answer."""

    price: Price
    question: str
    most_tokens: int
    said: list[str] = field(default_factory=list)
    read: int = 0

    def most(self) -> Amounts:
        """What is reserved: a question, and as much as the model can take."""
        return {"questions": 1, "tokens": self.most_tokens, "money": self.price.most(self.most_tokens, 0.0)}

    def note(self, event: events.Event) -> None:
        """Follow the answer, for when nobody says what it took."""
        if isinstance(event, events.Sources):
            self.read = tokens(self.question) + sum(tokens(each.text) for each in event.passages)
        elif isinstance(event, events.Delta):
            self.said.append(event.text)

    def cost(self, usage: Usage | None, *, questions: int, money: Decimal | None = None) -> Amounts:
        """What is settled: the model's own count, or an estimate where there is none. None as usage: no model.

        `money`: what the ledger has written down for the model that answered, where it has.
        """
        if usage is None:
            return {"questions": questions}
        read = usage.prompt or self.read
        written = usage.completion or tokens("".join(self.said))
        spent = self.price.cost(read, written, 0.0) if money is None else money
        return {"questions": questions, "tokens": read + written, "money": spent}

    @property
    def unfinished(self) -> Usage | None:
        """What a model that broke off is taken to have used: an estimate, never more than it may."""
        if not self.most_tokens:
            return None
        written = min(tokens("".join(self.said)), self.most_tokens)
        return Usage(max(1, min(self.read, self.most_tokens - written)), written)


@dataclass(frozen=True, slots=True)
class Paid:
    """What an answer may cost is reserved; whoever reserved it gives back what nobody settles."""

    held: Reservation
    meter: Meter


async def metered(paid: Paid, steps: AsyncGenerator[events.Event, None]) -> AsyncGenerator[events.Event, None]:
    """The same events, settled once at their end.

    A question counts when its answer came to its end, or when the asker left after its first words. What fails on our
    side costs no question; the tokens that a model has used count always. An answer that was kept and is given again is a
    question like any other, but takes no tokens and no money.
    """
    held, meter = paid.held, paid.meter
    async with aclosing(steps) as source:
        try:
            async for step in source:
                meter.note(step)
                if isinstance(step, events.Done):
                    again = step.served is not None and step.served.cached
                    usage = step.usage if step.mode == "model" and not again else None
                    yield replace(step, quota=await settled(held, meter.cost(usage, questions=1, money=step.cost)))
                    continue
                if isinstance(step, events.Failed):
                    await settled(held, meter.cost(meter.unfinished, questions=0))
                yield step
        except (GeneratorExit, asyncio.CancelledError):
            if meter.said:
                await settled(held, meter.cost(meter.unfinished, questions=1))
            raise


async def settled(held: Reservation, cost: Amounts) -> list[Standing]:
    """How the limits stand after it. An answer that was given is not taken back because it could not be counted."""
    try:
        return [each for each in await held.settle(cost) if each.limit is not None and each.meter in SHOWN]
    except NullusError as lost:
        log.warning("chat.not_counted", reservation=str(held.id), error=lost.code)
        return []
