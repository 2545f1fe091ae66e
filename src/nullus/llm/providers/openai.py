"""Any OpenAI-compatible server: POST …/chat/completions with server-sent events, …/embeddings, and …/rerank where it has it."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from nullus.llm import wire
from nullus.llm.errors import ModelCut, ModelRejected, ModelSilent
from nullus.llm.ports import Delta, FinishReason, Message, Part, Patience, Tool, ToolChoice, Usage
from nullus.llm.providers.adapter import Adapter, ContextOf, EmbedCall, RerankCall
from nullus.llm.tool_calls import Gathered

_MEDIA = frozenset({"text/event-stream"})
_REASONS: dict[str, FinishReason] = {"length": "length", "content_filter": "filtered", "tool_calls": "tools"}
# Parameters that some servers refuse by name, and what they take in their place (None: leave it out).
_OPTIONAL: dict[str, str | None] = {"max_tokens": "max_completion_tokens", "temperature": None, "stream_options": None}


class OpenAiProvider:
    """One server that speaks OpenAI's protocol: OpenAI, vLLM, llama.cpp, LM Studio, gateways."""

    kind = "openai"

    def __init__(self, server: wire.Server, context_of: ContextOf) -> None:
        self.address = server.address
        self._server = server
        self._dialects: dict[str, dict[str, str | None]] = {}

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
        """See ports.ChatProvider. A server that refuses an optional parameter is asked again without it."""
        body: dict[str, Any] = {
            "model": model,
            "messages": [_message(each) for each in messages],
            "stream": True,
            "max_tokens": max_tokens,
            "temperature": temperature,
            "stream_options": {"include_usage": True},
        }
        if tools:
            body["tools"] = [_tool(each) for each in tools]
            body["tool_choice"] = tool_choice
        clock = wire.Clock(patience)
        for _ in range(len(_OPTIONAL) + 1):
            try:
                async with aclosing(self._read(self._spoken(body, model), model, max_tokens, tools, clock)) as parts:
                    async for part in parts:
                        yield part
                return
            except ModelRejected as error:
                if clock.begun or not self._learn(str(error.fields.get("problem", "")), model):
                    raise

    async def models(self) -> list[str]:
        """Names of the models that the server lists, without those for embedding and reranking."""
        content = await wire.ask(
            self._server, "GET", "/models", None, model="", seconds=wire.LIST_SECONDS, setting="NULLUS_LLM_URL"
        )
        try:
            names = [str(each["id"]) for each in content["data"]]
        except (TypeError, KeyError):
            raise self._server.violation("the list of models is none") from None
        return [name for name in names if "embed" not in name.lower() and "rerank" not in name.lower()]

    async def _read(
        self, body: dict[str, Any], model: str, max_tokens: int, tools: Sequence[Tool], clock: wire.Clock
    ) -> AsyncGenerator[Part, None]:
        reason: FinishReason | None = None
        usage = Usage()
        calls = Gathered(self._server, tools)
        path = "/chat/completions"
        source = wire.lines(self._server, path, body, model=model, max_tokens=max_tokens, media=_MEDIA, clock=clock)
        try:
            async with aclosing(source) as lines:
                async for line in lines:
                    if not line.startswith("data:"):
                        continue
                    data = line[5:].strip()
                    if data == "[DONE]":
                        reason = reason or "stop"
                        break
                    part = wire.parsed(self._server, data, model)
                    usage = _usage(part) or usage
                    if reason is not None:
                        continue
                    text, alive, reason = _take(part, calls)
                    if reason is not None:
                        clock.told_all()
                    elif alive:
                        clock.token()
                    if text:
                        yield Delta(text)
        except (ModelCut, ModelSilent):
            if reason is None:  # else the answer is whole, and only its bill is missing
                raise
        if reason is None:
            raise wire.cut(self._server)
        for each in calls.ended(reason, usage):
            yield each

    def _spoken(self, body: dict[str, Any], model: str) -> dict[str, Any]:
        """The body in the words that this model takes."""
        dialect = self._dialects.get(model, {})
        return {dialect.get(name, name) or "": value for name, value in body.items() if dialect.get(name, name)}

    def _learn(self, problem: str, model: str) -> bool:
        """Note which optional parameter was refused; whether that is new."""
        dialect = self._dialects.setdefault(model, {})
        for name, instead in _OPTIONAL.items():
            if name in problem and name not in dialect:
                dialect[name] = instead
                return True
        return False


