"""How Nullus talks to any model server: statuses and broken roads as typed errors, retries with backoff, bounded patience."""

import asyncio
import json
import random
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

from nullus.llm import refusals
from nullus.llm.errors import (
    ModelBusy,
    ModelCut,
    ModelOverloaded,
    ModelProtocol,
    ModelSilent,
    ModelUnreachable,
)
from nullus.llm.ports import Patience
from nullus.llm.refusals import Told, plain
from nullus.platform.errors import NullusError, Text
from nullus.platform.outbound import BODY_LIMIT, Answer, Outbound, OutboundFailed

LONGEST_PAUSE = 60.0
LIST_SECONDS = 5.0
_BILL_SECONDS = 2.0
_ERROR_BODY = 1 << 16
_LEAST_STREAM, _BYTES_A_TOKEN = 1 << 20, 1 << 12


def key_setting(setting: str) -> Text:
    """How to mend a key that a setting holds."""
    return Text(
        en=f"Put a valid key in {setting} or in the file that {setting}_FILE names, then restart Nullus.",
        ko=f"{setting} 또는 {setting}_FILE이 가리키는 파일에 올바른 키를 넣고 Nullus를 다시 시작하세요.",
    )


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model lives and how its failures are explained.

    `key_header`: where the key goes; as a Bearer in Authorization. `fixed`: headers that the protocol wants always.
    """

    outbound: Outbound
    address: str
    protocol: str
    key: str = field(default="", repr=False)
    key_mend: Text = key_setting("NULLUS_LLM_KEY")
    key_header: str = "Authorization"
    fixed: Mapping[str, str] = field(default_factory=dict)

    def headers(self) -> dict[str, str]:
        if not self.key:
            return dict(self.fixed)
        bearer = self.key_header == "Authorization"
        return {**self.fixed, self.key_header: f"Bearer {self.key}" if bearer else self.key}

    def broken(self, error: OutboundFailed) -> NullusError:
        """The typed error for a road that failed."""
        if error.phase == "connect":
            return ModelUnreachable(address=self.address, problem=str(error)[:300])
        if error.phase == "content":
            return self.violation(str(error))
        return ModelCut(address=self.address)

    def violation(self, problem: str) -> ModelProtocol:
        return ModelProtocol(address=self.address, protocol=self.protocol, problem=plain(problem))

    def silent(self, seconds: float, setting: str) -> ModelSilent:
        return ModelSilent(address=self.address, seconds=seconds, setting=setting)

    def meant(self, told: Told, model: str, status: int = 200) -> NullusError:
        """The typed error for what the server said; without a status, inside a stream that had begun well."""
        return refusals.meant(self.address, self.protocol, self.key_mend, status, told, model)

    async def refused(self, answer: Answer, model: str) -> NullusError:
        """The typed error for an answer that is not 200."""
        return self.meant(await _told(answer), model, answer.status)


async def ask(
    server: Server, method: str, path: str, body: Any, *, model: str, seconds: float, setting: str, retries: int = 0
) -> Any:
    """One JSON question and its JSON answer. Servers that may soon answer are asked again `retries` times."""
    for attempt in range(retries + 1):
        try:
            return await _ask_once(server, method, path, body, model=model, seconds=seconds, setting=setting)
        except (ModelBusy, ModelOverloaded, ModelUnreachable, ModelSilent, ModelCut) as error:
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
    server: Server, path: str, body: Any, *, model: str, max_tokens: int, media: frozenset[str], clock: "Clock"
) -> AsyncGenerator[str, None]:
    """The lines of a streamed answer, each within the clock's patience; never many more than `max_tokens` can need.

    Without those that say nothing (blank ones, comments of server-sent events). Close it to hang up.
    """
    total = min(BODY_LIMIT, _LEAST_STREAM + max_tokens * _BYTES_A_TOKEN)
    async with aclosing(_open_lines(server, path, body, model, media, total)) as source:
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
    server: Server, path: str, body: Any, model: str, media: frozenset[str], total: int
) -> AsyncGenerator[str, None]:
    about = _about(server, body, model)
    async with server.outbound.open(
        "POST", server.address + path, json_body=body, headers=server.headers(), about=about
    ) as answer:
        if answer.status != 200:
            raise await server.refused(answer, model)
        if answer.media not in media:
            raise server.violation(f"the stream has the content type {answer.media or 'none'}")
        async with aclosing(answer.lines(total=total)) as source:
            async for line in source:
                if line and not line.isspace() and line[0] != ":":
                    yield line


def parsed(server: Server, data: str, model: str) -> dict[str, Any]:
    """One piece of a stream as an object. Raises ModelProtocol, and what the piece says where it tells of an error."""
    try:
        part = json.loads(data)
    except (ValueError, RecursionError):
        raise server.violation("a piece of the stream is not JSON") from None
    if not isinstance(part, dict):
        raise server.violation("a piece of the stream is not an object")
    if part.get("error"):
        raise server.meant(refusals.read(part), model)
    return part


def shown(text: Any) -> str:
    """Text of a model as it may go on: no NUL, no lone surrogates; empty for what is no text."""
    if not isinstance(text, str):
        return ""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def count(value: Any) -> int:
    """A number of tokens that a server told; 0 for what cannot be one."""
    return value if isinstance(value, int) and 0 <= value < 1 << 31 else 0


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

    def told_all(self) -> None:
        """The answer is whole; what may still come is its bill, which is not waited for long."""
        self._next = self._now() + min(self._patience.between, _BILL_SECONDS)

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


def pause_before(attempt: int, asked: float | None) -> float:
    """Seconds to wait before trying again: what the server asked for, else 0.5, 1, 2, … with full jitter above the half."""
    if asked is not None:
        return min(asked, LONGEST_PAUSE)
    ceiling = min(LONGEST_PAUSE, 0.5 * 2.0**attempt)
    return ceiling * (0.5 + random.random() / 2)  # noqa: S311  jitter, not a secret


def _about(server: Server, body: Any, model: str) -> dict[str, str | int]:
    """What may be told of a question: to whom it goes and how much it is."""
    names = ("input", "messages", "contents", "requests", "documents")
    texts = next((body[name] for name in names if body.get(name)), ()) if isinstance(body, dict) else ()
    return {"provider": server.protocol, "model": model, "texts": 1 if isinstance(texts, str) else len(texts)}


async def _told(answer: Answer) -> Told:
    """What the server says is wrong, and for how long it asks to be left alone."""
    try:
        async with asyncio.timeout(5):
            told = refusals.read(await answer.json(_ERROR_BODY))
    except (OutboundFailed, TimeoutError):
        told = Told()
    milliseconds = refusals.retry_after(answer.headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return replace(told, pause=milliseconds / 1000)
    asked = refusals.retry_after(answer.headers.get("retry-after", ""))
    return told if asked is None else replace(told, pause=asked)
