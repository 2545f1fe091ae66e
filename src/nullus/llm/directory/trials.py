"""Trying a provider: which models it has, and whether those that are named answer. What is sent is a word of ours."""

import time
from contextlib import aclosing
from dataclasses import dataclass

from nullus.llm import egress
from nullus.llm.directory.errors import ProviderWithoutModels
from nullus.llm.directory.provider import Offered, Opened
from nullus.llm.errors import ModelProtocol, ModelRejected, ModelUnknown
from nullus.llm.ports import Delta, Finished, Message, Patience
from nullus.llm.routing import sending
from nullus.llm.routing.candidates import Candidate
from nullus.llm.settings import LlmSettings

_LONGEST_SECONDS = 60.0
LONGEST_SAID = 200
_WORD = "Say OK."


@dataclass(frozen=True, slots=True)
class Trial:
    """The chat models that the server lists (none where it has no list), milliseconds to the first answer of each tried, and
    what those that answer in words said."""

    models: tuple[str, ...]
    took_ms: dict[str, float]
    said: dict[str, str]


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
    took: dict[str, float] = {}
    said: dict[str, str] = {}
    for each in models:
        took[each.name], words = await _answers(opened, each, settings)
        if each.purpose == "chat":
            said[each.name] = words
    return Trial(listed, took, said)


async def _answers(opened: Opened, model: Offered, settings: LlmSettings) -> tuple[float, str]:
    """Milliseconds to the first of the answer, and its words where it has some."""
    began = time.perf_counter()
    first_at, words = 0.0, ""
    if model.purpose == "embed":
        await opened.embedder(model.name)
    elif model.purpose == "rerank":
        place = egress.Place(opened.known.name, model.name, opened.known.clearance, opened.known.address)
        reranker = opened.reranker(model.name)
        await sending.rerank(egress.clear("public", place), place, reranker, _WORD, ["OK", "no"])
    else:
        first = min(settings.first_token_seconds, _LONGEST_SECONDS)
        patience = Patience(first, settings.between_tokens_seconds, _LONGEST_SECONDS)
        candidate = Candidate(
            opened.known.name, model.name, opened.chat, opened.known.clearance, local=False, context_tokens=0
        )
        source = sending.chat(
            egress.clear("public", candidate),
            candidate,
            [Message("user", _WORD)],
            max_tokens=16,
            temperature=0.0,
            patience=patience,
        )
        async with aclosing(source) as parts:
            async for part in parts:
                if isinstance(part, Delta | Finished):
                    first_at = first_at or time.perf_counter()
                if isinstance(part, Delta):
                    words += part.text
                if len(words) > LONGEST_SAID:
                    break
    return round(((first_at or time.perf_counter()) - began) * 1000, 2), words.strip()[:LONGEST_SAID]
