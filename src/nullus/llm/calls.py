"""What is asked of the gateway and what it says of its answer: the types that every call to a model goes through."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from uuid import UUID

from nullus.llm.ports import Finished, Message, Tool, ToolChoice, Usage
from nullus.platform.actor import Actor
from nullus.platform.sensitivity import Sensitivity

Task = Literal["answer", "title", "rewrite", "translate", "judge", "suggest", "embed", "rerank"]
"""What a model is needed for; each has its own ordered list of models."""
Outcome = Literal["served", "failed", "refused", "skipped", "cancelled"]
"""How an attempt ended. refused: by the egress policy; skipped: the breaker was open or the model does not fit."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """On what terms an answer may be kept and given again. A call without it is neither kept nor answered from the cache.

    `inputs` is a digest of everything that the answer is made from (without what is random in the prompt), `rights` of what
    the asker may see. `collections` and `documents` are where it comes from: deleting one of them empties it.
    """

    inputs: str
    rights: str
    collections: frozenset[UUID]
    documents: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One question to a model. `sensitivity` is the highest label of everything in it, `prompt` the version that speaks.

    `wanted` is what the asker chose, as `provider/model`, `provider` or `model`; the policy holds for it too.
    """

    task: Task
    actor: Actor
    messages: Sequence[Message]
    sensitivity: Sensitivity
    prompt: str
    app: str = "chat"
    max_tokens: int | None = None
    temperature: float | None = None
    tools: Sequence[Tool] = ()
    tool_choice: ToolChoice = "auto"
    wanted: str | None = None
    conversation_id: UUID | None = None
    message_id: UUID | None = None
    reuse: Reuse | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One model that was considered: how it ended and, where it did not answer, the code of the reason."""

    provider: str
    model: str
    outcome: Outcome
    why: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Served:
    """Who answered, what was tried before, and what it took. `cost` in `currency`; `redacted`: places hidden before sending."""

    provider: str
    model: str
    attempts: tuple[Attempt, ...] = ()
    usage: Usage = field(default_factory=Usage)
    cost: Decimal = Decimal(0)
    currency: str = "USD"
    cached: bool = False
    redacted: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Completed(Finished):
    """The end of an answer of the gateway: a Finished that says who served it."""

    served: Served
