"""Puts the real values back into an answer while it streams, also where a placeholder is cut across frames."""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

NONCE_LENGTH = 8


class Restorer:
    """`values` is placeholder without brackets → what it stands for; `nonce` ends every placeholder of this call."""

    def __init__(self, values: Mapping[str, str], nonce: str) -> None:
        self._values = values
        self._held = ""
        kinds = "|".join(sorted({core.split("_", 1)[0] for core in values}))
        self._pattern = re.compile(rf"<?((?:{kinds})_[0-9]{{1,7}}_{nonce})>?") if values else None
        self._beginnings = {core[:length] for core in values for length in range(1, len(core) + 1)}
        self._longest = max(map(len, values), default=0) + 2

    def feed(self, text: str) -> str:
        """The text with the values in it. What may be the beginning of a placeholder is held until the next call."""
        if self._pattern is None:
            return text
        text = self._held + text
        keep = self._open_from(text)
        self._held = text[keep:]
        return self._pattern.sub(self._value, text[:keep])

    def finish(self) -> str:
        """What was held, at the end of the answer."""
        held, self._held = self._held, ""
        return self.whole(held)

    def whole(self, text: str) -> str:
        """A text that is complete."""
        return self._pattern.sub(self._value, text) if self._pattern else text

    def arguments(self, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the model asks a tool to be given, at any depth."""
        return cast("Mapping[str, Any]", in_strings(self.whole, arguments))

    def _value(self, match: re.Match[str]) -> str:
        return self._values.get(match[1], match[0])

    def _open_from(self, text: str) -> int:
        """Where the end of the text begins that may still become a placeholder; len(text) when nothing may."""
        for start in range(max(0, len(text) - self._longest + 1), len(text)):
            tail = text[start:]
            if tail == "<" or tail.removeprefix("<") in self._beginnings:
                return start
        return len(text)


def in_strings(change: Callable[[str], str], value: Any) -> Any:
    """JSON with every string in it changed; names of fields stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: in_strings(change, each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_strings(change, each) for each in value]
    return value
