"""Faults F24 and F25: people who leave in the middle of an answer, and people who do not read.

    python -m chaos.streams [--leave 1000] [--slow 500]

A real service; a model server in a process of its own that writes down when it was hung up on. Prints how soon upstream calls
were cancelled and what is left, what slow readers take of memory and of others' time; exits 1 when a promise was broken.
"""

import argparse
import asyncio
import contextlib
import json
import random
import socket
import struct
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import numpy as np
from benchmarks.turns import model_server, request

from chaos.talking import QUESTION, Finding, House, house_of, started

CANCEL_SECONDS = 2.0
_AT_ONCE = 40
_RESET = struct.pack("ii", 1, 0)


@dataclass(slots=True)
class Upstream:
    """The model server: what it has open, and when it was hung up on, by mark."""

    url: str

    async def told(self) -> tuple[int, dict[str, float]]:
        def read() -> tuple[int, dict[str, float]]:
            with urllib.request.urlopen(f"{self.url}/streams", timeout=30) as answer:
                found = json.load(answer)
            return int(found["open"]), found["left"]

        return await asyncio.to_thread(read)

    async def at_rest(self, seconds: float) -> int:
        """How many streams stay open after so long."""
        deadline = time.monotonic() + seconds
        while (still := (await self.told())[0]) and time.monotonic() < deadline:
            await asyncio.sleep(0.1)
        return still


def share(values: list[float], percent: float) -> float:
    return float(np.percentile(values, percent)) if values else 0.0


async def leave(house: House, upstream: Upstream, leaves: int) -> Finding:
    """F24: so many people hang up after the first words, some by a reset, some politely, some before any word."""
    found = Finding("F24", f"{leaves} people leave in the middle of an answer")
    chance, gate = random.Random(24), asyncio.Semaphore(_AT_ONCE)
    closed: dict[str, float] = {}

    async def one(number: int) -> None:
        async with gate:
            mark, kept = f"mark-{number}", chance.random() < 0.5
            if await _leave_once(house, mark, kept, reset=chance.random() < 0.5):
                closed[mark] = time.monotonic()

    await warmed(house)
    before = house.memory_mib(), house.descriptors()
    began = time.monotonic()
    await asyncio.gather(*(one(number) for number in range(leaves)))
    wall = time.monotonic() - began
    leaked = await upstream.at_rest(10)
    left = await house.at_rest()
    hung_up = (await upstream.told())[1]
    waits = [hung_up[mark] - at for mark, at in closed.items() if mark in hung_up]
    missing = len(closed) - len(waits)
    late = sum(each > CANCEL_SECONDS for each in waits)
    after = house.memory_mib(), house.descriptors()
    found.figures |= {
        "left": f"{len(closed)} in {wall:.0f} s",
        "cancelled upstream": f"median {share(waits, 50):.2f} s, p95 {share(waits, 95):.2f} s, most {share(waits, 100):.2f} s",
        "leaked calls": leaked + missing,
        "left over": sum(left.values()),
        "memory": f"{before[0]:.0f} MiB, afterwards {after[0]:.0f} MiB",
        "descriptors": f"{before[1]}, afterwards {after[1]}",
    }
    found.promise(len(closed) == leaves, f"only {len(closed)} answers began")
    found.promise(not leaked + missing, f"{leaked} calls are still open, {missing} were never cancelled")
    found.promise(not late, f"{late} were cancelled after more than {CANCEL_SECONDS} s")
    found.promise(not left, f"left: {left}")
    found.promise(after[1] <= before[1] + 20, f"{after[1] - before[1]} descriptors more")
    found.promise(after[0] < before[0] + 40 + leaves / 50, f"{after[0] - before[0]:.0f} MiB more")
    return found


async def warmed(house: House) -> None:
    """Answers beforehand: what the first ones load and open is no leak."""
    await asyncio.gather(*(_leave_once(house, f"mark-warm{n}", n % 2 == 0, reset=False) for n in range(_AT_ONCE)))
    await house.at_rest()


