"""The door as a client meets it: the routes of this room over HTTP, on a real database, with cheap password hashes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from nullus.identity.credentials.credential_cache import CredentialCache
from nullus.identity.entrance import authentication, first_start
from nullus.identity.http import router
from nullus.identity.resources import Resources, open_resources
from nullus.identity.settings import IdentitySettings
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.web import RequestFrame, install_errors

PASSWORD = "seven quiet lanterns drift"  # of a test
CHEAP = {"argon2_memory_kib": 64, "argon2_rounds": 1, "argon2_lanes": 1}
HOST = "http://nullus.test"


class Entrance:
    """One process's door. `operator` acts for the machine; `workspace` is the first one."""

    def __init__(self, database: Database, home: Path, workspace: UUID, **settings: Any) -> None:
        self.database = database
        self.home = home
        self.workspace = workspace
        self.operator = Actor("operator", workspace, scopes=frozenset({"*"}), credential="operator")
        self.resources: Resources = open_resources(home, database, IdentitySettings(**{**CHEAP, **settings}), HOST)
        self.app = FastAPI(openapi_url=None)
        self.app.include_router(router)
        self.app.state.database = database
        self.app.state.identity = self.resources
        self.app.state.authenticate, self.app.state.lost = authentication.authenticate, authentication.lost
        install_errors(self.app)

    @property
    def cache(self) -> CredentialCache:
        return self.resources.cache

    def client(
        self, bearer: str | None = None, *, base: str = HOST, address: str = "192.0.2.7", **headers: str
    ) -> httpx.AsyncClient:
        """A client with a cookie jar of its own."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if bearer is not None:
            sent["Authorization"] = f"Bearer {bearer}"
        transport = httpx.ASGITransport(
            RequestFrame(self.app, _fail), client=(address, 4711), raise_app_exceptions=False
        )
        return httpx.AsyncClient(transport=transport, base_url=base, headers=sent, trust_env=False)

    async def call(
        self, method: str, path: str, body: Any = None, *, bearer: str | None = None, **headers: str
    ) -> httpx.Response:
        """One call of a client without cookies."""
        async with self.client(bearer, **headers) as client:
            if body is None:
                return await client.request(method, f"/api/v1{path}")
            sent = {"Content-Type": "application/json"}
            return await client.request(method, f"/api/v1{path}", content=json.dumps(body), headers=sent)

    async def login(self, email: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        return await self.call("POST", "/auth/login", {"email": email, "password": password}, **more)

    async def owner_link(self) -> str:
        async with self.database.transaction(self.operator) as tx:
            return await first_start.new_owner_link(tx, self.operator)

    async def person(self, role: str | None = "viewer", **changed: Any) -> "Person":
        """Somebody with an account, PASSWORD and a membership in the first workspace."""
        account_id = new_id()
        email = f"{account_id.hex}@example.org"
        values = {
            "id": account_id, "kind": "person", "state": "active", "email": email, "email_key": email, "name": "Somebody",
            "password_hash": await self.resources.passwords.hash(PASSWORD), "tier": "stargazer",
            "home_workspace_id": self.workspace, **changed,
        }  # fmt: skip
        async with self.database.system_transaction() as tx:
            await tx.execute(
                text(
                    f"insert into identity.accounts ({', '.join(values)}) values ({', '.join(':' + each for each in values)})"
                ),
                values,
            )
            if role is not None:
                await tx.execute(
                    text("insert into identity.memberships (workspace_id, account_id, role) values (:w, :a, :r)"),
                    {"w": self.workspace, "a": account_id, "r": role},
                )
        return Person(account_id, email)

    async def sql(self, statement: str, **values: Any) -> list[Any]:
        async with self.database.system_transaction() as tx:
            found = await tx.execute(text(statement), values)
            return list(found.all()) if found.returns_rows else []


class Person:
    def __init__(self, account_id: UUID, email: str) -> None:
        self.id = account_id
        self.email = email


def data(answer: httpx.Response, status: int = 200) -> Any:
    """The data of an answer that has to have this status."""
    assert answer.status_code == status, answer.text
    return answer.json()["data"]


def refused(answer: httpx.Response, status: int, code: str | None = None) -> Mapping[str, Any]:
    """The body of an error that has to have this status and code."""
    assert answer.status_code == status, answer.text
    body: Mapping[str, Any] = answer.json()
    assert body["data"] is None
    assert code is None or body["resultCode"] == code, answer.text
    return body


def _fail(scope: Any, error: Exception) -> None:
    raise error
