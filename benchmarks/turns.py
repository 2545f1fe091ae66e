"""What Nullus adds to a turn, and how many answers it streams at once: first events, gaps between frames, memory.

    python -m benchmarks.turns [--users 100] [--rate 3] [--seconds 30] [--streams 500 2000] [--frames-a-second 5 1] [--hold 30]

A real service; a model server in a process of its own, which answers at once, or sends frames at a steady rate. The model is open:
questions are sent at their intended times, whatever the answers do, and times count from there. Every user is an account of its
own with a key, a conversation and quotas. Streams are opened one after the other and last until all have been open together for
`--hold` seconds; the model server counts how many there really were. Needs ../shared/data (real sentences, real questions).
"""

import argparse
import asyncio
import contextlib
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import uvloop

from benchmarks import corpora
from benchmarks.search_speed import fill, wait_for_index
from benchmarks.service import Service, cpu_seconds, free_port, memory_mib, running

_STAMP = re.compile(rb"m(\d{5,})")
_CHUNKS = 2_000


@dataclass(slots=True)
class Turn:
    """What one stream showed, in seconds after its intended time."""

    status: int = 0
    why: str = ""
    first: float | None = None
    word: float | None = None
    ended: bool = False
    heard: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)


@contextlib.contextmanager
def model_server() -> Iterator[tuple[str, int]]:
    """Its address and its process."""
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "benchmarks.steady_model", str(port)]) as process:
        try:
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.kill()


@contextlib.contextmanager
def service_with(model: str, url: str) -> Iterator[Service]:
    settings = {
        "NULLUS_LLM_PROVIDER": "openai",
        "NULLUS_LLM_URL": url,
        "NULLUS_LLM_MODEL": model,
        "NULLUS_CHAT_ANSWERS_EACH": "4096",
    }
    with running(settings=settings) as service:
        asyncio.run(fill(service, islice(corpora.recombined(_CHUNKS), _CHUNKS), _CHUNKS))
        for listed in corpora.questions().values():
            wait_for_index(service, json.dumps({"query": listed[0]}).encode())
        yield service


def users(service: Service, count: int) -> list[tuple[str, str]]:
    """A key and a conversation of each."""
    found = []
    for number in range(count):
        account = service.client.post("/api/v1/service-accounts", {"name": f"user {number}", "role": "viewer"})
        body = {"name": "load", "serviceAccountId": account["id"], "scopes": ["chat"]}
        found.append((service.client.post("/api/v1/tokens", body)["token"], ""))
    return found


async def conversation(port: int, token: str) -> str:
    """A new conversation; each user has one for every question, so that none grows."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request("/api/v1/conversations", token, {}))
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        content = await reader.readexactly(int(found[1]) if found else 0)
        return str(json.loads(content)["data"]["id"])
    finally:
        writer.close()


def request(path: str, token: str, body: dict[str, Any], accept: str = "application/json") -> bytes:
    content = json.dumps(body, ensure_ascii=False).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nAccept: {accept}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


async def ask(port: int, token: str, conversation_id: str, question: str, intended: float, turn: Turn) -> None:
    """One turn, read to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        path = f"/api/v1/conversations/{conversation_id}/messages"
        writer.write(request(path, token, {"text": question}, "text/event-stream"))
        head = await reader.readuntil(b"\r\n\r\n")
        turn.status = int(head.split(b" ", 2)[1])
        last = 0.0
        while turn.status == 200 and (size := int(await reader.readline(), 16)):
            content = await reader.readexactly(size + 2)
            now = time.monotonic()
            turn.first = turn.first if turn.first is not None else now - intended
            if stamps := _STAMP.findall(content):
                turn.word = turn.word if turn.word is not None else now - intended
                turn.heard.append(now)
                turn.gaps.append(now - (last or now))
                turn.delays.append(now - int(stamps[0]) / 1000)
                last = now
            turn.ended = turn.ended or b"event: done" in content
            if b"event: error" in content and (code := re.search(rb'"code": "(\w+)"', content)):
                turn.why = code[1].decode()
    except (ConnectionError, asyncio.IncompleteReadError, ValueError) as error:
        turn.why = turn.why or type(error).__name__
    finally:
        writer.close()


