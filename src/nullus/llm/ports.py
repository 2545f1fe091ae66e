"""What Nullus asks of a model server and of an embedder, and nothing more."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
FinishReason = Literal["stop", "length", "filtered", "tools"]
ToolChoice = Literal["auto", "none", "required"]


class Embedder(Protocol):
    """Turns text into unit vectors. An index is pinned to `fingerprint_of(embedder)`."""

    name: str
    model: str
    dimension: int
    languages: frozenset[str] | None
    """ISO 639-1 codes that the model reads; None: all."""
    batch: int
    """Most texts that are sent at once; longer lists are cut into batches."""

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Float32 [n, dimension], every row of length 1, in the order given. Raises the typed errors of llm.errors."""
        ...

    async def embed_query(self, text: str) -> Vectors:
        """Float32 [dimension], of length 1."""
        ...


def fingerprint_of(embedder: Embedder) -> str:
    """`embedder:model:dimension`; vectors of different fingerprints must never be compared."""
    return f"{embedder.name}:{embedder.model}:{embedder.dimension}"


def reads(embedder: Embedder, language: str) -> bool:
    """Whether the embedder understands this ISO 639-1 language."""
    return embedder.languages is None or language in embedder.languages


class Reranker(Protocol):
    """Orders passages by how well they answer a question."""

    model: str

    async def rerank(self, query: str, passages: Sequence[str]) -> list[float]:
        """One score a passage, in the order given; higher is better, and scores of two calls cannot be compared.

        Raises the typed errors of llm.errors.
        """
        ...


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that the model may ask for. `parameters` is a JSON Schema of an object."""

    name: str
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=lambda: {"type": "object", "properties": {}})


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What the model asks to run. `signature` belongs to the server that gave it and goes back to it unchanged."""

    id: str
    name: str
    arguments: Mapping[str, Any]
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. An assistant's may carry `calls`; a tool's content is the result of the call whose id is `call_id`."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCalls:
    """Everything that the model asks to run in this turn, whole; comes once, after the text and before Finished."""

    calls: tuple[ToolCall, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them; 0 where it did not say."""

    prompt: int = 0
    completion: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The last thing of a stream that came to its proper end."""

    reason: FinishReason
    usage: Usage


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for the first token, for each next sign of life, and for the whole."""

    first: float
    between: float
    total: float


Part = Delta | ToolCalls | Finished
"""What a stream is made of."""


class ChatProvider(Protocol):
    """One server that answers."""

    kind: str
    address: str

    def stream(
        self,
        messages: Sequence[Message],
        *,
        model: str,
        max_tokens: int,
        temperature: float,
        patience: Patience,
        tools: Sequence[Tool] = (),
        tool_choice: ToolChoice = "auto",
    ) -> AsyncGenerator[Part, None]:
        """Deltas, then perhaps ToolCalls, then one Finished. Closing the iterator closes the connection to the server.

        Raises the typed errors of llm.errors: ModelUnreachable, ModelBusy, ModelOverloaded, ModelKeyRefused, ModelUnknown,
        ModelContextExceeded, ModelFiltered, ModelRejected, ModelSilent, ModelCut, ModelProtocol.
        """
        ...

    async def models(self) -> list[str]:
        """Names of the chat models that the server has."""
        ...
