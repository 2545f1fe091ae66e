"""Google's Gemini API: streamGenerateContent with server-sent events, and batchEmbedContents."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any
from urllib.parse import quote

from nullus.llm import wire
from nullus.llm.errors import ModelFiltered, ModelUnknown
from nullus.llm.ports import Delta, FinishReason, Message, Part, Patience, Tool, ToolChoice, Usage
from nullus.llm.providers.adapter import Adapter, ContextOf, EmbedCall
from nullus.llm.refusals import plain
from nullus.llm.tool_calls import Gathered, names_of

_MEDIA = frozenset({"text/event-stream"})
_FILTERS = ("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY")
_REASONS: dict[str, FinishReason] = {"MAX_TOKENS": "length", **dict.fromkeys(_FILTERS, "filtered")}
_BROKEN = ("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL")
_MODES = {"auto": "AUTO", "none": "NONE", "required": "ANY"}
_PURPOSES = {"query": "RETRIEVAL_QUERY", "document": "RETRIEVAL_DOCUMENT"}
# What Google's guide on thought signatures puts where a call was not made by the model that is asked now.
_FOREIGN_CALL = "skip_thought_signature_validator"


class GeminiProvider:
    """The Gemini API, or a server that speaks its protocol."""

    kind = "gemini"

    def __init__(self, server: wire.Server, context_of: ContextOf) -> None:
        self.address = server.address
        self._server = server

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
        """See ports.ChatProvider. The stream has no mark of its end but the reason of the last piece."""
        body = _body(messages, max_tokens, temperature, tools, tool_choice)
        path = f"/{_named(self._server, model)}:streamGenerateContent?alt=sse"
        reason: FinishReason | None = None
        usage = Usage()
        calls = Gathered(self._server, tools)
        clock = wire.Clock(patience)
        source = wire.lines(self._server, path, body, model=model, max_tokens=max_tokens, media=_MEDIA, clock=clock)
        async with aclosing(source) as lines:
            async for line in lines:
                if not line.startswith("data:"):
                    continue
                part = wire.parsed(self._server, line[5:].strip(), model)
                usage = _usage(part) or usage
                text, alive, reason = self._take(part, calls)
                if alive:
                    clock.token()
                if text:
                    yield Delta(text)
                if reason is not None:
                    break
        if reason is None:
            raise wire.cut(self._server)
        for each in calls.ended(reason, usage):
            yield each

    async def models(self) -> list[str]:
        """Names of the models that can chat."""
        content = await wire.ask(
            self._server, "GET", "/models?pageSize=1000", None, model="", seconds=wire.LIST_SECONDS,
            setting="NULLUS_LLM_URL",
        )  # fmt: skip
        try:
            return [
                str(each["name"]).removeprefix("models/")
                for each in content["models"]
                if "generateContent" in each.get("supportedGenerationMethods", ["generateContent"])
            ]
        except (TypeError, KeyError, AttributeError):
            raise self._server.violation("the list of models is none") from None

    def _take(self, part: dict[str, Any], calls: Gathered) -> tuple[str, bool, FinishReason | None]:
        """Take one piece in: its text, whether it is a sign of life, and the reason if it is the last."""
        blocked = _inner(part, "promptFeedback").get("blockReason")
        if blocked:
            raise ModelFiltered(address=self.address, problem=plain(str(blocked)))
        candidates = part.get("candidates")
        candidate = candidates[0] if isinstance(candidates, list) and candidates else None
        if not isinstance(candidate, dict):
            return "", False, None
        text, alive = "", False
        pieces = _inner(candidate, "content").get("parts")
        for piece in pieces if isinstance(pieces, list) else ():
            if not isinstance(piece, dict):
                continue
            alive = True
            called = _inner(piece, "functionCall")
            if called:
                calls.whole(called.get("id"), called.get("name"), called.get("args"), piece.get("thoughtSignature"))
            elif piece.get("thought") is not True:
                text += wire.shown(piece.get("text"))
        ended = candidate.get("finishReason")
        if ended in _BROKEN:
            raise self._server.violation(f"the model made an unusable tool call ({ended})")
        return text, alive, _REASONS.get(ended, "stop") if isinstance(ended, str) else None


async def embed(call: EmbedCall) -> Any:
    """POST …:batchEmbedContents."""
    model = _named(call.server, call.model)
    task = _PURPOSES[call.purpose]
    requests = [{"model": model, "content": {"parts": [{"text": text}]}, "taskType": task} for text in call.texts]
    content = await wire.ask(
        call.server, "POST", f"/{model}:batchEmbedContents", {"requests": requests}, model=call.model,
        seconds=call.seconds, setting="NULLUS_LLM_EMBED_SECONDS", retries=call.retries,
    )  # fmt: skip
    try:
        return [row["values"] for row in content["embeddings"]]
    except (TypeError, KeyError):
        raise call.server.violation("the answer has no embeddings") from None


ADAPTER = Adapter(
    kind="gemini",
    title="Gemini",
    chat=GeminiProvider,
    default="https://generativelanguage.googleapis.com/v1beta",
    path="/v1beta",
    key_header="x-goog-api-key",
    context=128_000,
    embed=embed,
)


def _named(server: wire.Server, model: str) -> str:
    """The model as the path names it. The name can lead nowhere else. Raises ModelUnknown."""
    parts = (model if "/" in model else f"models/{model}").split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise ModelUnknown(address=server.address, model=model)
    return "/".join(quote(part, safe="") for part in parts)


def _body(
    messages: Sequence[Message], max_tokens: int, temperature: float, tools: Sequence[Tool], tool_choice: ToolChoice
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "contents": _turns(messages),
        "generationConfig": {"maxOutputTokens": max_tokens, "temperature": temperature},
    }
    system = [{"text": each.content} for each in messages if each.role == "system" and each.content]
    if system:
        body["systemInstruction"] = {"parts": system}
    if tools:
        body["tools"] = [{"functionDeclarations": [_tool(each) for each in tools]}]
        body["toolConfig"] = {"functionCallingConfig": {"mode": _MODES[tool_choice]}}
    return body


def _turns(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """The conversation without its system messages; one side's consecutive messages become one turn."""
    names = names_of(messages)
    turns: list[dict[str, Any]] = []
    for message in messages:
        if message.role == "system":
            continue
        role = "model" if message.role == "assistant" else "user"
        parts = _parts(message, names)
        if turns and turns[-1]["role"] == role:
            turns[-1]["parts"] += parts
        elif parts:
            turns.append({"role": role, "parts": parts})
    return turns


