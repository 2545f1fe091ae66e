"""Where the words of an expected passage stand: in which chunks of a document, and whether an answer states a fact.

Chunks change when a document is read again, words do not: so a golden question keeps words, and each run looks them up.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

LEAST = 6
"""Letters and digits of a quotation that may be looked for in every document; shorter ones stand in too many."""
_HALF = 0.5


def squeezed(text: str) -> str:
    """Letters and digits alone, in one case and width: spaces, punctuation and Markdown marks are how a format writes them."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a document, chunk after chunk. `numbers` are those of its chunks, `ends` where each ends in `text`."""

    numbers: Sequence[int]
    text: str
    ends: Sequence[int]

    def find(self, quote: str) -> frozenset[int]:
        """The chunks that hold a passage: at least half of it, or a half of which is it. None where it does not stand here."""
        wanted = squeezed(quote)
        start = self.text.find(wanted) if wanted else -1
        if start < 0:
            return frozenset()
        stop = start + len(wanted)
        first, last = bisect_right(self.ends, start), bisect_right(self.ends, stop - 1)
        held = {}
        for place in range(first, last + 1):
            begin, end = (self.ends[place - 1] if place else 0), self.ends[place]
            shared = min(stop, end) - max(start, begin)
            held[self.numbers[place]] = shared / min(len(wanted), end - begin) if shared > 0 else 0.0
        enough = {number for number, share in held.items() if share >= _HALF}
        return frozenset(enough or {max(held, key=lambda number: held[number])})


def laid(chunks: Sequence[tuple[int, str]]) -> Laid:
    """Chunks (number, text) of one document in their order."""
    texts = [squeezed(text) for _, text in chunks]
    return Laid([number for number, _ in chunks], "".join(texts), list(accumulate(map(len, texts))))


def states(answer: str, wordings: Sequence[str]) -> bool:
    """Whether an answer states a fact in one of its wordings: letter for letter, spaces, case and punctuation aside."""
    there = squeezed(answer)
    return any(wanted in there for wanted in map(squeezed, wordings) if wanted)


@dataclass(slots=True)
class Relevant:
    """The expected passages of one question, as sets of chunks that hold them."""

    passages: list[frozenset[int]] = field(default_factory=list)

    def held_by(self, chunk: int) -> frozenset[int]:
        """The places of the passages that a chunk holds."""
        return frozenset(place for place, chunks in enumerate(self.passages) if chunk in chunks)
