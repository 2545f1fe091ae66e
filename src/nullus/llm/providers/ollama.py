"""Chat with an Ollama server: POST /api/chat, one JSON object a line."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from nullus.llm import wire
from nullus.llm.ports import Delta, Finished, FinishReason, Message, Patience, Usage
from nullus.llm.settings import LlmSettings

_MEDIA = frozenset({"application/x-ndjson", "application/json"})
_LIST_SECONDS = 5.0


class OllamaProvider:
    """One Ollama server."""

    kind = "ollama"

    def __init__(self, server: wire.Server, settings: LlmSettings) -> None:
        self.address = server.address
        self._server = server
        self._context = settings.context_tokens

    async def stream(
        self, messages: Sequence[Message], *, model: str, max_tokens: int, temperature: float, patience: Patience
    ) -> AsyncGenerator[Delta | Finished, None]:
        """See ports.ChatProvider. `num_ctx` is sent because Ollama cuts longer prompts without a word."""
        body = {
            "model": model,
            "messages": [{"role": each.role, "content": each.content} for each in messages],
            "stream": True,
            "options": {"num_ctx": self._context, "num_predict": max_tokens, "temperature": temperature},
        }
        clock = wire.Clock(patience)
        source = wire.lines(self._server, "/api/chat", body, model=model, media=_MEDIA, clock=clock)
        async with aclosing(source) as lines:
            async for line in lines:
                if not line.strip():
                    continue
                part = self._parse(line)
                message = part.get("message")
                text, thought = _texts(message)
                if text or thought:
                    clock.token()
                if text:
                    yield Delta(text)
                if part.get("done") is True:
                    yield _finished(part)
                    return
        raise wire.cut(self._server)

    async def models(self) -> list[str]:
        """Names of the models that can chat: those for embedding are left out."""
        content = await wire.ask(
            self._server, "GET", "/api/tags", None, model="", seconds=_LIST_SECONDS, setting="NULLUS_LLM_URL"
        )
        try:
            return [str(each["name"]) for each in content["models"] if _chats(each)]
        except (TypeError, KeyError, AttributeError):
            raise self._server.violation("the list of models is none") from None

    def _parse(self, line: str) -> dict[str, Any]:
        try:
            part = json.loads(line)
        except (ValueError, RecursionError):
            raise self._server.violation("a line of the stream is not JSON") from None
        if not isinstance(part, dict):
            raise self._server.violation("a line of the stream is not an object")
        if part.get("error"):
            raise wire.told_error(self._server, str(part["error"]))
        return part


def _texts(message: Any) -> tuple[str, str]:
    """The answer's and the thinking's piece of one line."""
    if not isinstance(message, dict):
        return "", ""
    content, thinking = message.get("content"), message.get("thinking")
    return (
        content.replace("\x00", "") if isinstance(content, str) else "",
        thinking if isinstance(thinking, str) else "",
    )


def _finished(part: dict[str, Any]) -> Finished:
    reason: FinishReason = "length" if part.get("done_reason") == "length" else "stop"
    prompt, completion = part.get("prompt_eval_count"), part.get("eval_count")
    return Finished(
        reason, Usage(prompt if isinstance(prompt, int) else 0, completion if isinstance(completion, int) else 0)
    )


def _chats(entry: dict[str, Any]) -> bool:
    family = str((entry.get("details") or {}).get("family", ""))
    return "bert" not in family and "embed" not in str(entry["name"]).lower()
