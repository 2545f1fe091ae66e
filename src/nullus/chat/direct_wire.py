"""A model's own answer in OpenAI's shapes, tool calls among them."""

import json
import time
from typing import Any

from nullus.chat import events
from nullus.chat.compatible_schemas import CompletionIn, MessageIn
from nullus.chat.direct import Exchange, Said
from nullus.kit import new_id
from nullus.llm import Completed, Message, Tool, ToolCall, ToolCalls, ToolChoice, Usage, tokens
from nullus.platform.errors import InvalidInput

_REASONS = {"stop": "stop", "length": "length", "filtered": "content_filter", "tools": "tool_calls"}
_CHUNK = "chat.completion.chunk"


def exchange_of(body: CompletionIn) -> Exchange:
    """What a request says to a model. Raises InvalidInput."""
    tools = [
        Tool(each.function.name, each.function.description or "", each.function.parameters) for each in body.tools or ()
    ]
    choice = body.tool_choice
    choosing: ToolChoice = "auto"
    if isinstance(choice, str):
        choosing = choice
    elif choice is not None:  # one tool by its name: offer that one alone
        tools = [each for each in tools if each.name == choice.function.name]
        choosing = "required"
        if not tools:
            raise InvalidInput(problem=f"tool_choice names {choice.function.name}, which is none of the tools")
    return Exchange(
        model=body.model,
        messages=[_message(each) for each in body.messages],
        tools=tools,
        tool_choice=choosing,
        max_tokens=body.max_completion_tokens or body.max_tokens,
        temperature=body.temperature,
    )


class Writer:
    """One completion, whole or in chunks."""

    def __init__(self, body: CompletionIn) -> None:
        self._head = {"id": f"chatcmpl-{new_id().hex}", "created": int(time.time()), "model": body.model}
        self._with_usage = bool(body.stream_options and body.stream_options.include_usage)
        self._asked = sum(tokens(each.text) for each in body.messages)
        self._text = ""

    def opening(self) -> bytes:
        return self._chunk({"role": "assistant", "content": ""})

    def frame(self, part: Said) -> bytes:
        """The bytes of one part of the answer."""
        match part:
            case events.Delta():
                self._text += part.text
                return self._chunk({"content": part.text})
            case ToolCalls():
                return self._chunk({"tool_calls": [{"index": at, **_call(each)} for at, each in enumerate(part.calls)]})
            case Completed():
                frames = self._chunk({}, _REASONS[part.reason], nullus=_extra(part))
                if self._with_usage:
                    frames += data({**self._head, "object": _CHUNK, "choices": [], "usage": self._usage(part.usage)})
                return frames + b"data: [DONE]\n\n"

    def whole(self, parts: list[Said]) -> dict[str, Any]:
        """The answer in one piece."""
        self._text = "".join(each.text for each in parts if isinstance(each, events.Delta))
        calls = [_call(call) for each in parts if isinstance(each, ToolCalls) for call in each.calls]
        end = parts[-1]
        assert isinstance(end, Completed)
        message: dict[str, Any] = {"role": "assistant", "content": self._text or None, "refusal": None}
        if calls:
            message["tool_calls"] = calls
        choice = {"index": 0, "message": message, "finish_reason": _REASONS[end.reason], "logprobs": None}
        return {
            **self._head,
            "object": "chat.completion",
            "choices": [choice],
            "usage": self._usage(end.usage),
            "nullus": _extra(end),
        }

    def _chunk(self, delta: dict[str, Any], reason: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
        return data({**self._head, "object": _CHUNK, "choices": [choice], **more})

    def _usage(self, usage: Usage) -> dict[str, int]:
        """The model's own count, or an estimate where it gave none."""
        prompt, completion = usage.prompt or self._asked, usage.completion or tokens(self._text)
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def data(value: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode("utf-8", "replace")


def _message(said: MessageIn) -> Message:
    if said.role in {"tool", "function"}:
        return Message("tool", said.text, call_id=said.tool_call_id or "")
    if said.role in {"system", "developer"}:
        return Message("system", said.text)
    if said.role == "user":
        return Message("user", said.text)
    return Message(
        "assistant", said.text, calls=tuple(_asked_for(each.id, each.function) for each in said.tool_calls or ())
    )


def _asked_for(call_id: str, function: Any) -> ToolCall:
    try:
        arguments = json.loads(function.arguments or "{}")
    except (ValueError, RecursionError):
        arguments = None
    if not isinstance(arguments, dict):
        raise InvalidInput(problem=f"the arguments of the tool call {function.name} are not a JSON object")
    return ToolCall(call_id, function.name, arguments)


def _call(call: ToolCall) -> dict[str, Any]:
    arguments = json.dumps(dict(call.arguments), ensure_ascii=False)
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}}


def _extra(end: Completed) -> dict[str, Any]:
    """What OpenAI's shape has no place for."""
    served = end.served
    return {
        "provider": served.provider,
        "model": served.model,
        "redacted": served.redacted,
        "attempts": [
            {"provider": each.provider, "model": each.model, "outcome": each.outcome, "why": each.why}
            for each in served.attempts
        ],
    }
