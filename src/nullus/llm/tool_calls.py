"""Tool calls that come in pieces, put together and checked: only tools that were offered, only whole arguments."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nullus.llm.ports import Finished, FinishReason, Message, Part, Tool, ToolCall, ToolCalls, Usage
from nullus.llm.wire import Server

_MOST = 128


@dataclass(slots=True)
class _Growing:
    id: str = ""
    name: str = ""
    arguments: str = ""
    whole: Mapping[str, Any] | None = None
    signature: str = ""


class Gathered:
    """The calls of one turn. Their size is bounded by that of the stream."""

    def __init__(self, server: Server, tools: Sequence[Tool]) -> None:
        self._server = server
        self._offered = {each.name for each in tools}
        self._calls: dict[int, _Growing] = {}

    def piece(self, index: Any, call_id: Any, name: Any, arguments: Any) -> None:
        """A piece of the call number `index`; what is not text is left out. Raises ModelProtocol."""
        call = self._at(index if isinstance(index, int) else len(self._calls))
        if isinstance(call_id, str) and call_id:
            call.id = call_id
        if isinstance(name, str) and name:
            call.name = name
            self._check(name)
        if isinstance(arguments, str):
            call.arguments += arguments
        elif isinstance(arguments, dict):  # some servers send them as a value
            call.whole = arguments

    def whole(self, call_id: Any, name: Any, arguments: Any, signature: Any = "") -> None:
        """A call that came in one piece. Raises ModelProtocol."""
        if not isinstance(name, str) or not isinstance(arguments, dict | None):
            raise self._server.violation("a tool call has no name or no arguments")
        self._check(name)
        call = self._at(len(self._calls))
        call.id, call.name, call.whole = call_id if isinstance(call_id, str) else "", name, arguments or {}
        call.signature = signature if isinstance(signature, str) else ""

    def ended(self, reason: FinishReason, usage: Usage) -> list[Part]:
        """The last parts of a stream: the calls, where there are any and the answer was not cut off, then its end.

        Raises ModelProtocol for arguments that are not a JSON object.
        """
        if reason in {"length", "filtered"} or not self._calls:
            return [Finished("stop" if reason == "tools" else reason, usage)]
        calls = tuple(self._made(self._calls[index]) for index in sorted(self._calls))
        return [ToolCalls(calls), Finished("tools", usage)]

    def _made(self, call: _Growing) -> ToolCall:
        self._check(call.name)
        if call.whole is not None:
            arguments: Any = call.whole
        else:
            try:
                arguments = json.loads(call.arguments or "{}")
            except (ValueError, RecursionError):
                arguments = None
        if not isinstance(arguments, Mapping):
            raise self._server.violation("the arguments of a tool call are not a JSON object")
        return ToolCall(call.id or f"call_{secrets.token_hex(8)}", call.name, arguments, call.signature)

    def _at(self, index: int) -> _Growing:
        if index not in self._calls and len(self._calls) >= _MOST:
            raise self._server.violation(f"more than {_MOST} tool calls came")
        return self._calls.setdefault(index, _Growing())

    def _check(self, name: str) -> None:
        if name not in self._offered:
            raise self._server.violation(f"it called the tool {name[:100]!r}, which was not offered")


def names_of(messages: Sequence[Message]) -> dict[str, str]:
    """From the id of each call of a conversation to the name of its tool: some protocols want it beside the result."""
    return {call.id: call.name for message in messages for call in message.calls}
