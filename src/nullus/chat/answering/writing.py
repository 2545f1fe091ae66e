"""An answer that a model writes: asked with the passages, checked word by word, and what stands when it breaks off."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import asdict

from nullus.chat.answering import events, prompting, wording
from nullus.chat.answering.citations import CitationCheck, Piece
from nullus.chat.answering.course import Course, citation
from nullus.chat.answering.passages import Passage
from nullus.chat.answering.preface import Preface
from nullus.chat.answering.questions import Question
from nullus.chat.answering.quoting import quoted
from nullus.llm import (
    Completed,
    Delta,
    EgressRefused,
    Gateway,
    ModelCall,
    Prompt,
    Prospect,
    Reuse,
    current_prompt,
    digest,
    prompt_of_version,
)
from nullus.platform.database import Database
from nullus.platform.errors import NullusError


async def written_by_model(
    course: Course, model: Prospect, gateway: Gateway, strength: float
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


def _call(course: Course, prompt: prompting.Prompt, answer_tokens: int) -> ModelCall:
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
    course: Course,
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
    return quoted(course, strength, reason=error)


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
        found.append(citation(piece.number, passage, piece.start, piece.end))
    return found
