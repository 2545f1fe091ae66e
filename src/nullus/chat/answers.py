"""One answer, from the question to its last event: search, decide whether there is evidence, quote or let a model write, check."""

import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from nullus.chat import events, evidence, extract, prompting, wording
from nullus.chat.citations import CitationCheck, Counts, Piece
from nullus.chat.errors import TooManyAnswers
from nullus.chat.gathering import Wanted, gather, widen
from nullus.chat.metering import Meter, Paid, metered
from nullus.chat.passages import Passage
from nullus.chat.preface import Preface
from nullus.chat.reranking import ranking
from nullus.chat.settings import ChatSettings
from nullus.identity import Quotas
from nullus.knowledge import Retrieval, SearchResult, sensitivity_of
from nullus.llm import (
    Completed,
    Delta,
    EgressRefused,
    Gateway,
    Message,
    ModelCall,
    NoModel,
    Prompt,
    Prospect,
    Reuse,
    Usage,
    current_prompt,
    digest,
    prompt_of_version,
)
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NullusError
from nullus.platform.sensitivity import LABELS, Sensitivity, highest
from nullus.platform.settings import InvalidSetting


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which collections (None: all), and what was said before. `searched`: the question as it is looked for,
    where it needs what was said before to be understood."""

    text: str
    collection_ids: Sequence[UUID] | None = None
    top_k: int = 8
    filters: dict[str, Any] = field(default_factory=dict)
    history: Sequence[Message] = ()
    wishes: str = ""
    max_tokens: int | None = None
    temperature: float | None = None
    searched: str = ""
    model: str | None = None
    reranked: bool | None = None
    """Whether a model puts what was found in order; None: as the settings say."""
    sensitivity: Sensitivity | None = None
    conversation_id: UUID | None = None
    message_id: UUID | None = None
    prompt: str | None = None
    """A version of the answer prompt that is not in use, as an evaluation tries it."""
    afresh: bool = False
    """Whoever asks for another answer is not given the one that was kept."""

    @property
    def plain(self) -> str:
        """The question as somebody who has not heard the conversation would understand it."""
        return self.searched or self.text


Widen = Callable[[list[Passage], int], Awaitable[list[Passage]]]


@dataclass(slots=True)
class _Course:
    """What the steps of one answer share."""

    db: Database
    question: Question
    passages: list[Passage]
    result: SearchResult
    began: float
    widen: Widen
    early: bool
    counts: Counts
    actor: Actor
    sensitivity: Sensitivity

    def done(self, mode: events.Mode, finish: events.Finish, **more: Any) -> events.Done:
        took = {
            "search": self.result.took.get("total", 0.0),
            "total": round((time.perf_counter() - self.began) * 1000, 3),
        }
        if "rerank" in self.result.took:
            took["rerank"] = self.result.took["rerank"]
        found = finish != "not_found"
        values = {"model": None, "prompt": None, "usage": Usage()} | more
        language = wording.language_of(self.question.text)
        return events.Done(
            mode, finish, found, language, counts=self.counts, degraded=self.result.degraded, took=took, **values
        )


async def answer(
    db: Database,
    retrieval: Retrieval,
    gateway: Gateway,
    settings: ChatSettings,
    actor: Actor,
    question: Question,
    *,
    early: bool = False,
    counts: Counts | None = None,
) -> AsyncGenerator[events.Event, None]:
    """Sources, then text and citations, then Done or Failed. No transaction is open while a model is waited for.

    Raises CollectionNotFound and the errors of the search before the first event, and those of a configured model that
    fails before its first word. `early`: sources are told before the model is asked; they come again when quotations take its
    place. Close the iterator to stop the model.
    """
    began = time.perf_counter()
    before = question.sensitivity or "public"
    wanted = Wanted(question.plain, question.collection_ids, question.top_k, question.filters, before)

    async def label_now() -> Sensitivity:
        return highest(before, await sensitivity_of(db, actor, question.collection_ids))

    reranks = settings.rerank if question.reranked is None else question.reranked
    rank = ranking(gateway, actor, question.plain, label_now, settings.rerank_seconds) if reranks else None
    passages, result = await gather(retrieval, actor, wanted, rank)
    wide = partial(widen, retrieval, actor, most=settings.widened)
    # After the search: a label that rises while it runs counts for what it has found.
    label = await label_now()
    course = _Course(db, question, passages, result, began, wide, early, counts or Counts(), actor, label)
    strength = evidence.strength(question.plain, passages)
    model = None
    if strength >= evidence.ENOUGH_FOR_A_MODEL or _dense(result):
        model = await gateway.prospect("answer", label, question.model)
    if model is None:
        for event in _without_model(course, strength):
            yield event
        return
    async with aclosing(_with_model(course, model, gateway, strength)) as steps:
        async for step in steps:
            yield step


def _without_model(course: _Course, strength: float, *, reason: NullusError | None = None) -> list[events.Event]:
    """The whole extractive answer."""
    language = wording.language_of(course.question.text)
    if strength < evidence.ENOUGH:
        text = wording.say(wording.NOT_FOUND, language)
        if not course.passages and course.actor.reach != "guest":
            text = f"{text} {wording.say(wording.NO_DOCUMENTS, language)}"
        return [events.Sources(course.passages), events.Delta(text), course.done("extractive", "not_found")]
    quotes = extract.choose(course.question.plain, course.passages)
    passages = _renumbered(course.passages, [quote.passage for quote in quotes])
    numbers = {passage.chunk_id: passage.number for passage in passages}
    found: list[events.Event] = [events.Sources(passages)]
    for place, quote in enumerate(quotes):
        passage, sentence = quote.passage, quote.sentence
        number = numbers[passage.chunk_id]
        start = passage.start_offset
        found.append(events.Delta(("\n\n" if place else "") + f"{sentence.text} [{number}]"))
        found.append(_citation(number, passage, start + sentence.start, start + sentence.end))
    course.counts.kept = course.counts.sentences = len(quotes)
    note = wording.say(wording.NO_MODEL, language)
    withheld = reason if isinstance(reason, EgressRefused) else None
    if reason is not None:
        why = wording.MODEL_AWAY if withheld is None else wording.ONLY_LOCAL
        note = wording.say(why, language, reason=reason.message_in(language))
    if course.actor.reach == "guest":
        note = wording.say(wording.QUOTED, language)
    found.append(events.Delta(f"\n\n({note})"))
    found.append(course.done("extractive", "stop", withheld=withheld, away=reason or NoModel()))
    return found


def _renumbered(passages: Sequence[Passage], quoted: Sequence[Passage]) -> list[Passage]:
    """The passages with those that are quoted first, in the order of their quotations: an answer begins with `[1]`."""
    order = {passage.chunk_id: passage for passage in (*quoted, *passages)}
    return [replace(passage, number=number) for number, passage in enumerate(order.values(), 1)]


async def _with_model(
    course: _Course, model: Prospect, gateway: Gateway, strength: float
) -> AsyncGenerator[events.Event, None]:
    question = course.question
    answer_tokens = min(question.max_tokens or model.answer_tokens, model.answer_tokens)
    frame = prompting.framed(
        question.text,
        await _rules(course.db, question),
        context_tokens=model.context_tokens,
        answer_tokens=answer_tokens,
        history=question.history,
        wishes=question.wishes,
    )
    prompt = frame.filled(await course.widen(course.passages, frame.room))
    check = CitationCheck(prompt.passages, question.plain, course.counts)
    preface = Preface()
    told = False
    if course.early:
        yield events.Sources(prompt.passages)
    end: Completed | None = None
    call = _call(course, prompt, answer_tokens)
    try:
        written = _written(gateway, call, preface, check)
        async with aclosing(written) as steps:
            async for step in steps:
                if isinstance(step, Completed):
                    end = step
                    continue
                if not told and not course.early:
                    yield events.Sources(prompt.passages)
                told = True
                for event in _shown(step, prompt.passages):
                    yield event
    except NullusError as error:
        for event in _broken_off(course, check, prompt, error, told, model, strength):
            yield event
        return
    if not told and not course.early:
        yield events.Sources(prompt.passages)
    for event in _shown(check.feed(preface.finish()) + check.finish(), prompt.passages):
        yield event
    assert end is not None
    finish: events.Finish = "stop" if end.reason == "tools" else end.reason
    if preface.not_found:
        finish = "not_found"
        yield events.Delta(wording.say(wording.NOT_FOUND, wording.language_of(question.text)))
    served = end.served
    yield course.done(
        "model",
        finish,
        model=served.model,
        prompt=prompt.version,
        usage=end.usage,
        provider=served.provider,
        attempts=[asdict(each) for each in served.attempts],
        cost=served.cost,
        currency=served.currency,
        served=served,
    )


def _call(course: _Course, prompt: prompting.Prompt, answer_tokens: int) -> ModelCall:
    """What the model is asked, with the label of everything in it."""
    question, passages = course.question, prompt.passages
    said = [f"{each.role}: {each.content}" for each in question.history]
    shown = [f"{each.chunk_id}: {each.text}" for each in passages]
    collections = frozenset(each.collection_id for each in passages)
    reuse = Reuse(
        inputs=digest(question.text, question.wishes, str(len(said)), *said, *shown),
        rights=digest(course.actor.reach, *sorted(map(str, collections))),
        collections=collections,
        documents=frozenset(each.document_id for each in passages),
    )
    return ModelCall(
        "answer",
        course.actor,
        prompt.messages,
        course.sensitivity,
        prompt.version,
        max_tokens=answer_tokens,
        temperature=question.temperature,
        wanted=question.model,
        conversation_id=question.conversation_id,
        message_id=question.message_id,
        reuse=None if question.afresh else reuse,
    )


async def _rules(db: Database, question: Question) -> Prompt:
    """The prompt in use, or the version that was asked for. Raises PromptVersionNotFound."""
    language = wording.language_of(question.text)
    if question.prompt is not None:
        return await prompt_of_version(db, "answer", question.prompt, language)
    return await current_prompt(db, "answer", language)


async def _written(
    gateway: Gateway, call: ModelCall, preface: Preface, check: CitationCheck
) -> AsyncGenerator[list[Piece] | Completed, None]:
    """What the model writes, checked: only what may be shown."""
    async with aclosing(gateway.chat(call)) as parts:
        async for part in parts:
            if isinstance(part, Completed):
                yield part
            elif isinstance(part, Delta) and (pieces := check.feed(preface.feed(part.text))):
                yield pieces


def _broken_off(
    course: _Course,
    check: CitationCheck,
    prompt: prompting.Prompt,
    error: NullusError,
    told: bool,
    model: Prospect,
    strength: float,
) -> list[events.Event]:
    """The model failed: what it had said stands and is marked; before its first word, a model that was only found by
    chance, or that may not see this, is replaced by quotations, and one that the operator chose is an error."""
    if told:
        return [*_shown(check.finish(), prompt.passages), events.Failed(error, course.counts)]
    if model.origin != "detected" and not isinstance(error, EgressRefused):
        raise error
    return _without_model(course, strength, reason=error)


def _shown(pieces: list[Piece], passages: Sequence[Passage]) -> list[events.Event]:
    """Checked pieces as events; a marker is text and a citation."""
    numbered = {passage.number: passage for passage in passages}
    found: list[events.Event] = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(events.Delta(piece))
            continue
        passage = numbered[piece.number]
        found.append(events.Delta(f"[{piece.number}]"))
        found.append(_citation(piece.number, passage, piece.start, piece.end))
    return found


def _citation(number: int, passage: Passage, start: int, end: int) -> events.Citation:
    return events.Citation(
        number, passage.document_id, passage.chunk_id, start, end, passage.start_offset, passage.end_offset
    )


def _dense(result: SearchResult) -> bool:
    """Whether an embedder that reads the question's language found something: words need not be shared then."""
    return any(hit.dense_rank is not None for hit in result.hits)


