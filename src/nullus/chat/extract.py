"""An answer without a model: the sentences of the passages that say most of what is asked, quoted as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from nullus.chat import terms
from nullus.chat.passages import Passage
from nullus.chat.sentences import Sentence

# Chosen on KorQuAD and XQuAD (benchmarks/answers.py): with these, 95 of 100 extracts hold the expected answer in about 330
# (Korean) and 580 (English) characters; one sentence more adds half a point.
MOST_SENTENCES = 4
MOST_CHARACTERS = 900
_RANK_WEIGHT = 0.6
_LEAST_OF_BEST = 0.5
_SHORT = 15
_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a passage; `sentence.start` and `.end` are places in the passage's text."""

    passage: Passage
    sentence: Sentence


def choose(question: str, passages: Sequence[Passage]) -> list[Quote]:
    """The quotations, those of one passage together and in its order, the passage with the best sentence first."""
    wanted = terms.asked(question)
    top = max((passage.score for passage in passages), default=0.0)
    scored = sorted(
        (
            (
                _score(wanted, sentence, held) + _RANK_WEIGHT * _standing(place, passage, top),
                -place,
                -index,
                passage,
                sentence,
            )
            for place, passage in enumerate(passages[:_PASSAGES])
            for index, (sentence, held) in enumerate(zip(passage.sentences, passage.sentence_terms, strict=True))
        ),
        key=lambda entry: entry[:3],
        reverse=True,
    )
    chosen: list[Quote] = []
    seen: set[str] = set()
    size = 0
    for score, _, _, passage, sentence in scored:
        if len(chosen) == MOST_SENTENCES or (chosen and score < _LEAST_OF_BEST * scored[0][0]):
            break
        same = " ".join(sentence.text.split()).casefold()
        if same in seen or (chosen and size + len(sentence.text) > MOST_CHARACTERS):
            continue
        seen.add(same)
        size += len(sentence.text)
        chosen.append(Quote(passage, sentence))
    order = list(dict.fromkeys(quote.passage.number for quote in chosen))
    return sorted(chosen, key=lambda quote: (order.index(quote.passage.number), quote.sentence.start))


def _score(wanted: dict[int, float], sentence: Sentence, held: frozenset[int]) -> float:
    covered = terms.coverage(wanted, held)
    return covered if len(sentence.text) >= _SHORT else covered / 2


def _standing(place: int, passage: Passage, top: float) -> float:
    """How the passage stands in the ranking, 1 for the best: by its score where scores are comparable, by rank elsewhere."""
    return passage.score / top if top > 0 and passage.score > 0 else 1 / (1 + place)
