"""What the embedders behind a server have in common: batches, retries, prefixes, and the check of every answer."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from nullus.llm import addresses
from nullus.llm.embedders.known import known
from nullus.llm.errors import EmbeddingDamaged
from nullus.llm.ports import Vectors, fingerprint_of
from nullus.llm.providers import PROVIDERS
from nullus.llm.providers.adapter import EmbedCall
from nullus.llm.settings import LlmSettings
from nullus.llm.vectors import checked, clean, in_batches
from nullus.llm.wire import Server
from nullus.platform.outbound import Outbound
from nullus.platform.settings import InvalidSetting

Embed = Callable[[EmbedCall], Awaitable[Any]]

_QUERY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What is known beforehand, and for how long a batch is waited for. `dimension` 0: ask the server once."""

    seconds: float
    retries: int
    dimension: int = 0
    languages: tuple[str, ...] = ()


class RemoteEmbedder:
    """An embedding model on a server; the protocol is the function `embed`."""

    batch = 64

    def __init__(self, kind: str, model: str, server: Server, limits: Limits, embed: Embed) -> None:
        self.name = kind
        self.model = model
        self.dimension = limits.dimension
        self._known = known(model, limits.languages)
        self.languages = self._known.languages
        self._server = server
        self._embed = embed
        self._seconds = limits.seconds
        self._retries = limits.retries

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Float32 [n, dimension], rows of length 1; batch after batch."""
        parts = []
        for batch in in_batches(texts, self.batch):
            prefixed = [self._known.document + text for text in batch]
            raw = await self._ask(prefixed, "document", self._seconds, self._retries)
            parts.append(checked(raw, len(batch), self.dimension, fingerprint_of(self)))
        return np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)

    async def embed_query(self, text: str) -> Vectors:
        """Float32 [dimension], of length 1; a person waits, so it gives up sooner."""
        prefixed = [self._known.query + clean(text)]
        raw = await self._ask(prefixed, "query", min(_QUERY_SECONDS, self._seconds), min(1, self._retries))
        vector: Vectors = checked(raw, 1, self.dimension, fingerprint_of(self))[0]
        return vector

    async def learn_dimension(self) -> None:
        """Ask the server once, where the settings do not say it."""
        if self.dimension:
            return
        raw = await self._ask(["dimension"], "document", self._seconds, min(1, self._retries))
        try:
            self.dimension = len(raw[0])
        except (TypeError, IndexError, KeyError):
            raise EmbeddingDamaged(fingerprint=f"{self.name}:{self.model}:?", problem="no vector came") from None

    async def _ask(self, texts: list[str], purpose: Literal["query", "document"], seconds: float, retries: int) -> Any:
        return await self._embed(EmbedCall(self._server, self.model, texts, purpose, seconds, retries))


async def open_embedder(model: str, settings: LlmSettings, outbound: Outbound) -> RemoteEmbedder:
    """The embedding server of the settings; connects once, to learn the dimension. Raises the typed errors of llm.errors."""
    kind = settings.embedder.partition(":")[0].strip()
    embed = PROVIDERS[kind].embed
    if embed is None:
        raise InvalidSetting(name="NULLUS_LLM_EMBEDDER", value=settings.embedder, problem=f"{kind} has no embeddings")
    limits = Limits(settings.embed_seconds, settings.retries, settings.embedder_dimension, settings.embedder_languages)
    embedder = RemoteEmbedder(kind, model, addresses.embedder_server(settings, outbound), limits, embed)
    await embedder.learn_dimension()
    return embedder
