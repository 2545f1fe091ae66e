"""How the fault programme talks to a running service whose models misbehave: questions, what came of them, what is left of them."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from tests.llm.scripted_server import ScriptedServer

from chaos.running import Running, pss_bytes, running

QUESTION = "What does a berth cost for one night in the harbour?"
DOCUMENT = "# Harbour handbook\n\nA berth for one night costs 42 euros. Boats longer than 12 metres pay 65 euros.\n"
SETTINGS = {
    "NULLUS_LLM_PROVIDER": "none",
    "NULLUS_LLM_FIRST_TOKEN_SECONDS": "2",
    "NULLUS_LLM_BETWEEN_TOKENS_SECONDS": "1",
    "NULLUS_LLM_TOTAL_SECONDS": "6",
    "NULLUS_LLM_CACHE_SECONDS": "0",
    "NULLUS_CHAT_ANSWERS_EACH": "4096",
}
# What has to be nought once everything is at rest, as a count.
LEFT = {
    "open reservations": "select count(*) from identity.reservations where state = 'open'",
    "reserved amounts": "select count(*) from identity.usage where reserved <> 0",
    "answers still being written": "select count(*) from chat.writing",
    "messages still being written": "select count(*) from chat.messages where state = 'writing'",
    "held budgets": "select count(*) from llm.holds",
}


@dataclass(slots=True)
class Finding:
    """What one fault came to: its figures, and the promises that were broken."""

    fault: str
    what: str
    figures: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def promise(self, kept: bool, words: str) -> None:
        if not kept:
            self.broken.append(words)

    def __str__(self) -> str:
        told = "; ".join(f"{name} {value}" for name, value in self.figures.items())
        return "\n".join([f"{self.fault}  {self.what}: {told}", *(f"     BROKEN {each}" for each in self.broken)])


@dataclass(slots=True)
class Answered:
    """What an asker was told. `code`: of the error, in capitals; `seconds` from the question to its end."""

    status: int = 0
    text: str = ""
    code: str = ""
    state: str = ""
    message: str = ""
    ended: bool = False
    first: float | None = None
    seconds: float = 0.0
    citations: list[Any] = field(default_factory=list)
    sources: list[Any] = field(default_factory=list)
    whole: Any = None


@dataclass(slots=True)
class House:
    """A service with one document, and the operator's client."""

    service: Running
    client: httpx.AsyncClient

    @property
    def api(self) -> int:
        return int(self.service.part("api")["pid"])

    def memory_mib(self) -> float:
        return pss_bytes(self.api) / 2**20

    def descriptors(self) -> int:
        return len(list(Path(f"/proc/{self.api}/fd").iterdir()))

    async def conversation(self) -> str:
        made = await self.client.post("/api/v1/conversations", json={})
        return str(made.raise_for_status().json()["data"]["id"])

    async def ask(self, model: str, text: str = QUESTION, *, kept: bool = True, leave: float | None = None) -> Answered:
        """A question as a stream; `kept`: in a conversation, else of the only model there is. `leave`: hang up after so many
        seconds."""
        path = f"/api/v1/conversations/{await self.conversation()}/messages" if kept else "/api/v1/ask"
        body = {"text": text, **({"model": model} if model else {})} if kept else {"question": text}
        found, began = Answered(), time.monotonic()
        try:
            async with asyncio.timeout(leave), self._stream(path, body) as answer:
                await _read(answer, found, began)
        except TimeoutError:
            if leave is None:
                raise
        found.seconds = time.monotonic() - began
        return found

    @asynccontextmanager
    async def _stream(self, path: str, body: dict[str, str]) -> AsyncIterator[httpx.Response]:
        async with self.client.stream("POST", path, json=body, headers={"Accept": "text/event-stream"}) as answer:
            yield answer

    @asynccontextmanager
    async def provider(self, name: str, url: str, clearance: str = "personal") -> AsyncIterator[str]:
        """A provider on the operator's list as long as this lasts; its one model."""
        body = {"name": name, "kind": "openai", "url": url, "clearance": clearance, "unchecked": True}
        body |= {"models": [{"name": "tiny"}]}
        (await self.client.post("/api/v1/providers", json=body)).raise_for_status()
        try:
            yield f"{name}/tiny"
        finally:
            (await self.client.delete(f"/api/v1/providers/{name}")).raise_for_status()

    @asynccontextmanager
    async def scripted(self, name: str, clearance: str = "personal") -> AsyncIterator[tuple[ScriptedServer, str]]:
        """A server of its own with a provider that leads to it."""
        async with ScriptedServer() as server, self.provider(name, server.url, clearance) as model:
            yield server, model

    async def at_rest(self, seconds: float = 15) -> dict[str, int]:
        """What is left of calls that have ended; waits until it is nothing."""
        deadline = time.monotonic() + seconds
        while (left := await asyncio.to_thread(self.left)) and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
        return left

    def left(self) -> dict[str, int]:
        with self.service.database() as connection:
            counts = {what: connection.execute(each.encode()).fetchone() for what, each in LEFT.items()}
        return {what: int(row[0]) for what, row in counts.items() if row is not None and row[0]}


async def _read(answer: httpx.Response, found: Answered, began: float) -> None:
    found.status = answer.status_code
    if answer.status_code != 200:
        found.code = str(json.loads(await answer.aread()).get("resultCode", ""))
        return
    name = ""
    async for line in answer.aiter_lines():
        found.first = found.first if found.first is not None else time.monotonic() - began
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            _take(found, name, json.loads(line[6:]))


def _take(found: Answered, name: str, data: dict[str, Any]) -> None:
    match name:
        case "sources":
            found.sources, found.message = data["sources"], data.get("messageId", "")
        case "delta":
            found.text += data["text"]
        case "citation":
            found.citations.append(data)
        case "done" | "error":
            found.ended, found.whole = True, data
            found.code, found.state = data.get("code", "").upper(), data.get("state", "")


@contextmanager
def started(**changed: str) -> Iterator[Running]:
    with running(SETTINGS | changed) as service:
        document = service.folder / "work" / "harbour.md"
        document.write_text(DOCUMENT, encoding="utf-8")
        done = service.cli("ingest", document, "--collection", "harbour", "--wait")
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        yield service


@asynccontextmanager
async def house_of(service: Running) -> AsyncIterator[House]:
    headers = {"Authorization": f"Bearer {service.operator_token}"}
    limits = httpx.Limits(max_connections=2000, max_keepalive_connections=20)
    async with httpx.AsyncClient(base_url=service.url, headers=headers, timeout=60, limits=limits) as client:
        yield House(service, client)
