"""Attacks on what belongs to others (class B), and for each guard the proof: where it is missing, the attack succeeds."""

import json
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI, Request
from pydantic import ConfigDict, TypeAdapter
from tests.attacks.conftest import Stage, Unguarded

from nullus.knowledge.http.schemas import CollectionIn
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NullusError
from nullus.platform.web import SIGNED_IN, Guards, Router, install_errors, mount
from nullus.platform.web.policy import Policy

T = TypeVar("T")
JSON = {"Content-Type": "application/json"}
COLLECTIONS = "/api/v1/collections"


class LoadsForAnybody(Guards):
    """A loader that does not ask for whom: what a handler with a bare id and a forgotten condition would be."""

    def __init__(self, database: Database, everywhere: list[str]) -> None:
        self._database = database
        self._everywhere = everywhere

    async def load(self, get: Callable[[Tx, Actor, Any], Awaitable[T]], tx: Tx, actor: Actor, key: object) -> T:
        for workspace in self._everywhere:
            owner = Actor("system", uuid.UUID(workspace), scopes=frozenset({"*"}))
            try:
                async with self._database.transaction(owner) as other:
                    return await get(other, owner, key)
            except NullusError:
                continue
        return await get(tx, actor, key)


class AsksNobody(Guards):
    """No policy is held against the actor."""

    async def admit(self, request: Request, policy: Policy) -> None:
        return


class TakesAnyQuery(Guards):
    def check_query(self, request: Request, known: Mapping[str, bool] | None) -> None:
        return


class ReadsLoosely(Guards):
    """As json.loads and a lenient model read."""

    def read_json(self, raw: bytes, shape: TypeAdapter[Any]) -> Any:
        return json.loads(raw)


async def test_others_documents_are_not_there(stage: Stage, unguarded: Unguarded, database: Database) -> None:
    """B01, B17."""
    path = f"/api/v1/documents/{stage.victim.samples['document']}"
    for tail in ("", "/original", "/chunks", "/pages/1", "/pages/1/picture"):
        assert (await stage.attacker.client.get(path + tail)).status_code == 404
        assert (
            await stage.attacker.client.get(path[:-1] + ("0" if path[-1] != "0" else "1") + tail)
        ).status_code == 404
    guards = LoadsForAnybody(database, [stage.victim.workspace_id])
    attacker = await unguarded(guards, stage.attacker.client)
    stolen = await attacker.get(path)
    assert stolen.status_code == 200
    assert stolen.json()["data"]["name"] == "ships.txt"
    for tail in ("/original", "/pages/1", "/pages/1/picture"):  # the version is looked for behind the next wall
        behind = await attacker.get(path + tail)
        assert (behind.status_code, behind.json()["resultCode"]) == (404, "VERSION_NOT_FOUND")


@pytest.mark.parametrize("mixed", [False, True])
async def test_others_collections_in_a_body_are_not_there(stage: Stage, mixed: bool) -> None:
    """B02, B03: alone, and after one's own."""
    foreign, own = stage.victim.samples["collection"], stage.attacker.samples["collection"]
    ids = [own, foreign] if mixed else [foreign]
    for path, field in (("/api/v1/search", "query"), ("/api/v1/ask", "question")):
        answer = await stage.attacker.client.post(path, json={field: "ships of victim", "collectionIds": ids})
        assert (answer.status_code, answer.json()["resultCode"]) == (404, "COLLECTION_NOT_FOUND")
        assert "Ships" not in answer.text


async def test_a_search_that_would_not_look_ids_up_meets_the_next_wall(
    stage: Stage, unguarded: Unguarded, database: Database
) -> None:
    """Without the loader nothing is found all the same: search itself asks whose collection it is."""
    guards = LoadsForAnybody(database, [stage.victim.workspace_id])
    attacker = await unguarded(guards, stage.attacker.client)
    body = {"query": "ships", "collectionIds": [stage.victim.samples["collection"]]}
    answer = await attacker.post("/api/v1/search", json=body)
    assert "Ships of victim" not in answer.text


