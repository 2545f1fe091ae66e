"""Trying a provider: which models it has, and whether those that are named answer. What is sent is a word of ours."""

import ipaddress
import time
from contextlib import aclosing
from dataclasses import dataclass

from nullus.llm.directory.errors import ProviderWithoutModels
from nullus.llm.directory.provider import Offered, Opened
from nullus.llm.errors import ModelProtocol, ModelRejected, ModelUnknown
from nullus.llm.ports import Delta, Finished, Message, Patience
from nullus.llm.settings import LlmSettings

_LONGEST_SECONDS = 60.0
_WORD = "Say OK."


@dataclass(frozen=True, slots=True)
class Trial:
    """The chat models that the server lists (none where it has no list), and milliseconds to the first answer of each tried."""

    models: tuple[str, ...]
    took_ms: dict[str, float]


async def tried(opened: Opened, settings: LlmSettings) -> Trial:
    """Ask for the list and try every model that is named, without one the first of the list.

    Raises ProviderWithoutModels and the typed errors of llm.errors.
    """
    named = opened.known.models
    try:
        listed = tuple(await opened.chat.models())
    except (ModelUnknown, ModelProtocol, ModelRejected):
        if not named:  # some servers have no list
            raise
        listed = ()
    if not named and not listed:
        raise ProviderWithoutModels(address=opened.known.address)
    models = named or (Offered(listed[0]),)
    return Trial(listed, {each.name: await _answers(opened, each, settings) for each in models})


def is_here(host: str) -> bool:
    """Whether a host names this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


async def _answers(opened: Opened, model: Offered, settings: LlmSettings) -> float:
    began = time.perf_counter()
    if model.purpose == "embed":
        await opened.embedder(model.name)
    elif model.purpose == "rerank":
        await opened.reranker(model.name).rerank(_WORD, ["OK", "no"])
    else:
        first = min(settings.first_token_seconds, _LONGEST_SECONDS)
        patience = Patience(first, settings.between_tokens_seconds, _LONGEST_SECONDS)
        source = opened.chat.stream(
            [Message("user", _WORD)], model=model.name, max_tokens=16, temperature=0.0, patience=patience
        )
        async with aclosing(source) as parts:
            async for part in parts:
                if isinstance(part, Delta | Finished):
                    break
    return round((time.perf_counter() - began) * 1000, 2)
