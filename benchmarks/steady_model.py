"""A model server for load: OpenAI's protocol by hand, so that thousands of streams cost it little; a process of its own.

    python -m benchmarks.steady_model PORT

The model `at-once` answers in one frame; `steady:FRAMES:RATE` sends so many frames at so many a second. Every frame's word is the
time at which it was sent, in milliseconds of the machine's monotonic clock.
"""

import asyncio
import json
import re
import sys
import time
from collections import deque

import uvloop

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
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


class Clockwork:
    """Sends the frames that are due, of every stream, in one loop."""

    def __init__(self) -> None:
        self._due: deque[tuple[float, asyncio.StreamWriter, asyncio.Event, int, float]] = deque()

    async def run(self) -> None:
        while True:
            now = time.monotonic()
            for _ in range(len(self._due)):
                at, writer, done, left, step = self._due.popleft()
                if at > now:
                    self._due.append((at, writer, done, left, step))
                elif writer.is_closing():
                    done.set()
                elif left == 0:
                    writer.write(ENDING)
                    done.set()
                else:
                    writer.write(delta(word()))
                    self._due.append((at + step, writer, done, left - 1, step))
            await asyncio.sleep(_TICK)

    async def stream(self, writer: asyncio.StreamWriter, frames: int, rate: float) -> None:
        done = asyncio.Event()
        self._due.append((time.monotonic(), writer, done, frames, 1 / rate))
        await done.wait()


async def serve(port: int) -> None:
    clockwork = Clockwork()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = _LENGTH.search(head)
                body = json.loads(await reader.readexactly(int(length[1]) if length else 0) or b"{}")
                writer.write(_HEAD)
                kind, *numbers = str(body.get("model", "")).split(":")
                if kind == "steady":
                    await clockwork.stream(writer, int(numbers[0]), float(numbers[1]))
                else:
                    writer.write(delta(word()) + ENDING)
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
    uvloop.run(serve(int(sys.argv[1])))
