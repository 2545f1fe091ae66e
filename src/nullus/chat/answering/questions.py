"""What is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from nullus.llm import Message
from nullus.platform.sensitivity import Sensitivity


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which collections (None: all), and what was said before. `searched`: the question as it is looked for,
    where it needs what was said before to be understood."""

    text: str
    collection_ids: Sequence[UUID] | None = None
    top_k: int = 8
    filters: dict[str, Any] = field(default_factory=dict)
    history: Sequence[Message] = ()
    wishes: str = ""
    max_tokens: int | None = None
    temperature: float | None = None
    searched: str = ""
    model: str | None = None
    reranked: bool | None = None
    """Whether a model puts what was found in order; None: as the settings say."""
    sensitivity: Sensitivity | None = None
    conversation_id: UUID | None = None
    message_id: UUID | None = None
    prompt: str | None = None
    """A version of the answer prompt that is not in use, as an evaluation tries it."""
    afresh: bool = False
    """Whoever asks for another answer is not given the one that was kept."""

    @property
    def plain(self) -> str:
        """The question as somebody who has not heard the conversation would understand it."""
        return self.searched or self.text
