"""The operator's list of providers in one process: its directory, and its routes over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import text

from nullus.kit import new_id
from nullus.llm import Gateway, LlmSettings
from nullus.llm.directory import Directory
from nullus.llm.directory.http import router
from nullus.llm.http import router as models_router
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sealing import Sealer, open_sealer
from nullus.platform.web import install_errors

SETTINGS = LlmSettings(provider="none", first_token_seconds=5, retries=0)


@dataclass
class Api:
    """The routes, asked by the operator of the machine unless said otherwise."""

    app: FastAPI
    directory: Directory

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://nullus.test") as client:
            return await client.request(method, f"/api/v1{path}", json=body, headers=headers)

    async def added(self, **body: Any) -> dict[str, Any]:
        answer = await self.call("POST", "/providers", body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()["data"]
        return found


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    return open_sealer(tmp_path)


@pytest.fixture
async def directory(database: Database, sealer: Sealer) -> AsyncIterator[Directory]:
    made = Directory(database, sealer, SETTINGS)
    yield made
    await made.close()
    async with database.system_transaction() as tx:
        await tx.execute(text("delete from llm.providers"))


@pytest.fixture
def operator() -> Actor:
    return Actor("operator", new_id(), scopes=frozenset({"*"}), credential="operator")


@pytest.fixture
async def api(directory: Directory, database: Database, operator: Actor) -> AsyncIterator[Api]:
    async def authenticate(request: Request) -> Actor:
        if "x-somebody" in request.headers:
            return Actor("key", operator.workspace_id, scopes=frozenset({"read", "ask", "members"}))
        return operator

    app = FastAPI(openapi_url=None)
    app.include_router(models_router)
    app.include_router(router)
    app.state.database = database
    app.state.authenticate = authenticate
    app.state.directory = directory
    app.state.gateway = Gateway(SETTINGS)
    install_errors(app)
    yield Api(app, directory)
    await app.state.gateway.close()
