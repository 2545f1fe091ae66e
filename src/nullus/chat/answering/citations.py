"""A model's words on their way to the asker: each `[n]` and each quotation is checked before it is let through.

Fed in any pieces, it lets out the same text: a marker or quotation that is still open is held back, nothing else.
What a passage does not hold is dropped and counted: markers vanish, quotations become `[…]`. Code is left alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nullus.chat.answering import support
from nullus.chat.answering.passages import Passage
from nullus.chat.answering.pinpointing import pinpointed
from nullus.chat.answering.sentences import ends_sentence

_MARKER = re.compile(r"[\[【]\s*\^?\d{1,4}(?:\s*[,，、;–-]\s*\^?\d{1,4})*\s*[\]】]")
_IN_MARKER = frozenset("0123456789 ,，、;–-^")
_LONGEST_MARKER = 40
_LONGEST_QUOTE = 1_500
_LONGEST_LEAD = 1_000
_WORTH_CHECKING = 8
"""Letters of a quotation below which it is a name or a term, not somebody's words."""
_CLAUSE = 8
_ORDINARY = re.compile(r"\w+")
_CLOSERS = {"“": "”", "「": "」", "『": "』", "《": "》", "«": "»", '"': '"'}
_IDEOGRAPHIC_ENDS = frozenset("。！？｡")
_AFTER_END = frozenset("」』”’）〉》】。！？｡")
REMOVED = "[…]"


@dataclass(frozen=True, slots=True)
class Cited:
    """A marker that was let through: as text it is `[number]`. `start` and `end`: characters of the document's text that say it."""

    number: int
    start: int
    end: int


Piece = str | Cited


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that says something: characters of the answer's text, and the passages that support it (none: unsupported)."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass
class Counts:
    """What the check found in one answer."""

    kept: int = 0
    dropped_citations: int = 0
    dropped_quotes: int = 0
    sentences: int = 0
    unsupported_sentences: int = 0
    claims: list[Claim] = field(default_factory=list)


