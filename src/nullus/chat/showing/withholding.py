"""A document's own words taken out of what somebody else wrote, for readers who may not see the document.

What counts is the letters: an answer may quote a passage with other blanks, marks or cases. A run of so many letters that
stands in both, or a whole sentence of the passage, is left out.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from nullus.chat.answering import sentences, support

RUN = 16
_SENTENCE = 8
LEFT_OUT = "[…]"


class Withheld:
    """The words of passages that are not shown."""

    def __init__(self, passages: Iterable[str]) -> None:
        self._runs: set[str] = set()
        self._sentences: set[str] = set()
        for text in passages:
            plain = support.squeezed(text)
            self._runs.update(plain[at : at + RUN] for at in range(len(plain) - RUN + 1))
            pieces = [support.squeezed(each.text) for each in sentences.split(text)]
            self._sentences.update(piece for piece in (*pieces, plain) if _SENTENCE <= len(piece) < RUN)

    def out_of(self, text: str) -> tuple[str, bool]:
        """The text without these words, and whether there were any."""
        if not self._runs and not self._sentences:
            return text, False
        text = unicodedata.normalize("NFC", text)  # so that single characters compare like those of a passage
        plain, places = _squeezed(text)
        hidden = bytearray(len(plain))
        for at in range(len(plain) - RUN + 1):
            if plain[at : at + RUN] in self._runs:
                hidden[at : at + RUN] = b"\1" * RUN
        for sentence in self._sentences:
            at = plain.find(sentence)
            while at >= 0:
                hidden[at : at + len(sentence)] = b"\1" * len(sentence)
                at = plain.find(sentence, at + 1)
        if not any(hidden):
            return text, False
        return _blanked(text, [place for place, mark in zip(places, hidden, strict=True) if mark], places), True


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The letters that count, and for each the place in the text that it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        for letter in support.squeezed(written):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _blanked(text: str, hidden: Sequence[int], counted: Sequence[int]) -> str:
    """Every run of hidden places, with what stands between them and does not count, becomes one mark."""
    gone = set(hidden)
    kept = set(counted) - gone
    pieces: list[str] = []
    last = 0
    at = 0
    while at < len(text):
        if at not in gone:
            at += 1
            continue
        end = at
        for following in range(at, len(text)):
            if following in kept:
                break
            if following in gone:
                end = following + 1
        pieces += [text[last:at], LEFT_OUT]
        last = at = end
    return "".join((*pieces, text[last:]))
