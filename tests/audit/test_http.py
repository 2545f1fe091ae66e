"""The calls of the audit trail: who sees what, filters, paging, verifying and exporting over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from tests.audit.sealed import Trail, new_trail
from tests.postgres_server import SharedServer

from nullus.audit.actions import ACTIONS
from nullus.audit.http import router
from nullus.audit.verifier import verify_files
from nullus.kit import new_id
from nullus.platform.actor import ROLE_SCOPES, Actor
from nullus.platform.web import install_errors


@dataclass
class Desk:
    """A trail behind its calls; `asker` is who calls."""

    trail: Trail
    client: httpx.AsyncClient
    asker: Actor

    async def get(self, path: str, **query: Any) -> httpx.Response:
        return await self.client.get(path, params={name: value for name, value in query.items() if value is not None})

    async def items(self, path: str, **query: Any) -> list[dict[str, Any]]:
        answer = await self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["data"]["items"])


OPERATOR = Actor(kind="operator", workspace_id=new_id(), scopes=frozenset({"*"}))


@pytest.fixture
async def desk(server: SharedServer, tmp_path: Path) -> AsyncIterator[Desk]:
    trail = await new_trail(server, tmp_path)
    app = FastAPI()
    app.state.database, app.state.home = trail.db, trail.home
    app.include_router(router)
    install_errors(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x/api/v1") as client:
        made = Desk(trail, client, OPERATOR)

        async def authenticate(request: Request) -> Actor:
            return made.asker

        app.state.authenticate = authenticate
        yield made
    await trail.db.close()
    server.drop_database(trail.access)


def admin_of(trail: Trail) -> Actor:
    scopes = ROLE_SCOPES["admin"]
    return Actor(kind="person", workspace_id=trail.actor.workspace_id, person_id=new_id(), role="admin", scopes=scopes)


async def test_an_admin_sees_the_entries_of_the_workspace_and_nothing_else(desk: Desk) -> None:
    await desk.trail.act(3)
    async with desk.trail.db.system_transaction() as tx:
        from nullus import audit

        await audit.record(tx, None, "session.started", outcome="failed")
        await audit.record(tx, None, "collection.created", workspace_id=new_id())
    desk.asker = admin_of(desk.trail)
    found = await desk.items("/audit/entries")
    assert [each["action"] for each in found] == ["document.uploaded"] * 3
    assert {each["workspaceId"] for each in found} == {str(desk.trail.actor.workspace_id)}
    for path in ("/audit/entries", "/audit/checkpoints", "/audit/exports", "/audit/export"):
        answer = await desk.get(path, everywhere="true" if path == "/audit/entries" else None)
        assert (answer.status_code, answer.json()["resultCode"]) == (403, "AUDITORS_ONLY"), path
    assert (await desk.client.post("/audit/verify")).status_code == 403
    desk.asker = OPERATOR
    assert len(await desk.items("/audit/entries", everywhere="true")) == 5


async def test_an_auditor_of_the_service_sees_everything(desk: Desk) -> None:
    await desk.trail.act(2)
    auditor = new_id()
    desk.asker = Actor(
        kind="person", workspace_id=new_id(), person_id=auditor, role="viewer", scopes=frozenset({"audit"})
    )
    assert (await desk.get("/audit/entries", everywhere="true")).status_code == 403
    desk.trail.tamper(
        "insert into identity.accounts (id, kind, state, tier, platform_roles) "
        "values (%s, 'person', 'active', 'guest', '{auditor}')",
        [auditor],
    )
    assert len(await desk.items("/audit/entries", everywhere="true")) == 2
    assert not await desk.items("/audit/entries")
    desk.trail.tamper("update identity.accounts set state = 'suspended'")
    assert (await desk.get("/audit/entries", everywhere="true")).status_code == 403


async def test_without_the_permission_nothing_is_shown(desk: Desk) -> None:
    desk.asker = Actor(kind="key", workspace_id=desk.trail.actor.workspace_id, scopes=frozenset({"search"}))
    for path in ("/audit/entries", "/audit/checkpoints", "/audit/exports", "/audit/export"):
        assert (await desk.get(path)).status_code == 403


async def test_entries_are_found_by_what_is_known_of_them(desk: Desk) -> None:
    subject = new_id()
    await desk.trail.act(2)
    await desk.trail.act(1, "document.deleted", object_kind="document", object_id="d-1", subjects=[subject])
    await desk.trail.act(1, "collection.deleted", outcome="refused")
    person = str(desk.trail.actor.person_id)
    for everywhere in ("true", None):
        desk.asker = OPERATOR if everywhere else admin_of(desk.trail)
        for count, query in (
            (1, {"action": "document.deleted"}),
            (1, {"outcome": "refused"}),
            (1, {"object": "d-1"}),
            (1, {"subject": str(subject)}),
            (4, {"account": person}),
            (4, {"address": "192.0.2.1"}),
            (0, {"address": "192.0.2.2"}),
            (4, {"since": "2020-01-01T00:00:00Z"}),
            (0, {"until": "2020-01-01T00:00:00Z"}),
        ):
            assert len(await desk.items("/audit/entries", everywhere=everywhere, **query)) == count, query
    shown = (await desk.items("/audit/entries", action="document.deleted"))[0]
    assert (shown["title"], shown["object"]) == ("Document deleted", {"kind": "document", "id": "d-1"})
    assert (shown["by"]["kind"], shown["by"]["accountId"], shown["by"]["address"]) == ("person", person, "192.0.2.1")


@pytest.mark.parametrize(
    "query",
    [
        {"account": "x"},
        {"subject": "x"},
        {"cursor": "x"},
        {"since": "yesterday"},
        {"since": "2020-01-01T00:00:00"},
        {"outcome": "odd"},
        {"limit": "0"},
        {"object": "\x00"},
        {"nothing": "1"},
    ],
)
async def test_a_filter_that_makes_no_sense_is_said(desk: Desk, query: dict[str, str]) -> None:
    assert (await desk.get("/audit/entries", **query)).status_code == 422


async def test_every_act_that_there_is_has_a_title_in_both_languages(desk: Desk) -> None:
    english = await desk.items("/audit/actions")
    desk.client.headers["Accept-Language"] = "ko"
    korean = await desk.items("/audit/actions")
    assert [each["action"] for each in english] == [each["action"] for each in korean] == list(ACTIONS)
    assert {"action": "tier.changed", "title": ACTIONS["tier.changed"].title.ko} in korean
    desk.asker = Actor(kind="key", workspace_id=desk.trail.actor.workspace_id, scopes=frozenset({"search"}))
    assert (await desk.get("/audit/actions")).status_code == 403


async def test_the_lists_page_through_everything(desk: Desk) -> None:
    for _ in range(5):
        await desk.trail.act()
        await desk.trail.sealer.seal()
    for path, name in (("/audit/entries", "id"), ("/audit/checkpoints", "number")):
        seen, cursor = [], None
        while True:
            everywhere = "true" if "entries" in path else None
            page = (await desk.get(path, limit=2, cursor=cursor, everywhere=everywhere)).json()["data"]
            seen += [each[name] for each in page["items"]]
            cursor = page["nextCursor"]
            if cursor is None:
                break
        assert len(seen) == 5
        assert seen == sorted(seen, reverse=True)
    assert (await desk.get("/audit/checkpoints", cursor="-1")).status_code == 422
    assert (await desk.get("/audit/exports", cursor="x")).status_code == 422


async def test_verifying_says_which_entry_is_not_what_was_sealed(desk: Desk) -> None:
    assert (await desk.client.post("/audit/verify")).json()["resultCode"] == "SUCCESS"  # the sealer made its key
    await desk.trail.act(4)
    await desk.trail.sealer.seal()
    assert (await desk.client.post("/audit/verify")).json()["data"]["ok"] is True
    victim = desk.trail.ids()[2]
    desk.trail.tamper("update audit.entries set outcome = 'failed' where id = %s", [victim])
    report = (await desk.client.post("/audit/verify")).json()["data"]
    assert report["ok"] is False
    assert [(each["kind"], each["entry"], each["checkpoint"]) for each in report["problems"]] == [
        ("edited", str(victim), 1)
    ]
    assert len(await desk.items("/audit/entries", action="audit.verified", everywhere="true")) == 3


async def test_an_export_is_verified_without_the_service(desk: Desk, tmp_path: Path) -> None:
    for _ in range(3):
        await desk.trail.act(3)
        await desk.trail.sealer.seal()
    answer = await desk.get("/audit/export")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert "192.0.2.1" not in answer.text
    path = tmp_path / "export.jsonl"
    path.write_bytes(answer.content)
    key = bytes.fromhex((desk.trail.home / "audit" / "public-key").read_text().strip())
    report = verify_files([path], key, desk.trail.checkpoints)
    assert (report.ok, report.entries, report.checkpoints) == (True, 9, 3)
    assert (await desk.get("/audit/export", until="2020-01-01T00:00:00Z")).content == b""
