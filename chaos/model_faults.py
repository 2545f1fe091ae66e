"""Faults F17 to F23: model servers that refuse, are silent, break off, are overloaded, malformed or slow, and what may not leave.

    python -m chaos.model_faults [--rounds 20] [--only F19]

A real service, scripted model servers beside it. Prints the figure of each fault; exits 1 when a promise was broken.
(F24 and F25, people who leave or do not read: `python -m chaos.streams`.)
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.llm.scripted_server import CUT, HANG, Reply, ScriptedServer, json_reply, openai_calls, openai_stream

from chaos.running import free_port
from chaos.talking import QUESTION, Answered, Finding, House, house_of, started

CHAT = "/v1/chat/completions"
MEBIBYTE = 2**20
FIRST, BETWEEN, TOTAL = 2.0, 1.0, 6.0
"""The deadlines of chaos.talking.SETTINGS."""
SLACK = 2.5
ANSWER = ("A berth for one night ", "costs 42 euros [1]. ", "Boats longer than ", "12 metres pay 65 euros [1].")


async def refuses(house: House, rounds: int) -> Finding:
    """F17: a closed port, then a name that does not exist, then the server is back."""
    found = Finding("F17", "the provider refuses, its name does not exist")
    port = free_port()
    async with house.provider("f17", f"http://127.0.0.1:{port}") as model:
        told = [await house.ask(model, kept=False) for _ in range(rounds)]
        codes = [each.code for each in told]
        opened = next((number for number, code in enumerate(codes) if code == "MODEL_RESTING"), None)
        found.figures["calls until the breaker opens"] = opened
        found.figures["slowest refusal"] = f"{max(each.seconds for each in told) * 1000:.0f} ms"
        found.promise(opened is not None if rounds > 10 else True, f"the breaker stays shut: {codes}")
        found.promise(set(codes) <= {"MODEL_UNREACHABLE", "MODEL_RESTING", "NO_MODEL_ANSWERED"}, f"codes: {set(codes)}")
        async with ScriptedServer(port) as server:
            server.on(CHAT, openai_stream(*ANSWER))
            back = time.monotonic()
            while not (again := await house.ask(model, kept=False)).text and time.monotonic() - back < 30:
                await asyncio.sleep(0.2)
            found.figures["closed again after"] = f"{time.monotonic() - back:.1f} s"
            found.promise(bool(again.text), f"it is never asked again: {again}")
    async with house.provider("f17n", "http://models.invalid") as model:
        lost = await house.ask(model, kept=False)
        found.figures["a name that does not exist"] = f"{lost.code} after {lost.seconds * 1000:.0f} ms"
        found.promise(lost.code == "MODEL_UNREACHABLE", f"another error: {lost}")
    return found


async def silent(house: House, rounds: int) -> Finding:
    """F18: nothing comes before the first token; the asker waits, or hangs up."""
    found = Finding("F18", "silent before the first token")
    async with house.scripted("f18") as (server, model):
        server.on(CHAT, Reply([HANG]))
        told = [await house.ask(model) for _ in range(3)]
        found.figures["ended"] = f"{max(each.seconds for each in told) - FIRST:.1f} s after the deadline"
        found.figures["first sign of life"] = f"{max(each.first or 99 for each in told):.2f} s"
        found.promise(all(each.code == "MODEL_SILENT" for each in told), f"other errors: {told}")
        found.promise(max(each.seconds for each in told) < FIRST + SLACK, "the deadline was not kept")
        for kept in (False, True):
            waits = [await _left_after(house, server, model, kept) for _ in range(rounds)]
            name = "cancelled upstream, in a conversation" if kept else "cancelled upstream, asked alone"
            found.figures[name] = f"{statistics.median(waits):.2f} s, at most {max(waits):.2f} s"
            found.promise(max(waits) < 2, f"{name}: {max(waits):.2f} s")
    return found


async def _left_after(house: House, server: ScriptedServer, model: str, kept: bool) -> float:
    """Seconds from a hang-up to that of the model's connection."""
    server.hung_up.clear()
    await house.ask(model, kept=kept, leave=0.8)
    began = time.monotonic()
    await asyncio.wait_for(server.hung_up.wait(), 10)
    return time.monotonic() - began


