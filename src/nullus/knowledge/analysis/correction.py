"""Misspelt words of a question: what they were meant to be, judged by which words the index holds.

An index knows terms only, no spelling. So each way of being one mistake away is spelt out and looked up: a letter, or in Korean one
jamo of a syllable, swapped with its neighbour, replaced, missing, or too much. What is found joins the question at a lower weight.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.analysis import query as queries
from nullus.knowledge.analysis import scripts, terms, words
from nullus.knowledge.analysis.query import QueryTerms

Frequencies = Callable[[NDArray[np.uint32]], NDArray[np.int64]]  # in how many chunks each term stands

CORRECTED_WEIGHT = 0.8
_MOST_WORDS = 3  # of a question are corrected
_LATIN = re.compile(r"(?<![\w.@])[a-z]{2,24}(?![\w@]|\.\w)")
_SHORTEST = 4  # letters of a word whose spelling says enough
_HANGUL = re.compile(rf"[{scripts.HANGUL}]{{2,12}}")
_SPACE = re.compile("([가-힣]) (?=([가-힣]))")
_MOST_BRIDGES = 40
_SYLLABLES = re.compile("[가-힣]+")
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"
_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS, _CODAS = 21, 28
_ONSET_JAMO = [chr(0x1100 + n) for n in range(19)]
_VOWEL_JAMO = [chr(0x1161 + n) for n in range(21)]
# A lone consonant is read as an onset; the coda it may have been.
_AS_CODA = dict(zip("ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄋᄌᄎᄏᄐᄑᄒ", "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ", strict=True))


def corrected(query: QueryTerms, frequencies: Frequencies) -> QueryTerms:
    """The question with the terms of likely corrections added; the same question when nothing seems misspelt.

    A question of which the index holds every term has no mistake: one look at all of them spares most questions the rest.
    """
    size = len(query)
    bridges = _bridges(query.text)
    held = frequencies(np.concatenate((query.terms, bridges))) > 0
    unknown = frozenset(query.terms[~held[:size]].tolist())
    if unknown:
        query = _put_right(query, unknown, frequencies)
    return _with_bridges(query, bridges[held[size:]])


def _put_right(query: QueryTerms, unknown: Collection[int], frequencies: Frequencies) -> QueryTerms:
    """The question with its likely mistakes corrected; `unknown` are those of its terms that stand in no chunk."""
    text = query.text
    mistakes = chain(_latin(text.lower(), unknown, frequencies), _korean(text, unknown, frequencies))
    found = list(islice(mistakes, _MOST_WORDS))
    if not found:
        return query
    for start, end, meant in sorted(found, reverse=True):
        text = text[:start] + meant + text[end:]
    return _joined_by(query, queries.analyse_query(text), frequencies)


def _joined_by(query: QueryTerms, other: QueryTerms, frequencies: Frequencies) -> QueryTerms:
    """The question and its corrected form; what the mistake made up stands nowhere and would only dilute the rest."""
    stays = np.isin(query.terms, other.terms)
    stays[~stays] = frequencies(query.terms[~stays]) > 0
    new = ~np.isin(other.terms, query.terms)
    return QueryTerms(
        np.concatenate((query.terms[stays], other.terms[new])),
        np.concatenate((query.weights[stays], other.weights[new] * np.float32(CORRECTED_WEIGHT))),
        query.text,
    )


def _bridges(text: str) -> NDArray[np.uint32]:
    """The terms of the syllable pairs across the spaces of a text."""
    sides = dict.fromkeys((ord(match[1]), ord(match[2])) for match in _SPACE.finditer(text))
    if not sides:
        return np.zeros(0, dtype=np.uint32)
    points = np.array(list(sides)[:_MOST_BRIDGES], dtype=np.uint32)
    return terms.pair_terms(points[:, 0], points[:, 1])


def _with_bridges(query: QueryTerms, bridges: NDArray[np.uint32]) -> QueryTerms:
    """The question and those pairs across its spaces that the index has: Korean spaces vary."""
    new = sorted(set(bridges.tolist()).difference(query.terms.tolist()))
    if not new:
        return query
    weights = np.full(len(new), queries.CHARACTER_WEIGHT, dtype=np.float32)
    return QueryTerms(
        np.concatenate((query.terms, np.array(new, dtype=np.uint32))),
        np.concatenate((query.weights, weights)),
        query.text,
    )


def _stemmed(candidates: list[str]) -> NDArray[np.uint32]:
    return np.array([words.word_term(words.stem(each)) for each in candidates], dtype=np.uint32)


def _latin(text: str, unknown: Collection[int], frequencies: Frequencies) -> Iterator[tuple[int, int, str]]:
    """Words of ASCII letters that stand in no chunk, and a word one mistake away that does."""
    matches = list(_LATIN.finditer(text))
    joined = -1
    for place, match in enumerate(matches):
        if place == joined or words.word_term(words.stem(match[0])) not in unknown:
            continue
        for first, second in ((place - 1, place), (place, place + 1)):
            if first < 0 or second >= len(matches) or matches[first].end() + 1 != matches[second].start():
                continue
            whole = matches[first][0] + matches[second][0]
            if len(whole) >= _SHORTEST and frequencies(_stemmed([whole]))[0]:
                yield matches[first].start(), matches[second].end(), whole
                joined = second
                break
        else:
            meant = _respelt(match[0], frequencies) if len(match[0]) >= _SHORTEST else None
            if meant:
                yield *match.span(), meant


def _respelt(word: str, frequencies: Frequencies) -> str | None:
    """The most frequent word within one mistake; one with two letters swapped before any other."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    lost = [a + b[1:] for a, b in halves if b]
    replaced = [a + letter + b[1:] for a, b in halves if b for letter in _LETTERS]
    added = [a + letter + b for a, b in halves for letter in _LETTERS]
    candidates = swapped + lost
    if len(word) > _SHORTEST:  # a short word has too many neighbours to tell which was meant
        candidates += replaced + added
    held = frequencies(_stemmed(candidates))
    held[: len(swapped)] *= 8
    best = int(np.argmax(held))
    return candidates[best] if held[best] else None


