"""Which characters and pairs of characters stand in a text, as bits: what searching one's own conversations goes by.

A word is found as people write it, in the middle of a longer one too: Korean glues particles to words and leaves out blanks.
So case, width and blanks do not count, and every word asked for must stand there. The bits only rule texts out, quickly
and without an index of words; whether a word stands there the text itself decides (`holds`).
"""

import unicodedata
import zlib
from itertools import pairwise

BITS = 2048
MOST_WORDS = 16
_READ = 200_000


def folded(text: str) -> str:
    """Text as it is compared: one form of every character, no case, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def words_of(query: str) -> list[str]:
    """The words that must all stand in a text."""
    return list(dict.fromkeys(folded(word) for word in query.split()))[:MOST_WORDS]


def holds(text: str, words: list[str]) -> bool:
    """Whether every one of the folded words stands in the text."""
    plain = folded(text[:_READ])
    return all(word in plain for word in words)


def marks_of(text: str) -> str:
    """The bits of a text as PostgreSQL writes them: a digit each."""
    return _bits(folded(text[:_READ]))


def marks_wanted(words: list[str]) -> str:
    """The bits that a text must have in which all these folded words stand."""
    digits = 0
    for word in words:
        digits |= int(_bits(word), 2)
    return format(digits, f"0{BITS}b")


def _bits(plain: str) -> str:
    digits = bytearray(b"0" * BITS)
    for gram in {*plain, *map("".join, pairwise(plain))}:
        digits[zlib.crc32(gram.encode("utf-8", "surrogatepass")) % BITS] = 0x31
    return digits.decode("ascii")
