"""A model server that does what a test tells it, over real HTTP: speak every protocol, be slow, silent, broken, rude."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


class _Cut:
    """Close the connection without the proper end."""


class _Hang:
    """Say nothing more; wait until the client hangs up."""


CUT = _Cut()
HANG = _Hang()
Frame = bytes | float | _Cut | _Hang


@dataclass
class Reply:
    """One answer: a float among the frames is a pause in seconds."""

    frames: Sequence[Frame] = ()
    status: int = 200
    media: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Seen:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class ScriptedServer:
    """Answers each path with its replies in order; the last one is repeated."""

    def __init__(self, port: int = 0) -> None:
        """`port` 0: any that is free."""
        self._port = port
        self.requests: list[Seen] = []
        self.hung_up = asyncio.Event()
        self.open_calls = 0
        self._replies: dict[str, deque[Reply | Callable[[Seen], Reply]]] = defaultdict(deque)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""

    def on(self, path: str, *replies: Reply | Callable[[Seen], Reply]) -> None:
        """What a path answers; a function is asked for each request that comes."""
        self._replies[path] = deque(replies)

    async def __aenter__(self) -> "ScriptedServer":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.open_calls += 1
        try:
            while await self._serve_one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            self.hung_up.set()
        finally:
            self.open_calls -= 1
            self._tasks.discard(task)
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        self.requests.append(Seen(method, path, headers, _read(headers.get("content-type", ""), content)))
        replies = self._replies.get(path)
        reply = Reply(status=404, frames=[b'{"error": "not scripted"}'])
        if replies:
            found = replies.popleft() if len(replies) > 1 else replies[0]
            reply = found(self.requests[-1]) if callable(found) else found
        lines = [f"HTTP/1.1 {reply.status} X", f"Content-Type: {reply.media}", "Transfer-Encoding: chunked"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        frames = list(reply.frames)
        if frames and frames[0] is HANG:
            await self._until_hung_up(reader)
            return False
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        for frame in frames:
            if isinstance(frame, float):
                await self._pause(reader, frame)
            elif isinstance(frame, bytes):
                writer.write(f"{len(frame):x}\r\n".encode() + frame + b"\r\n")
                await writer.drain()
            elif frame is HANG:
                await self._until_hung_up(reader)
                return False
            else:
                return False
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True

    async def _pause(self, reader: asyncio.StreamReader, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._until_hung_up(reader)
        except TimeoutError:
            return
        raise ConnectionResetError

    async def _until_hung_up(self, reader: asyncio.StreamReader) -> None:
        while await reader.read(1):
            pass
        self.hung_up.set()


def _read(media: str, content: bytes) -> Any:
    """The body: JSON as what it says, a form as its fields."""
    if media.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(content.decode()))
    return json.loads(content) if content else None


def json_reply(value: Any, status: int = 200, **headers: str) -> Reply:
    return Reply(
        [json.dumps(value).encode()], status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def ollama_stream(*pieces: str | float | _Cut | _Hang, done: bool = True) -> Reply:
    """An /api/chat answer; floats pause, CUT and HANG do what they say."""
    frames: list[Frame] = [
        _line({"message": {"role": "assistant", "content": piece}, "done": False}) if isinstance(piece, str) else piece
        for piece in pieces
    ]
    if done:
        end = {"message": {"content": ""}, "done": True, "done_reason": "stop", "prompt_eval_count": 7, "eval_count": 3}
        frames.append(_line(end))
    return Reply(frames, media="application/x-ndjson")


def openai_stream(*pieces: str | float | _Cut | _Hang, done: bool = True) -> Reply:
    """A /v1/chat/completions answer; floats pause, CUT and HANG do what they say."""
    frames: list[Frame] = [
        _event({"choices": [{"index": 0, "delta": {"content": piece}}]}) if isinstance(piece, str) else piece
        for piece in pieces
    ]
    if done:
        frames.append(_event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}))
        frames.append(_event({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}}))
        frames.append(b"data: [DONE]\n\n")
    return Reply(frames, media="text/event-stream")


def anthropic_stream(*pieces: str | float | _Cut | _Hang, done: bool = True) -> Reply:
    """A /v1/messages answer as Anthropic publishes it; floats pause, CUT and HANG do what they say."""
    usage = {"input_tokens": 4, "cache_read_input_tokens": 3, "output_tokens": 1}
    start = {"type": "message_start", "message": {"id": "msg_1", "role": "assistant", "content": [], "usage": usage}}
    block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    frames: list[Frame] = [_typed(start), _typed(block), _typed({"type": "ping"})]
    frames += [anthropic_delta(piece) if isinstance(piece, str) else piece for piece in pieces]
    if done:
        frames.append(_typed({"type": "content_block_stop", "index": 0}))
        frames += anthropic_end("end_turn")
    return Reply(frames, media="text/event-stream")


def anthropic_delta(text: str) -> bytes:
    return _typed({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}})


def anthropic_end(reason: str) -> list[bytes]:
    delta = {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {"output_tokens": 3}}
    return [_typed(delta), _typed({"type": "message_stop"})]


def gemini_stream(*pieces: str | float | _Cut | _Hang, done: bool = True) -> Reply:
    """A :streamGenerateContent?alt=sse answer; floats pause, CUT and HANG do what they say."""
    frames: list[Frame] = [
        _event(_candidate([{"text": piece}])) if isinstance(piece, str) else piece for piece in pieces
    ]
    if done:
        usage = {"promptTokenCount": 7, "candidatesTokenCount": 2, "thoughtsTokenCount": 1, "totalTokenCount": 10}
        frames.append(_event(_candidate([{"text": ""}], finishReason="STOP") | {"usageMetadata": usage}))
    return Reply(frames, media="text/event-stream")


def openai_calls(*calls: tuple[str, str], reason: str = "tool_calls") -> Reply:
    """An answer that asks for tools, their arguments in pieces; each call is its name and its arguments as they are sent."""
    frames: list[Frame] = []
    for index, (name, arguments) in enumerate(calls):
        head = {"index": index, "id": f"call_{index}", "type": "function", "function": {"name": name, "arguments": ""}}
        pieces = [head, *({"index": index, "function": {"arguments": piece}} for piece in _halves(arguments))]
        frames += [_event({"choices": [{"index": 0, "delta": {"tool_calls": [piece]}}]}) for piece in pieces]
    frames.append(_event({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}))
    frames += [_event({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}}), b"data: [DONE]\n\n"]
    return Reply(frames, media="text/event-stream")


def ollama_calls(*calls: tuple[str, str], reason: str = "stop") -> Reply:
    asked = [{"function": {"name": name, "arguments": _value(arguments)}} for name, arguments in calls]
    end = {"message": {"content": ""}, "done": True, "done_reason": reason, "prompt_eval_count": 7, "eval_count": 3}
    message = {"role": "assistant", "content": "", "tool_calls": asked}
    return Reply([_line({"message": message, "done": False}), _line(end)], media="application/x-ndjson")


def anthropic_calls(*calls: tuple[str, str], reason: str = "tool_use") -> Reply:
    frames = list(anthropic_stream(done=False).frames)
    for index, (name, arguments) in enumerate(calls, start=1):
        block = {"type": "tool_use", "id": f"toolu_{index}", "name": name, "input": {}}
        frames.append(_typed({"type": "content_block_start", "index": index, "content_block": block}))
        for piece in _halves(arguments):
            delta = {"type": "input_json_delta", "partial_json": piece}
            frames.append(_typed({"type": "content_block_delta", "index": index, "delta": delta}))
        frames.append(_typed({"type": "content_block_stop", "index": index}))
    return Reply([*frames, *anthropic_end(reason)], media="text/event-stream")


def gemini_calls(*calls: tuple[str, str], reason: str = "STOP") -> Reply:
    parts = [{"functionCall": {"name": name, "args": _value(arguments)}} for name, arguments in calls]
    usage = {"promptTokenCount": 7, "candidatesTokenCount": 3}
    return Reply([_event(_candidate(parts, finishReason=reason) | {"usageMetadata": usage})], media="text/event-stream")


def _candidate(parts: list[dict[str, Any]], **more: str) -> dict[str, Any]:
    return {"candidates": [{"content": {"role": "model", "parts": parts}, "index": 0, **more}]}


def _halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


def _value(arguments: str) -> Any:
    """Arguments for a protocol that sends them as a value: what is not JSON stays a text."""
    try:
        return json.loads(arguments)
    except ValueError:
        return arguments


def _typed(value: dict[str, Any]) -> bytes:
    return f"event: {value['type']}\n".encode() + _event(value)


def _line(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _event(value: Any) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"
