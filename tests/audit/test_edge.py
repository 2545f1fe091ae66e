"""The HTTP edge: a request that is refused leaves an entry before its answer; where requests come from is known."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, Request
from tests.audit.test_refusals import refused
from tests.audit.test_trail import entries

from nullus import audit
from nullus.audit.edge import AuditEdge, noting
from nullus.jobs.errors import JobNotFound
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NotAuthenticated
from nullus.platform.postgres import Access
from nullus.platform.web import PUBLIC, Loader, Router, error_answer, install_errors, success
from nullus.platform.web import RequestFrame as Frame

ACTOR = Actor(kind="key", workspace_id=new_id(), credential_id=new_id(), scopes=frozenset({"search"}))
router = Router()


async def no_job(tx: Tx, actor: Actor, job_id: int) -> object:
    raise JobNotFound(job_id=job_id)


@router.call("GET", "/jobs/{job_id}", policy="search")
async def job(found: Annotated[object, Loader("job", no_job, int).at("job_id")]) -> None:
    raise AssertionError("never reached")


@router.call("GET", "/documents/{document_id}", policy="operate")
async def document() -> None:
    raise AssertionError("never reached")


@router.call("POST", "/login", policy=PUBLIC)
async def login(request: Request, name: str) -> object:
    async with request.app.state.database.system_transaction() as tx:
        await audit.record(tx, None, "session.ended", details={"reason": name})
    return success({})


async def authenticate(request: Request) -> Actor:
    if "authorization" not in request.headers:
        raise NotAuthenticated
    return ACTOR


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.state.database, app.state.authenticate = database, authenticate
    app.include_router(router)
    install_errors(app, noting(error_answer))
    audit.Refusals(database)
    framed = Frame(AuditEdge(app, database), lambda scope, error: None)
    transport = httpx.ASGITransport(framed, client=("198.51.100.4", 999))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as made:
        yield made


KEY = {"Authorization": "Bearer x"}


async def test_an_unknown_or_foreign_object_leaves_an_entry_that_names_it(
    client: httpx.AsyncClient, access: Access
) -> None:
    answer = await client.get("/jobs/77", headers=KEY)
    assert answer.status_code == 404
    row = refused(entries(access, "access.refused"), "job_not_found")[0]
    assert (row["object_kind"], row["object_id"], row["credential_id"]) == ("job", "77", ACTOR.credential_id)
    assert (row["address"], row["outcome"]) == ("198.51.100.4", "refused")
    assert row["request_id"] == answer.headers["x-request-id"]
    assert row["details"] == {"code": "job_not_found", "status": 404, "method": "GET", "route": "/jobs/{job_id}"}


async def test_a_missing_permission_and_a_missing_credential_leave_entries(
    client: httpx.AsyncClient, access: Access
) -> None:
    wanted = new_id()
    assert (await client.get(f"/documents/{wanted}", headers=KEY)).status_code == 403
    assert (await client.get(f"/documents/{wanted}")).status_code == 401
    found = entries(access, "access.refused")
    denied, nobody = refused(found, "not_permitted")[0], refused(found, "not_authenticated")[0]
    assert (denied["workspace_id"], denied["object_id"]) == (ACTOR.workspace_id, str(wanted))
    assert (nobody["actor_kind"], nobody["workspace_id"]) == ("nobody", None)


async def test_input_that_makes_no_sense_leaves_an_entry_without_the_input(
    client: httpx.AsyncClient, access: Access
) -> None:
    assert (await client.post("/login")).status_code == 422
    assert (await client.get("/secret-looking-path")).status_code == 404
    found = entries(access, "request.refused")
    assert {each["details"]["code"] for each in found} == {"invalid_input", "not_found"}
    assert "secret-looking" not in str(found)


async def test_what_succeeds_knows_its_request_without_being_told(client: httpx.AsyncClient, access: Access) -> None:
    answer = await client.post("/login?name=me")
    assert answer.status_code == 200
    row = entries(access, "session.ended")[0]
    assert (row["address"], row["request_id"]) == ("198.51.100.4", answer.headers["x-request-id"])
