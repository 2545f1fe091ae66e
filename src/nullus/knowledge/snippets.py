"""Where a passage says what the question asks, and the piece of it to show first.

Passages are scanned with one expression made from the question, not analysed again: ten passages cost about 0.1 ms, the
analyser would take ten.
"""

import re
from functools import lru_cache

from nullus.knowledge.analysis import korean, scripts, words
from nullus.knowledge.analysis.query import is_stop_word

SNIPPET_CHARACTERS = 240
_MOST_STEMS = 60
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_NOTHING = re.compile(r"(?!)")


@lru_cache(maxsize=512)
def marker(query: str) -> re.Pattern[str]:
    """An expression that finds the question's words in a passage: Korean stems, ideograph pairs, other words by their start."""
    cleaned = scripts.clean(query[:2000])
    stems: dict[str, None] = {}
    if scripts.HANGUL_CHARACTER.search(cleaned):
        for _, _, kept in korean.surfaces(cleaned):
            for stem in kept:
                if len(stem) > 1 or stem.isdigit():
                    stems[re.escape(stem)] = None
    for run in _IDEOGRAPHS.findall(cleaned):
        for at in range(max(1, len(run) - 1)):
            stems[re.escape(run[at : at + 2])] = None
    for token in words.TOKEN.findall(cleaned):
        lowered = token.casefold()
        if not is_stop_word(lowered):
            stems[rf"(?<!\w){re.escape(words.stem(lowered))}\w{{0,4}}"] = None
    if not stems:
        return _NOTHING
    chosen = sorted(list(stems)[:_MOST_STEMS], key=len, reverse=True)
    return re.compile("|".join(chosen), re.IGNORECASE)


def highlights(text: str, expression: re.Pattern[str]) -> list[tuple[int, int]]:
    """Start and end of each word that the question names, in characters of `text`, in order; neighbours are joined."""
    spans: list[tuple[int, int]] = []
    for found in expression.finditer(text):
        if spans and found.start() <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], found.end()))
        else:
            spans.append(found.span())
    return spans


def snippet(text: str, spans: list[tuple[int, int]]) -> str:
    """The piece of the passage with most of the named words, cut at spaces, an ellipsis where something is left out."""
    if len(text) <= SNIPPET_CHARACTERS:
        return text
    best, most = 0, -1
    for start, _ in spans:
        inside = sum(end - begin for begin, end in spans if start <= begin and end <= start + SNIPPET_CHARACTERS - 40)
        if inside > most:
            best, most = start, inside
    begin = max(0, min(best - 40, len(text) - SNIPPET_CHARACTERS))
    end = min(len(text), begin + SNIPPET_CHARACTERS)
    if begin > 0:
        space = text.find(" ", begin, begin + 30)
        begin = space + 1 if space >= 0 else begin
    if end < len(text):
        space = text.rfind(" ", end - 30, end)
        end = space if space >= 0 else end
    return ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")
