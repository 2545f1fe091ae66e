"""Texts in another language, a paragraph at a time: what was translated before is not asked of a model again."""

import asyncio
import re
import secrets
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal
from uuid import UUID

from nullus.chat.errors import TooManyAnswers
from nullus.chat.settings import ChatSettings
from nullus.chat.translation.paragraphs import Paragraph, is_in, lost, paragraphs
from nullus.identity import Quotas
from nullus.llm import (
    Completed,
    Delta,
    Gateway,
    Message,
    ModelCall,
    Prompt,
    Reuse,
    Usage,
    current_prompt,
    digest,
    tokens,
)
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sensitivity import Sensitivity

Target = Literal["ko", "en", "zh", "ja"]
NAMES: dict[Target, str] = {"ko": "Korean", "en": "English", "zh": "Simplified Chinese", "ja": "Japanese"}
_AT_ONCE = 3
"""Paragraphs of one text that a model has at the same time."""
_MARKS = re.compile(r"</?\s*text\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A text and where it comes from: how sensitive it is, and what its translation goes with when it is deleted."""

    text: str
    sensitivity: Sensitivity
    collections: frozenset[UUID]
    documents: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Translated:
    """A paragraph and its translation; the original itself where there was nothing to translate.

    `lost`: citations, code, addresses and numbers of the original that the translation does not have.
    """

    original: str
    behind: str
    text: str
    how: Literal["model", "kept", "unchanged"]
    model: str | None = None
    prompt: str | None = None
    usage: Usage = Usage()
    cost: Decimal = Decimal(0)
    finish: str = "stop"
    lost: Sequence[str] = ()


class Translator:
    """Translations of one process, at most so many texts at the same time."""

    def __init__(self, db: Database, gateway: Gateway, settings: ChatSettings, quotas: Quotas) -> None:
        self._db = db
        self._gateway = gateway
        self._settings = settings
        self._quotas = quotas
        self._running = 0

    async def translate(self, actor: Actor, sources: Sequence[Source], target: Target) -> list[list[Translated]]:
        """Each text in paragraphs, translated. Cancel it to stop the model.

        Raises TooManyAnswers, QuotaExceeded, EgressRefused where no model may see the text, NoModel where there is none,
        and what the gateway raises when all of them fail.
        """
        if self._running >= self._settings.answers_at_once:
            raise TooManyAnswers(retry_after_seconds=2)
        self._running += 1
        try:
            return await self._metered(actor, sources, target)
        finally:
            self._running -= 1

    async def _metered(self, actor: Actor, sources: Sequence[Source], target: Target) -> list[list[Translated]]:
        prompt = await current_prompt(self._db, "translate", "en")
        cut = [[(source, each) for each in paragraphs(source.text)] for source in sources]
        asked = [each for row in cut for _, each in row if _to_translate(each, target)]
        most = sum(3 * tokens(each.text) + tokens(prompt.text) + 200 for each in asked)
        price = await self._gateway.price("translate")
        async with await self._quotas.reserve(actor, {"tokens": most, "money": price.most(most, 0.0)}) as held:
            gate = asyncio.Semaphore(_AT_ONCE)
            try:
                async with asyncio.TaskGroup() as group:
                    tasks = [
                        [
                            group.create_task(self._one(gate, actor, source, each, target, prompt))
                            for source, each in row
                        ]
                        for row in cut
                    ]
            except ExceptionGroup as failed:  # the others were stopped; what was translated is kept for the next time
                raise failed.exceptions[0] from None
            done = [[each.result() for each in row] for row in tasks]
            all_of_it = [each for row in done for each in row]
            used = sum(each.usage.prompt + each.usage.completion for each in all_of_it)
            await held.settle({"tokens": used, "money": sum((each.cost for each in all_of_it), Decimal(0))})
        return done

    async def _one(
        self,
        gate: asyncio.Semaphore,
        actor: Actor,
        source: Source,
        paragraph: Paragraph,
        target: Target,
        prompt: Prompt,
    ) -> Translated:
        if not _to_translate(paragraph, target):
            return Translated(paragraph.text, paragraph.behind, paragraph.text, "unchanged")
        async with gate:
            first = await self._asked(actor, source, paragraph, target, prompt)
            if not first.lost:
                return first
            again = await self._asked(actor, source, paragraph, target, prompt, "again")
        best = again if len(again.lost) < len(first.lost) else first
        both = Usage(first.usage.prompt + again.usage.prompt, first.usage.completion + again.usage.completion)
        return replace(best, usage=both, cost=first.cost + again.cost)

    async def _asked(
        self, actor: Actor, source: Source, paragraph: Paragraph, target: Target, prompt: Prompt, turn: str = ""
    ) -> Translated:
        key = secrets.token_hex(4)
        call = ModelCall(
            task="translate",
            actor=actor,
            messages=[
                Message("system", prompt.fill(language=NAMES[target], key=key)),
                Message("user", f'<text key="{key}">\n{paragraph.text}\n</text key="{key}">'),
            ],
            sensitivity=source.sensitivity,
            prompt=prompt.id,
            app="translation",
            max_tokens=3 * tokens(paragraph.text) + 100,
            temperature=0.0,
            reuse=Reuse(digest(paragraph.text, target, turn), "", source.collections, source.documents),
        )
        said: list[str] = []
        end: Completed | None = None
        async with aclosing(self._gateway.chat(call)) as parts:
            async for part in parts:
                if isinstance(part, Delta):
                    said.append(part.text)
                elif isinstance(part, Completed):
                    end = part
        text = _MARKS.sub("", "".join(said)).strip()
        served = end.served if end else None
        kept = served is not None and served.cached
        return Translated(
            paragraph.text,
            paragraph.behind,
            text or paragraph.text,
            "unchanged" if not text else "kept" if kept else "model",
            f"{served.provider}/{served.model}" if served else None,
            prompt.id,
            end.usage if end and not kept else Usage(),
            served.cost if served else Decimal(0),
            end.reason if end else "stop",
            lost(paragraph.text, text),
        )


def _to_translate(paragraph: Paragraph, target: Target) -> bool:
    return paragraph.words and not is_in(paragraph.text, target)
