"""The policy registry: what it refuses to mount, whom it lets in, what it reads, how ids become objects."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Query, Request
from pydantic import BaseModel, Field

from nullus.kit import new_id
from nullus.platform.actor import Actor, ActorKind
from nullus.platform.database import Database, Tx
from nullus.platform.errors import ErrorKind, NotAuthenticated, NullusError, Text
from nullus.platform.web import (
    PUBLIC,
    SIGNED_IN,
    CurrentActor,
    Envelope,
    Guards,
    Loader,
    PossibleActor,
    Ref,
    Router,
    Schema,
    install_errors,
    is_recent,
    load_all,
    mount,
    success,
)

MINE, THEIRS = new_id(), new_id()


class ThingNotFound(NullusError):
    kind = ErrorKind.NOT_FOUND
    code = "thing_not_found"
    message = Text(en="There is no thing {thing}.", ko="{thing}이(가) 없습니다.")


class Thing(BaseModel):
    id: UUID


async def thing(tx: Tx, actor: Actor, thing_id: UUID) -> Thing:
    if thing_id != MINE:
        raise ThingNotFound(thing=thing_id)
    return Thing(id=thing_id)


THING = Loader("thing", thing)
TheThing = Annotated[Thing, THING.at("thing_id")]
ThingRef = Annotated[Ref[Thing], THING]


class Deep(Schema):
    things: list[ThingRef] = Field(default_factory=list)


class In(Schema):
    count: int = 0
    ratio: float = 0
    sure: bool = False
    at: datetime | None = None
    deep: Deep | None = None
    user_name: str = ""


router = Router(prefix="/t")


@router.call("GET", "/things/{thing_id}", policy="search", answers=Thing)
async def get_thing(thing: TheThing) -> Envelope[Any]:
    """One."""
    return success(thing)


@router.call("GET", "/asked", policy="search")
async def asked(thing: Annotated[Thing | None, THING.asked("thingId")]) -> dict[str, bool]:
    """None or one."""
    return {"there": thing is not None}


@router.call("POST", "/echo", policy=SIGNED_IN)
async def echo(body: In, request: Request, actor: CurrentActor) -> dict[str, Any]:
    """What came."""
    async with request.app.state.database.transaction(actor) as tx:
        found = await load_all(tx, actor, body.deep.things if body.deep else [])
    return {"count": body.count, "things": [str(each.id) for each in found]}


@router.call("GET", "/list", policy=PUBLIC)
async def listed(
    actor: PossibleActor, tag: Annotated[list[str] | None, Query()] = None, limit: int = 1
) -> dict[str, Any]:
    """Anybody."""
    return {"known": actor is not None, "tag": tag, "limit": limit}


@router.call("GET", "/callback", policy=PUBLIC, any_query=True)
async def callback(code: str = "") -> dict[str, str]:
    """Where others send a browser."""
    return {"code": code}


@router.call("DELETE", "/account", policy="account", recent=True)
async def dangerous() -> dict[str, bool]:
    """Only a person who is there."""
    return {"done": True}


def person(credential: str = "session", minutes: float | None = 1, kind: ActorKind = "person") -> Actor:
    proved = None if minutes is None else datetime.now(UTC) - timedelta(minutes=minutes)
    scopes = frozenset({"account", "search"})
    return Actor(kind, new_id(), new_id(), scopes=scopes, credential=credential, authenticated_at=proved)


ACTORS = {
    "fresh": person(),
    "old": person(minutes=11),
    "key": person("key"),
    "never": person(minutes=None),
    "operator": Actor("operator", new_id(), scopes=frozenset({"*"})),
    "nothing": Actor("key", new_id()),
}


def asking(name: str) -> Actor | None:
    """Fresh when it asks, not when this file was read: a whole run of the tests takes longer than that lasts."""
    found = ACTORS.get(name)
    return replace(found, authenticated_at=datetime.now(UTC)) if found and name == "fresh" else found


async def authenticate(request: Request) -> Actor:
    found = asking(request.headers.get("authorization", ""))
    if found is None:
        raise NotAuthenticated
    return found


def app_with(database: Database, guards: Guards | None = None) -> FastAPI:
    app = FastAPI(redirect_slashes=False)
    mount(app, [router], guards)
    install_errors(app)
    app.state.database, app.state.authenticate = database, authenticate
    return app


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app_with(database))
    async with httpx.AsyncClient(transport=transport, base_url="http://x", headers={"Authorization": "fresh"}) as made:
        yield made


class WithId(Schema):
    inner: list[dict[str, UUID | None]]


def by_uuid(thing: UUID) -> None: ...
def by_name(thing_id: str) -> None: ...
def by_query(owner: UUID | None = None) -> None: ...
def by_body(body: WithId) -> None: ...


@pytest.mark.parametrize(
    ("path", "handler", "words"),
    [
        ("/{thing}", by_uuid, "thing is a UUID"),
        ("/{thing_id}", by_name, "{thing_id} is an id"),
        ("/", by_query, "owner is a UUID"),
        ("/", by_body, "the body holds a UUID"),
    ],
)
def test_a_call_that_takes_an_id_as_it_is_cannot_be_mounted(path: str, handler: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Router().call("POST", f"/x{path}", policy="search")(handler)


def test_a_policy_is_one_that_there_is() -> None:
    for policy, recent in (("everything", False), ("", False), (PUBLIC, True)):
        with pytest.raises(TypeError, match=r"no scope|anybody"):
            Router().call("GET", "/x", policy=policy, recent=recent)


def test_routes_of_another_kind_are_not_taken_in() -> None:
    stranger = APIRouter()
    stranger.get("/sneaked")(lambda: None)
    with pytest.raises(TypeError, match="policy"):
        Router().include_router(stranger)
    with pytest.raises(TypeError, match="prefix"):
        Router().include_router(router, prefix="/other")


async def test_a_foreign_id_and_none_at_all_answer_alike(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"/t/things/{MINE}")).json()["data"] == {"id": str(MINE)}
    answers = [await client.get(f"/t/things/{each}") for each in (THEIRS, new_id())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await client.get("/t/things/x")).status_code == 422
    assert (await client.get(f"/t/asked?thingId={THEIRS}")).status_code == 404
    assert (await client.get(f"/t/asked?thingId={MINE}")).json() == {"there": True}
    assert (await client.get("/t/asked")).json() == {"there": False}


async def test_a_reference_in_a_body_is_looked_up(client: httpx.AsyncClient) -> None:
    good = await client.post("/t/echo", json={"deep": {"things": [str(MINE)]}})
    assert good.json()["things"] == [str(MINE)]
    bad = await client.post("/t/echo", json={"deep": {"things": [str(MINE), str(THEIRS)]}})
    assert bad.json()["resultCode"] == "THING_NOT_FOUND"
    assert repr(In.model_validate({"deep": {"things": [str(MINE)]}}).deep) == "Deep(things=[Ref(thing)])"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"count": true}', "body.count must be a whole number"),
        (b'{"count": 1.0}', "body.count must be a whole number"),
        (b'{"count": "1"}', "body.count must be a whole number"),
        (b'{"count": null}', "body.count must be a whole number"),
        (b'{"sure": 1}', "body.sure must be true or false"),
        (b'{"sure": "true"}', "body.sure must be true or false"),
        (b'{"at": 5}', "body.at must be a date and time"),
        (b'{"userName": 5}', "body.userName must be text"),
        (b'{"user_name": "x"}', "body.user_name is not a field"),
        (b'{"count": 1, "count": 2}', "body.count stands there more than once"),
        (b'{"deep": {"things": [], "things": []}}', "body.things stands there more than once"),
        (b'{"ratio": NaN}', "body must be a finite number"),
        (b'{"ratio": 1e999}', "body must be a finite number"),
        (b'{"userName": "\\ud800"}', "is not valid JSON"),
        (b'{"userName": "\xff"}', "body is not valid JSON"),
        (b"{" * 100_000, "body is not valid JSON"),
        (b'{"deep":' * 50_000, "body is not valid JSON"),
        (b'{"count": ' + b"9" * 5000 + b"}", "body is not valid JSON"),
        (b"\xef\xbb\xbf{}", "body is not valid JSON"),
        ('{"count": 1}'.encode("utf-16"), "body is not valid JSON"),
        (b"", "body is required"),
    ],
)
async def test_a_body_is_read_as_it_stands(client: httpx.AsyncClient, body: bytes, words: str) -> None:
    answer = await client.post("/t/echo", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert words in answer.json()["message"], answer.text[:500]


async def test_texts_of_times_and_whole_numbers_for_others_are_understood(client: httpx.AsyncClient) -> None:
    body = {"at": "2031-01-01T00:00:00+09:00", "ratio": 1, "count": 3}
    assert (await client.post("/t/echo", json=body)).json()["count"] == 3


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 200), ("limit=2", 200), ("tag=a&tag=b", 200), ("other=1", 422), ("limit=1&limit=2", 422), ("Limit=1", 422)],
)
async def test_a_query_names_only_what_the_call_has(client: httpx.AsyncClient, query: str, status: int) -> None:
    assert (await client.get(f"/t/list?{query}")).status_code == status
    assert (await client.get(f"/t/callback?code=x&{query}")).status_code == 200


async def test_who_may_not_is_told_before_anything_is_read(client: httpx.AsyncClient) -> None:
    for credential, status in (("", 401), ("nothing", 403)):
        for path in (f"/t/things/{THEIRS}", "/t/things/x", "/t/asked?nonsense=1"):
            assert (await client.get(path, headers={"Authorization": credential})).status_code == status
    assert (await client.post("/t/echo", content=b"{", headers={"Authorization": ""})).status_code == 401


async def test_anybody_is_told_apart_where_anybody_may(client: httpx.AsyncClient) -> None:
    assert (await client.get("/t/list")).json()["known"]
    assert not (await client.get("/t/list", headers={"Authorization": "unknown"})).json()["known"]


@pytest.mark.parametrize(
    ("credential", "status"),
    [("fresh", 200), ("old", 403), ("key", 403), ("never", 403), ("operator", 200), ("nothing", 403)],
)
async def test_a_dangerous_act_needs_a_person_who_just_proved_who_they_are(
    client: httpx.AsyncClient, credential: str, status: int
) -> None:
    answer = await client.delete("/t/account", headers={"Authorization": credential})
    assert answer.status_code == status
    found = asking(credential)
    assert found is not None
    assert is_recent(found) == (status == 200)
    if credential in {"old", "key", "never"}:
        assert answer.json()["resultCode"] == "SIGN_IN_TOO_OLD"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "POST"])
async def test_a_method_that_an_address_does_not_take_is_405_with_those_that_it_takes(
    client: httpx.AsyncClient, method: str
) -> None:
    answer = await client.request(method, f"/t/things/{MINE}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert method == "HEAD" or answer.json()["resultCode"] == "METHOD_NOT_ALLOWED"


@router.call("POST", "/things/new", policy="search")
async def new_thing() -> dict[str, bool]:
    """An address beside the ids."""
    return {"new": True}


async def test_an_address_that_a_call_names_is_never_taken_for_an_id(client: httpx.AsyncClient) -> None:
    assert (await client.post("/t/things/new")).json() == {"new": True}
    answer = await client.get("/t/things/new")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("query", ["code=%00", "%00=1", "tag=a%00b"])
async def test_no_query_holds_what_no_table_can(client: httpx.AsyncClient, query: str) -> None:
    for path in ("/t/list", "/t/callback"):
        answer = await client.get(f"{path}?{query}")
        assert answer.status_code == 422
        assert "control characters" in answer.json()["message"]
