"""How answers are made."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What the operator decides about answers."""

    prefix: ClassVar[str] = "NULLUS_CHAT_"

    passages: int = setting(8, "Passages that an answer is made from, 1 to 50, unless the call says otherwise.")
    widened: int = setting(
        3, "For so many of the best passages a model also reads what stands right before and after them; 0: for none."
    )
    rerank: bool = setting(
        False,
        "Whether a reranking model puts what was found in order before the best is taken: `on` or `off`, unless the call says "
        "otherwise.",
    )
    rerank_seconds: float = setting(5.0, "Longest wait for it; the order of the search stays then.")
    answers_at_once: int = setting(
        4096,
        "Answers that one process writes at the same time (each takes some 100 kB); more are refused for a moment.",
    )
    answers_each: int = setting(32, "How many of them may be one account's.")
    price_read: float = setting(
        0.0, "Price of a million tokens read, of models that have none of their own (`nullus prices`)."
    )
    price_written: float = setting(0.0, "Price of a million tokens that such a model writes.")
    direct_sensitivity: str = setting(
        "internal",
        "How sensitive what programs send straight to a model through /v1 counts: `public`, `internal`, `confidential` or "
        "`personal`. A model that may not see so much is not asked.",
    )
