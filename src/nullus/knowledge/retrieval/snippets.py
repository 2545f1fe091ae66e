"""Where a passage says what the question asks, and the piece of it to show first.

Passages are looked through for the question's words as they are, not analysed again: ten passages cost 0.1 ms, the analyser
would take ten, and an expression made of the words costs half a millisecond to compile.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from nullus.knowledge.analysis import korean, scripts, words
from nullus.knowledge.analysis.query import is_stop_word

SNIPPET_CHARACTERS = 240
_MOST_WORDS = 60
_LONGEST_ENDING = 4  # letters that a word may go on with: `parameter` marks `parameters`
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


class Sought(NamedTuple):
    """A word of the question. `whole`: it must begin where a word begins, and takes the word's ending with it."""

    word: str
    whole: bool


@lru_cache(maxsize=512)
def sought(query: str) -> tuple[Sought, ...]:
    """The words to look for: Korean stems, ideograph pairs, and the stems of other words but for those that say nothing."""
    cleaned = scripts.clean(query[:2000])
    found: dict[Sought, None] = {}
    if scripts.HANGUL_CHARACTER.search(cleaned):
        for _, _, kept in korean.surfaces(cleaned):
            for stem in kept:
                if len(stem) > 1 or stem.isdigit():
                    found[Sought(stem, False)] = None
    for run in _IDEOGRAPHS.findall(cleaned):
        for at in range(max(1, len(run) - 1)):
            found[Sought(run[at : at + 2], False)] = None
    for token in words.TOKEN.findall(cleaned):
        lowered = token.casefold()
        if not is_stop_word(lowered):
            found[Sought(words.stem(lowered), True)] = None
    return tuple(found)[:_MOST_WORDS]


def highlights(text: str, wanted: tuple[Sought, ...]) -> list[tuple[int, int]]:
    """Start and end of each word that the question names, in characters of `text`, in order; what touches is joined."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some capitals have two small letters: offsets must stay true
        lowered = text
    spans: list[tuple[int, int]] = []
    for word, whole in wanted:
        at = lowered.find(word)
        while at >= 0:
            end = at + len(word)
            if whole:
                if not (at and lowered[at - 1].isalnum()):
                    limit = min(len(lowered), end + _LONGEST_ENDING)
                    while end < limit and lowered[end].isalnum() and lowered[end] < "\u1100":
                        end += 1
                    spans.append((at, end))
            else:
                spans.append((at, end))
            at = lowered.find(word, end)
    return _joined(spans)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans.sort()
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def snippet(text: str, spans: list[tuple[int, int]]) -> str:
    """The piece of the passage with most of the named words, an ellipsis where something is left out.

    Cut between paragraphs where one begins or ends near enough, else between words.
    """
    if len(text) <= SNIPPET_CHARACTERS:
        return text
    best = _densest(spans, SNIPPET_CHARACTERS - 40)
    begin = max(0, min(best - 40, len(text) - SNIPPET_CHARACTERS))
    if begin > 0:
        paragraph, space = text.rfind("\n", begin, best), text.find(" ", begin, begin + 30)
        begin = max(paragraph + 1, space + 1 if paragraph < 0 else 0, begin)
    end = min(len(text), begin + SNIPPET_CHARACTERS)
    if end < len(text):
        paragraph, space = text.rfind("\n", end - 60, end), text.rfind(" ", end - 30, end)
        end = paragraph if paragraph >= 0 else space if space >= 0 else end
    return ("…" if begin else "") + text[begin:end].rstrip("\n") + ("…" if end < len(text) else "")


def _densest(spans: list[tuple[int, int]], width: int) -> int:
    """Where a window of this width holds most of the marked characters; one pass with two ends."""
    best, most, inside, last = 0, -1, 0, 0
    for first, (start, end) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + width:
            inside += spans[last][1] - spans[last][0]
            last += 1
        if inside > most:
            best, most = start, inside
        if last > first:
            inside -= end - start
        else:
            last = first + 1
    return best
