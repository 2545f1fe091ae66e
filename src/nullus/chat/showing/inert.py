"""Text of strangers inside Markdown: it keeps its paragraphs, lists, emphasis and code, and nothing of it can act.

Outside of fenced code every `<`, `[`, `]` and backslash loses its meaning, and with them HTML, images, links, footnotes and
definitions of theirs. Only a fence that stands at the very beginning of a line is left one: about those all readers of
Markdown agree. One that was left open is closed.
"""

import re
from collections.abc import Callable

_FENCE = re.compile(r"^(`{3,}|~{3,})([\w+#.-]*)[ \t]*$")
_CLOSING = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*$")
_RUN = re.compile(r"`{3,}|~{3,}")
_MARKER = re.compile(r"\[(\d{1,3})\]")
_ACTIVE = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "<": "&lt;"})
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def line(text: str) -> str:
    """One line in which no character has a meaning of its own."""
    plain = " ".join(text.split())
    return re.sub(r"([\\`*_\[\]#~|!])", r"\\\1", plain).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def block(text: str, marker: Callable[[int], str | None] | None = None) -> str:
    """Lines of Markdown that hold nothing active. `marker` says what stands for a citation `[n]`; None: nothing but its text."""
    written: list[str] = []
    fence = ""
    for each in _BREAKS.sub("\n", text.replace("\0", "")).split("\n"):
        if fence:
            written.append(each)
            closing = _CLOSING.match(each)
            if closing and closing[1].startswith(fence):
                fence = ""
        elif found := _FENCE.match(each):
            fence = found[1]
            written.append(each)
        else:
            written.append(_plain(each, marker))
    if fence:
        written.append(fence)
    return "\n".join(written)


def _plain(text: str, marker: Callable[[int], str | None] | None) -> str:
    pieces = []
    last = 0
    for found in _MARKER.finditer(text) if marker else ():
        stands = marker(int(found[1])) if marker else None
        if stands is not None:
            # Followed by a colon it would define the footnote, by a parenthesis it would be a link.
            acts = text.startswith((":", "("), found.end())
            pieces += [_escaped(text[last : found.start()]), stands, "\\" if acts else ""]
            last = found.end()
    return "".join((*pieces, _escaped(text[last:])))


def _escaped(text: str) -> str:
    return _RUN.sub(lambda run: "".join(f"\\{each}" for each in run[0]), text.translate(_ACTIVE))