async def breaks_off(house: House, _: int) -> Finding:
    """F19: the stream ends after k frames, for every k, by a cut and by silence."""
    found = Finding("F19", "breaks off in the middle, after every frame")
    wrong = invented = unmarked = 0
    swept = [(kept, ending) for kept in range(len(ANSWER) + 1) for ending in (CUT, HANG)]
    for number, (kept, ending) in enumerate(swept):
        async with house.scripted(f"f19-{number}") as (server, model):  # one each: no breaker comes between
            server.on(CHAT, openai_stream(*ANSWER[:kept], ending, done=False))
            before = await asyncio.to_thread(_books, house)
            told = await house.ask(model)
            left = await house.at_rest()
            after = await asyncio.to_thread(_books, house)
            calls, charged = after[0] - before[0], after[1] - before[1]
            wrong += (
                bool(left) or calls != len(server.requests) or charged != 0
            )  # before the first word it is asked again
            stored = (await house.client.get(f"/api/v1/messages/{told.message}")).json()["data"]
            unmarked += stored["state"] != ("partial" if stored["text"] else "failed") or stored["failure"] is None
            unmarked += "".join(ANSWER[:kept]).rstrip() != stored["text"].rstrip()
            invented += sum(each["number"] != 1 for each in stored["citations"])
    found.figures |= {"swept": len(swept), "wrong settlements": wrong, "unmarked": unmarked, "invented": invented}
    found.promise(not wrong, f"{wrong} answers were settled wrongly")
    found.promise(not unmarked, f"{unmarked} parts were lost or not marked")
    found.promise(not invented, f"{invented} citations were invented")
    return found


