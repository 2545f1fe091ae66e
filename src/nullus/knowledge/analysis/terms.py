"""The terms of chunks, packed for storage beside the chunk: the forward list that every lexical index is built from."""

import struct
import threading
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.analysis import korean, scripts, words
from nullus.knowledge.analysis.vocabulary import Vocabulary

VERSION = "nullus-1"  # an index is pinned to it: change it whenever the terms of any text change
# Packed: number of terms that stand once, number of the others, words in all, characters in all; the terms, the others' counts.
_HEAD = struct.Struct("<IIII")
_BATCH = 256
_MOST = 255
_tokens = words.TermCache()


def _morpheme_terms(line: str) -> tuple[int, ...]:
    """The terms of one line of the Korean analyser; empty lines end what it read at once."""
    return tuple(words.word_term(stem) for stem in korean.stems(line)) if "\t" in line else ()


class _MorphemeCache(words.TermCache):
    def __missing__(self, token: str) -> tuple[int, ...]:
        terms = _morpheme_terms(token)
        with self._guard:
            if len(self) >= words.CACHE_SIZE:
                self.clear()
            self[token] = terms
        return terms


_morphemes = _MorphemeCache()


class _Vocabularies:
    """What the analysis of chunks has met so far, by kind of token."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.tokens = Vocabulary(words.token_terms, words.CACHED)
        self.morphemes = Vocabulary(_morpheme_terms, 1000)
        self.katakana = Vocabulary(lambda word: (words.word_term(word),), words.CACHED)


_known = _Vocabularies()


class UnpackedTerms(NamedTuple):
    """Terms of one chunk in no particular order, how often each stands in it, and its length in words and in characters."""

    terms: NDArray[np.uint32]
    counts: NDArray[np.uint8]
    word_length: int
    character_length: int


def word_stream(text: str) -> list[int]:
    """Terms of a cleaned question but for the CJK characters, each as often as it stands there."""
    found = list(chain.from_iterable(map(_tokens.__getitem__, words.TOKEN.findall(text))))
    if text.isascii():
        return found
    if scripts.HANGUL_CHARACTER.search(text):
        found += chain.from_iterable(map(_morphemes.__getitem__, korean.morphemes_of_question(text)))
    found += [words.word_term(word) for word in scripts.KATAKANA_WORD.findall(text)]
    return found


def pair_terms(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The terms of character pairs (code points; second 0: one alone): a well-spread hash with the family bit set."""
    mixed = first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(13)
    return mixed | np.uint32(words.CHARACTER_FAMILY)


def cjk_stream(text: str) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Bigrams of the CJK runs, and each Han or Kana character (a Hangul one only where it stands alone): positions, terms."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = scripts.classes(points)
    inside = kinds > 0
    pairs = np.flatnonzero(inside[:-1] & inside[1:])
    alone = inside.copy()
    alone[1:] &= ~inside[:-1]
    alone[:-1] &= ~inside[1:]
    singles = np.flatnonzero((kinds == 2) | alone)
    first = np.concatenate((points[pairs], points[singles]))
    second = np.concatenate((points[pairs + 1], np.zeros(len(singles), dtype=np.uint32)))
    return np.concatenate((pairs, singles)), pair_terms(first, second)


def analyse_chunks(texts: Sequence[str]) -> list[bytes]:
    """The packed terms of each text, in order. Never raises for a text; one without terms gives a packed empty list."""
    packed: list[bytes] = []
    for start in range(0, len(texts), _BATCH):
        packed += _analyse([scripts.clean(text) for text in texts[start : start + _BATCH]])
    return packed


def _analyse(texts: list[str]) -> list[bytes]:
    other = [number for number, text in enumerate(texts) if not text.isascii()]
    korean_lines = [
        korean.morphemes(texts[number]) if scripts.HANGUL_CHARACTER.search(texts[number]) else [] for number in other
    ]
    katakana = [scripts.KATAKANA_WORD.findall(texts[number]) for number in other]
    with _known.guard:
        keys = [
            _keys(_known.tokens, range(len(texts)), [words.TOKEN.findall(text) for text in texts]),
            _keys(_known.morphemes, other, korean_lines),
            _keys(_known.katakana, other, katakana),
        ]
    if other:
        bounds = np.cumsum([len(texts[number]) + 1 for number in other])
        positions, pairs = cjk_stream("\n".join(texts[number] for number in other))
        owner = np.asarray(other, dtype=np.uint64)[np.searchsorted(bounds, positions, "right")]
        keys.append((owner << np.uint64(32)) | pairs.astype(np.uint64))
    return _pack(np.sort(np.concatenate(keys)), len(texts))


def _keys(vocabulary: Vocabulary, owners: Sequence[int], found: list[list[str]]) -> NDArray[np.uint64]:
    """(text, term) keys of the tokens found in each of the texts `owners`, each term as often as it stands there."""
    vocabulary.forget_if_full()
    counts = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
    tokens = map(vocabulary.__getitem__, chain.from_iterable(found))
    terms, sizes = vocabulary.terms(np.fromiter(tokens, dtype=np.int64, count=int(counts.sum())))
    of_token = np.repeat(np.asarray(owners, dtype=np.uint64), counts)
    return (np.repeat(of_token, sizes) << np.uint64(32)) | terms.astype(np.uint64)


def _pack(keys: NDArray[np.uint64], size: int) -> list[bytes]:
    """Cut sorted (text, term) keys into the packed list of each text."""
    edges = np.flatnonzero(np.concatenate((np.ones(min(1, len(keys)), dtype=bool), keys[1:] != keys[:-1])))
    counts = np.diff(np.append(edges, len(keys)))
    unique = keys[edges]
    owners, terms = (unique >> np.uint64(32)).astype(np.int64), unique.astype(np.uint32)
    family = (terms >> np.uint32(31)).astype(np.int64)
    lengths = (
        np.bincount(owners * 2 + family, weights=counts, minlength=size * 2).astype(np.int64).reshape(size, 2).tolist()
    )
    once = counts == 1
    single_terms, other_terms = terms[once].astype("<u4").tobytes(), terms[~once].astype("<u4").tobytes()
    other_counts = np.minimum(counts[~once], _MOST).astype(np.uint8).tobytes()
    singles = np.bincount(owners[once], minlength=size).tolist()
    others = np.bincount(owners[~once], minlength=size).tolist()
    packed: list[bytes] = []
    at, past = 0, 0
    for number in range(size):
        single, other = singles[number], others[number]
        word_length, character_length = lengths[number]
        packed.append(
            _HEAD.pack(single, other, word_length, character_length)
            + single_terms[at * 4 : (at + single) * 4]
            + other_terms[past * 4 : (past + other) * 4]
            + other_counts[past : past + other]
        )
        at, past = at + single, past + other
    return packed


def unpack(packed: bytes) -> UnpackedTerms:
    """Read one packed list; ValueError when it is not one."""
    if len(packed) < _HEAD.size:
        raise ValueError("packed terms are cut short")
    single, other, word_length, character_length = _HEAD.unpack_from(packed)
    total = single + other
    if len(packed) != _HEAD.size + total * 4 + other:
        raise ValueError("packed terms have a wrong length")
    terms = np.frombuffer(packed, dtype="<u4", count=total, offset=_HEAD.size)
    counts = np.ones(total, dtype=np.uint8)
    counts[single:] = np.frombuffer(packed, dtype=np.uint8, offset=_HEAD.size + total * 4)
    return UnpackedTerms(terms, counts, word_length, character_length)
