"""How Nullus talks to any model server: statuses and broken roads as typed errors, retries with backoff, bounded patience."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from nullus.llm.errors import (
    ModelBusy,
    ModelCut,
    ModelKeyRefused,
    ModelProtocol,
    ModelRejected,
    ModelSilent,
    ModelUnknown,
    ModelUnreachable,
)
from nullus.llm.ports import Patience
from nullus.platform.errors import NullusError
from nullus.platform.outbound import Answer, Outbound, OutboundFailed

LONGEST_PAUSE = 60.0
_ERROR_BODY = 1 << 16


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model lives and how its failures are explained."""

    outbound: Outbound
    address: str
    protocol: str
    key: str = field(default="", repr=False)
    key_setting: str = "NULLUS_LLM_KEY"

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def broken(self, error: OutboundFailed) -> NullusError:
        """The typed error for a road that failed."""
        if error.phase == "connect":
            return ModelUnreachable(address=self.address, problem=str(error)[:300])
        if error.phase == "content":
            return self.violation(str(error))
        return ModelCut(address=self.address)

    def violation(self, problem: str) -> ModelProtocol:
        return ModelProtocol(address=self.address, protocol=self.protocol, problem=_plain(problem))

    def silent(self, seconds: float, setting: str) -> ModelSilent:
        return ModelSilent(address=self.address, seconds=seconds, setting=setting)

    async def refused(self, answer: Answer, model: str) -> NullusError:
        """The typed error for an answer that is not 200."""
        status = answer.status
        if status in {401, 403}:
            return ModelKeyRefused(address=self.address, status=status, setting=self.key_setting)
        problem = await _problem(answer)
        if status == 404 or (
            status == 400 and "model" in problem.lower() and "not" in problem.lower() and model in problem
        ):
            return ModelUnknown(address=self.address, model=model) if model else self.violation(f"HTTP {status}")
        pause = retry_after(answer.headers.get("retry-after", ""))
        if status == 429:
            return ModelBusy(address=self.address, retry_after_seconds=pause)
        if status >= 500:
            return ModelUnreachable(
                address=self.address, problem=f"HTTP {status} {problem}".strip(), retry_after_seconds=pause
            )
        if status < 400:
            return self.violation(f"HTTP {status}")
        return ModelRejected(address=self.address, status=status, problem=problem)


async def ask(
    server: Server, method: str, path: str, body: Any, *, model: str, seconds: float, setting: str, retries: int = 0
) -> Any:
    """One JSON question and its JSON answer. Busy, unreachable, silent and cut servers are asked again `retries` times."""
    for attempt in range(retries + 1):
        try:
            return await _ask_once(server, method, path, body, model=model, seconds=seconds, setting=setting)
        except (ModelBusy, ModelUnreachable, ModelSilent, ModelCut) as error:
            if attempt == retries:
                raise
            await asyncio.sleep(pause_before(attempt, error.retry_after_seconds))
    raise AssertionError("unreachable")


async def _ask_once(
    server: Server, method: str, path: str, body: Any, *, model: str, seconds: float, setting: str
) -> Any:
    try:
        async with (
            asyncio.timeout(seconds),
            server.outbound.open(
                method,
                server.address + path,
                json_body=body,
                headers=server.headers(),
                about=_about(server, body, model),
            ) as answer,
        ):
            if answer.status != 200:
                raise await server.refused(answer, model)
            return await answer.json()
    except TimeoutError:
        raise server.silent(seconds, setting) from None
    except OutboundFailed as error:
        raise server.broken(error) from error


async def lines(
    server: Server, path: str, body: Any, *, model: str, media: frozenset[str], clock: "Clock"
) -> AsyncGenerator[str, None]:
    """The lines of a streamed answer, each within the clock's patience. Close it to hang up."""
    async with aclosing(_open_lines(server, path, body, model, media)) as source:
        while True:
            try:
                async with asyncio.timeout_at(clock.due()):
                    line = await anext(source, None)
            except TimeoutError:
                seconds, setting = clock.ran_out()
                raise server.silent(seconds, setting) from None
            except OutboundFailed as error:
                raise server.broken(error) from error
            if line is None:
                return
            yield line


async def _open_lines(
    server: Server, path: str, body: Any, model: str, media: frozenset[str]
) -> AsyncGenerator[str, None]:
    about = _about(server, body, model)
    async with server.outbound.open(
        "POST", server.address + path, json_body=body, headers=server.headers(), about=about
    ) as answer:
        if answer.status != 200:
            raise await server.refused(answer, model)
        if answer.media not in media:
            raise server.violation(f"the stream has the content type {answer.media or 'none'}")
        async with aclosing(answer.lines()) as source:
            async for line in source:
                yield line


class Clock:
    """How long a stream may still take. Only tokens count as life: a server that merely sends comments is silent."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._end = self._now() + patience.total
        self._next = self._now() + patience.first
        self._begun = False

    def token(self) -> None:
        self._begun = True
        self._next = self._now() + self._patience.between

    def due(self) -> float:
        return min(self._end, self._next)

    def ran_out(self) -> tuple[float, str]:
        """The patience that ended, in seconds, and its setting."""
        if self._end <= self._next:
            return self._patience.total, "NULLUS_LLM_TOTAL_SECONDS"
        if self._begun:
            return self._patience.between, "NULLUS_LLM_BETWEEN_TOKENS_SECONDS"
        return self._patience.first, "NULLUS_LLM_FIRST_TOKEN_SECONDS"

    @property
    def begun(self) -> bool:
        return self._begun

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def cut(server: Server) -> ModelCut:
    """The stream ended without its proper end."""
    return ModelCut(address=server.address)


def told_error(server: Server, problem: str) -> ModelRejected:
    """The server sent an error inside a stream that had begun well."""
    return ModelRejected(address=server.address, status=200, problem=_plain(problem))


def pause_before(attempt: int, asked: float | None) -> float:
    """Seconds to wait before trying again: what the server asked for, else 0.5, 1, 2, … with full jitter above the half."""
    if asked is not None:
        return min(asked, LONGEST_PAUSE)
    ceiling = min(LONGEST_PAUSE, 0.5 * 2.0**attempt)
    return ceiling * (0.5 + random.random() / 2)  # noqa: S311  jitter, not a secret


def retry_after(value: str) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date); None when it says nothing usable."""
    text = value.strip()
    if text.replace(".", "", 1).isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromtimestamp(time.time(), UTC)).total_seconds())


def _about(server: Server, body: Any, model: str) -> dict[str, str | int]:
    """What may be told of a question: to whom it goes and how much it is."""
    texts = (body.get("input") or body.get("messages") or ()) if isinstance(body, dict) else ()
    return {"provider": server.protocol, "model": model, "texts": 1 if isinstance(texts, str) else len(texts)}


async def _problem(answer: Answer) -> str:
    """The server's own words on what is wrong, shortened."""
    try:
        async with asyncio.timeout(5):
            content = await answer.json(_ERROR_BODY)
    except (OutboundFailed, TimeoutError):
        return ""
    detail = content.get("error", content.get("detail", "")) if isinstance(content, dict) else ""
    if isinstance(detail, dict):
        detail = detail.get("message", "")
    return _plain(detail) if isinstance(detail, str) else ""


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text[:300]).strip()