async def open_load(service: Service, people: list[tuple[str, str]], rate: float, seconds: float) -> list[Turn]:
    """Questions at their intended times."""
    listed = corpora.questions()
    questions = listed["ko"] + listed["en"]
    chance = random.Random(5)
    plan = []
    at = 0.0
    while at < seconds:
        at += chance.expovariate(rate)
        plan.append((at, chance.choice(people)[0], chance.choice(questions)))
    rooms = [await conversation(service.port, token) for _, token, _ in plan]
    began = time.monotonic() + 0.5
    turns = [Turn() for _ in plan]

    async def one(place: int) -> None:
        at, token, question = plan[place]
        await asyncio.sleep(began + at - time.monotonic())
        await ask(service.port, token, rooms[place], question, began + at, turns[place])

    await asyncio.gather(*(one(place) for place in range(len(plan))))
    return turns


async def hold(service: Service, people: list[tuple[str, str]], streams: int, ramp: float) -> list[Turn]:
    """So many streams, opened within `ramp` seconds."""
    questions = corpora.questions()["ko"]
    rooms = [await conversation(service.port, people[n % len(people)][0]) for n in range(streams)]
    began = time.monotonic() + 0.5
    turns = [Turn() for _ in range(streams)]

    async def one(n: int) -> None:
        intended = began + ramp * n / streams
        await asyncio.sleep(intended - time.monotonic())
        await ask(service.port, people[n % len(people)][0], rooms[n], questions[n % len(questions)], intended, turns[n])

    await asyncio.gather(*(one(n) for n in range(streams)))
    return turns


def refusals(turns: list[Turn]) -> str:
    """Why the others failed, with how often each reason came."""
    found = Counter(turn.why or f"HTTP {turn.status}" for turn in turns if not turn.ended)
    return f" ({', '.join(f'{count} × {why}' for why, count in found.items())})" if found else ""


def defects(service: Service) -> None:
    """What the API wrote into its log as errors, and how often: there should be nothing."""
    found: Counter[str] = Counter()
    for line in (service.home / "logs" / "api.log").read_text(errors="replace").splitlines():
        if '"error"' in line or '"warning"' in line:
            said = json.loads(line)
            if said.get("level") in {"error", "warning"}:
                last = str(said.get("exception", "")).strip().splitlines()[-3:]
                found[f"{said.get('level')} {said.get('event')} {said.get('error', '')} {' | '.join(last)}"] += 1
    for what, count in found.most_common(5):
        print(f"  {count} × {what}", flush=True)


def percentiles(values: list[float]) -> str:
    if not values:
        return "      -       -       -"
    found = np.percentile(np.array(values) * 1000, [50, 95, 99])
    return "".join(f"{each:>8.0f}" for each in found)


def report(name: str, service: Service, before: dict[str, float], wall: float) -> None:
    pids = service.pids()
    spent = {part: (cpu_seconds(pid) - before[part]) / wall * 100 for part, pid in pids.items()}
    busy = "  ".join(f"{part} {share:.0f} %" for part, share in spent.items() if share >= 1)
    memory = "  ".join(f"{part} {memory_mib(pid):.0f}" for part, pid in pids.items())
    print(f"{name}: CPU of a core: {busy}; memory MiB: {memory}", flush=True)


