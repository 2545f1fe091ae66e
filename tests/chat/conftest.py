"""Two real services with the same documents: one without a model, one whose model is a scripted server."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.llm.scripted_server import ScriptedServer
from tests.service_process import ServiceProcess, service_process

DOCUMENTS = {
    "강.md": """# 유럽의 강

## 라인강

라인강은 스위스 알프스에서 시작하여 북해로 흐른다. 라인강의 길이는 1,230 km이다. 로마 사람들은 이 강을 국경으로 삼았다.

## 도나우강

도나우강은 독일의 검은숲에서 시작하여 흑해로 흐른다. 도나우강의 길이는 2,850 km이다.
""",
    "harbour.md": """# Harbour handbook

## Opening hours

The harbour office opens at 7:30 every morning and closes at 19:00. On Sundays it stays closed.

## Fees

A berth for one night costs 42 euros. Boats longer than 12 metres pay 65 euros. Harbour master Ines Okafor calls it
"the quietest harbour of the northern coast".
""",
}


@dataclass
class Asked:
    """A running service and how to ask it."""

    process: ServiceProcess
    token: str

    def client(self) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.AsyncClient(base_url=self.process.address, headers=headers, timeout=30, trust_env=False)


@pytest.fixture(scope="package")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def started(process: ServiceProcess, documents: Path) -> Asked:
    process.up()
    for collection, name in (("강", "강.md"), ("harbour", "harbour.md")):
        done = process.run("ingest", str(documents / name), "--collection", collection, "--wait")
        assert done.returncode == 0, done.stdout + done.stderr
    made = process.run("tokens", "create", "tests", "--json")
    return Asked(process, json.loads(made.stdout)["token"])


@pytest.fixture(scope="package")
def plain(documents: Path) -> Iterator[Asked]:
    """A service without a model."""
    with service_process(NULLUS_LLM_PROVIDER="none") as process:
        yield started(process, documents)


@pytest.fixture(scope="package")
async def model_server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield running


@pytest.fixture(scope="package")
async def written_service(documents: Path, model_server: ScriptedServer) -> AsyncIterator[Asked]:
    with service_process(
        NULLUS_LLM_PROVIDER="openai",
        NULLUS_LLM_URL=model_server.url,
        NULLUS_LLM_MODEL="tiny",
        NULLUS_LLM_KEY="sesame",
        NULLUS_LLM_FIRST_TOKEN_SECONDS="4",
        NULLUS_LLM_BETWEEN_TOKENS_SECONDS="3",
        NULLUS_LLM_BREAKER_CALLS="0",  # its tests let the model fail more often than any real one
        NULLUS_LLM_CACHE_SECONDS="0",  # the same question is asked again and again, with other replies
    ) as process:
        yield await asyncio.to_thread(started, process, documents)


@pytest.fixture
def written(written_service: Asked, model_server: ScriptedServer) -> Asked:
    """The service with a model; the model's memory of earlier tests is wiped."""
    model_server.requests.clear()
    model_server.hung_up.clear()
    return written_service
