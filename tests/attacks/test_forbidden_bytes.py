"""Everything of the product that speaks to a model, on a real service whose models are outside: what may not leave does not.

Two collections with the same contents, one public and one internal, each with words of its own that nothing else holds. The same is
done to both. What is public has to arrive from every place, else the silence about the other would prove nothing.
`tests/architecture/test_egress.py` names every place that calls a model; each has its proof here.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, get_args

import httpx
import pytest
from tests.architecture.test_egress import CALL_SITES
from tests.llm.scripted_server import Reply, ScriptedServer, Seen, json_reply, openai_stream
from tests.service_process import ServiceProcess, service_process

from nullus.llm import Task

CHAT, EMBED, RERANK = "/v1/chat/completions", "/v1/embeddings", "/v1/rerank"
SAYS = {
    "answer": "You answer questions",
    "title": "You give names",
    "rewrite": "You rewrite",
    "translate": "You translate",
    "judge": "You check answers",
    "suggest": "You propose",
}
"""How the rules of each task begin."""
DOCUMENT = (
    "# Harbour {word}\n\nA berth of the {word} harbour costs 42 euros.\n\nThe {word} office opens at 7:30 in summer.\n"
)
MORE = "# Fees of {word}\n\nBoats longer than 12 metres pay 65 euros for a berth in the {word} harbour.\n"
QUESTION = "What does a berth of the {word} harbour cost?"


def outside_of(server: ScriptedServer) -> ScriptedServer:
    server.on("/v1/models", json_reply({"data": [{"id": "tiny"}]}))
    server.on(CHAT, _speak)
    server.on(EMBED, _vectors)
    server.on(RERANK, _scores)
    return server


def _speak(seen: Seen) -> Reply:
    rules = str(seen.body["messages"][0]["content"])
    if rules.startswith(SAYS["judge"]):
        return openai_stream("RIGHT")
    if rules.startswith(SAYS["title"]):
        return openai_stream("The price of a berth")
    if rules.startswith(SAYS["rewrite"]):
        return openai_stream(str(seen.body["messages"][-1]["content"]).splitlines()[-2])
    if rules.startswith(SAYS["suggest"]):
        return openai_stream("When does the office open in summer?")
    if rules.startswith(SAYS["translate"]):
        return openai_stream("정박 요금은 42유로입니다. [1]")
    return openai_stream("A berth costs 42 euros [1].")


def _vectors(seen: Seen) -> Reply:
    return json_reply({"data": [{"index": at, "embedding": [3, 4]} for at in range(len(seen.body["input"]))]})


def _scores(seen: Seen) -> Reply:
    found = [{"index": at, "relevance_score": 0.5} for at in range(len(seen.body["documents"]))]
    return json_reply({"results": found})


def tasks_that_saw(server: ScriptedServer, word: str) -> set[str]:
    """For which tasks something that holds this word arrived."""
    found = set()
    for each in server.requests:
        if word not in json.dumps(each.body, ensure_ascii=False):
            continue
        if each.path == CHAT:
            rules = str(each.body["messages"][0]["content"])
            found.add(next((task for task, words in SAYS.items() if rules.startswith(words)), "unknown"))
        else:
            found.add(each.path.rpartition("/")[2])
    return found


@dataclass
class House:
    """The service, the operator's client, the server outside that sees what is public, and the one that embeds what is internal."""

    process: ServiceProcess
    client: httpx.AsyncClient
    outside: ScriptedServer
    embedding: ScriptedServer

    async def post(self, path: str, body: Any, *statuses: int) -> Any:
        answer = await self.client.post(path, json=body)
        assert answer.status_code in (statuses or (200, 201, 202)), f"{path}: {answer.text}"
        return answer.json().get("data")

    async def document(self, word: str, label: str) -> tuple[str, dict[str, Any]]:
        """A collection with this label and two documents; what became of the first."""
        made = await self.post("/api/v1/collections", {"name": word, "sensitivity": label})
        texts = (DOCUMENT, MORE)
        files = [("file", (f"{word}-{n}.md", text.format(word=word).encode())) for n, text in enumerate(texts)]
        answer = await self.client.post(f"/api/v1/collections/{made['id']}/documents", files=files)
        assert answer.status_code == 202, answer.text
        first, second = [await self.settled(each["id"]) for each in answer.json()["data"]["documents"]]
        assert first["status"] == second["status"]
        return made["id"], first

    async def settled(self, document: str) -> dict[str, Any]:
        """The document once it is ready or has failed."""
        while True:
            found: dict[str, Any] = (await self.client.get(f"/api/v1/documents/{document}")).json()["data"]
            if found["status"] in {"ready", "failed"}:
                return found
            await asyncio.sleep(0.1)

    async def everything(self, word: str, collection: str, document: str) -> None:
        """All that people and programs can do with a collection by which a model might be asked."""
        asked = {"collectionIds": [collection], "rerank": True}
        question = QUESTION.format(word=word)
        await self.post("/api/v1/search", {"query": question, "collectionIds": [collection]})
        await self.post("/api/v1/ask", {"question": question, **asked})
        made = await self.post("/api/v1/conversations", {"collectionIds": [collection]})
        path = f"/api/v1/conversations/{made['id']}/messages"
        said = await self.post(path, {"text": question, "rerank": True})
        await self.post(path, {"text": f"And when does it open in {word}?"})
        await self.post(f"/api/v1/messages/{said['id']}/retry", {"model": "outside/tiny"}, 200, 403)
        await self.post(f"/api/v1/messages/{said['id']}/translation", {"language": "ko"}, 200, 403)
        await self.post(f"/api/v1/messages/{said['id']}/suggestions", None)
        await self.post(f"/api/v1/documents/{document}/translation", {"language": "ko"}, 200, 403)
        said = {"model": f"nullus/{word}", "messages": [{"role": "user", "content": question}]}
        await self.post("/v1/chat/completions", said, 200, 403)
        golden = {"question": question, "facts": [["42 euros"]]}
        await self.post(f"/api/v1/collections/{collection}/golden-questions", {"items": [golden]})
        run = await self.post("/api/v1/evaluations", {"collectionId": collection, "answers": True, "judge": True})
        while (await self.client.get(f"/api/v1/evaluations/{run['id']}")).json()["data"]["state"] not in {
            "done",
            "failed",
        }:
            await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
