"""An answer without a model: the sentences of the passages that say most of what is asked, quoted as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nullus.chat.answering import terms
from nullus.chat.answering.passages import Passage
from nullus.chat.answering.sentences import Sentence

# Chosen on KorQuAD and XQuAD (benchmarks/answers.py): 95 of 100 extracts hold the expected answer in about 290 (Korean) and 560
# (English) characters. Without _LEAST_OF_BEST one more in a hundred does, in half as many characters more.
MOST_SENTENCES = 5
MOST_CHARACTERS = 900
_RANK_WEIGHT = 0.6
_LEAST_OF_BEST = 0.4
_LEAST_OF_TOTAL = 0.5
_SHORT = 15
_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a passage; `sentence.start` and `.end` are places in the passage's text."""

    passage: Passage
    sentence: Sentence


class _Candidate(NamedTuple):
    covered: float
    standing: float
    quote: Quote

    def total(self) -> float:
        return self.covered + _RANK_WEIGHT * self.standing

    def much_less_than(self, best: "_Candidate") -> bool:
        return self.covered < _LEAST_OF_BEST * best.covered or self.total() < _LEAST_OF_TOTAL * best.total()


def choose(question: str, passages: Sequence[Passage]) -> list[Quote]:
    """The quotations, those of one passage together and in its order, the passage with the best sentence first."""
    wanted = terms.asked(question)
    top = max((passage.score for passage in passages), default=0.0)
    candidates = [
        _Candidate(_score(wanted, sentence, held), _standing(place, passage, top), Quote(passage, sentence))
        for place, passage in enumerate(passages[:_PASSAGES])
        for sentence, held in zip(passage.sentences, passage.sentence_terms, strict=True)
    ]
    candidates.sort(key=_Candidate.total, reverse=True)
    chosen: list[Quote] = []
    seen: set[str] = set()
    size = 0
    for each in candidates:
        text = each.quote.sentence.text
        same = " ".join(text.split()).casefold()
        if same in seen or (chosen and (each.much_less_than(candidates[0]) or size + len(text) > MOST_CHARACTERS)):
            continue
        seen.add(same)
        size += len(text)
        chosen.append(each.quote)
        if len(chosen) == MOST_SENTENCES:
            break
    order = list(dict.fromkeys(quote.passage.number for quote in chosen))
    return sorted(chosen, key=lambda quote: (order.index(quote.passage.number), quote.sentence.start))


def _score(wanted: dict[int, float], sentence: Sentence, held: frozenset[int]) -> float:
    covered = terms.coverage(wanted, held)
    return covered if len(sentence.text) >= _SHORT else covered / 2


def _standing(place: int, passage: Passage, top: float) -> float:
    """How the passage stands in the ranking, 1 for the best: by its score where scores are comparable, by rank elsewhere."""
    return passage.score / top if top > 0 and passage.score > 0 else 1 / (1 + place)
