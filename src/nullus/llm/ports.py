"""What Nullus asks of a model server and of an embedder, and nothing more."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
FinishReason = Literal["stop", "length", "filtered"]


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


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer; never empty."""

    text: str


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


class ChatProvider(Protocol):
    """One server that answers."""

    kind: str
    address: str

    def stream(
        self, messages: Sequence[Message], *, model: str, max_tokens: int, temperature: float, patience: Patience
    ) -> AsyncGenerator[Delta | Finished, None]:
        """Deltas, then one Finished. Closing the iterator closes the connection to the server.

        Raises ModelUnreachable, ModelBusy, ModelKeyRefused, ModelUnknown, ModelSilent, ModelCut, ModelProtocol, ModelRejected.
        """
        ...

    async def models(self) -> list[str]:
        """Names of the chat models that the server has."""
        ...
