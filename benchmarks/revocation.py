"""How long does somebody go on who lost the right to it? Answers and uploads that are open while it is taken, in every way.

    python -m benchmarks.revocation [--each N] [--json FILE]

A real service whose model writes slowly. For every way of losing the right (a session revoked, everything signed out, a person
suspended, taken out of the workspace, made a viewer, a key deleted) N people have an answer open, or an upload, and lose it at
moments drawn by chance. Measured from the commit of the loss, written by another process, to the end of the stream. The bar: 5 s.
"""

import argparse
import asyncio
import random
import statistics
from pathlib import Path
from typing import Any

import httpx
from chaos.running import Running, running
from tests import losing
from tests.llm.scripted_server import ScriptedServer, openai_stream

from benchmarks import machine

WORDS: list[str | float] = [part for number in range(200) for part in (f"The harbour {number}. ", 0.5)]
HANDBOOK = b"# Harbour handbook\n\nThe harbour office opens at 7:30 every morning and closes at 19:00.\n"


async def one_answer(service: Running, loss: losing.Loss) -> float:
    """Seconds from the loss to the last event of an answer."""
    with service.database() as connection:
        who = losing.member(connection)
        opened = asyncio.Event()
        async with httpx.AsyncClient(base_url=service.url, timeout=120, trust_env=False, **who.by(loss.way)) as client:
            working = asyncio.create_task(losing.answer(client, opened))
            waiting = asyncio.create_task(opened.wait())
            await asyncio.wait([working, waiting], return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            await asyncio.sleep(random.uniform(0, 4))
            took = await losing.seconds_until_the_end(working, opened, lambda: loss.befall(connection, who))
    name, told = working.result()
    assert name == "error", told
    return took


async def one_upload(service: Running, collection: str, loss: losing.Loss) -> float:
    """Seconds from the loss to the answer that refuses an upload."""
    with service.database() as connection:
        who = losing.member(connection)
        opened = asyncio.Event()
        sending = losing.Upload(service.port, collection, f"{who.account}.txt", who.lines(loss.way), pieces=120)
        working = asyncio.create_task(sending.send(opened, lambda: bool(service.incoming())))
        await asyncio.wait(
            [working, asyncio.create_task(asyncio.sleep(random.uniform(1, 5)))], return_when="FIRST_COMPLETED"
        )
        took = await losing.seconds_until_the_end(working, opened, lambda: loss.befall(connection, who))
    status, told = working.result()
    assert (status, told["resultCode"]) == (403, "ACCESS_ENDED"), told
    return took


async def measure(each: int) -> dict[str, list[float]]:
    """Seconds by what was open and how it was lost."""
    found: dict[str, list[float]] = {}
    async with ScriptedServer() as model:
        model.on("/v1/chat/completions", openai_stream(*WORDS))
        changed = {"NULLUS_LLM_PROVIDER": "openai", "NULLUS_LLM_URL": model.url, "NULLUS_LLM_MODEL": "tiny", "NULLUS_LLM_KEY": "x",
                   "NULLUS_LLM_CACHE_SECONDS": "0", "NULLUS_LLM_BREAKER_CALLS": "0"}  # fmt: skip
        start = running(changed)
        service = await asyncio.to_thread(start.__enter__)
        try:
            collection = await asyncio.to_thread(_prepared, service)
            for name, loss in losing.LOSSES.items():
                found[f"answer, {name}"] = await asyncio.gather(*(one_answer(service, loss) for _ in range(each)))
            for name, loss in {**losing.LOSSES, "made a viewer": losing.DEMOTED}.items():
                found[f"upload, {name}"] = await asyncio.gather(
                    *(one_upload(service, collection, loss) for _ in range(each))
                )
        finally:
            await asyncio.to_thread(start.__exit__, None, None, None)
    return found


def _prepared(service: Running) -> str:
    with service.client() as client:
        made: dict[str, Any] = (
            client.post("/api/v1/collections", json={"name": "harbour"}).raise_for_status().json()["data"]
        )
        path = f"/api/v1/collections/{made['id']}/documents"
        document = (
            client.post(path, files={"file": ("harbour.md", HANDBOOK)})
            .raise_for_status()
            .json()["data"]["documents"][0]
        )
        while client.get(f"/api/v1/documents/{document['id']}").json()["data"]["status"] != "ready":
            pass
    return str(made["id"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=20, help="people for each way (default: 20)")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found = asyncio.run(measure(given.each))
    print(f"{'what was open, how it was lost':<48} {'median':>7} {'p95':>7} {'longest':>8}")
    for name, seconds in [*found.items(), ("all", [each for some in found.values() for each in some])]:
        p95 = statistics.quantiles(seconds, n=20)[-1]
        print(f"{name:<48} {statistics.median(seconds):>5.2f} s {p95:>5.2f} s {max(seconds):>6.2f} s")
    print(machine.described())
    machine.write_json(given.json, found)
    raise SystemExit(1 if max(map(max, found.values())) >= losing.SECONDS else 0)


if __name__ == "__main__":
    main()
