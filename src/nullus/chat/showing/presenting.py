"""From events to wire shapes: what both doors, /api/v1/ask and /v1, say about an answer."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from uuid import UUID

from nullus.chat.answering import events
from nullus.chat.answering.citations import Counts
from nullus.chat.answering.passages import Passage
from nullus.chat.schemas.answers import (
    AnswerOut,
    AttemptOut,
    ChecksOut,
    CitationOut,
    ClaimOut,
    DoneOut,
    ProblemOut,
    ServedOut,
    SourceOut,
    SourceRanksOut,
    TokensOut,
)
from nullus.identity import standing_out
from nullus.llm import Served
from nullus.platform.errors import Language, NullusError


@dataclass
class Whole:
    """An answer that has come to its end, whole or broken off."""

    text: str = ""
    passages: list[Passage] = field(default_factory=list)
    citations: list[events.Citation] = field(default_factory=list)
    done: events.Done | None = None
    failed: events.Failed | None = None

    @property
    def cited(self) -> set[int]:
        return {citation.number for citation in self.citations}


async def collect(steps: AsyncGenerator[events.Event, None]) -> Whole:
    """Read an answer to its end."""
    whole = Whole()
    async with aclosing(steps) as source:
        async for event in source:
            match event:
                case events.Sources():
                    whole.passages = event.passages
                case events.Delta():
                    whole.text += event.text
                case events.Citation():
                    whole.citations.append(event)
                case events.Done():
                    whole.done = event
                case events.Failed():
                    whole.failed = event
    return whole


def place_of(passage: Passage) -> str:
    """Document, headings and page in one line for people."""
    page = f" (p. {passage.page})" if passage.page else ""
    return " › ".join((passage.document_name, *passage.heading_path)) + page


def address_of(passage: Passage, base: str) -> str:
    """The page of the portal that opens the document at the passage."""
    return portal_address(passage.document_id, passage.chunk_id, base)


def portal_address(document_id: UUID, chunk_id: object, base: str) -> str:
    return f"{base.rstrip('/')}/documents/{document_id}?chunk={chunk_id}"


def source_out(passage: Passage, base: str, cited: bool | None = None) -> SourceOut:
    return SourceOut(
        number=passage.number,
        document_id=passage.document_id,
        document_name=passage.document_name,
        chunk_id=passage.chunk_id,
        text=passage.text,
        heading_path=list(passage.heading_path),
        page=passage.page,
        start_offset=passage.start_offset,
        end_offset=passage.end_offset,
        score=passage.score,
        address=address_of(passage, base),
        cited=cited,
        ranks=SourceRanksOut.model_validate(passage.ranks, from_attributes=True),
    )


def citation_out(citation: events.Citation) -> CitationOut:
    return CitationOut(
        number=citation.number,
        document_id=citation.document_id,
        chunk_id=citation.chunk_id,
        start_offset=citation.start_offset,
        end_offset=citation.end_offset,
        passage_start=citation.passage_start,
        passage_end=citation.passage_end,
    )


def checks_out(counts: Counts) -> ChecksOut:
    return ChecksOut(
        citations_kept=counts.kept,
        citations_dropped=counts.dropped_citations,
        quotes_dropped=counts.dropped_quotes,
        sentences=counts.sentences,
        sentences_unsupported=counts.unsupported_sentences,
        claims=[ClaimOut(start=each.start, end=each.end, numbers=list(each.numbers)) for each in counts.claims],
    )


def problem_out(error: NullusError, language: Language) -> ProblemOut:
    return ProblemOut(code=error.result_code, message=error.message_in(language), hint=error.hint_in(language))


def done_out(done: events.Done, language: Language) -> DoneOut:
    return DoneOut(
        mode=done.mode,
        finish=done.finish,
        found=done.found,
        language=done.language,
        model=done.model,
        prompt=done.prompt,
        usage=TokensOut(prompt_tokens=done.usage.prompt, completion_tokens=done.usage.completion),
        checks=checks_out(done.counts),
        degraded=problem_out(done.degraded, language) if done.degraded else None,
        took=done.took,
        quota=[standing_out(each) for each in done.quota],
        served=served_out(done.served) if done.served else None,
        withheld=problem_out(done.withheld, language) if done.withheld else None,
        model_away=problem_out(done.away, language) if done.away else None,
    )


def served_out(served: Served) -> ServedOut:
    attempts = [AttemptOut.model_validate(each, from_attributes=True) for each in served.attempts]
    return ServedOut(
        provider=served.provider,
        model=served.model,
        attempts=attempts,
        cost=format(served.cost, "f"),
        currency=served.currency,
        cached=served.cached,
        redacted=served.redacted,
        seconds=served.seconds,
    )


def answer_out(whole: Whole, base: str, language: Language) -> AnswerOut:
    """The whole answer in one piece. One that broke off has `finish` cut and says why."""
    done = whole.done or _cut(whole, language)
    outcome = done if isinstance(done, DoneOut) else done_out(done, language)
    return AnswerOut(
        **dict(outcome),
        answer=whole.text,
        citations=[citation_out(each) for each in whole.citations],
        sources=[source_out(each, base, each.number in whole.cited) for each in whole.passages],
        problem=problem_out(whole.failed.error, language) if whole.failed else None,
    )


def _cut(whole: Whole, language: Language) -> DoneOut:
    return DoneOut(
        mode="model",
        finish="cut",
        found=True,
        language=language,
        model=None,
        prompt=None,
        usage=TokensOut(prompt_tokens=0, completion_tokens=0),
        checks=checks_out(whole.failed.counts if whole.failed else Counts()),
        degraded=None,
        took={},
    )
