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
    Part,
    Patience,
    Reranker,
    Tool,
    ToolCall,
    ToolCalls,
    Usage,
    Vectors,
    fingerprint_of,
    reads,
)
from nullus.llm.prompts import Prompt
from nullus.llm.prompts import current as current_prompt
from nullus.llm.prompts import of_version as prompt_of_version
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
    "Part",
    "Patience",
    "Prompt",
    "Reranker",
    "Reuse",
    "Served",
    "StaticEmbedder",
    "Task",
    "Tool",
    "ToolCall",
    "ToolCalls",
    "Usage",
    "Vectors",
    "current_prompt",
    "fingerprint_of",
    "open_static",
    "prompt_of_version",
    "reads",
]
