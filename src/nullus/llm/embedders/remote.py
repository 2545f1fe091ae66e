"""What the embedders behind a server have in common: batches, retries, prefixes, and the check of every answer."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import numpy as np

from nullus.llm.embedders.known import known
from nullus.llm.errors import EmbeddingDamaged
from nullus.llm.ports import Vectors, fingerprint_of
from nullus.llm.settings import LlmSettings
from nullus.llm.vectors import checked, clean, in_batches
from nullus.llm.wire import Server

Ask = Callable[[Server, str, list[str], float, int], Awaitable[Any]]
"""(server, model, texts, seconds, retries) → nested lists of numbers, in order."""

_QUERY_SECONDS = 10.0


class RemoteEmbedder:
    """An embedding model on a server; the protocol is the function `ask`."""

    batch = 64

    def __init__(self, name: str, model: str, server: Server, settings: LlmSettings, ask: Ask) -> None:
        self.name = name
        self.model = model
        self.dimension = settings.embedder_dimension
        self._known = known(model, settings.embedder_languages)
        self.languages = self._known.languages
        self._server = server
        self._ask = ask
        self._seconds = settings.embed_seconds
        self._retries = settings.retries

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Float32 [n, dimension], rows of length 1; batch after batch."""
        parts = []
        for batch in in_batches(texts, self.batch):
            prefixed = [self._known.document + text for text in batch]
            raw = await self._ask(self._server, self.model, prefixed, self._seconds, self._retries)
            parts.append(checked(raw, len(batch), self.dimension, fingerprint_of(self)))
        return np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)

    async def embed_query(self, text: str) -> Vectors:
        """Float32 [dimension], of length 1; a person waits, so it gives up sooner."""
        prefixed = [self._known.query + clean(text)]
        raw = await self._ask(
            self._server, self.model, prefixed, min(_QUERY_SECONDS, self._seconds), min(1, self._retries)
        )
        vector: Vectors = checked(raw, 1, self.dimension, fingerprint_of(self))[0]
        return vector

    async def learn_dimension(self) -> None:
        """Ask the server once, where the settings do not say it."""
        if self.dimension:
            return
        raw = await self._ask(self._server, self.model, ["dimension"], self._seconds, min(1, self._retries))
        try:
            self.dimension = len(raw[0])
        except (TypeError, IndexError, KeyError):
            raise EmbeddingDamaged(fingerprint=f"{self.name}:{self.model}:?", problem="no vector came") from None
