"""From a token of an alphabetic script to its terms: the word, the parts of an identifier, and character four-grams."""

import re
import threading
import zlib

from nullus.knowledge.analysis import scripts

CHARACTER_FAMILY = 0x8000_0000  # the top bit of a term tells its family: 0 words, 1 characters
_WORD_MASK = 0x7FFF_FFFF
GRAM = 4
_LONGEST_WORD = 40  # a longer run is Thai or Khmer without spaces, a hash or base64: only its characters say something
_LONGEST_RUN = 4096
CACHED = 48  # characters of a token that is remembered
CACHE_SIZE = 200_000

_LETTER = rf"(?:[^\W_{scripts.CJK}]|[{scripts.MARKS}])"
_JOINED = rf"{_LETTER}+(?:[._@+\-]{_LETTER}+)*"
# Two short cuts that change nothing: a look at one character passes over what begins no token, and a run of plain letters that
# nothing joins is taken whole.
TOKEN = re.compile(
    rf"(?=[A-Za-z0-9_]|[^\x00-\x7f{scripts.CJK}])(?:[A-Za-z0-9]++(?![.,_@+\-#]|{_LETTER})"
    rf"|\d{{1,3}}(?:,\d{{3}})+(?!\d)|__?{_JOINED}(?:__)?|{_JOINED}(?:\+\+|\#(?!\w))?)"
)
PART = re.compile(rf"{_LETTER}+")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def word_term(word: str) -> int:
    """The term of a word: CRC-32 of its UTF-8, so that it is the same in every process and release."""
    return zlib.crc32(word.encode()) & _WORD_MASK


def gram_term(gram: str) -> int:
    return zlib.crc32(gram.encode()) | CHARACTER_FAMILY


def stem(word: str) -> str:
    """Fold the plural: it does as well as the Snowball stemmer beside the four-grams, and spoils no other language."""
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return word


def grams(word: str) -> list[str]:
    """Four-grams of a folded word with its borders marked; a shorter word stands whole."""
    padded = f"_{scripts.fold(word)}_"
    if len(padded) <= GRAM:
        return [padded]
    return [padded[i : i + GRAM] for i in range(len(padded) - GRAM + 1)]


def word_forms(token: str) -> list[str]:
    """The words a token stands for: `response_model`, `response`, `model`; `httpexception`, `http`, `exception`."""
    if token[0].isdigit() and "," in token:
        return [token.replace(",", "")]
    lowered = token.casefold()
    parts = PART.findall(token)
    forms = [] if len(lowered) > _LONGEST_WORD else [stem(lowered)]
    if len(parts) > 1 or len(parts[0]) != len(token):
        forms += [stem(part.casefold()) for part in parts if len(part) <= _LONGEST_WORD]
    for part in parts:
        if (
            len(part) > 3
            and part.isascii()
            and not part.islower()
            and not part[1:].islower()
            and len(part) <= _LONGEST_WORD
        ):
            humps = _HUMP.findall(part)
            if len(humps) > 1:
                forms += [stem(hump.lower()) for hump in humps if len(hump) > 1]
    return list(dict.fromkeys(forms))


def token_terms(token: str) -> tuple[int, ...]:
    """Word and character terms of one token as `TOKEN` finds it."""
    terms = [word_term(form) for form in word_forms(token)]
    pieces = [token.replace(",", "")] if token[0].isdigit() and "," in token else PART.findall(token)
    for part in pieces:
        terms += [gram_term(gram) for gram in grams(part[:_LONGEST_RUN].casefold())]
    return tuple(terms)


class TermCache(dict[str, tuple[int, ...]]):
    """Terms by token: text repeats its words, so a look-up replaces the work. Emptied when full; short keys only."""

    def __init__(self) -> None:
        super().__init__()
        self._guard = threading.Lock()

    def __missing__(self, token: str) -> tuple[int, ...]:
        terms = token_terms(token)
        if len(token) <= CACHED:
            with self._guard:
                if len(self) >= CACHE_SIZE:
                    self.clear()
                self[token] = terms
        return terms
