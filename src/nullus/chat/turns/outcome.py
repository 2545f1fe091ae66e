"""How an answer that ended is stored: the shapes of the wire, so that it reads the same later."""

from dataclasses import asdict
from typing import Any

from nullus.chat.answering import events
from nullus.chat.answering.citations import Counts
from nullus.chat.answering.passages import Passage
from nullus.chat.conversations.messages import Ending as Stored
from nullus.chat.conversations.messages import EvidencePassage
from nullus.chat.showing import presenting
from nullus.chat.turns.live import Ending, LiveAnswer, Stopped
from nullus.platform.errors import NullusError


def ending_of(live: LiveAnswer, end: Ending) -> Stored:
    """Everything that is kept of an answer."""
    citations = [citation_of(each) for each in live.citations]
    common: dict[str, Any] = {
        "text": live.text,
        "rewritten": live.rewritten,
        "citations": citations,
        "checks": checks_of(end.counts),
    }
    match end:
        case events.Done():
            return Stored(
                "complete",
                **common,
                language=end.language,
                mode=end.mode,
                finish=end.finish,
                model=end.model,
                provider=end.provider,
                prompt=end.prompt,
                attempts=end.attempts,
                cost=end.cost,
                currency=end.currency,
                usage={"promptTokens": end.usage.prompt, "completionTokens": end.usage.completion},
                took=end.took,
                degraded=problem_of(end.degraded) if end.degraded else None,
                away=problem_of(end.away) if end.away else None,
            )
        case events.Failed():
            return Stored("partial" if live.text else "failed", **common, finish="cut", failure=problem_of(end.error))
        case Stopped():
            return Stored("stopped", **common, finish="stopped")


def citation_of(citation: events.Citation) -> dict[str, Any]:
    return presenting.citation_out(citation).model_dump(by_alias=True, mode="json")


def checks_of(counts: Counts) -> dict[str, Any]:
    """What the check of citations found, each sentence with what supports it."""
    return presenting.checks_out(counts).model_dump(by_alias=True, mode="json")


def problem_of(error: NullusError) -> dict[str, Any]:
    """An error as a message keeps it, in both languages."""
    return {
        "code": error.result_code,
        "message": {"en": error.message_in("en"), "ko": error.message_in("ko")},
        "hint": {"en": error.hint_in("en"), "ko": error.hint_in("ko")},
    }


def evidence_of(passage: Passage) -> EvidencePassage:
    return EvidencePassage(
        number=passage.number,
        document_id=passage.document_id,
        document_name=passage.document_name,
        collection_id=passage.collection_id,
        chunk_id=int(passage.chunk_id),
        text=passage.text,
        heading_path=list(passage.heading_path),
        page=passage.page,
        start_offset=passage.start_offset,
        end_offset=passage.end_offset,
        score=passage.score,
        ranks=asdict(passage.ranks),
    )