def _korean(text: str, unknown: Collection[int], frequencies: Frequencies) -> Iterator[tuple[int, int, str]]:
    """Korean words with a pair of syllables that stands in no chunk, and the word one jamo away whose pairs all do."""
    if text.isascii():
        return
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    known = [each not in unknown for each in terms.pair_terms(points[:-1], points[1:]).tolist()]
    for match in _HANGUL.finditer(text):
        start, end = match.span()
        if all(known[start : end - 1]):
            continue
        if _SYLLABLES.fullmatch(match[0]):
            meant = _rejamoed(points[start:end], np.array(known[start : end - 1]), frequencies)
        else:
            meant = _regrouped(match[0], frequencies)
        if meant:
            yield start, end, meant


def _rejamoed(points: NDArray[np.uint32], known: NDArray[np.bool_], frequencies: Frequencies) -> str | None:
    """Change one jamo of the one syllable that all unknown pairs share, so that every pair is known; None where that cannot be."""
    unknown = np.flatnonzero(~known)
    places = {int(unknown[0]), int(unknown[0]) + 1} & {int(unknown[-1]), int(unknown[-1]) + 1}
    best, best_held = None, 0
    for place in places:
        others = _one_jamo_away(int(points[place]))
        held = np.full(len(others), np.iinfo(np.int64).max)
        if place > 0:
            held = np.minimum(held, frequencies(terms.pair_terms(np.full(len(others), points[place - 1]), others)))
        if place < len(points) - 1:
            held = np.minimum(held, frequencies(terms.pair_terms(others, np.full(len(others), points[place + 1]))))
        choice = int(np.argmax(held))
        if held[choice] > best_held:
            best_held = int(held[choice])
            best = "".join(map(chr, [*points[:place].tolist(), int(others[choice]), *points[place + 1 :].tolist()]))
    return best


def _one_jamo_away(point: int) -> NDArray[np.uint32]:
    """Code points of the syllables with another onset, another vowel, or another coda or none."""
    onset, rest = divmod(point - _FIRST, _VOWELS * _CODAS)
    vowel, coda = divmod(rest, _CODAS)
    onsets = np.arange(19) * _VOWELS * _CODAS + rest
    vowels = (onset * _VOWELS + np.arange(_VOWELS)) * _CODAS + coda
    codas = (onset * _VOWELS + vowel) * _CODAS + np.arange(_CODAS)
    every: NDArray[np.uint32] = (np.concatenate((onsets, vowels, codas)) + _FIRST).astype(np.uint32)
    return every[np.flatnonzero(every != point)]


def _regrouped(word: str, frequencies: Frequencies) -> str | None:
    """A word with lone jamo put right: two of them swapped, a consonant taken as a coda, or the missing one filled in."""
    jamo = unicodedata.normalize("NFD", word)
    candidates = [jamo[:at] + b + a + jamo[at + 2 :] for at, (a, b) in enumerate(pairwise(jamo)) if a != b]
    lone = [at for at, letter in enumerate(jamo) if letter in _AS_CODA]
    candidates += [jamo[:at] + _AS_CODA[jamo[at]] + jamo[at + 1 :] for at in lone]
    for at in range(len(jamo) + 1):
        before, after = jamo[at - 1 : at], jamo[at : at + 1]
        if "\u1161" <= after <= "\u1175" and not "\u1100" <= before <= "\u1112":
            candidates += [jamo[:at] + onset + jamo[at:] for onset in _ONSET_JAMO]
        elif "\u1100" <= before <= "\u1112" and not "\u1161" <= after <= "\u1175":
            candidates += [jamo[:at] + vowel + jamo[at:] for vowel in _VOWEL_JAMO]
    composed = dict.fromkeys(unicodedata.normalize("NFC", each) for each in candidates)
    whole = [each for each in composed if len(each) > 1 and _SYLLABLES.fullmatch(each)]
    if not whole:
        return None
    positions, found = terms.cjk_stream("\n".join(whole))
    owners = np.searchsorted(np.cumsum([len(each) + 1 for each in whole]), positions, "right")
    held = frequencies(found)
    share = np.bincount(owners, weights=held > 0, minlength=len(whole)) / np.array([len(each) - 1 for each in whole])
    least = np.full(len(whole), np.iinfo(np.int64).max)
    np.minimum.at(least, owners, held)
    best = int(np.lexsort((least, share))[-1])
    return whole[best] if share[best] > 0 else None
