"""Why a document failed, in words: reasons of reading from the parsers, all others from the error family."""

from typing import Any

from nullus.knowledge.parsers.failures import FAILURES
from nullus.platform.errors import InternalError, Language, NullusError


def describe(code: str, fields: dict[str, Any], language: Language) -> tuple[str, str | None]:
    """Message and hint of a stored failure code in the asker's language."""
    for reason, sentences in FAILURES.items():
        if reason == code:
            if language == "ko":
                return sentences.message_ko, sentences.hint_ko
            return sentences.message_en, sentences.hint_en
    found = _error_with(code) or InternalError
    hint = found.hint.render(language, fields) if found.hint else None
    return found.message.render(language, fields), hint


def _error_with(code: str) -> type[NullusError] | None:
    pending = [NullusError]
    while pending:
        each = pending.pop()
        if each.code == code:
            return each
        pending += each.__subclasses__()
    return None