def _books(house: House) -> tuple[int, int]:
    """Calls in the ledger, and questions that somebody was charged for."""
    with house.service.database() as connection:
        row = connection.execute(
            b"select (select count(*) from llm.calls where task = 'answer'), "
            b"(select coalesce(sum(used), 0) from identity.usage where meter = 'questions')"
        ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


async def overloaded(house: House, rounds: int) -> Finding:
    """F20: bursts of 429, 500 and 529, with and without Retry-After, from the only model there is."""
    found = Finding("F20", "bursts of 429, 500 and 529")
    replies = [
        json_reply({}, 429, Retry_After="0"),
        json_reply({}, 500),
        json_reply({"error": {"message": "overloaded"}}, 529),
        json_reply({}, 429, Retry_After="0.1"),
    ]
    asked = 0
    async with house.scripted("f20") as (server, model):
        schedule = iter(replies * rounds * 10)
        server.on(CHAT, lambda _: next(schedule))
        told: list[Answered] = []
        for _ in range(rounds):
            told += await asyncio.gather(*(house.ask(model, kept=False) for _ in range(8)))
        asked = len(server.requests)
    found.figures["questions"] = len(told)
    found.figures["requests a question"] = f"{asked / len(told):.2f}"
    found.figures["slowest refusal"] = f"{max(each.seconds for each in told):.2f} s"
    codes = {"MODEL_BUSY", "MODEL_OVERLOADED", "MODEL_UNREACHABLE", "MODEL_RESTING", "NO_MODEL_ANSWERED"}
    found.promise(asked <= 1.1 * len(told) + 10, f"{asked} requests for {len(told)} questions")
    found.promise({each.code for each in told} <= codes, f"codes: { {each.code for each in told} }")
    return found


def malformed() -> dict[str, Reply]:
    """What a model server says that is none."""

    def sse(*pieces: bytes, **headers: str) -> Reply:
        return Reply(pieces, media="text/event-stream", headers={k.replace("_", "-"): v for k, v in headers.items()})

    def event(data: bytes) -> bytes:
        return b"data: " + data + b"\n\n"

    def saying(text: bytes) -> bytes:
        return event(b'{"choices":[{"index":0,"delta":{"content":"' + text + b'"}}]}')

    whole = [each for each in openai_stream("A berth costs 42 euros [1].").frames if isinstance(each, bytes)]
    return {
        "no JSON": sse(event(b"{nonsense")),
        "10 MB in a line": sse(b"data: ", *[b"x" * 500_000] * 20),
        "another content type": Reply([b"<html>"], media="text/html"),
        "NUL and half UTF-8": sse(saying(b"\x00\xff\xed")),
        "the end twice": sse(*whole, *whole),
        "an unknown tool": openai_calls(("delete_everything", '{"now": true}')),
        "a gzip bomb": sse(b"\x1f\x8b" + b"\0" * 100_000, Content_Encoding="gzip"),
        "no end": sse(*[saying(b"word " * 2000)] * 3000),
        "deeply nested": sse(event(b"[" * 100_000)),
        "nothing": sse(),
    }


async def broken_streams(house: House, rounds: int) -> Finding:
    """F21: what is no stream, again and again."""
    found = Finding("F21", "malformed streams")
    api, before = house.api, house.memory_mib()
    most, untyped, asked = before, [], 0
    for number, (name, reply) in enumerate(malformed().items()):
        async with house.scripted(f"f21-{number}") as (server, model):
            server.on(CHAT, reply)
            for kept in (False, True) * max(1, rounds // 10):
                told = await house.ask(model, kept=kept)
                asked += 1
                most = max(most, await asyncio.to_thread(house.memory_mib))
                if not (told.ended or told.code) or told.code in {"ANSWER_BROKEN", "INTERNAL"} or told.status >= 600:
                    untyped.append(f"{name}: {told}")
    crashes = int(house.api != api) + sum(each.get("level") == "error" for each in house.service.log_lines("api"))
    found.figures |= {"streams": asked, "crashes": crashes, "memory": f"{before:.0f} MiB, at most {most:.0f} MiB"}
    found.promise(not crashes, f"{crashes} crashes")
    found.promise(not untyped, f"no typed end: {untyped[:3]}")
    found.promise(most - before < 96, f"memory grew by {most - before:.0f} MiB")
    return found


async def drips(house: House, _: int) -> Finding:
    """F22: one byte at a time, and words without an end, one at a time."""
    found = Finding("F22", "a drip: a byte a time, then a word a time without end")
    whole = b"".join(each for each in openai_stream("never quite there").frames if isinstance(each, bytes))
    word = openai_stream("word ", done=False).frames[0]
    assert isinstance(word, bytes)
    drips: dict[str, tuple[list[Any], float]] = {
        "bytes": ([part for byte in whole for part in (bytes([byte]), 0.25)], FIRST),
        "words": ([part for _ in range(100) for part in (word, 0.4)], TOTAL),
    }
    for name, (frames, deadline) in drips.items():
        async with house.scripted("f22") as (server, model):
            server.on(CHAT, Reply(frames, media="text/event-stream"))
            told = await house.ask(model)
            await asyncio.wait_for(server.hung_up.wait(), 5)
            found.figures[name] = f"ended {told.seconds - deadline:+.1f} s after the deadline of {deadline:.0f} s"
            found.promise(told.code == "MODEL_SILENT", f"{name}: {told}")
            found.promise(told.seconds < deadline + SLACK, f"{name}: {told.seconds:.1f} s")
    left = await house.at_rest()
    found.figures["held slots"] = sum(left.values())
    found.promise(not left, f"held: {left}")
    return found


async def local_down(house: House, rounds: int) -> Finding:
    """F23: the local model is down, one outside is up, the data is not for it."""
    found = Finding("F23", "the local model is down, one outside is up")
    async with (
        house.provider("f23here", f"http://127.0.0.1:{free_port()}"),
        house.scripted("f23out", "public") as (outside, _),
    ):
        outside.on(CHAT, openai_stream(*ANSWER))
        for task in ("answer", "title", "rewrite", "translate"):
            await house.client.put(f"/api/v1/routes/{task}", json={"models": ["f23here", "f23out"]})
        told = [await house.ask("", f"{QUESTION} canary-{number}") for number in range(rounds)]
        found.figures |= {
            "questions": len(told),
            "forbidden bytes": sum(len(str(each.body)) for each in outside.requests),
        }
        found.promise(outside.requests == [], f"{len(outside.requests)} requests reached the server outside")
        found.promise(all("42 euros" in each.text or each.code for each in told), f"no quotations either: {told[:1]}")
        for task in ("answer", "title", "rewrite", "translate"):
            await house.client.put(f"/api/v1/routes/{task}", json={"models": []})
    return found


FAULTS: dict[str, Callable[[House, int], Awaitable[Finding]]] = {
    "F17": refuses,
    "F18": silent,
    "F19": breaks_off,
    "F20": overloaded,
    "F21": broken_streams,
    "F22": drips,
    "F23": local_down,
}


async def run(rounds: int, only: tuple[str, ...] = (), told: Callable[[Finding], None] = print) -> list[Finding]:
    """Each fault in turn, on one service; each finding is told as it comes."""
    found = []
    with started() as service:
        async with house_of(service) as house:
            for name, fault in FAULTS.items():
                if only and name not in only:
                    continue
                finding = await fault(house, rounds)
                left = await house.at_rest()
                finding.promise(not left, f"left: {left}")
                told(finding)
                found.append(finding)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="how often each is repeated (default: 20)")
    parser.add_argument("--only", action="append", default=[], choices=sorted(FAULTS))
    given = parser.parse_args()
    found = asyncio.run(run(given.rounds, tuple(given.only)))
    return 1 if any(each.broken for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