def _parts(message: Message, names: dict[str, str]) -> list[dict[str, Any]]:
    if message.role == "tool":
        answer = {"name": names.get(message.call_id, ""), "response": {"result": message.content}}
        return [{"functionResponse": answer}]
    parts: list[dict[str, Any]] = [{"text": message.content}] if message.content else []
    for number, call in enumerate(message.calls):
        part: dict[str, Any] = {"functionCall": {"name": call.name, "args": dict(call.arguments)}}
        signature = call.signature or ("" if number else _FOREIGN_CALL)
        parts.append(part | ({"thoughtSignature": signature} if signature else {}))
    return parts


def _tool(tool: Tool) -> dict[str, Any]:
    return {"name": tool.name, "description": tool.description, "parametersJsonSchema": dict(tool.parameters)}


def _inner(part: dict[str, Any], name: str) -> dict[str, Any]:
    found = part.get(name)
    return found if isinstance(found, dict) else {}


def _usage(part: dict[str, Any]) -> Usage | None:
    usage = part.get("usageMetadata")
    if not isinstance(usage, dict):
        return None
    written = wire.count(usage.get("candidatesTokenCount")) + wire.count(usage.get("thoughtsTokenCount"))
    return Usage(wire.count(usage.get("promptTokenCount")), written)
