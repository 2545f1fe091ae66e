"""Where a passage says what the question asks: spans in the passage as it stands, for snippets."""

import re
import unicodedata

from nullus.knowledge.analysis import korean, scripts, terms, words
from nullus.knowledge.analysis.query import QueryTerms

_ALIKE = 0.5  # share of a token's four-grams that the question must hold for a misspelt or inflected word to be marked
_CLUSTER = re.compile(
    rf"[^{scripts.MARKS}\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]?[{scripts.MARKS}\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]*",
    re.DOTALL,
)


def highlight_spans(text: str, query: QueryTerms) -> list[tuple[int, int]]:
    """Start and end (in characters of `text`) of the words that the query names, in order, without overlaps."""
    if not len(query) or not text:
        return []
    cleaned, places = _cleaned(text)
    asked = frozenset(query.terms.tolist())
    spans = _token_spans(cleaned, asked)
    if not cleaned.isascii():
        if scripts.HANGUL_CHARACTER.search(cleaned):
            spans += [
                (a, b)
                for a, b, kept in korean.surfaces(cleaned)
                if any(words.word_term(stem) in asked for stem in kept)
            ]
        spans += _ideographic_spans(cleaned, asked)
    merged = _merged(spans)
    return merged if places is None else _merged([(places[a], places[b]) for a, b in merged])


def _cleaned(text: str) -> tuple[str, list[int] | None]:
    """The normal form that terms are cut from, and for each of its characters (and its end) the place in `text`."""
    cleaned = scripts.clean(text)
    if len(cleaned) == len(text) and (cleaned == text or text.isascii()):
        return cleaned, None
    pieces: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFKC", scripts.clean(match[0]))
        pieces.append(piece)
        places += [match.start()] * len(piece)
    return "".join(pieces), [*places, len(text)]


def _token_spans(text: str, asked: frozenset[int]) -> list[tuple[int, int]]:
    spans = []
    for match in words.TOKEN.finditer(text):
        forms = words.word_forms(match[0])
        if forms and words.word_term(forms[0]) in asked:
            spans.append(match.span())
            continue
        for part in words.PART.finditer(match[0]):
            span = (match.start() + part.start(), match.start() + part.end())
            if words.word_term(words.stem(part[0].casefold())) in asked:
                spans.append(span)
            elif len(part[0]) > 3:
                grams = words.grams(part[0][:48].casefold())
                if sum(words.gram_term(gram) in asked for gram in grams) >= _ALIKE * len(grams):
                    spans.append(span)
    return spans


def _ideographic_spans(text: str, asked: frozenset[int]) -> list[tuple[int, int]]:
    """Pairs of Han or Kana characters that the question holds too."""
    positions, found = terms.cjk_stream(text)
    return [
        (place, place + 2)
        for place, term in zip(positions.tolist(), found.tolist(), strict=True)
        if term in asked and scripts.IDEOGRAPHIC_PAIR.match(text, place)
    ]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged
