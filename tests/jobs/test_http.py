"""The routes of background work: shapes, paging, rights, and the same answer for foreign and unknown jobs."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request
from tests.jobs.work import WRITE, Note, Wrong, defer, somebody, until_job, working

from nullus import audit
from nullus.jobs import Handlers, JobContext
from nullus.jobs.http import router
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.web import install_errors, ungoverned_routes


def app_for(db: Database, actor: Actor) -> FastAPI:
    async def authenticate(request: Request) -> Actor:
        return actor

    app = FastAPI()
    app.state.database = db
    app.state.authenticate = authenticate
    app.state.record = audit.record
    app.include_router(router)
    install_errors(app)
    return app


@pytest.fixture
async def client(db: Database, actor: Actor) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app_for(db, actor))
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as made:
        yield made


async def test_a_job_is_shown_in_the_envelope(db: Database, actor: Actor, client: httpx.AsyncClient) -> None:
    job_id = await defer(db, actor, Note("x"))
    answer = (await client.get(f"/jobs/{job_id}")).json()
    assert answer["resultCode"] == "SUCCESS"
    shown = answer["data"]
    assert (shown["id"], shown["task"], shown["status"], shown["attempts"]) == (job_id, "tests.write", "queued", 0)
    assert shown["askedBy"] == {"kind": "person", "personId": str(actor.person_id), "requestId": "r-1"}
    assert shown["payload"] == {"text": "x", "number": 0, "document": None}
    assert shown["progress"] is None
    assert shown["failure"] is None


async def test_the_list_pages_through_everything(db: Database, actor: Actor, client: httpx.AsyncClient) -> None:
    ids = [await defer(db, actor) for _ in range(5)]
    seen: list[int] = []
    cursor: str | None = None
    while True:
        query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/jobs", params=query)).json()["data"]
        seen += [each["id"] for each in page["items"]]
        cursor = page["nextCursor"]
        if cursor is None:
            break
    assert seen == ids[::-1]
    assert (await client.get("/jobs", params={"status": "failed"})).json()["data"]["items"] == []


async def test_a_failure_is_told_in_the_askers_language_and_mended_by_a_retry(
    db: Database, actor: Actor, client: httpx.AsyncClient
) -> None:
    async def handle(context: JobContext, note: Note) -> None:
        raise Wrong(name="x")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        job_id = await defer(db, actor)
        await until_job(db, actor, job_id, "failed")
    shown = (await client.get(f"/jobs/{job_id}", headers={"Accept-Language": "ko-KR"})).json()["data"]
    assert shown["failure"] == {"code": "TESTS_WRONG", "message": "x 쪽지가 틀렸습니다.", "hint": None}
    assert (await client.post(f"/jobs/{job_id}/retry")).json()["data"]["status"] == "queued"
    assert (await client.post(f"/jobs/{job_id}/cancel")).json()["data"]["status"] == "cancelled"
    again = await client.post(f"/jobs/{job_id}/cancel")
    assert (again.status_code, again.json()["resultCode"]) == (409, "JOB_ALREADY_OVER")


async def test_foreign_and_unknown_jobs_answer_alike(db: Database, actor: Actor, client: httpx.AsyncClient) -> None:
    foreign = await defer(db, somebody())
    for path in ("/jobs/{}", "/jobs/{}/retry", "/jobs/{}/cancel"):
        answers = []
        for number in (foreign, 999_999_999, 10**30, -5):
            method = "GET" if path == "/jobs/{}" else "POST"
            answer = await client.request(method, path.format(number))
            answers.append((answer.status_code, answer.json()["resultCode"]))
        assert set(answers) == {(404, "JOB_NOT_FOUND")}


@pytest.mark.parametrize(
    "query",
    [
        "status=odd",
        "limit=0",
        "limit=100000",
        "cursor=abc",
        "cursor=-1",
        "cursor=%00",
        "task=%00",
        "cursor=٣",
        "limit=x",
    ],
)
async def test_queries_of_the_wrong_shape_are_refused(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/jobs?{query}")
    assert (answer.status_code, answer.json()["resultCode"]) == (422, "INVALID_INPUT")


async def test_rights_are_asked_for(db: Database) -> None:
    actor = Actor("key", somebody().workspace_id, scopes=frozenset({"jobs:read"}))
    app = app_for(db, actor)
    assert ungoverned_routes(app) == []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test/api/v1") as client:
        assert (await client.get("/jobs")).status_code == 200
        assert (await client.post("/jobs/1/retry")).status_code == 403
