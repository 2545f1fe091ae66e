"""Anthropic's Messages API: POST /v1/messages with server-sent events."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from nullus.llm import wire
from nullus.llm.errors import ModelRejected
from nullus.llm.ports import Delta, FinishReason, Message, Part, Patience, Tool, ToolChoice, Usage
from nullus.llm.providers.adapter import Adapter, ContextOf
from nullus.llm.tool_calls import Gathered

_MEDIA = frozenset({"text/event-stream"})
_PATH = "/v1/messages"
_REASONS: dict[str, FinishReason] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "filtered",
    "tool_use": "tools",
}
_CHOICES = {"auto": "auto", "none": "none", "required": "any"}


@dataclass(slots=True)
class _Turn:
    """What is known of an answer while it comes."""

    calls: Gathered
    prompt: int = 0
    completion: int = 0
    reason: FinishReason | None = None
    ended: bool = False


class AnthropicProvider:
    """Anthropic, or a server that speaks its protocol."""

    kind = "anthropic"

    def __init__(self, server: wire.Server, context_of: ContextOf) -> None:
        self.address = server.address
        self._server = server
        self._no_temperature: set[str] = set()

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        model: str,
        max_tokens: int,
        temperature: float,
        patience: Patience,
        tools: Sequence[Tool] = (),
        tool_choice: ToolChoice = "auto",
    ) -> AsyncGenerator[Part, None]:
        """See ports.ChatProvider. A model that refuses a temperature is asked again without one."""
        body: dict[str, Any] = {
            "model": model,
            "messages": _turns(messages),
            "max_tokens": max_tokens,
            "stream": True,
            "temperature": min(temperature, 1.0),
        }
        system = "\n\n".join(each.content for each in messages if each.role == "system" and each.content)
        if system:
            body["system"] = system
        if tools:
            body["tools"] = [_tool(each) for each in tools]
            body["tool_choice"] = {"type": _CHOICES[tool_choice]}
        clock = wire.Clock(patience)
        try:
            async with aclosing(self._read(self._spoken(body), model, max_tokens, tools, clock)) as parts:
                async for part in parts:
                    yield part
            return
        except ModelRejected as error:
            refused = "temperature" in str(error.fields.get("problem", ""))
            if clock.begun or not refused or model in self._no_temperature:
                raise
            self._no_temperature.add(model)
        async with aclosing(self._read(self._spoken(body), model, max_tokens, tools, clock)) as parts:
            async for part in parts:
                yield part

    async def models(self) -> list[str]:
        """Names of the models that the server lists."""
        content = await wire.ask(
            self._server, "GET", "/v1/models?limit=1000", None, model="", seconds=wire.LIST_SECONDS,
            setting="NULLUS_LLM_URL",
        )  # fmt: skip
        try:
            return [str(each["id"]) for each in content["data"]]
        except (TypeError, KeyError):
            raise self._server.violation("the list of models is none") from None

    async def _read(
        self, body: dict[str, Any], model: str, max_tokens: int, tools: Sequence[Tool], clock: wire.Clock
    ) -> AsyncGenerator[Part, None]:
        turn = _Turn(Gathered(self._server, tools))
        source = wire.lines(self._server, _PATH, body, model=model, max_tokens=max_tokens, media=_MEDIA, clock=clock)
        async with aclosing(source) as lines:
            async for line in lines:
                if not line.startswith("data:"):
                    continue
                part = wire.parsed(self._server, line[5:].strip(), model)
                text = _take(turn, part, clock)
                if text:
                    yield Delta(text)
                if turn.ended:
                    break
        if turn.reason is None or not turn.ended:
            raise wire.cut(self._server)
        for each in turn.calls.ended(turn.reason, Usage(turn.prompt, turn.completion)):
            yield each

    def _spoken(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["model"] not in self._no_temperature:
            return body
        return {name: value for name, value in body.items() if name != "temperature"}


ADAPTER = Adapter(
    kind="anthropic",
    title="Anthropic",
    chat=AnthropicProvider,
    default="https://api.anthropic.com",
    key_header="x-api-key",
    context=200_000,
    fixed={"anthropic-version": "2023-06-01"},
)


def _take(turn: _Turn, part: dict[str, Any], clock: wire.Clock) -> str:
    """Take one event in; returns the text that it brings."""
    match part.get("type"):
        case "message_start":
            _count(turn, _inner(part, "message").get("usage"))
        case "content_block_start":
            block = _inner(part, "content_block")
            if block.get("type") == "tool_use":
                clock.token()
                turn.calls.piece(part.get("index"), block.get("id"), block.get("name"), "")
            return wire.shown(block.get("text"))
        case "content_block_delta":
            delta = _inner(part, "delta")
            clock.token()
            if delta.get("type") == "input_json_delta":
                turn.calls.piece(part.get("index"), None, None, delta.get("partial_json"))
            if delta.get("type") == "text_delta":
                return wire.shown(delta.get("text"))
        case "message_delta":
            _count(turn, part.get("usage"))
            reason = _inner(part, "delta").get("stop_reason")
            if isinstance(reason, str):
                turn.reason = _REASONS.get(reason, "stop")
        case "message_stop":
            turn.ended = True
    return ""


def _count(turn: _Turn, usage: Any) -> None:
    """What was read counts with what the server had in its cache; the last figure of what was written is the whole."""
    if not isinstance(usage, dict):
        return
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    turn.prompt = sum(wire.count(usage.get(name)) for name in names) or turn.prompt
    turn.completion = wire.count(usage.get("output_tokens")) or turn.completion


def _inner(part: dict[str, Any], name: str) -> dict[str, Any]:
    found = part.get(name)
    return found if isinstance(found, dict) else {}


def _turns(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """The conversation without its system messages; one side's consecutive messages become one turn, none is empty."""
    turns: list[dict[str, Any]] = []
    for message in messages:
        if message.role == "system":
            continue
        role = "assistant" if message.role == "assistant" else "user"
        blocks = _blocks(message)
        if turns and turns[-1]["role"] == role:
            turns[-1]["content"] += blocks
        elif blocks:
            turns.append({"role": role, "content": blocks})
    return turns


def _blocks(message: Message) -> list[dict[str, Any]]:
    if message.role == "tool":
        return [{"type": "tool_result", "tool_use_id": message.call_id, "content": message.content}]
    blocks: list[dict[str, Any]] = [{"type": "text", "text": message.content}] if message.content.strip() else []
    calls = (
        {"type": "tool_use", "id": each.id, "name": each.name, "input": dict(each.arguments)} for each in message.calls
    )
    return [*blocks, *calls]


def _tool(tool: Tool) -> dict[str, Any]:
    return {"name": tool.name, "description": tool.description, "input_schema": dict(tool.parameters)}
