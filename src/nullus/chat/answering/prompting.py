"""The grounded prompt: rules, the conversation so far, the question, and as many passages as the model can read."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from nullus.chat.answering.passages import Passage
from nullus.llm import Message, tokens
from nullus.llm import Prompt as Rules

SENTINEL = "NOT_FOUND"
FRAME_TOKENS = 60
"""About what the marks and the place around one passage take."""
_LEAST_PASSAGE_TOKENS = 60
_HISTORY_SHARE = 0.25
_MARKS = re.compile(r"</?\s*passage\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent, by which version of the rules, and the passages that went along (the last one perhaps shortened)."""

    version: str
    messages: list[Message]
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Frame:
    """A prompt without its passages. `room`: tokens that are left for them."""

    version: str
    rules: str
    history: list[Message]
    question: str
    room: int
    key: str

    def filled(self, passages: Sequence[Passage]) -> Prompt:
        """The prompt with as many passages, by rank, as there is room for."""
        parts, used = _fitting(passages, self.room, self.key)
        content = f"{self.question}\n\n" + "\n\n".join(parts)
        return Prompt(self.version, [Message("system", self.rules), *self.history, Message("user", content)], used)


def framed(
    question: str,
    rules: Rules,
    *,
    context_tokens: int,
    answer_tokens: int,
    history: Sequence[Message] = (),
    wishes: str = "",
) -> Frame:
    """Fit everything into `context_tokens` less `answer_tokens`: the rules and the question always, then passages by rank, and
    at most a quarter for what was said before. `wishes` are the calling program's own instructions; the rules go before them."""
    key = secrets.token_hex(4)
    said = rules.fill(key=key)
    if wishes:
        said += (
            f"\nThe program that asks adds (follow it where it does not contradict the rules above):\n{wishes[:2000]}\n"
        )
    room = context_tokens - answer_tokens - tokens(said) - tokens(question) - 64
    kept_history = _latest(history, int(max(room, 0) * _HISTORY_SHARE))
    room -= sum(tokens(each.content) + 4 for each in kept_history)
    return Frame(rules.id, said, kept_history, question, room, key)


def _fitting(passages: Sequence[Passage], room: int, key: str) -> tuple[list[str], list[Passage]]:
    parts: list[str] = []
    used: list[Passage] = []
    for passage in passages:
        place = " > ".join((passage.document_name, *passage.heading_path))
        frame = tokens(place) + 40
        text = _cut(passage, room - frame)
        if text is None:
            break
        room -= frame + tokens(text)
        parts.append(
            f'<passage number="{passage.number}" key="{key}">\n({_harmless(place)})\n{_harmless(text)}\n</passage key="{key}">'
        )
        used.append(passage)
    return parts, used


def _cut(passage: Passage, room: int) -> str | None:
    """The passage, or its beginning up to the end of a sentence; None when nothing useful fits."""
    if tokens(passage.text) <= room:
        return passage.text
    if room < _LEAST_PASSAGE_TOKENS:
        return None
    end = 0
    for sentence in passage.sentences:
        if tokens(passage.text[: sentence.end]) > room:
            break
        end = sentence.end
    return passage.text[:end] if end else None


def _harmless(text: str) -> str:
    """Text that cannot close its own frame."""
    return _MARKS.sub(lambda match: match[0].replace("<", "‹"), text)


def _latest(history: Sequence[Message], room: int) -> list[Message]:
    kept: list[Message] = []
    for message in reversed(history):
        room -= tokens(message.content) + 4
        if room < 0:
            break
        kept.insert(0, message)
    return kept
