"""The gateway to every model: embedders and chat providers, chosen by the settings."""

from nullus.llm.embedders.static import StaticEmbedder, open_static
from nullus.llm.gateway import ChatModel, Gateway
from nullus.llm.ports import (
    ChatProvider,
    Delta,
    Embedder,
    Finished,
    Message,
    Patience,
    Usage,
    Vectors,
    fingerprint_of,
    reads,
)
from nullus.llm.settings import LlmSettings

__all__ = [
    "ChatModel",
    "ChatProvider",
    "Delta",
    "Embedder",
    "Finished",
    "Gateway",
    "LlmSettings",
    "Message",
    "Patience",
    "StaticEmbedder",
    "Usage",
    "Vectors",
    "fingerprint_of",
    "open_static",
    "reads",
]
