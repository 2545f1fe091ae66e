"""A text cut into paragraphs that are translated one by one, and a look at what a translation must not lose."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nullus.knowledge import language_of

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_WORDS = re.compile(r"`[^`\n]+`|https?://[^\s<>()\[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\[[0-9]{1,3}\]")
# What has to stand in the translation as it stands in the text: citations, code, addresses, long and broken numbers.
_KEPT = re.compile(
    r"\[[0-9]{1,3}\]|`[^`\n]+`|https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:!?。、]|[0-9]+(?:[.,:][0-9]+)+|[0-9]{3,}"
)
MOST = 4000
"""Characters of a paragraph; longer ones are cut at line ends or, failing that, at spaces."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with the white space behind it. `words`: whether there is anything to translate in it."""

    text: str
    behind: str
    words: bool


def paragraphs(text: str) -> list[Paragraph]:
    """The text in pieces that make it up again: blank lines divide, except inside fenced code, which is never translated."""
    found: list[Paragraph] = []
    for piece, code in _pieces(text):
        kept = piece.rstrip()
        if not kept and found:
            found[-1] = replace(found[-1], behind=found[-1].behind + piece)
        else:
            found.append(Paragraph(kept, piece[len(kept) :], not code and has_words(piece)))
    return found


def has_words(text: str) -> bool:
    """Whether something is left to translate without code, addresses and citations."""
    return bool(_LETTER.search(_NOT_WORDS.sub("", text)))


def is_in(text: str, language: str) -> bool:
    """Whether the text is written in this language already, as far as its script and its small words tell."""
    return language_of(_NOT_WORDS.sub("", text)) == language


def lost(text: str, translation: str) -> list[str]:
    """What had to be kept and is not there as often as before. A number may be written with other separators."""
    there = Counter(map(_plain, _KEPT.findall(translation)))
    plain = _plain(translation)
    missing = []
    for piece, count in Counter(_KEPT.findall(text)).items():
        found = there[_plain(piece)] if piece[0] == "[" else plain.count(_plain(piece))
        if found < count:
            missing.append(piece)
    return missing


def _plain(text: str) -> str:
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """(piece, whether it is fenced code), in order; every character is in one piece."""
    held: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            held.append(line)
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                yield "".join(held), True
                held, fence = [], ""
            continue
        if mark:
            if held:
                yield from _cut("".join(held))
            held, fence = [line], mark[1]
            continue
        if held and line.strip() and not held[-1].strip():
            yield from _cut("".join(held))
            held = []
        held.append(line)
    if held:
        yield from [("".join(held), True)] if fence else _cut("".join(held))


def _cut(piece: str) -> Iterator[tuple[str, bool]]:
    while len(piece) > MOST:
        end = max(piece.rfind("\n", 0, MOST), piece.rfind(" ", 0, MOST)) + 1 or MOST
        yield piece[:end], False
        piece = piece[end:]
    yield piece, False
