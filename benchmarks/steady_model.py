"""A model server for load: OpenAI's protocol by hand, so that thousands of streams cost it little; a process of its own.

    python -m benchmarks.steady_model PORT

The model `at-once` answers in one frame; `steady:FRAMES:RATE` sends so many frames at so many a second, `steady:FRAMES:RATE:SIZE`
such with so many characters each. Every frame's first word is the time at which it was sent, in milliseconds of the machine's
monotonic clock. `GET /streams` tells how many streams are open, and when each was hung up on that did not come to its end, by the
`mark-…` in its question.
"""

import asyncio
import json
import re
import resource
import sys
import time
from dataclasses import dataclass, field

import uvloop

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_MARK = re.compile(rb"mark-\w+")
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
_END = [
    {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}},
]
_TICK = 0.01


def word() -> str:
    """Now, as a word: `m123456`."""
    return f"m{time.monotonic() * 1000:.0f} "


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def frame(value: object) -> bytes:
    return chunk(b"data: " + json.dumps(value).encode() + b"\n\n")


def delta(text: str) -> bytes:
    return frame({"choices": [{"index": 0, "delta": {"content": text}}]})


ENDING = b"".join(frame(each) for each in _END) + chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n"


@dataclass(slots=True, eq=False)
class Stream:
    """What is still to be sent, and when next."""

    writer: asyncio.StreamWriter
    left: int
    step: float
    padding: str
    due: float = field(default_factory=time.monotonic)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self) -> None:
        """The next frame, or the end."""
        self.due += self.step
        if self.left == 0:
            self.writer.write(ENDING)
            self.done.set()
        else:
            self.writer.write(delta(word() + self.padding))
            self.left -= 1


class Clockwork:
    """Sends the frames that are due, of every stream, in one loop."""

    def __init__(self) -> None:
        self._streams: set[Stream] = set()
        self.left: dict[str, float] = {}

    @property
    def open(self) -> int:
        return len(self._streams)

    async def run(self) -> None:
        while True:
            now = time.monotonic()
            for stream in list(self._streams):
                if stream.due <= now and not stream.done.is_set():
                    stream.send()
            await asyncio.sleep(_TICK)

    async def stream(self, reader: asyncio.StreamReader, stream: Stream, mark: str) -> bool:
        """Until its end; false when the other side hung up before."""
        self._streams.add(stream)
        ending = asyncio.create_task(stream.done.wait())
        leaving = asyncio.create_task(reader.read(1))
        try:
            await asyncio.wait([ending, leaving], return_when=asyncio.FIRST_COMPLETED)
            if not stream.done.is_set():
                self.left[mark] = time.monotonic()
            return stream.done.is_set()
        finally:
            self._streams.discard(stream)
            for task in (ending, leaving):
                task.cancel()
            await asyncio.gather(ending, leaving, return_exceptions=True)

    def told(self) -> bytes:
        body = json.dumps({"open": self.open, "left": self.left}).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body


async def serve(port: int) -> None:
    clockwork = Clockwork()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if head.startswith(b"GET /streams "):
                    writer.write(clockwork.told())
                    continue
                length = _LENGTH.search(head)
                content = await reader.readexactly(int(length[1]) if length else 0)
                writer.write(_HEAD)
                kind, *numbers = str(json.loads(content or b"{}").get("model", "")).split(":")
                if kind != "steady":
                    writer.write(delta(word()) + ENDING)
                    continue
                frames, rate, size = (*map(float, numbers), 0.0)[:3]
                mark = _MARK.findall(content)
                stream = Stream(writer, int(frames), 1 / rate, "x" * 50 + " " if size else "")
                stream.padding *= int(size) // 51
                if not await clockwork.stream(reader, stream, mark[-1].decode() if mark else ""):
                    return
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", port, backlog=4096)
    ticking = asyncio.create_task(clockwork.run())
    async with server:
        await server.serve_forever()
    await ticking


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    uvloop.run(serve(int(sys.argv[1])))