@dataclass
class CitationCheck:
    """Feed it the model's text; it gives back what may be shown."""

    passages: Sequence[Passage]
    question: str
    counts: Counts = field(default_factory=Counts)

    def __post_init__(self) -> None:
        self._numbered = {passage.number: passage for passage in self.passages}
        self._out: list[Piece] = []
        self._held = ""  # an open marker or quotation
        self._closer = ""  # what would close the quotation that is open
        self._replaying = False
        self._lead: list[int] = []  # markers of which it is not known yet what they belong to
        self._lead_spaces = ""
        self._lead_text: str | None = None  # the sentence after them, held back until it is whole
        self._spaces = ""
        self._sentence = ""
        self._clause = 0  # where in the sentence the part since its last marker begins
        self._cited: list[int] = []
        self._last = ""
        self._last_claimed = False
        self._length = 0  # of what was let out, in characters
        self._sentence_start = 0
        self._code = 0  # length of the run of backticks that opened code
        self._ticks = 0

    def feed(self, text: str) -> list[Piece]:
        """The pieces that can be let through now."""
        at, end = 0, len(text)
        while at < end:
            run = None if self._held or self._code or self._ticks or self._lead else _ORDINARY.match(text, at)
            self._take(text[at])
            at += 1
            if run is not None and run.end() > at:  # nothing is decided in the middle of a word: the rest of it at once
                rest = text[at : run.end()]
                self._sentence += rest
                self._emit(rest)
                at = run.end()
        return self._released()

    def finish(self) -> list[Piece]:
        """The rest: call it once, at the end or when the stream broke off."""
        if self._held:
            self._settle_quote() if self._closer else self._give_up_marker("")
        for character in self._held:
            self._plain(character)
        self._held = ""
        if self._lead and self._lead_text is None:
            self._settle_lead("")
        self._flush_spaces()
        self._end_sentence()
        return self._released()

    def _released(self) -> list[Piece]:
        merged: list[Piece] = []
        for piece in self._out:
            if isinstance(piece, str) and merged and isinstance(merged[-1], str):
                merged[-1] += piece
            elif piece != "":
                merged.append(piece)
        self._out = []
        return merged

    # -- characters -------------------------------------------------------------------------------------------------

    def _take(self, character: str) -> None:
        if self._closer:
            self._take_quoted(character)
            return
        if self._held:
            self._take_marker(character)
            return
        self._count_ticks(character)
        if not self._code and not self._ticks and character in "[【":
            self._held = character
        elif not self._code and not self._replaying and character in _CLOSERS and self._opens(character):
            self._held, self._closer = character, _CLOSERS[character]
        else:
            self._plain(character)

    def _take_marker(self, character: str) -> None:
        held = self._held + character
        if character in "]】" and _MARKER.fullmatch(held):
            self._held = ""
            self._marker(_numbers(held))
        elif character in _IN_MARKER and len(held) <= _LONGEST_MARKER:
            self._held = held
        else:
            self._give_up_marker(character)

    def _give_up_marker(self, character: str) -> None:
        """It was a bracket like any other."""
        held, self._held = self._held, ""
        for each in held:
            self._plain(each)
        if character:
            self._take(character)

    def _take_quoted(self, character: str) -> None:
        self._held += character
        if character == self._closer:
            self._settle_quote()
        elif len(self._held) > _LONGEST_QUOTE or self._held.endswith("\n\n") or self._held in {'" ', '"\n'}:
            held, self._held, self._closer = self._held, "", ""
            self._replay(held)

    def _settle_quote(self) -> None:
        """Decide on the quotation that is held; an unclosed one is judged as it stands."""
        held, self._held = self._held, ""
        closer, self._closer = self._closer, ""
        if self._quote_stands(held.removesuffix(closer)[1:]):
            self._replay(held)
            return
        self.counts.dropped_quotes += 1
        for character in REMOVED:
            self._plain(character)

    def _replay(self, held: str) -> None:
        """Let a quotation through; markers inside it are still checked."""
        self._replaying = True
        for character in held:
            self._take(character)
        self._replaying = False

    def _opens(self, character: str) -> bool:
        before = self._spaces[-1:] or self._sentence[-1:]
        return character != '"' or not before.isalnum()

    def _quote_stands(self, quote: str) -> bool:
        plain = support.squeezed(_MARKER.sub("", quote))
        return len(plain) < _WORTH_CHECKING or any(plain in support.squeezed(each.text) for each in self.passages)

    def _plain(self, character: str) -> None:
        if self._lead and self._lead_text is None:
            self._settle_lead(character)
        if character in " \t":
            self._spaces += character
            return
        if character == "\n":
            self._flush_spaces()
            self._end_sentence()
            self._emit(character)
            return
        if not self._code and self._sentence_ended(character):
            self._end_sentence()
        self._flush_spaces()
        if not self._sentence:
            self._sentence_start = self._length
        self._sentence += character
        self._emit(character)

    def _sentence_ended(self, following: str) -> bool:
        if self._spaces:
            return ends_sentence(self._sentence, following)
        return self._sentence[-1:] in _IDEOGRAPHIC_ENDS and following not in _AFTER_END

    def _count_ticks(self, character: str) -> None:
        if character == "`":
            self._ticks += 1
            return
        if self._ticks:
            self._code = 0 if self._code == self._ticks else self._code or self._ticks
            self._ticks = 0
        if character == "\n" and self._code < 3:
            self._code = 0

    def _flush_spaces(self) -> None:
        if self._spaces:
            spaces, self._spaces = self._spaces, ""
            self._sentence += spaces if self._sentence else ""
            self._emit(spaces)

    # -- markers ----------------------------------------------------------------------------------------------------

    def _marker(self, numbers: list[int]) -> None:
        if self._lead_text is None and (self._lead or not self._sentence or ends_sentence(self._sentence, " ")):
            self._lead_spaces += self._spaces
            self._spaces = ""
            self._lead += numbers
            return
        spaces, self._spaces = self._spaces, ""
        if self._lead_text is not None:
            self._end_lead()
        self._decide(numbers, self._claim(), spaces)
        self._clause = len(self._sentence)

    def _claim(self) -> str:
        clause = self._sentence[self._clause :]
        return clause if len(support.squeezed(clause)) >= _CLAUSE else self._sentence

    def _settle_lead(self, following: str) -> None:
        """Markers after a full stop or at the start of a line: do they belong to what was said, or to what follows?"""
        fresh_line = not self._sentence
        if fresh_line and following in {" ", "\t"}:
            return  # the next letter, or the end of the line, tells
        said = self._last if fresh_line else self._sentence
        leads = following not in {"", "\n"} if fresh_line else following.isalnum()
        if following and (leads or not said):
            self._end_sentence()
            self._lead_text = ""
            return
        numbers, self._lead = self._lead, []
        spaces, self._lead_spaces = self._lead_spaces, ""
        self._decide(numbers, said, spaces)
        if fresh_line and self._cited:
            self._claim_later(self._cited)
            self._cited = []

    def _claim_later(self, numbers: list[int]) -> None:
        """The last sentence was cited after its end, at the start of a line."""
        claims = self.counts.claims
        if self._last_claimed and not claims[-1].numbers:
            claims[-1] = replace(claims[-1], numbers=tuple(numbers))
            self.counts.unsupported_sentences -= 1

    def _end_lead(self) -> None:
        text, self._lead_text = self._lead_text or "", None
        numbers, self._lead = self._lead, []
        spaces, self._lead_spaces = self._lead_spaces, ""
        self._decide(numbers, text, spaces)
        shown = text if self._cited else text.lstrip(" ")
        self._sentence_start = self._length + len(shown) - len(shown.lstrip(" "))
        self._put(shown)

    def _decide(self, numbers: list[int], claim: str, spaces: str) -> None:
        """Let the markers through that the claim deserves, with the spaces before them; the others vanish with theirs."""
        claim = claim.replace(REMOVED, "")
        kept: list[Cited] = []
        for number in dict.fromkeys(numbers):
            passage = self._numbered.get(number)
            if passage is not None and support.supports(passage, claim, self.question):
                kept.append(Cited(number, *pinpointed(passage, claim, self.question)))
            else:
                self.counts.dropped_citations += 1
        if kept:
            self._put(spaces)
            for each in kept:
                self._out.append(each)
                self._length += len(f"[{each.number}]")
            self.counts.kept += len(kept)
            self._cited += [each.number for each in kept]

    # -- sentences --------------------------------------------------------------------------------------------------

    def _emit(self, text: str) -> None:
        if self._lead_text is None:
            self._put(text)
            return
        self._lead_text += text
        if len(self._lead_text) > _LONGEST_LEAD:
            self._end_lead()

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._length += len(text)

    def _end_sentence(self) -> None:
        if self._lead_text is not None:
            self._end_lead()
        sentence, self._sentence, self._clause = self._sentence.strip(), "", 0
        if not sentence:
            return
        self._last, self._last_claimed = sentence, _says_something(sentence) and not self._code
        if self._last_claimed:
            self.counts.sentences += 1
            self.counts.unsupported_sentences += not self._cited
            self.counts.claims.append(Claim(self._sentence_start, self._length, tuple(dict.fromkeys(self._cited))))
        self._cited = []


def _numbers(marker: str) -> list[int]:
    """`[1, 3-5]` → 1, 3, 4, 5."""
    found: list[int] = []
    for part in re.split(r"[,，、;]", marker.strip("[]【】").replace("^", "")):
        ends = [int(each) for each in re.split(r"[–-]", part) if each.strip()]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < 10:
            found += range(ends[0], ends[1] + 1)
        else:
            found += ends
    return found


def _says_something(sentence: str) -> bool:
    """Whether it is a statement that could need a citation, not a heading, a rule or a label."""
    return not sentence.startswith("#") and not sentence.endswith(":") and len(support.squeezed(sentence)) >= _CLAUSE
