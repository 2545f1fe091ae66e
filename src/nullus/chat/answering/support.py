"""Whether a passage supports a sentence that cites it: its quotations, its numbers, its names and most of its words are there.

This reads letters, not meaning: it takes away citations that cannot be right and leaves those that may be.
"""

import re
import unicodedata

from nullus.chat.answering import terms
from nullus.chat.answering.passages import Passage

ENOUGH = 0.4
"""Share of a sentence's terms that the passage must hold; 99 of 100 questions that people wrote about a paragraph reach it."""

_QUOTED = re.compile(r"“([^”]*)”|「([^」]*)」|『([^』]*)』|《([^》]*)》|«([^»]*)»|(?<![\w\"])\"([^\"]*)\"")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NOTHING = re.compile(r"(?:[^\w%+\-=<>/@#&]|_)+")
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s")
_NAME = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*[\w]")
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
_SPELT = {
    **dict.fromkeys(("zero", "영"), "0"),
    **dict.fromkeys(("one", "first", "once", "하나", "한", "첫", "january", "jan"), "1"),
    **dict.fromkeys(("two", "second", "twice", "둘", "두", "february", "feb"), "2"),
    **dict.fromkeys(("three", "third", "셋", "세", "march", "mar"), "3"),
    **dict.fromkeys(("four", "fourth", "넷", "네", "april", "apr"), "4"),
    **dict.fromkeys(("five", "fifth", "다섯", "may"), "5"),
    **dict.fromkeys(("six", "sixth", "여섯", "june", "jun"), "6"),
    **dict.fromkeys(("seven", "seventh", "일곱", "july", "jul"), "7"),
    **dict.fromkeys(("eight", "eighth", "여덟", "august", "aug"), "8"),
    **dict.fromkeys(("nine", "ninth", "아홉", "september", "sep"), "9"),
    **dict.fromkeys(("ten", "tenth", "열", "october", "oct"), "10"),
    **dict.fromkeys(("eleven", "열하나", "november", "nov"), "11"),
    **dict.fromkeys(("twelve", "dozen", "열두", "december", "dec"), "12"),
}
_WORD = re.compile(r"[^\W\d_]+")


def supports(passage: Passage, sentence: str, question: str) -> bool:
    """Whether `passage` can stand behind `sentence` (without its markers)."""
    text = _LIST_NUMBER.sub("", sentence)
    if any(not holds_quote(passage, quote) for quote in quotations(text)):
        return False
    if not numbers(text) <= numbers(passage.text) | _spelt(passage.text) | numbers(passage.surroundings):
        return False
    near = passage.terms | terms.held(f"{passage.surroundings} {question}")
    if any(not _named(name, near) for name in _names(text)):
        return False
    if _foreign(text, passage.text):
        return _shares_something(text, near)
    return terms.coverage(terms.asked(text), passage.terms) >= ENOUGH


def quotations(text: str) -> list[str]:
    """What stands between quotation marks."""
    return [next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(text)]


def holds_quote(passage: Passage, quote: str) -> bool:
    """Whether the passage holds the quotation word for word; spaces, width and case of letters aside."""
    return squeezed(quote) in squeezed(passage.text)


def squeezed(text: str) -> str:
    """Text without what does not change a quotation: spaces, Markdown marks, kinds of quotes and dashes, a last full stop."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NOTHING.sub("", plain)


def numbers(text: str) -> set[str]:
    """Numbers in one form: 1,234 is 1234, 07 is 7, ３ is 3."""
    found = set()
    for match in _NUMBER.findall(unicodedata.normalize("NFKC", text)):
        plain = match.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", match) else match
        for part in [plain] if plain.count(".") <= 1 and "," not in plain else re.split(r"[.,]", plain):
            found.add((part.rstrip("0").rstrip(".") if "." in part else part).lstrip("0") or "0")
    return found


def _spelt(text: str) -> set[str]:
    return {_SPELT[word] for word in _WORD.findall(text.casefold()) if word in _SPELT}


def _names(text: str) -> list[str]:
    """Capitalised words that do not merely begin the sentence."""
    first = _LETTER.search(text)
    return [match[0] for match in _NAME.finditer(text) if first is not None and match.start() > first.start()]


def _named(name: str, near: frozenset[int]) -> bool:
    """Whether the name stands there, or most of its characters do (an inflected or hyphenated form)."""
    return terms.coverage(terms.asked(name), near) >= ENOUGH


def _foreign(sentence: str, passage: str) -> bool:
    """Whether the two are in different scripts, so that their words cannot be compared."""
    return (_hangul_share(sentence) > 0.3) != (_hangul_share(passage) > 0.05)


def _hangul_share(text: str) -> float:
    letters = len(_LETTER.findall(text))
    return len(_HANGUL.findall(text)) / letters if letters else 0.0


def _shares_something(sentence: str, near: frozenset[int]) -> bool:
    """Across languages only numbers, quotations and names can be compared: one shared term must tie the two."""
    return any(term in near for term in terms.asked(sentence))
