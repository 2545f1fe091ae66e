"""An answer that was kept is given again; one that is whole is kept. Only what the policy would let the models see counts."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import structlog

from nullus.llm.cache import AnswerCache, Kept
from nullus.llm.calls import Attempt, Completed, ModelCall, Served
from nullus.llm.ports import Delta, ToolCalls
from nullus.llm.routing.candidates import Candidate
from nullus.llm.routing.one import Part
from nullus.llm.spending.ledger import Ledger
from nullus.platform.errors import NullusError
from nullus.platform.sensitivity import covers

log = structlog.get_logger()


async def kept_or_said(
    call: ModelCall,
    candidates: Sequence[Candidate],
    cache: AnswerCache | None,
    ledger: Ledger | None,
    answering: AsyncGenerator[Part, None],
) -> AsyncGenerator[Part, None]:
    """What was kept of the same call, else what the models say, which is kept when it is whole. Close the iterator to stop."""
    allowed = [each for each in candidates if covers(each.clearance, call.sensitivity)]
    names = [each.name for each in allowed]
    policy = ",".join(each.clearance for each in allowed)
    async with aclosing(answering) as parts:
        if cache is not None and allowed:
            began = time.monotonic()
            kept = await cache.get(call, names, policy)
            if kept is not None:
                yield Delta(kept.text)
                yield await _repeated(call, allowed, kept, ledger, began)
                return
        said: list[str] = []
        whole = True
        async for part in parts:
            if isinstance(part, Delta):
                said.append(part.text)
            elif isinstance(part, ToolCalls):
                whole = False
            elif cache is not None and whole and part.reason == "stop":
                await _keep(
                    cache, call, names, policy, Kept("".join(said), part.served.provider, part.served.model, part.usage)
                )
            yield part


async def _repeated(
    call: ModelCall, allowed: Sequence[Candidate], kept: Kept, ledger: Ledger | None, began: float
) -> Completed:
    seconds = round(time.monotonic() - began, 3)
    attempts = (Attempt(kept.provider, kept.model, "served", "cached", seconds),)
    currency = "USD"
    writer = next((each for each in allowed if (each.provider, each.model) == (kept.provider, kept.model)), None)
    if ledger is not None and writer is not None:
        entry = await ledger.reserve(call, writer, 0, 0.0)
        await entry.settle(kept.usage, seconds, "ok", cached=True)
        currency = entry.price.currency
    served = Served(kept.provider, kept.model, attempts, kept.usage, currency=currency, cached=True, seconds=seconds)
    return Completed("stop", kept.usage, served)


async def _keep(cache: AnswerCache, call: ModelCall, names: Sequence[str], policy: str, kept: Kept) -> None:
    """An answer that was given is not taken back because it could not be kept."""
    try:
        await cache.put(call, names, policy, kept)
    except NullusError as error:
        log.warning("llm.not_kept", code=error.code)
