"""An answer that is being written, in the memory of the process that writes it: any number of readers, each at a place of its own.

A place is how far somebody has read: characters of the text, citations, and which list of sources (it may change once before
the first word). So nothing is queued for a reader, a slow one gets larger pieces, and whoever comes back goes on from there,
here or from what was stored.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nullus.chat.answering import events
from nullus.chat.answering.citations import Counts
from nullus.chat.answering.passages import Passage
from nullus.chat.schemas.answers import SourceOut
from nullus.platform.errors import NullusError

GRACE_SECONDS = 1.5
"""How long an answer is written on after its last reader left: a connection that broke has so long to come back."""
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})-(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has read. On the wire, as the `id` of events: `1-120-3`."""

    sources: int = 0
    text: int = 0
    citations: int = 0

    def __str__(self) -> str:
        return f"{self.sources}-{self.text}-{self.citations}"

    @classmethod
    def read(cls, value: str | None) -> "Place":
        """The place that an id names; the beginning for what is none."""
        found = _PLACE.fullmatch(value or "")
        return cls(*map(int, found.groups())) if found else cls()


@dataclass(frozen=True, slots=True)
class Stopped:
    """Last, when the asker stopped the answer."""

    counts: Counts


Ending = events.Done | events.Failed | Stopped


@dataclass(frozen=True, slots=True)
class Recalled:
    """The last event of an answer that was stored before, as it stands on the wire."""

    name: str
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """What there is beyond a place, in the order in which it is told; `place` is where it ends."""

    place: Place
    passages: Sequence[Passage | SourceOut] | None
    text: str
    citations: list[events.Citation]
    ending: Ending | Recalled | None


class LiveAnswer:
    """What has been written so far. `left` is called when nobody has read for a while."""

    def __init__(
        self, conversation_id: UUID, question_id: UUID, message_id: UUID, left: Callable[[UUID], None] | None = None
    ) -> None:
        self.conversation_id = conversation_id
        self.question_id = question_id
        self.message_id = message_id
        self.rewritten: str | None = None
        self.passages: list[Passage] = []
        self.text = ""
        self.citations: list[events.Citation] = []
        self.ending: Ending | Recalled | None = None
        self._recalled: Sequence[SourceOut] = ()
        self._over = asyncio.Event()
        self._sources = 0
        self._readers: set[Reader] = set()
        self._left = left
        self._closing: asyncio.TimerHandle | None = None
        self._watch()

    def take(self, event: events.Event) -> None:
        """One more step of the answer, but for its end."""
        match event:
            case events.Sources():
                self.passages = event.passages
                self._sources += 1
            case events.Delta():
                self.text += event.text
            case events.Citation():
                self.citations.append(event)
        self._tell()

    def recall(self, sources: Sequence[SourceOut], text: str, citations: list[events.Citation]) -> None:
        """What was stored of an answer that somebody else writes, or has written."""
        self._recalled, self._sources = sources, 1
        self.text, self.citations = text, citations
        self._tell()

    async def ended(self) -> None:
        """Wait for the end, without reading."""
        await self._over.wait()

    def end(self, ending: Ending | Recalled) -> None:
        """Nothing follows any more."""
        self.ending = ending
        self._over.set()
        if self._closing is not None:
            self._closing.cancel()
        self._tell()

    def open(self, place: Place) -> "Reader":
        """Somebody reads on from a place."""
        reader = Reader(self, place)
        self._readers.add(reader)
        return reader

    def close(self, reader: "Reader") -> None:
        """A reader went away."""
        self._readers.discard(reader)
        self._watch()

    def beyond(self, place: Place) -> News:
        """What there is beyond a place."""
        sources = self._sources if place.sources != self._sources else None
        end = Place(self._sources, max(len(self.text), place.text), max(len(self.citations), place.citations))
        return News(
            end,
            None if sources is None else [*self.passages, *self._recalled],
            self.text[place.text :],
            self.citations[place.citations :],
            self.ending,
        )

    def goes_beyond(self, place: Place) -> bool:
        """Whether there is anything beyond a place."""
        return (
            self.ending is not None
            or place.sources != self._sources
            or len(self.text) > place.text
            or len(self.citations) > place.citations
        )

    def _tell(self) -> None:
        for reader in self._readers:
            reader.wake()

    def wait_for_readers(self) -> None:
        """Nobody reads here: look again in a while."""
        self._watch()

    def _watch(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
        if self._left is not None and self.ending is None and not self._readers:
            self._closing = asyncio.get_running_loop().call_later(GRACE_SECONDS, self._alone)

    def _alone(self) -> None:
        if self._left is not None and self.ending is None and not self._readers:
            self._left(self.message_id)


class Reader:
    """One who reads an answer. `refusal`: why they may not hear more of it."""

    def __init__(self, answer: LiveAnswer, place: Place) -> None:
        self.answer = answer
        self.place = place
        self.gone = False
        self.refusal: NullusError | None = None
        self._waiter: asyncio.Future[None] | None = None

    def news(self) -> News:
        """What is new since the last call."""
        found = self.answer.beyond(self.place)
        self.place = found.place
        return found

    async def wait(self, seconds: float) -> None:
        """Until there is more to tell or a reason to end, at most so long."""
        if self.gone or self.refusal is not None or self.answer.goes_beyond(self.place):
            return
        loop = asyncio.get_running_loop()
        self._waiter = loop.create_future()
        timer = loop.call_later(seconds, self.wake)
        try:
            await self._waiter
        finally:
            timer.cancel()
            self._waiter = None

    def leave(self, refusal: NullusError | None = None) -> None:
        """The connection is gone, or may tell nothing more."""
        self.gone, self.refusal = refusal is None, refusal
        self.wake()

    def close(self) -> None:
        self.answer.close(self)

    def wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
