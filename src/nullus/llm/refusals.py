"""What a model server means when it refuses: its status, code and words as one of our typed errors."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from nullus.llm.errors import (
    ModelBusy,
    ModelContextExceeded,
    ModelFiltered,
    ModelKeyRefused,
    ModelOverloaded,
    ModelProtocol,
    ModelRejected,
    ModelUnknown,
    ModelUnreachable,
)
from nullus.platform.errors import NullusError, Text

# What OpenAI, Azure, vLLM, llama.cpp, Ollama, Anthropic and Gemini say when a prompt does not fit.
_TOO_LONG = re.compile(
    r"context.?length|context.?window|context.?size|maximum context|prompt is too long|input is too long|"
    r"input token count|too many (input )?tokens|request_too_large"
)
_FILTERED = re.compile(r"content.?filter|content.?policy|responsibleai|safety system")
_KEY = re.compile(
    r"api.?key.{0,20}(invalid|not valid|expired|missing)|authentication_error|invalid_api_key|unauthenticated"
)
_BUSY = re.compile(r"rate.?limit|resource.?exhausted|too many requests|insufficient_quota")
_OVERLOADED = re.compile(r"overloaded")
_PAUSE = re.compile(r"^(\d{1,6}(?:\.\d{1,9})?)s$")


@dataclass(frozen=True, slots=True)
class Told:
    """The server's own words on what is wrong: a sentence that may be shown, and its codes in lower case."""

    problem: str = ""
    codes: str = ""
    pause: float | None = None

    @property
    def all(self) -> str:
        return f"{self.codes} {self.problem.lower()}"


def read(content: Any) -> Told:
    """What an error body says, in the shapes that model servers use; nothing where it says nothing."""
    if isinstance(content, list) and content:
        content = content[0]
    if not isinstance(content, dict):
        return Told()
    detail = next((content[key] for key in ("error", "detail", "message") if content.get(key)), "")
    if not isinstance(detail, dict):
        return Told(plain(detail) if isinstance(detail, str) else "", _codes(content))
    more = detail.get("details")
    pause = None
    reasons = []
    for each in more if isinstance(more, list) else ():
        if isinstance(each, dict):
            reasons.append(str(each.get("reason", ""))[:100])
            found = _PAUSE.match(str(each.get("retryDelay", "")))
            pause = float(found.group(1)) if found else pause
    message = detail.get("message", "")
    codes = " ".join([_codes(detail), *reasons]).strip().lower()
    return Told(plain(message) if isinstance(message, str) else "", codes, pause)


def meant(address: str, protocol: str, key_mend: Text, status: int, told: Told, model: str) -> NullusError:
    """The typed error for a refusal. `status` 200: said inside a stream that had begun well."""
    words = told.all
    if (_TOO_LONG.search(words) and status < 500) or status == 413:
        return ModelContextExceeded(address=address, model=model, problem=told.problem)
    if _FILTERED.search(words) and status < 500:
        return ModelFiltered(address=address, problem=told.problem)
    if status in {401, 403} or (status in {200, 400} and _KEY.search(words)):
        return ModelKeyRefused(address=address, status=status, mend=key_mend)
    if status == 404 or (status == 400 and model and model in told.problem and re.search(r"model.*not", words)):
        return ModelUnknown(address=address, model=model) if model else _violation(address, protocol, status)
    if status == 529 or (_OVERLOADED.search(words) and (status >= 500 or status == 200)):
        return ModelOverloaded(address=address, retry_after_seconds=told.pause)
    if status == 429 or (status == 200 and _BUSY.search(words)):
        return ModelBusy(address=address, retry_after_seconds=told.pause)
    if status >= 500:
        problem = f"HTTP {status} {told.problem}".strip()
        return ModelUnreachable(address=address, problem=problem, retry_after_seconds=told.pause)
    if 200 < status < 400:
        return _violation(address, protocol, status)
    return ModelRejected(address=address, status=status, problem=told.problem)


def retry_after(value: str) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date); None when it says nothing usable."""
    text = value.strip()[:64]
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromtimestamp(time.time(), UTC)).total_seconds())


def plain(text: str) -> str:
    """Words of a server, fit to be shown and logged: short, without control characters."""
    return "".join(character if character.isprintable() else " " for character in text[:300]).strip()


def _codes(detail: dict[str, Any]) -> str:
    return " ".join(str(detail[key])[:100] for key in ("type", "code", "status") if detail.get(key)).lower()


def _violation(address: str, protocol: str, status: int) -> ModelProtocol:
    return ModelProtocol(address=address, protocol=protocol, problem=f"HTTP {status}")