class Answers:
    """Answers of one process: so many at once in all, and so many of one account, because each may hold a model."""

    def __init__(
        self, db: Database, retrieval: Retrieval, gateway: Gateway, settings: ChatSettings, quotas: Quotas
    ) -> None:
        """Raises InvalidSetting."""
        if settings.direct_sensitivity not in LABELS:
            raise InvalidSetting(
                name="NULLUS_CHAT_DIRECT_SENSITIVITY",
                value=settings.direct_sensitivity,
                problem=f"use {', '.join(LABELS)}",
            )
        self.db = db
        self.settings = settings
        self.gateway = gateway
        self.retrieval = retrieval
        self._quotas = quotas
        self._writing: Counter[UUID | None] = Counter()

    async def ask(self, actor: Actor, question: Question) -> AsyncGenerator[events.Event, None]:
        """See `answer`, paid for by the asker's quota. Raises TooManyAnswers and QuotaExceeded before the first event."""
        async with self.place(actor, question) as place, aclosing(self.write(place, actor, question)) as steps:
            async for step in steps:
                yield step

    @asynccontextmanager
    async def place(self, actor: Actor, question: Question) -> AsyncIterator[Paid]:
        """Room for one more answer, with what it may cost reserved. Raises TooManyAnswers and QuotaExceeded."""
        asker = actor.person_id
        mine = self._writing[asker] if asker is not None else 0
        if self._writing.total() >= self.settings.answers_at_once or mine >= self.settings.answers_each:
            raise TooManyAnswers(retry_after_seconds=2)
        self._writing[asker] += 1
        try:
            models = self.gateway.settings
            price = await self.gateway.price("answer", question.model)
            meter = Meter(price, question.text, 0 if models.provider == "none" else models.context_tokens)
            async with await self._quotas.reserve(actor, meter.most()) as held:
                yield Paid(held, meter)
        finally:
            self._writing[asker] -= 1
            if not self._writing[asker]:
                del self._writing[asker]

    async def write(
        self, paid: Paid, actor: Actor, question: Question, *, early: bool = False, counts: Counts | None = None
    ) -> AsyncGenerator[events.Event, None]:
        """The events of an answer for which there is room. `early`: sources at once, before the model's first word.
        `counts`: where the check of citations writes what it finds, for whoever ends the answer before its end."""
        written = answer(
            self.db, self.retrieval, self.gateway, self.settings, actor, question, early=early, counts=counts
        )
        async with aclosing(metered(paid, written)) as steps:
            async for step in steps:
                yield step