async def outside() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield outside_of(running)


@pytest.fixture(scope="module")
async def embedding() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield outside_of(running)


@pytest.fixture(scope="module")
def process(outside: ScriptedServer, embedding: ScriptedServer) -> Iterator[ServiceProcess]:
    with service_process(
        NULLUS_LLM_PROVIDER="none",
        NULLUS_LLM_EMBEDDER="openai:vectors",
        NULLUS_LLM_EMBEDDER_URL=embedding.url,
        NULLUS_LLM_EMBEDDER_DIMENSION="2",
        NULLUS_LLM_EMBEDDER_CLEARANCE="internal",
    ) as made:
        yield made


@pytest.fixture
async def house(process: ServiceProcess, outside: ScriptedServer, embedding: ScriptedServer) -> AsyncIterator[House]:
    await asyncio.to_thread(process.up)
    token = (process.home / "secrets" / "operator-token").read_text().strip()
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=process.address, headers=headers, timeout=60, trust_env=False) as client:
        made = House(process, client, outside, embedding)
        models = [{"name": "tiny"}, {"name": "ranker", "purpose": "rerank"}]
        body = {"name": "outside", "kind": "openai", "url": outside.url, "clearance": "public", "models": models}
        await made.post("/api/v1/providers", body | {"unchecked": True})
        yield made


def test_every_call_site_has_its_proof_here() -> None:
    assert set(get_args(Task)) <= {task for sites in CALL_SITES.values() for task in sites}
    assert {*SAYS, "embed", "rerank"} >= set(get_args(Task))


async def test_what_is_internal_stays_and_what_is_public_arrives_from_every_call_site(house: House) -> None:
    public, document = await house.document("openwater", "public")
    internal, hidden = await house.document("quietwater", "internal")
    secret, failed = await house.document("deepwater", "confidential")
    assert (document["status"], hidden["status"], failed["status"]) == ("ready", "ready", "failed"), failed
    await house.everything("openwater", public, document["id"])
    await house.everything("quietwater", internal, hidden["id"])
    await house.post("/api/v1/search", {"query": "deepwater", "collectionIds": [secret]})
    await house.post("/api/v1/ask", {"question": QUESTION.format(word="deepwater"), "collectionIds": [secret]})
    direct = {"model": "outside/tiny", "messages": [{"role": "user", "content": "directwater"}]}
    await house.post("/v1/chat/completions", direct, 403)
    assert tasks_that_saw(house.outside, "openwater") == {*SAYS, "rerank"}
    assert tasks_that_saw(house.embedding, "quietwater") == {"embeddings"}
    for word in ("quietwater", "deepwater", "directwater"):
        assert tasks_that_saw(house.outside, word) == set(), word
    assert tasks_that_saw(house.embedding, "deepwater") == set()
