"""A guess at the language of a text by its script; enough to show it and to choose an embedder, no more."""

import re
from typing import Final

_SAMPLE: Final = 5_000
_SCRIPTS: Final = (
    ("ko", re.compile("[가-힣]+")),
    ("ja", re.compile("[ぁ-ヺ]+")),
    ("zh", re.compile("[一-鿿]+")),
    ("ru", re.compile("[а-яА-Я]+")),
    ("ar", re.compile("[\u0620-\u064a]+")),
    ("el", re.compile("[α-ωΑ-Ω]+")),
    ("he", re.compile("[א-ת]+")),
    ("th", re.compile("[ก-๎]+")),
    ("hi", re.compile("[\u0904-\u0939]+")),
)
_ENGLISH: Final = re.compile(r"\b(?:the|of|and|to|in|is|that|for|it|with|as|are|this|be|by|on|not|or|from|you)\b", re.I)
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]+")


def language_of(text: str) -> str | None:
    """A two-letter code, or None when it cannot be told. English is told by its small words, other Latin text is not."""
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    words = _LATIN.findall(sample)
    latin = sum(map(len, words))
    foreign = not sample.isascii()
    counts = {code: sum(map(len, pattern.findall(sample))) if foreign else 0 for code, pattern in _SCRIPTS}
    if counts["ja"] and counts["ja"] * 8 >= counts["zh"]:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    code, most = max(counts.items(), key=lambda item: item[1])
    # A syllable or ideograph says as much as two to three letters.
    weight = 2.5 if code in ("ko", "ja", "zh") else 1.0
    if most and most * weight >= latin:
        return code
    if not words:
        return None
    return "en" if len(_ENGLISH.findall(sample)) * 12 >= len(words) else code if most * 8 >= latin else None
