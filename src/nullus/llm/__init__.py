"""The gateway to every model: embedders and chat providers, chosen by the settings."""

from nullus.llm.cache import AnswerCache, digest
from nullus.llm.calls import Attempt, Completed, ModelCall, Reuse, Served, Task
from nullus.llm.egress import EgressRefused
from nullus.llm.embedders.static import StaticEmbedder, open_static
from nullus.llm.errors import NoReranker, RerankerMissing
from nullus.llm.gateway import Gateway, Prospect
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
    ToolChoice,
    Usage,
    Vectors,
    fingerprint_of,
    reads,
)
from nullus.llm.prompts import Prompt
from nullus.llm.prompts import current as current_prompt
from nullus.llm.prompts import of_version as prompt_of_version
from nullus.llm.routing.candidates import Candidate
from nullus.llm.routing.errors import ModelNotOffered, ModelResting, NoModel
from nullus.llm.settings import LlmSettings
from nullus.llm.sizes import tokens
from nullus.llm.spending.budgets import Budget
from nullus.llm.spending.clearing import Books
from nullus.llm.spending.errors import BudgetExceeded
from nullus.llm.spending.ledger import Entry, Ledger
from nullus.llm.spending.prices import Price
from nullus.llm.spending.report import spent
from nullus.llm.spending.settings import LedgerSettings
from nullus.llm.tasks import SCHEDULES

__all__ = [
    "SCHEDULES",
    "AnswerCache",
    "Attempt",
    "Books",
    "Budget",
    "BudgetExceeded",
    "Candidate",
    "ChatProvider",
    "Completed",
    "Delta",
    "EgressRefused",
    "Embedder",
    "Entry",
    "Finished",
    "Gateway",
    "Ledger",
    "LedgerSettings",
    "LlmSettings",
    "Message",
    "ModelCall",
    "ModelNotOffered",
    "ModelResting",
    "NoModel",
    "NoReranker",
    "Part",
    "Patience",
    "Price",
    "Prompt",
    "Prospect",
    "Reranker",
    "RerankerMissing",
    "Reuse",
    "Served",
    "StaticEmbedder",
    "Task",
    "Tool",
    "ToolCall",
    "ToolCalls",
    "ToolChoice",
    "Usage",
    "Vectors",
    "current_prompt",
    "digest",
    "fingerprint_of",
    "open_static",
    "prompt_of_version",
    "reads",
    "spent",
    "tokens",
]
