"""Chat with any OpenAI-compatible server: POST …/chat/completions, server-sent events."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from nullus.llm import wire
from nullus.llm.errors import ModelRejected
from nullus.llm.ports import Delta, Finished, FinishReason, Message, Patience, Usage
from nullus.llm.settings import LlmSettings

_MEDIA = frozenset({"text/event-stream"})
_LIST_SECONDS = 5.0
_REASONS: dict[str, FinishReason] = {"length": "length", "content_filter": "filtered"}


class OpenAiProvider:
    """One server that speaks OpenAI's protocol: OpenAI, vLLM, llama.cpp, LM Studio, gateways."""

    kind = "openai"

    def __init__(self, server: wire.Server, settings: LlmSettings) -> None:
        self.address = server.address
        self._server = server
        self._dialect: dict[str, str | None] = {}

    async def stream(
        self, messages: Sequence[Message], *, model: str, max_tokens: int, temperature: float, patience: Patience
    ) -> AsyncGenerator[Delta | Finished, None]:
        """See ports.ChatProvider. A server that refuses an optional parameter is asked again without it."""
        body = {
            "model": model,
            "messages": [{"role": each.role, "content": each.content} for each in messages],
            "stream": True,
            "max_tokens": max_tokens,
            "temperature": temperature,
            "stream_options": {"include_usage": True},
        }
        clock = wire.Clock(patience)
        for _ in range(len(_OPTIONAL) + 1):
            try:
                async with aclosing(self._read(self._spoken(body), model, clock)) as parts:
                    async for part in parts:
                        yield part
                return
            except ModelRejected as error:
                if clock.begun or not self._learn(str(error.fields.get("problem", ""))):
                    raise

    async def models(self) -> list[str]:
        """Names of the models that the server lists, without those for embedding."""
        content = await wire.ask(
            self._server, "GET", "/models", None, model="", seconds=_LIST_SECONDS, setting="NULLUS_LLM_URL"
        )
        try:
            names = [str(each["id"]) for each in content["data"]]
        except (TypeError, KeyError):
            raise self._server.violation("the list of models is none") from None
        return [name for name in names if "embed" not in name.lower()]

    async def _read(
        self, body: dict[str, Any], model: str, clock: wire.Clock
    ) -> AsyncGenerator[Delta | Finished, None]:
        reason: FinishReason | None = None
        usage = Usage()
        source = wire.lines(self._server, "/chat/completions", body, model=model, media=_MEDIA, clock=clock)
        async with aclosing(source) as lines:
            async for line in lines:
                if not line.startswith("data:"):
                    continue
                data = line[5:].strip()
                if data == "[DONE]":
                    reason = reason or "stop"
                    break
                part = self._parse(data)
                usage = _usage(part) or usage
                text, alive, ended = _choice(part)
                if alive:
                    clock.token()
                if text and reason is None:
                    yield Delta(text)
                reason = reason or ended
        if reason is None:
            raise wire.cut(self._server)
        yield Finished(reason, usage)

    def _parse(self, data: str) -> dict[str, Any]:
        try:
            part = json.loads(data)
        except (ValueError, RecursionError):
            raise self._server.violation("an event of the stream is not JSON") from None
        if not isinstance(part, dict):
            raise self._server.violation("an event of the stream is not an object")
        if part.get("error"):
            error = part["error"]
            raise wire.told_error(self._server, str(error.get("message", "") if isinstance(error, dict) else error))
        return part

    def _spoken(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body in the words that this server takes."""
        return {
            self._dialect.get(name, name) or "": value for name, value in body.items() if self._dialect.get(name, name)
        }

    def _learn(self, problem: str) -> bool:
        """Note which optional parameter the server refused; whether that is new."""
        for name, instead in _OPTIONAL.items():
            if name in problem and name not in self._dialect:
                self._dialect[name] = instead
                return True
        return False


# Parameters that some servers refuse by name, and what they take in their place (None: leave it out).
_OPTIONAL: dict[str, str | None] = {"max_tokens": "max_completion_tokens", "temperature": None, "stream_options": None}


def _choice(part: dict[str, Any]) -> tuple[str, bool, FinishReason | None]:
    """Text, sign of life (thinking counts), and the reason if this is the end."""
    choices = part.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        return "", False, None
    choice = choices[0]
    delta = choice.get("delta")
    delta = delta if isinstance(delta, dict) else {}
    content = delta.get("content")
    text = content.replace("\x00", "") if isinstance(content, str) else ""
    alive = bool(text or delta.get("reasoning_content") or delta.get("reasoning") or delta.get("tool_calls"))
    ended = choice.get("finish_reason")
    return text, alive, _REASONS.get(ended, "stop") if isinstance(ended, str) else None


def _usage(part: dict[str, Any]) -> Usage | None:
    usage = part.get("usage")
    if not isinstance(usage, dict):
        return None
    prompt, completion = usage.get("prompt_tokens"), usage.get("completion_tokens")
    return Usage(prompt if isinstance(prompt, int) else 0, completion if isinstance(completion, int) else 0)
