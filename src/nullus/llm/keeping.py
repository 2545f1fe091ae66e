"""A call to a model that first looks whether the answer is kept, and keeps what comes to its proper end."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import structlog

from nullus.llm.cache import LONGEST, AnswerCache, Kept
from nullus.llm.calls import Completed, ModelCall, Served
from nullus.llm.ports import Delta, ToolCalls, Usage
from nullus.platform.errors import DatabaseUnavailable

Part = Delta | ToolCalls | Completed
log = structlog.get_logger()


async def kept_or_asked(
    cache: AnswerCache | None, call: ModelCall, models: Sequence[str], asked: AsyncGenerator[Part, None]
) -> AsyncGenerator[Part, None]:
    """The kept answer, at once and for nothing, or the parts of `asked`. `models`: the route with each one's clearance.

    `asked` is not begun where an answer is kept, so nothing is reserved, booked or sent for it.
    """
    if cache is None or call.reuse is None:
        async with aclosing(asked) as parts:
            async for part in parts:
                yield part
        return
    kept = await _look(cache, call, models)
    if kept is not None:
        await asked.aclose()
        yield Delta(kept.text)
        yield Completed("stop", Usage(), Served(kept.provider, kept.model, cached=True))
        return
    said: list[str] = []
    async with aclosing(asked) as parts:
        async for part in parts:
            if isinstance(part, Delta):
                said.append(part.text)
            elif isinstance(part, Completed) and part.reason == "stop":
                await _keep(cache, call, models, "".join(said), part)
            yield part


async def _look(cache: AnswerCache, call: ModelCall, models: Sequence[str]) -> Kept | None:
    try:
        return await cache.get(call, models)
    except DatabaseUnavailable as error:
        log.warning("llm.cache_away", error=error.code)
        return None


async def _keep(cache: AnswerCache, call: ModelCall, models: Sequence[str], text: str, end: Completed) -> None:
    if not text or len(text) > LONGEST:
        return
    try:
        await cache.put(call, models, Kept(text, end.served.provider, end.served.model, end.usage))
    except DatabaseUnavailable as error:  # an answer that was given is not taken back because it could not be kept
        log.warning("llm.not_kept", error=error.code)
