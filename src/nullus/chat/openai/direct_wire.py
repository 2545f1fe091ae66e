"""A model's own answer in OpenAI's shapes, tool calls among them."""

import json
from typing import Any

from nullus.chat.answering import events
from nullus.chat.openai.completions import Completion
from nullus.chat.openai.direct import Exchange, Said
from nullus.chat.openai.schemas import CompletionIn, OpenAIMessageIn
from nullus.llm import Completed, Message, Tool, ToolCall, ToolCalls, ToolChoice, tokens
from nullus.platform.errors import InvalidInput

_REASONS = {"stop": "stop", "length": "length", "filtered": "content_filter", "tools": "tool_calls"}


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
        self._completion = Completion(body, sum(tokens(each.text) for each in body.messages))
        self.opening = self._completion.opening
        self._text = ""

    def frame(self, part: Said) -> bytes:
        """The bytes of one part of the answer."""
        match part:
            case events.Delta():
                self._text += part.text
                return self._completion.chunk({"content": part.text})
            case ToolCalls():
                calls = [{"index": at, **_call(each)} for at, each in enumerate(part.calls)]
                return self._completion.chunk({"tool_calls": calls})
            case Completed():
                return self._completion.ending(_REASONS[part.reason], _extra(part), part.usage, self._text)

    def whole(self, parts: list[Said]) -> dict[str, Any]:
        """The answer in one piece."""
        text = "".join(each.text for each in parts if isinstance(each, events.Delta))
        calls = [_call(call) for each in parts if isinstance(each, ToolCalls) for call in each.calls]
        end = parts[-1]
        assert isinstance(end, Completed)
        message = {"content": text or None, **({"tool_calls": calls} if calls else {})}
        return self._completion.whole(message, _REASONS[end.reason], _extra(end), end.usage, text)


def _message(said: OpenAIMessageIn) -> Message:
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