async def test_who_may_read_may_not_write(stage: Stage, unguarded: Unguarded) -> None:
    """B06."""
    victim = stage.victim.samples
    before = stage.world.fingerprint(stage.victim)
    for method, path, body in (
        ("PATCH", f"{COLLECTIONS}/{victim['collection']}", {"name": "mine"}),
        ("DELETE", f"{COLLECTIONS}/{victim['collection']}", None),
        ("DELETE", f"/api/v1/documents/{victim['document']}", None),
        ("POST", f"/api/v1/jobs/{victim['job']}/cancel", None),
    ):
        assert (await stage.reader.request(method, path, json=body)).status_code == 403, path
    assert stage.world.fingerprint(stage.victim) == before


async def test_who_is_not_the_operator_does_not_see_what_the_operator_sees(stage: Stage, unguarded: Unguarded) -> None:
    """The same policy, where no second wall stands behind it."""
    assert (await stage.reader.get("/api/v1/providers")).status_code == 403
    reader = await unguarded(AsksNobody(), stage.reader)
    shown = await reader.get("/api/v1/providers")
    assert shown.json()["data"]["items"][0]["role"] == "embeddings"


NAMES = [
    "{id}",
    "file-{id}",
    "user-memory-{id}",
    "{{{id}}}x",
    "../{id}",
    "..%2f{id}",
    "{id}' or '1'='1",
    "{id}; select set_config('nullus.workspace', '{workspace}', false); --",
    "x', true); select set_config('nullus.workspace','{workspace}',false); --",
]


@pytest.mark.parametrize("name", NAMES)
async def test_an_id_in_disguise_is_only_a_name(stage: Stage, name: str) -> None:
    """B07, B13: as a path, as a collection's name, as a model, as a query; the workspace stays the asker's own."""
    client, victim = stage.attacker.client, stage.victim
    disguised = name.format(id=victim.samples["collection"], workspace=victim.workspace_id)
    if name != "{id}":
        for path in (f"{COLLECTIONS}/{quote(disguised, safe='%')}", f"/api/v1/documents/{quote(disguised, safe='')}"):
            assert (await client.get(path)).status_code in {404, 422}
    body = {"model": f"nullus/{disguised}", "messages": [{"role": "user", "content": disguised}]}
    assert (await client.post("/v1/chat/completions", json=body)).status_code == 404
    made = await client.post(COLLECTIONS, json={"name": disguised})
    assert made.status_code == 201
    found = await client.post("/api/v1/search", json={"query": disguised, "filters": {disguised: disguised}})
    assert found.status_code == 200
    assert "victim" not in found.text
    shown = (await client.get(COLLECTIONS)).text
    assert victim.samples["collection"] not in shown.replace(disguised, "")
    await client.delete(f"{COLLECTIONS}/{made.json()['data']['id']}")


HIDDEN = {
    "tenantId": "x", "workspaceId": "x", "workspace_id": "x", "ownerId": "x", "owner_id": "x", "role": "owner", "tier": "protostar",
    "quota": 10**9, "createdAt": "2000-01-01T00:00:00Z", "isAdmin": True, "id": str(uuid.uuid4()), "__proto__": {"admin": True},
}  # fmt: skip


class Loose(CollectionIn):
    """What a request model is where it does not forbid the rest."""

    model_config = ConfigDict(extra="allow")


