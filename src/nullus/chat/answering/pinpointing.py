"""Where in a passage a claim is supported: the sentence that a reader is led to, instead of the whole passage."""

from nullus.chat.answering import support, terms
from nullus.chat.answering.passages import Passage

# Measured on KorQuAD and XQuAD (benchmarks/pinpointing.py): nine in ten places and more hold the answer, in a tenth of the passage.
_LEAST = 0.25
"""Share of what the claim says below which no single sentence supports it: then the passage as a whole does."""
_WORTH_ANOTHER = 0.15
"""What a neighbouring sentence must add to be part of the place."""
_MOST_SENTENCES = 3
_OF_NUMBERS = 0.5
_OF_QUESTION = 0.25


def pinpointed(passage: Passage, claim: str, question: str) -> tuple[int, int]:
    """Characters of the document's text: the sentence or the few neighbouring sentences of the passage that say what the
    claim says. The whole passage where no sentence says enough of it (a claim in another language, a summary)."""
    whole = passage.start_offset, passage.end_offset
    sentences = passage.sentences
    if not sentences or len(passage.text) != passage.end_offset - passage.start_offset:
        return whole
    quoted = [support.squeezed(each) for each in support.quotations(claim)]
    wanted, asked, figures = terms.asked(claim), terms.asked(question), support.numbers(claim)

    def worth(first: int, last: int) -> float:
        """How much of the claim stands in these sentences; the question decides between equals."""
        text = passage.text[sentences[first].start : sentences[last].end]
        held = frozenset().union(*passage.sentence_terms[first : last + 1])
        said = terms.coverage(wanted, held)
        if figures:
            shared = len(figures & support.numbers(text)) / len(figures)
            said = (1 - _OF_NUMBERS) * said + _OF_NUMBERS * shared
        if any(quote and quote in support.squeezed(text) for quote in quoted):
            said += 1.0
        return said + _OF_QUESTION * terms.coverage(asked, held)

    first = last = max(range(len(sentences)), key=lambda place: worth(place, place))
    best = worth(first, last)
    if best < _LEAST:
        return whole
    while last - first + 1 < _MOST_SENTENCES:
        wider = [
            (low, high) for low, high in ((first - 1, last), (first, last + 1)) if low >= 0 and high < len(sentences)
        ]
        grown = max(wider, key=lambda span: worth(*span), default=None)
        if grown is None or worth(*grown) < best + _WORTH_ANOTHER:
            break
        (first, last), best = grown, worth(*grown)
    start = passage.start_offset
    return start + sentences[first].start, start + sentences[last].end
