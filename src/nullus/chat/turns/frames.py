"""Events of a turn as they stand on the wire: `sources`, `delta`, `citation`, and `done` or `error`, each with its place as id."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nullus.chat.answering import events
from nullus.chat.schemas.answers import SourceOut
from nullus.chat.showing import presenting
from nullus.chat.turns.live import LiveAnswer, News, Place, Recalled, Stopped
from nullus.platform.errors import Language, NullusError

Wire = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What follows a place, in wire shapes. `ending`: the name of the last event and what it says."""

    sources: Wire | None
    text: str
    citations: Sequence[Wire]
    ending: tuple[str, Wire] | None


def frames(told: Told, before: Place, after: Place) -> bytes:
    """The events of what follows `before`. `after` is where it ends."""
    place = replace(before, sources=after.sources)
    parts = []
    if told.sources is not None:
        parts.append(_frame("sources", told.sources, place))
    if told.text:
        place = replace(place, text=after.text)
        parts.append(_frame("delta", {"text": told.text}, place))
    for citation in told.citations:
        place = replace(place, citations=place.citations + 1)
        parts.append(_frame("citation", citation, place))
    if told.ending is not None:
        parts.append(_frame(*told.ending, after))
    return b"".join(parts)


def news(answer: LiveAnswer, found: News, before: Place, base: str, language: Language) -> bytes:
    """What is new of an answer that is being written."""
    sources = None
    if found.passages is not None:
        sources_out = (
            each if isinstance(each, SourceOut) else presenting.source_out(each, base) for each in found.passages
        )
        listed = [each.model_dump(by_alias=True, mode="json") for each in sources_out]
        sources = {**ids(answer), "rewritten": answer.rewritten, "sources": listed}
    citations = [presenting.citation_out(each).model_dump(by_alias=True, mode="json") for each in found.citations]
    ending = None if found.ending is None else _ending(answer, found.ending, language)
    return frames(Told(sources, found.text, citations, ending), before, found.place)


def ids(answer: LiveAnswer) -> dict[str, str]:
    """Which answer it is, for whoever wants to stop it or come back to it."""
    return {
        "conversationId": str(answer.conversation_id),
        "questionId": str(answer.question_id),
        "messageId": str(answer.message_id),
    }


def broken(error: NullusError, language: Language) -> bytes:
    """An end that has nothing to do with the answer itself: its reader may not hear it any more."""
    problem = presenting.problem_out(error, language).model_dump(by_alias=True, mode="json")
    return f"event: error\ndata: {json.dumps(problem, ensure_ascii=False)}\n\n".encode("utf-8", "replace")


def _ending(
    answer: LiveAnswer, end: events.Done | events.Failed | Stopped | Recalled, language: Language
) -> tuple[str, dict[str, Any]]:
    if isinstance(end, Recalled):
        return end.name, end.value
    checks = presenting.checks_out(end.counts).model_dump(by_alias=True, mode="json")
    match end:
        case events.Done():
            done = presenting.done_out(end, language).model_dump(by_alias=True, mode="json")
            return "done", {**ids(answer), "state": "complete", **done}
        case events.Failed():
            problem = presenting.problem_out(end.error, language).model_dump(by_alias=True, mode="json")
            state = "partial" if answer.text else "failed"
            return "error", {**ids(answer), "state": state, "finish": "cut", **problem, "checks": checks}
        case Stopped():
            return "done", {**ids(answer), "state": "stopped", "finish": "stopped", "checks": checks}


def _frame(name: str, value: Wire, place: Place) -> bytes:
    body = json.dumps(value, ensure_ascii=False)
    return f"id: {place}\nevent: {name}\ndata: {body}\n\n".encode("utf-8", "replace")
