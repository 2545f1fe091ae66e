"""One model that may be asked, asked once: what is private hidden from it, its words restored, its price settled."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from nullus.llm import redaction
from nullus.llm.calls import Completed, ModelCall, Served
from nullus.llm.egress import Clearance
from nullus.llm.ports import Delta, Finished, Patience, ToolCalls
from nullus.llm.redaction import USUAL, Masked, Options
from nullus.llm.routing import sending
from nullus.llm.routing.bills import open_bill
from nullus.llm.routing.candidates import Candidate
from nullus.llm.spending.ledger import Ledger

Part = Delta | ToolCalls | Completed
_LONG = 20_000
"""Characters from which hiding is done beside the event loop: about a millisecond of work for each thousand."""


@dataclass(frozen=True, slots=True)
class Running:
    """What goes along with every call of a process."""

    answer_tokens: int
    temperature: float
    ledger: Ledger | None = None
    hidden: Options = USUAL
    """What is hidden from models that may not see everything."""


async def spoken(
    call: ModelCall, candidate: Candidate, clearance: Clearance, running: Running, patience: Patience
) -> AsyncGenerator[Part, None]:
    """The answer of one model, then Completed (its `attempts` still empty). Close the iterator to stop the model."""
    masked = None if candidate.trusted else await _masked(call, running.hidden)
    redacted = 0 if masked is None else sum(masked.counts.values())
    messages = call.messages if masked is None else masked.messages
    most = min(call.max_tokens or running.answer_tokens, running.answer_tokens)
    bill = await open_bill(running.ledger, call, candidate, [each.content for each in messages], most, patience.total)
    bill.redacted = redacted
    source = sending.chat(
        clearance,
        candidate,
        messages,
        max_tokens=most,
        temperature=running.temperature if call.temperature is None else call.temperature,
        patience=patience,
        tools=call.tools,
        tool_choice=call.tool_choice,
    )
    restorer = None if masked is None else masked.restorer
    async with bill, aclosing(source) as parts:
        async for part in parts:
            if not isinstance(part, Delta) and restorer is not None and (rest := restorer.finish()):
                yield Delta(rest)
            if isinstance(part, Finished):
                cost = await bill.paid(part.usage)
                yield Completed(
                    part.reason,
                    part.usage,
                    Served(
                        candidate.provider,
                        candidate.model,
                        usage=part.usage,
                        cost=cost,
                        currency=bill.currency,
                        redacted=redacted,
                    ),
                )
                continue
            bill.note(part)
            if restorer is None:
                yield part
            elif isinstance(part, ToolCalls):
                yield ToolCalls(
                    tuple(replace(each, arguments=restorer.arguments(each.arguments)) for each in part.calls)
                )
            elif text := restorer.feed(part.text):
                yield Delta(text)


async def _masked(call: ModelCall, hidden: Options) -> Masked:
    if sum(len(each.content) for each in call.messages) < _LONG:
        return redaction.mask(call.messages, hidden)
    return await asyncio.to_thread(redaction.mask, call.messages, hidden)