async def embed(call: EmbedCall) -> Any:
    """POST …/embeddings."""
    body = {"model": call.model, "input": call.texts, "encoding_format": "float"}
    content = await wire.ask(
        call.server, "POST", "/embeddings", body, model=call.model, seconds=call.seconds,
        setting="NULLUS_LLM_EMBED_SECONDS", retries=call.retries,
    )  # fmt: skip
    try:
        rows = sorted(content["data"], key=lambda row: int(row["index"]))
        if [row["index"] for row in rows] != list(range(len(call.texts))):
            raise call.server.violation("the vectors are not numbered as the texts were")
        return [row["embedding"] for row in rows]
    except (TypeError, KeyError, ValueError):
        raise call.server.violation("the answer has no embeddings") from None


async def rerank(call: RerankCall) -> Any:
    """POST …/rerank as Cohere, Jina, vLLM, llama.cpp and LocalAI speak it."""
    passages = list(call.passages)
    body = {"model": call.model, "query": call.query, "documents": passages, "top_n": len(passages)}
    content = await wire.ask(
        call.server, "POST", "/rerank", body, model=call.model, seconds=call.seconds,
        setting="NULLUS_LLM_EMBED_SECONDS", retries=call.retries,
    )  # fmt: skip
    try:
        scores = {int(row["index"]): float(row["relevance_score"]) for row in content["results"]}
        return [scores[index] for index in range(len(passages))]
    except (TypeError, KeyError, ValueError):
        raise call.server.violation("the answer has no score for each passage") from None


ADAPTER = Adapter(
    kind="openai",
    title="OpenAI",
    chat=OpenAiProvider,
    default="https://api.openai.com/v1",
    path="/v1",
    embed=embed,
    rerank=rerank,
)


def _message(message: Message) -> dict[str, Any]:
    if message.role == "tool":
        return {"role": "tool", "tool_call_id": message.call_id, "content": message.content}
    spoken: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.calls:
        spoken["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": _written(call.arguments)}}
            for call in message.calls
        ]
    return spoken


def _written(arguments: Any) -> str:
    return json.dumps(dict(arguments), ensure_ascii=False)


def _tool(tool: Tool) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def _take(part: dict[str, Any], calls: Gathered) -> tuple[str, bool, FinishReason | None]:
    """Take one piece in: its text, whether it is a sign of life (thinking is), and the reason if it is the last."""
    choices = part.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    found = choice.get("delta")
    delta = found if isinstance(found, dict) else {}
    text = wire.shown(delta.get("content")) or wire.shown(delta.get("refusal"))
    alive = bool(text) or any(delta.get(name) for name in ("reasoning_content", "reasoning", "tool_calls"))
    pieces = delta.get("tool_calls")
    for piece in pieces if isinstance(pieces, list) else ():
        function = piece.get("function") if isinstance(piece, dict) else None
        if isinstance(function, dict):
            calls.piece(piece.get("index"), piece.get("id"), function.get("name"), function.get("arguments"))
    ended = choice.get("finish_reason")
    return text, alive, _REASONS.get(ended, "stop") if isinstance(ended, str) else None


def _usage(part: dict[str, Any]) -> Usage | None:
    usage = part.get("usage")
    if not isinstance(usage, dict):
        return None
    return Usage(wire.count(usage.get("prompt_tokens")), wire.count(usage.get("completion_tokens")))
