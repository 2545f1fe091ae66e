"""Sentences of a passage, as spans of its text: Korean, English, Chinese and Japanese, Markdown, and lines that end nowhere."""

import re
from dataclasses import dataclass

_LONGEST = 700
"""Characters of a quotation; a longer sentence is cut at a clause."""

_FENCE = re.compile(r"^\s*(```|~~~)")
_OPENS_UNIT = re.compile(r"\s*(?:[-*+•·▪○●◦※]\s|\d{1,3}[.)]\s|[가-하][.)]\s|#{1,6}\s|>|\||[①-⑳])")
_HEADING = re.compile(r"\s*#{1,6}\s")
# Directives of site generators, comments and rules: marks for a program, not words for a reader.
_DIRECTIVE = re.compile(r"\s*(?:\{[*%!{]|///|:::|!!!|\?\?\?|===|<!--|(?:[-*_]\s*){3,}$)")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
# A terminal mark, closing quotes and brackets, then a space or the end; the ideographic marks need no space.
_END = re.compile(r"""(?:[.!?…]+["'”’»)\]}]*(?=\s|$)|[。！？｡]+[」』”’）〉》】]*)""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'])(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Mt|vs|etc|cf|ca|al|No|Nos|Vol|Fig|Eq|Ch|Sec|"
    r"pp?|Inc|Ltd|Co|Corp|Gen|Col|Lt|Sgt|Rev|Hon|Gov|Sen|Rep|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|est|dept)\.$"
)
_NUMBER_END = re.compile(r"(?:^|\s)\d{1,4}\.$")
_DATE_END = re.compile(r"\d{1,2}\.\s?\d{1,2}\.$")  # 1989. 3. 12.
_STARTS_WITH_NUMBER = re.compile(r"\s*\d")
_CLAUSE = re.compile(r"[,;:，、；：]\s?|\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the passage it was cut from."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Sentence]:
    """The sentences of a text in order, without headings, code and rules of tables. Their texts are exact slices."""
    found: list[Sentence] = []
    for start, end in _units(text):
        found += _sentences_of(text, start, end)
    return found


def _units(text: str) -> list[tuple[int, int]]:
    """Spans inside which a sentence may run over a line break: paragraphs, list items, table rows."""
    units: list[tuple[int, int]] = []
    begun: int | None = None
    fenced = False
    place = 0
    last_end = 0
    for line in text.splitlines(keepends=True):
        start, place = place, place + len(line)
        bare = line.strip()
        is_fence = bool(_FENCE.match(line))
        boundary = not bare or is_fence or fenced or bool(_OPENS_UNIT.match(line) or _DIRECTIVE.match(line))
        if begun is not None and (boundary or _ends_sentence(text[begun:last_end])):
            units.append((begun, last_end))
            begun = None
        if is_fence:
            fenced = not fenced
            continue
        if not bare or fenced or _HEADING.match(line) or _DIRECTIVE.match(line) or _TABLE_RULE.fullmatch(line):
            continue
        begun = start if begun is None else begun
        last_end = start + len(line.rstrip())
    if begun is not None:
        units.append((begun, last_end))
    return units


def _ends_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?…。！？｡:][\"'”’»)\]」』]*\s*$", text[-12:]))


def _sentences_of(text: str, start: int, end: int) -> list[Sentence]:
    found: list[Sentence] = []
    begun = start
    for match in _END.finditer(text, start, end):
        cut = match.end()
        if cut < end and match[0].startswith(".") and _goes_on(text, begun, match.start(), cut):
            continue
        found += _pieces(text, begun, cut)
        begun = cut
    found += _pieces(text, begun, end)
    return found


def _goes_on(text: str, begun: int, dot: int, cut: int) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial, a date (`1989. 3. 12.`) or a list number."""
    before = text[max(begun, dot - 12) : dot + 1]
    if _ABBREVIATION.search(before) or _DATE_END.search(before):
        return True
    if _NUMBER_END.search(before):
        return bool(_STARTS_WITH_NUMBER.match(text, cut)) or not text[begun:dot].strip(" \t0123456789.")
    return False


def _pieces(text: str, start: int, end: int) -> list[Sentence]:
    """The span without its outer spaces; cut at clauses where it is too long to be quoted."""
    found: list[Sentence] = []
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return found
        stop = end
        if end - start > _LONGEST:
            cuts = [match.end() for match in _CLAUSE.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
            stop = cuts[-1] if cuts else start + _LONGEST
        piece = text[start:stop].rstrip()
        found.append(Sentence(piece, start, start + len(piece)))
        if stop >= end:
            return found
        start = stop


def ends_sentence(text: str, following: str) -> bool:
    """Whether a sentence ends here, given the next character that is not a space: for text that is still being written."""
    bare = text.rstrip()
    match = next((each for each in _END.finditer(bare, max(0, len(bare) - 12)) if each.end() == len(bare)), None)
    if match is None:
        return False
    if not match[0].startswith("."):
        return True
    before = bare[max(0, match.start() - 12) : match.start() + 1]
    if _ABBREVIATION.search(before) or _DATE_END.search(before):
        return False
    return not (_NUMBER_END.search(before) and (following.isdigit() or not bare.strip(" \t0123456789.")))
