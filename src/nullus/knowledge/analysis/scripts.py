"""Which characters belong to which writing system, and the normal form every text is brought to before it is cut."""

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = r"\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb"
CJK = HAN + KANA + HANGUL
# Signs that Python's \w leaves out but that belong to the word: accents, Hebrew points, Arabic vowels, Indic and Thai vowels.
MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57"
    r"\u0bbe-\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0dca-\u0df3"
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
)

HANGUL_CHARACTER = re.compile(f"[{HANGUL}]")
IDEOGRAPHIC_PAIR = re.compile(f"[{HAN}{KANA}]{{2}}")
KATAKANA_WORD = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]{2,}")
# Marks dropped when characters are compared; Indic and Thai marks are vowels, so they stay.
_FOLDED_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_FOLDED_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ı": "i", "ł": "l", "ø": "o", "đ": "d"})
_SURROGATES = re.compile("[\ud800-\udfff\x00]")


def clean(text: str) -> str:
    """NFKC without lone surrogates and NULs, which neither UTF-8 nor PostgreSQL can hold."""
    if text.isascii():
        return text.replace("\x00", " ")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATES.sub(" ", text)
    text = text.replace("\x00", " ")
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def fold(word: str) -> str:
    """Drop accents and vowel points of a case-folded word: what a hurried writer leaves out."""
    if word.isascii():
        return word
    bare = _FOLDED_MARKS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_FOLDED_LETTERS)


def _classes() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    hangul, ideographic = re.compile(f"[{HANGUL}]"), re.compile(f"[{HAN}{KANA}]")
    for point in range(0x1100, 0x10000):
        if 0xD800 <= point < 0xE000:
            continue
        character = chr(point)
        table[point] = 1 if hangul.match(character) else 2 if ideographic.match(character) else 0
    return table


_CLASSES: list[NDArray[np.uint8]] = []


def classes(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """0 for other characters, 1 for Hangul, 2 for Han and Kana, one entry for each code point."""
    if not _CLASSES:
        _CLASSES.append(_classes())
    kinds: NDArray[np.uint8] = _CLASSES[0].take(np.minimum(points, 0xFFFF))
    kinds[(points >= 0x20000) & (points < 0x40000)] = 2
    return kinds
