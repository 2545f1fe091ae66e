"""Private things out of the messages before they leave, placeholders in; the way back stays here."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nullus.llm.ports import Message
from nullus.llm.redaction.finding import find
from nullus.llm.redaction.kinds import Kind, Options
from nullus.llm.redaction.restoring import NONCE_LENGTH, Restorer, in_strings

_EVERYTHING = Options()
# So that the model neither explains a placeholder nor makes up what it hides.
NOTE = "\n\nMarks such as <{example}> stand for private values. Write them exactly as they are, and do not guess what they hide."


@dataclass(frozen=True, slots=True)
class Masked:
    """What may be sent, how its answer is read, and how many different values of each kind were hidden."""

    messages: list[Message]
    restorer: Restorer
    counts: Mapping[Kind, int]


def mask(messages: Sequence[Message], options: Options = _EVERYTHING) -> Masked:
    """Put placeholders for what is private. The same value has the same placeholder in all messages of this call.

    A placeholder ends in a secret of this call, so no document can contain one that would be restored.
    """
    veil = _Veil(_nonce(messages))
    changed = [_masked(message, veil, options) for message in messages]
    if veil.values and changed[0].role == "system":
        changed[0] = replace(changed[0], content=changed[0].content + NOTE.format(example=next(iter(veil.values))))
    return Masked(changed, Restorer(veil.values, veil.nonce), Counter(kind for kind, _ in veil.placeholders))


def _masked(message: Message, veil: "_Veil", options: Options) -> Message:
    calls = tuple(
        replace(call, arguments=in_strings(lambda text: veil.over(text, options), call.arguments))
        for call in message.calls
    )
    return replace(message, content=veil.over(message.content, options), calls=calls)


class _Veil:
    """The placeholders of one call."""

    def __init__(self, nonce: str) -> None:
        self.nonce = nonce
        self.placeholders: dict[tuple[Kind, str], str] = {}
        self.values: dict[str, str] = {}
        self._last: Counter[Kind] = Counter()

    def over(self, text: str, options: Options) -> str:
        parts: list[str] = []
        end = 0
        for found in find(text, options):
            parts += (text[end : found.start], "<", self._placeholder(found.kind, text[found.start : found.end]), ">")
            end = found.end
        return "".join((*parts, text[end:])) if parts else text

    def _placeholder(self, kind: Kind, value: str) -> str:
        known = self.placeholders.get((kind, value))
        if known is None:
            self._last[kind] += 1
            known = f"{kind.upper()}_{self._last[kind]}_{self.nonce}"
            self.placeholders[kind, value] = known
            self.values[known] = value
        return known


def _nonce(messages: Sequence[Message]) -> str:
    """Letters and digits that stand in none of the messages."""
    while True:
        nonce = secrets.token_hex(NONCE_LENGTH // 2)
        if not any(nonce in f"{message.content}{message.calls}" for message in messages):
            return nonce
