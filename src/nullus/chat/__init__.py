"""Answers with citations that are checked: asked through /api/v1/ask and through OpenAI's protocol."""

from nullus.chat.answers import Answers, Question
from nullus.chat.http import error_answer, router
from nullus.chat.settings import ChatSettings

__all__ = ["Answers", "ChatSettings", "Question", "error_answer", "router"]
