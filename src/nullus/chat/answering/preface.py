"""What a model may say before its answer: thoughts, which are not shown, and the one word for "not in the documents"."""

import re

from nullus.chat.answering.prompting import SENTINEL

_THINK = "<think>"
_THOUGHT = "</think>"
_LONGEST_THOUGHT = 200_000
_DECORATION = re.compile(r"^[\s*`\"'“”.\[\]]+|[\s*`\"'“”.!。\[\]]+$")


class Preface:
    """Holds the beginning back until it is known what it is."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._open = False
        self.not_found = False

    def feed(self, text: str) -> str:
        """The text that may go on."""
        if self._open:
            return text
        self._held += text
        if not self._thinking and self._held.lstrip().startswith(_THINK):
            self._thinking = True
        if self._thinking:
            end = self._held.find(_THOUGHT)
            if end < 0:
                self._held = self._held[-_LONGEST_THOUGHT:]
                return ""
            self._held, self._thinking = self._held[end + len(_THOUGHT) :], False
        return self._decide()

    def finish(self) -> str:
        """What was still held when the stream ended."""
        if self._open or self._thinking:
            return ""
        self._open = True
        if _is_sentinel(self._held):
            self.not_found = True
            return ""
        return self._held

    def _decide(self) -> str:
        bare = self._held.lstrip()
        if _THINK.startswith(bare[: len(_THINK)]) or _may_become_sentinel(bare):
            return ""
        self._open = True
        held, self._held = bare, ""
        return held


def _is_sentinel(text: str) -> bool:
    return _DECORATION.sub("", text).upper().replace(" ", "_") == SENTINEL


def _may_become_sentinel(text: str) -> bool:
    bare = _DECORATION.sub("", text).upper().replace(" ", "_")
    return len(text) < 40 and (SENTINEL.startswith(bare) or bare == SENTINEL)
