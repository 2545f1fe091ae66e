"""Web plumbing: no route without a policy, one envelope, errors in the asker's language, bounded bodies."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request
from pydantic import Field
from starlette.types import Message, Scope
from structlog.testing import capture_logs

from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.errors import HTTP_STATUS, DatabaseUnavailable, ErrorKind, NullusError, Text
from nullus.platform.web import (
    PUBLIC,
    CurrentActor,
    Envelope,
    RequestFrame,
    Router,
    Schema,
    bearer_of,
    install_errors,
    success,
    ungoverned_routes,
)
from nullus.platform.web_body import JSON_BODY_LIMIT, lift_limit
from nullus.platform.web_values import Flat, Line, Prose


class In(Schema):
    wanted_name: Line = Field(max_length=20)
    about: Prose = ""
    filters: Flat = Field(default_factory=dict)


class Broken(NullusError):
    kind = ErrorKind.CONFLICT
    code = "broken_thing"
    message = Text(en="{what} is broken.", ko="{what}이(가) 고장입니다.")
    hint = Text(en="Mend it with `nullus mend`.", ko="`nullus mend`로 고치세요.")


router = Router(prefix="/t")
defects: list[Exception] = []


@router.call("POST", "/echo", policy="search", answers=In)
async def echo(body: In, actor: CurrentActor) -> Envelope[Any]:
    return success(body)


@router.call("GET", "/fail/{how}", policy=PUBLIC)
async def fail(how: str) -> None:
    if how == "caused":
        raise DatabaseUnavailable(retry_after_seconds=3) from TimeoutError("of a secret")
    raise {
        "ours": Broken(what="It"),
        "outage": DatabaseUnavailable(retry_after_seconds=3),
        "defect": ZeroDivisionError(),
    }[how]


@router.call("POST", "/stream", policy=PUBLIC)
async def stream(request: Request) -> dict[str, int]:
    lift_limit(request.scope)
    return {"size": sum([len(piece) async for piece in request.stream()])}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(redirect_slashes=False)
    app.include_router(router)
    install_errors(app)

    async def authenticate(request: Request) -> Actor:
        return Actor("key", new_id(), scopes=frozenset(bearer_of(request).split("+")))

    app.state.authenticate = authenticate
    assert ungoverned_routes(app) == []
    defects.clear()
    frame = RequestFrame(app, lambda scope, error: defects.append(error), silence_seconds=0.3)
    transport = httpx.ASGITransport(frame, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        opened.headers["Authorization"] = "Bearer search"
        yield opened


def test_a_route_without_a_policy_cannot_be_mounted() -> None:
    with pytest.raises(TypeError, match="policy"):
        Router().get("/open")(lambda: None)
    with pytest.raises(TypeError, match="no scope"):
        Router().call("GET", "/x", policy="everything")(lambda: None)


def test_a_route_that_came_another_way_is_found() -> None:
    app, other = FastAPI(), APIRouter()
    other.get("/sneaked")(lambda: None)
    app.include_router(other)
    assert ungoverned_routes(app) == ["/sneaked"]


async def test_the_log_says_why_something_is_away(client: httpx.AsyncClient) -> None:
    with capture_logs() as logged:
        assert (await client.get("/t/fail/caused")).status_code == 503
        assert (await client.get("/t/fail/ours")).status_code == 409
    wanted = {"event": "unavailable", "log_level": "warning", "code": "database_unavailable", "cause": "TimeoutError"}
    assert logged == [{**wanted, "sqlstate": None}]


async def test_success_and_fields_are_in_camel_case(client: httpx.AsyncClient) -> None:
    answer = await client.post("/t/echo", json={"wantedName": "x"})
    assert answer.json() == {
        "resultCode": "SUCCESS",
        "data": {"wantedName": "x", "about": "", "filters": {}},
        "message": "OK",
    }
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert len(answer.headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [("ours", 409, "BROKEN_THING"), ("outage", 503, "DATABASE_UNAVAILABLE"), ("defect", 500, "INTERNAL_ERROR")],
)
@pytest.mark.parametrize("language", ["en", "ko"])
async def test_errors_have_one_shape_in_both_languages(
    client: httpx.AsyncClient, how: str, status: int, code: str, language: str
) -> None:
    answer = await client.get(f"/t/fail/{how}", headers={"Accept-Language": f"{language};q=0.9, fr"})
    body = answer.json()
    assert (answer.status_code, body["resultCode"], body["data"]) == (status, code, None)
    assert body["requestId"] == answer.headers["x-request-id"]
    assert any("\uac00" <= each <= "\ud7a3" for each in body["message"]) == (language == "ko")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers.get("retry-after") == ("3" if how == "outage" else None)
    assert [type(each) for each in defects] == ([ZeroDivisionError] if how == "defect" else [])
    assert "division" not in answer.text


@pytest.mark.parametrize(("asked", "korean"), [
    ("ko", True), ("ko-KR,en;q=0.8", True), ("fr, ko;q=0.5, en", True), ("en-US, ko", False), ("fr", False), ("", False),
    ("*", False), (";;,,", False), ("KO", True),
])  # fmt: skip
async def test_the_first_known_language_is_answered(client: httpx.AsyncClient, asked: str, korean: bool) -> None:
    message = (await client.get("/t/fail/ours", headers={"Accept-Language": asked})).json()["message"]
    assert message == ("It이(가) 고장입니다." if korean else "It is broken.")


@pytest.mark.parametrize(
    ("credential", "status"),
    [(None, 401), ("", 401), ("Basic search", 401), ("Bearer chat", 403), ("bearer search", 200)],
)
async def test_a_policy_is_asked_before_the_handler(
    client: httpx.AsyncClient, credential: str | None, status: int
) -> None:
    del client.headers["Authorization"]
    headers = {} if credential is None else {"Authorization": credential}
    answer = await client.post("/t/echo", json={"wantedName": "x"}, headers=headers)
    assert answer.status_code == status
    assert ("www-authenticate" in answer.headers) == (status == 401)


@pytest.mark.parametrize(("body", "problem"), [
    ({}, "body.wantedName is required"),
    ({"wantedName": 1}, "body.wantedName must be text"),
    ({"wantedName": "x" * 21}, "body.wantedName is too long"),
    ({"wantedName": "x", "other": 1}, "body.other is not a field of this call"),
    ({"wantedName": "x", "wanted_name": "y"}, "body.wanted_name is not a field of this call"),
    ({"wantedName": " "}, "body.wantedName is blank"),
    ({"wantedName": "a\tb"}, "body.wantedName holds control characters"),
    ({"wantedName": "x", "about": "a\0"}, "body.about holds control characters"),
    ({"wantedName": "x", "filters": {"a": "\0"}}, "body.filters holds characters or numbers"),
    ([], "body must be an object"),
])  # fmt: skip
async def test_what_is_wrong_is_said_by_its_place_and_never_repeated(
    client: httpx.AsyncClient, body: Any, problem: str
) -> None:
    answer = await client.post("/t/echo", json=body)
    assert answer.status_code == 422
    assert problem in answer.json()["message"]


async def test_several_lines_are_prose(client: httpx.AsyncClient) -> None:
    answer = await client.post("/t/echo", json={"wantedName": "x", "about": "one\ntwo\tthree"})
    assert answer.json()["data"]["about"] == "one\ntwo\tthree"


async def test_bodies_have_a_limit_that_only_streams_lift(client: httpx.AsyncClient) -> None:
    big = b"x" * (JSON_BODY_LIMIT + 1)
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
        assert (await client.post("/t/echo", content=big, headers={"Content-Type": kind})).status_code == 413
    assert (await client.post("/t/stream", content=big)).json() == {"size": len(big)}


async def frame_answer(messages: list[Message], path: str = "/t/stream") -> list[Message]:
    """Run the frame on messages; after the last one the client is silent."""
    app = FastAPI()
    app.include_router(router)
    install_errors(app)
    sent: list[Message] = []
    pending = list(messages)

    async def receive() -> Message:
        if pending:
            return pending.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": [],
        "http_version": "1.1", "scheme": "http", "server": ("test", 80), "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip
    await asyncio.wait_for(RequestFrame(app, lambda *_: None, silence_seconds=0.2)(scope, receive, send), 10)
    return sent


async def test_a_silent_client_is_told_so_and_let_go() -> None:
    sent = await frame_answer([{"type": "http.request", "body": b"x", "more_body": True}])
    assert sent[0]["status"] == HTTP_STATUS[ErrorKind.INVALID]
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"REQUEST_STALLED" in sent[1]["body"]


async def test_a_client_that_leaves_is_no_defect() -> None:
    seen: list[Exception] = []
    sent = await frame_answer([{"type": "http.request", "body": b"x", "more_body": True}, {"type": "http.disconnect"}])
    assert sent[0]["status"] == 499
    assert seen == []
