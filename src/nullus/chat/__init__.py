"""Answers with citations that are checked: asked through /api/v1/ask and through OpenAI's protocol."""

from nullus.chat.answering.answers import Answers
from nullus.chat.answering.questions import Question
from nullus.chat.answering.reranking import RERANKED, in_order
from nullus.chat.conversations.approval import Approved, approved
from nullus.chat.http import error_answer, router
from nullus.chat.settings import ChatSettings
from nullus.chat.showing.belongings import Talk
from nullus.chat.showing.presenting import Whole, collect
from nullus.chat.translation.translating import Translator
from nullus.chat.turns.turns import Turns
from nullus.chat.turns.visits import Said, ask, begin, rate, said, source_shown, stop

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