async def _leave_once(house: House, mark: str, kept: bool, *, reset: bool) -> bool:
    """Ask, hear the first word, hang up; false when there was none."""
    reader, writer = await _asked(house, f"{QUESTION} {mark}", kept)
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            return False
        await reader.readuntil(b"event: delta")
        return True
    except asyncio.IncompleteReadError:
        return False
    finally:
        if reset and (sock := writer.get_extra_info("socket")) is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _asked(
    house: House, text: str, kept: bool, receive_buffer: int = 0
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A question on a connection of its own, nothing of its answer read."""
    path = f"/api/v1/conversations/{await house.conversation()}/messages" if kept else "/api/v1/ask"
    sock = socket.socket()
    if receive_buffer:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", house.service.port))
    reader, writer = await asyncio.open_connection(sock=sock, limit=receive_buffer or 2**16)
    body = {"text": text} if kept else {"question": text}
    writer.write(request(path, house.service.operator_token, body, "text/event-stream"))
    return reader, writer


async def do_not_read(house: House, upstream: Upstream, slow: int) -> Finding:
    """F25: so many people ask and read nothing, with small buffers; others go on as before."""
    found = Finding("F25", f"{slow} people do not read their answers")
    await warmed(house)
    alone = await _others(house, 5.0)
    before = house.memory_mib(), house.descriptors()
    most, held, gate = before[0], [], asyncio.Semaphore(_AT_ONCE)

    async def one(number: int) -> None:
        async with gate:
            held.append(await _asked(house, f"{QUESTION} mark-slow{number}", True, 4096))
            held[-1][1].transport.pause_reading()  # type: ignore[attr-defined]

    await asyncio.gather(*(one(number) for number in range(slow)))
    deadline, opened = time.monotonic() + 20, 0
    while opened < slow and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
        opened = max(opened, (await upstream.told())[0])
    watching = asyncio.create_task(_others(house, 20.0))
    while not watching.done():
        most = max(most, await asyncio.to_thread(house.memory_mib))
        await asyncio.wait([watching], timeout=1)
    asked = watching.result()
    beside = [each for each in asked if each < float("inf")]
    for _, writer in held:
        writer.transport.abort()
    leaked, left = await upstream.at_rest(60), await house.at_rest(30)
    after = house.memory_mib(), house.descriptors()
    found.figures |= {
        "open at once": opened,
        "memory": f"{before[0]:.0f} MiB, at most {most:.0f} MiB, afterwards {after[0]:.0f} MiB",
        "others refused": f"{len(asked) - len(beside)} of {len(asked)}",
        "others' p95": f"{share(beside, 95) * 1000:.0f} ms (alone {share(alone, 95) * 1000:.0f} ms)",
        "leaked calls": leaked,
        "left over": sum(left.values()),
        "descriptors": f"{before[1]}, afterwards {after[1]}",
    }
    found.promise(opened > slow * 0.9, f"only {opened} were open")
    found.promise(most - before[0] < 64 + slow, f"{most - before[0]:.0f} MiB for {slow} readers")
    found.promise(len(asked) == len(beside), f"{len(asked) - len(beside)} of others' requests were refused")
    found.promise(share(beside, 95) < 1.0, f"others waited {share(beside, 95):.1f} s")
    found.promise(not leaked and not left, f"{leaked} calls are open, left: {left}")
    found.promise(after[1] <= before[1] + 20, f"{after[1] - before[1]} descriptors more")
    return found


async def _others(house: House, seconds: float) -> list[float]:
    """How long other people's requests take meanwhile, ten a second."""
    waits = []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        began = time.monotonic()
        answer = await house.client.get("/api/v1/collections")
        waits.append(time.monotonic() - began if answer.status_code == 200 else float("inf"))
        await asyncio.sleep(max(0.0, 0.1 - (time.monotonic() - began)))
    return waits


async def run(leaves: int, slow: int, told: Callable[[Finding], None] = print) -> list[Finding]:
    """Both faults, each on a service whose model writes as the fault wants it."""
    faults: dict[str, tuple[int, Callable[[House, Upstream, int], Awaitable[Finding]]]] = {
        "steady:600:5": (leaves, leave),
        "steady:60:2:1500": (slow, do_not_read),
    }
    found = []
    for model, (count, fault) in faults.items():
        if not count:
            continue
        with model_server() as (url, _):
            settings = {"NULLUS_LLM_PROVIDER": "openai", "NULLUS_LLM_URL": url, "NULLUS_LLM_MODEL": model}
            patience = {"NULLUS_LLM_FIRST_TOKEN_SECONDS": "60", "NULLUS_LLM_BETWEEN_TOKENS_SECONDS": "20"}
            with started(**settings, **patience, NULLUS_LLM_TOTAL_SECONDS="300") as service:
                async with house_of(service) as house:
                    found.append(await fault(house, Upstream(url), count))
                    told(found[-1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave", type=int, default=1000, help="how many leave (default: 1000)")
    parser.add_argument("--slow", type=int, default=500, help="how many do not read (default: 500)")
    given = parser.parse_args()
    found = asyncio.run(run(given.leave, given.slow))
    return 1 if any(each.broken for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
