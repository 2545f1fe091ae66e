"""A guess at the language of a text by its script; enough to show it and to choose an embedder, no more."""

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SAMPLE: Final = 5_000
_SCRIPTS: Final = (
    ("ko", "[가-힣]"),
    ("ja", "[ぁ-ヺ]"),
    ("zh", "[一-鿿]"),
    ("ru", "[а-яА-Я]"),
    ("ar", "[\u0620-\u064a]"),
    ("el", "[α-ωΑ-Ω]"),
    ("he", "[א-ת]"),
    ("th", "[ก-๎]"),
    ("hi", "[\u0904-\u0939]"),
)
_LATIN: Final = len(_SCRIPTS) + 1
_ENGLISH: Final = frozenset(
    re.findall("[a-z]+", "the of and to in is that for it with as are this be by on not or from you")
)
_WORD: Final = re.compile(r"\w+")


def _classes() -> NDArray[np.uint8]:
    """0 for a character that says nothing, else the number of its script, by code point; the last entry stands for all above."""
    table = np.zeros(0x10001, dtype=np.uint8)
    every = "".join(map(chr, range(0x10000)))
    for number, pattern in enumerate((*(pattern for _, pattern in _SCRIPTS), "[A-Za-zÀ-ɏ]"), 1):
        table[[found.start() for found in re.finditer(pattern, every)]] = number
    return table


_CLASSES: Final = _classes()


def language_of(text: str) -> str | None:
    """A two-letter code, or None when it cannot be told. English is told by its small words, other Latin text is not."""
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    points = np.frombuffer(sample.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    classes = _CLASSES[np.minimum(points, 0x10000)]
    held = np.bincount(classes, minlength=_LATIN + 1).tolist()
    counts = {code: held[number] for number, (code, _) in enumerate(_SCRIPTS, 1)}
    latin = held[_LATIN]
    if counts["ja"] and counts["ja"] * 8 >= counts["zh"]:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    code, most = max(counts.items(), key=lambda item: item[1])
    # A syllable or ideograph says as much as two to three letters.
    weight = 2.5 if code in ("ko", "ja", "zh") else 1.0
    if most and most * weight >= latin:
        return code
    if not latin:
        return None
    inside = classes == _LATIN
    words = int(inside[0]) + int(np.count_nonzero(inside[1:] & ~inside[:-1]))
    small = sum(map(_ENGLISH.__contains__, _WORD.findall(sample.lower())))
    return "en" if small * 12 >= words else code if most * 8 >= latin else None
