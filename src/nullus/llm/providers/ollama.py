"""An Ollama server: POST /api/chat with one JSON object a line, and /api/embed."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from nullus.llm import wire
from nullus.llm.ports import Delta, Message, Part, Patience, Tool, ToolChoice, Usage
from nullus.llm.providers.adapter import Adapter, ContextOf, EmbedCall
from nullus.llm.tool_calls import Gathered, names_of

_MEDIA = frozenset({"application/x-ndjson", "application/json"})


class OllamaProvider:
    """One Ollama server."""

    kind = "ollama"

    def __init__(self, server: wire.Server, context_of: ContextOf) -> None:
        self.address = server.address
        self._server = server
        self._context_of = context_of

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
        """See ports.ChatProvider. `num_ctx` is sent because Ollama cuts longer prompts without a word.

        It has no way to say that a tool must be used; `none` sends no tools.
        """
        offered = () if tool_choice == "none" else tools
        names = names_of(messages)
        body: dict[str, Any] = {
            "model": model,
            "messages": [_message(each, names) for each in messages],
            "stream": True,
            "options": {"num_ctx": self._context_of(model), "num_predict": max_tokens, "temperature": temperature},
        }
        if offered:
            body["tools"] = [_tool(each) for each in offered]
        calls = Gathered(self._server, offered)
        clock = wire.Clock(patience)
        source = wire.lines(
            self._server, "/api/chat", body, model=model, max_tokens=max_tokens, media=_MEDIA, clock=clock
        )
        async with aclosing(source) as lines:
            async for line in lines:
                part = wire.parsed(self._server, line, model)
                found = part.get("message")
                message = found if isinstance(found, dict) else {}
                text = wire.shown(message.get("content"))
                if text or message.get("thinking") or message.get("tool_calls"):
                    clock.token()
                if text:
                    yield Delta(text)
                _gather(calls, message.get("tool_calls"))
                if part.get("done") is True:
                    for each in calls.ended("length" if part.get("done_reason") == "length" else "stop", _usage(part)):
                        yield each
                    return
        raise wire.cut(self._server)

    async def models(self) -> list[str]:
        """Names of the models that can chat: those for embedding are left out."""
        content = await wire.ask(
            self._server, "GET", "/api/tags", None, model="", seconds=wire.LIST_SECONDS, setting="NULLUS_LLM_URL"
        )
        try:
            return [str(each["name"]) for each in content["models"] if _chats(each)]
        except (TypeError, KeyError, AttributeError):
            raise self._server.violation("the list of models is none") from None


async def embed(call: EmbedCall) -> Any:
    """POST /api/embed."""
    body = {"model": call.model, "input": call.texts, "truncate": True}
    content = await wire.ask(
        call.server, "POST", "/api/embed", body, model=call.model, seconds=call.seconds,
        setting="NULLUS_LLM_EMBED_SECONDS", retries=call.retries,
    )  # fmt: skip
    if not isinstance(content, dict) or not isinstance(content.get("embeddings"), list):
        raise call.server.violation("the answer has no embeddings")
    return content["embeddings"]


ADAPTER = Adapter(kind="ollama", title="Ollama", chat=OllamaProvider, default="http://127.0.0.1:11434", embed=embed)


def _message(message: Message, names: dict[str, str]) -> dict[str, Any]:
    spoken: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.role == "tool":
        spoken["tool_name"] = names.get(message.call_id, "")
    if message.calls:
        spoken["tool_calls"] = [
            {"function": {"name": call.name, "arguments": dict(call.arguments)}} for call in message.calls
        ]
    return spoken


def _tool(tool: Tool) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def _gather(calls: Gathered, found: Any) -> None:
    for each in found if isinstance(found, list) else ():
        function = each.get("function") if isinstance(each, dict) else None
        if isinstance(function, dict):
            calls.whole(each.get("id"), function.get("name"), function.get("arguments"))


def _usage(part: dict[str, Any]) -> Usage:
    return Usage(wire.count(part.get("prompt_eval_count")), wire.count(part.get("eval_count")))


def _chats(entry: dict[str, Any]) -> bool:
    family = str((entry.get("details") or {}).get("family", ""))
    return "bert" not in family and "embed" not in str(entry["name"]).lower()
