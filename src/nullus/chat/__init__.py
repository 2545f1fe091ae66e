"""Answers with citations that are checked: asked through /api/v1/ask and through OpenAI's protocol."""

from nullus.chat.answers import Answers, Question
from nullus.chat.approval import Approved, approved
from nullus.chat.belongings import Talk
from nullus.chat.http import error_answer, router
from nullus.chat.presenting import Whole, collect
from nullus.chat.reranking import RERANKED, in_order
from nullus.chat.settings import ChatSettings
from nullus.chat.translating import Translator
from nullus.chat.turns import Turns
from nullus.chat.visits import Said, ask, begin, rate, said, source_shown, stop

__all__ = [
    "RERANKED",
    "Answers",
    "Approved",
    "ChatSettings",
    "Question",
    "Said",
    "Talk",
    "Translator",
    "Turns",
    "Whole",
    "approved",
    "ask",
    "begin",
    "collect",
    "error_answer",
    "in_order",
    "rate",
    "router",
    "said",
    "source_shown",
    "stop",
]