def first_events(arguments: argparse.Namespace, url: str) -> None:
    with service_with("at-once", url) as service:
        people = users(service, arguments.users)
        uvloop.run(open_load(service, people, 2, 4))  # warm: indexes, caches, connections
        print(
            f"\n== first event, {arguments.users} users, {arguments.rate:g} questions a second, a model that answers at once"
        )
        before = {part: cpu_seconds(pid) for part, pid in service.pids().items()}
        began = time.monotonic()
        turns = uvloop.run(open_load(service, people, arguments.rate, arguments.seconds))
        wall = time.monotonic() - began
        good = [turn for turn in turns if turn.status == 200 and turn.ended]
        print(f"{len(turns)} questions, {len(turns) - len(good)} failed or cut{refusals(turns)}")
        print(f"{'ms after the intended time':>30}{'p50':>8}{'p95':>8}{'p99':>8}")
        print(f"{'first event (sources)':>30}{percentiles([turn.first for turn in good if turn.first is not None])}")
        print(f"{'first word':>30}{percentiles([turn.word for turn in good if turn.word is not None])}")
        report("service", service, before, wall)
        api = cpu_seconds(service.pids()["api"]) - before["api"]
        print(f"CPU of the API process a turn: {api / max(1, len(turns)) * 1000:.1f} ms")


def open_at_once(url: str) -> int:
    """How many streams the model server has open."""
    with urllib.request.urlopen(f"{url}/streams", timeout=30) as answer:
        return int(json.load(answer)["open"])


def open_streams(arguments: argparse.Namespace, url: str, streams: int, rate: float) -> None:
    ramp = max(2.0, streams / arguments.opened_a_second)
    frames = int((ramp + arguments.hold) * rate)
    with service_with(f"steady:{frames}:{rate:g}", url) as service:
        people = users(service, arguments.users)
        print(
            f"\n== {streams} streams, {rate:g} frames a second each, opened within {ramp:.0f} s, {frames} frames",
            flush=True,
        )
        report("before", service, {part: cpu_seconds(pid) for part, pid in service.pids().items()}, 1.0)
        before = {part: cpu_seconds(pid) for part, pid in service.pids().items()}
        began = time.monotonic()

        async def watched() -> tuple[list[Turn], float, int]:
            holding = asyncio.create_task(hold(service, people, streams, ramp))
            memory, most = 0.0, 0
            while not holding.done():
                await asyncio.wait([holding], timeout=2)
                memory = max(memory, await asyncio.to_thread(memory_mib, service.pids()["api"]))
                most = max(most, await asyncio.to_thread(open_at_once, url))
            return holding.result(), memory, most

        turns, memory, most = uvloop.run(watched())
        wall = time.monotonic() - began
        whole = [turn for turn in turns if turn.ended]
        print(
            f"{len(whole)} of {streams} streams came to their end{refusals(turns)}; "
            f"{most} open at once; API at most {memory:.0f} MiB"
        )
        together = max((turn.heard[0] for turn in whole if turn.heard), default=0.0)
        for name, since in (("", 0.0), (" once all are open", together)):
            told = [
                (gap, delay)
                for turn in whole
                for at, gap, delay in zip(turn.heard, turn.gaps, turn.delays, strict=True)
                if at >= since
            ]
            print(f"{'ms' + name:>30}{'p50':>8}{'p95':>8}{'p99':>8}")
            print(
                f"{'extra gap between frames':>30}{percentiles([max(0.0, gap - 1 / rate) for gap, _ in told if gap])}"
            )
            print(f"{'from model to reader':>30}{percentiles([delay for _, delay in told])}", flush=True)
        report("service", service, before, wall)
        defects(service)
        if arguments.keep_log:
            shutil.copy(service.home / "logs" / "api.log", arguments.keep_log)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument(
        "--rate", type=float, default=3.0, help="questions a second of all users (100 users ask 1.7 to 3)"
    )
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--streams", type=int, nargs="*", default=[500, 2000])
    parser.add_argument("--frames-a-second", type=float, nargs="*", default=[5.0, 1.0])
    parser.add_argument("--hold", type=float, default=30.0, help="seconds that all are open together")
    parser.add_argument("--opened-a-second", type=float, default=8.0)
    parser.add_argument("--keep-log", type=Path, metavar="FILE", help="copy the log of the API there")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(65_536, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    with model_server() as (url, _):
        if arguments.seconds:
            first_events(arguments, url)
        for streams, rate in zip(arguments.streams, arguments.frames_a_second, strict=True):
            open_streams(arguments, url, streams, rate)


if __name__ == "__main__":
    main()
