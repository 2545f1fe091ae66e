"""The gateway to every model: embedders and chat providers, chosen by the settings."""

from nullus.llm.calls import Attempt, Completed, ModelCall, Reuse, Served, Task
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
    "Attempt",
    "ChatModel",
    "ChatProvider",
    "Completed",
    "Delta",
    "Embedder",
    "Finished",
    "Gateway",
    "LlmSettings",
    "Message",
    "ModelCall",
    "Patience",
    "Reuse",
    "Served",
    "StaticEmbedder",
    "Task",
    "Usage",
    "Vectors",
    "fingerprint_of",
    "open_static",
    "reads",
]