async def test_fields_that_are_nobodys_to_set_are_refused(stage: Stage, database: Database) -> None:
    """B08."""
    for field, value in HIDDEN.items():
        answer = await stage.attacker.client.post(COLLECTIONS, json={"name": uuid.uuid4().hex, field: value})
        assert answer.status_code == 422, field
        path = f"{COLLECTIONS}/{stage.attacker.samples['collection']}"
        assert (await stage.attacker.client.patch(path, json={field: value})).status_code == 422, field
    router = Router()

    @router.call("POST", "/loose", policy=SIGNED_IN)
    async def loose(body: Loose) -> dict[str, Any]:
        """Takes what comes."""
        return body.model_dump()

    app = FastAPI()
    mount(app, [router], AsksNobody())
    install_errors(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        taken = await client.post("/loose", json={"name": "x", "workspace_id": "theirs"})
    assert taken.json()["workspace_id"] == "theirs"


QUERIES = [
    "sort=password_hash", "order=asc", "filter=workspaceId:x", "fields=hash", "expand=owner.passwordHash", "include=*",
    "workspaceId={workspace}", "tenant={workspace}", "limit=10&limit=500", "Limit=10", "limit[]=10", "%00=1",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
async def test_a_query_for_hidden_columns_is_refused(stage: Stage, unguarded: Unguarded, query: str) -> None:
    """B09, B10."""
    asked = f"/api/v1/jobs?{query.format(workspace=stage.victim.workspace_id)}"
    assert (await stage.attacker.client.get(asked)).status_code == 422
    if query == QUERIES[0]:
        attacker = await unguarded(TakesAnyQuery(), stage.attacker.client)
        assert (await attacker.get(asked)).status_code == 200


@pytest.mark.parametrize("limit", ["-1", "0", "1000000000", "1e9", "10.5", "", "999999999999999999999999"])
async def test_lists_are_bounded_and_hold_ones_own(stage: Stage, limit: str) -> None:
    """B10."""
    for path in ("/api/v1/jobs", f"{COLLECTIONS}/{stage.attacker.samples['collection']}/documents"):
        assert (await stage.attacker.client.get(f"{path}?limit={limit}")).status_code == 422
    own = await stage.attacker.client.get("/api/v1/jobs?limit=200")
    assert {each["id"] for each in own.json()["data"]["items"]}.isdisjoint({stage.victim.samples["job"]})


async def test_a_name_that_stands_twice_has_no_second_meaning(stage: Stage, unguarded: Unguarded) -> None:
    """E12, and why it matters: whoever checks the first and whoever uses the last read two different requests."""
    first, second = uuid.uuid4().hex, uuid.uuid4().hex
    body = f'{{"name": "{first}", "name": "{second}"}}'.encode()
    refused = await stage.attacker.client.post(COLLECTIONS, content=body, headers=JSON)
    assert refused.status_code == 422
    attacker = await unguarded(ReadsLoosely(), stage.attacker.client)
    taken = await attacker.post(COLLECTIONS, content=body, headers=JSON)
    assert taken.json()["data"]["name"] == second
    loose = await attacker.post("/api/v1/search", content=b'{"query": "x", "topK": true}', headers=JSON)
    assert loose.status_code == 200


WAYS = [
    ("GET", "{path}/"), ("GET", "/{path}"), ("GET", "/api//v1{tail}"), ("GET", "/api/v1/./{tail}"), ("GET", "/api/v1/x/..{tail}"),
    ("GET", "/api/v1/x/%2e%2e{tail}"), ("GET", "/API/V1{tail}"), ("GET", "{path}%00"), ("GET", "{path}%20"), ("GET", "{path};x=1"),
    ("GET", "{path}?"), ("GET", "{path}%2f"), ("GET", "/api/v1%2f{tail}"), ("GET", "{path}.json"), ("HEAD", "{path}"),
    ("OPTIONS", "{path}"), ("TRACE", "{path}"), ("PROPFIND", "{path}"), ("get", "{path}"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "way"), WAYS)
async def test_another_way_of_writing_an_address_opens_nothing(stage: Stage, method: str, way: str) -> None:
    """B18: for the attacker every way is as closed as the plain one; for nobody as well; for the owner none does more."""
    tail = f"/documents/{stage.victim.samples['document']}"
    target = way.format(path=f"/api/v1{tail}", tail=tail).encode()
    url = httpx.URL("http://matrix.test").copy_with(raw_path=target)
    for client in (stage.attacker.client, await stage.world.client({})):
        answer = await client.send(client.build_request(method, url))
        assert answer.status_code in {401, 404, 405, 422}, answer.text
        if answer.status_code == 405:
            assert answer.headers["allow"] == "DELETE, GET"
    before = stage.world.fingerprint(stage.victim)
    owner = stage.victim.client
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        await owner.send(owner.build_request(method, url, headers={header: "DELETE"}))
    assert stage.world.fingerprint(stage.victim) == before
