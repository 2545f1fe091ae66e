"""What the steps of one answer share."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from nullus.chat.answering import events, wording
from nullus.chat.answering.citations import Counts
from nullus.chat.answering.passages import Passage
from nullus.chat.answering.questions import Question
from nullus.knowledge import SearchResult
from nullus.llm import Usage
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sensitivity import Sensitivity

Widen = Callable[[list[Passage], int], Awaitable[list[Passage]]]


@dataclass(slots=True)
class Course:
    """One answer on its way."""

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


def citation(number: int, passage: Passage, start: int, end: int) -> events.Citation:
    return events.Citation(
        number, passage.document_id, passage.chunk_id, start, end, passage.start_offset, passage.end_offset
    )
