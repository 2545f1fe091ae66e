"""Conversations as a person's own: kept when a guest signs up, handed out, and gone without a trace with person or workspace."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.chat.people import member, workspace
from tests.chat.rooms import API, acting, cites, data, document, passage, talking_world
from tests.matrix.world import World
from tests.postgres_server import SharedServer

from nullus.chat.conversations import conversations
from nullus.chat.showing.belongings import Talk
from nullus.identity import Leaving
from nullus.kit import new_id
from nullus.platform.actor import service_in
from nullus.platform.database import Database
from nullus.platform.postgres import Access

PASSWORD = "seven quiet lanterns drift"  # of a test


@pytest.fixture(scope="module")
async def world(server: SharedServer, access: Access, database: Database) -> AsyncIterator[World]:
    async with talking_world(server, access, database) as made:
        yield made


async def test_a_guest_keeps_their_conversations_when_they_sign_up(world: World, database: Database) -> None:
    operator, browser = await world.operator(), await world.client({})
    data(await operator.patch(f"{API}/guests", json={"open": True}))
    data(await operator.put(f"{API}/policies/sign-up", json={"mode": "open", "role": "viewer"}))
    guest = data(await browser.post(f"{API}/auth/guest"), 201)["account"]
    made = data(await browser.post(f"{API}/conversations", json={"title": "나의 첫 질문"}), 201)
    row = world.rows.execute(
        "select workspace_id, account_id::text from chat.conversations where id = %s", (made["id"],)
    ).fetchone()
    assert row is not None
    assert row[1] == guest["id"]
    world.rows.execute(
        "insert into chat.messages (workspace_id, id, account_id, conversation_id, role, state, text) "
        "values (%s, gen_random_uuid(), %s, %s, 'user', 'complete', '항구는 언제 여나요?')",
        (row[0], guest["id"], made["id"]),
    )
    email = f"{new_id().hex}@example.org"
    data(await browser.post(f"{API}/auth/register", json={"email": email, "password": PASSWORD}), 202)
    listed = data(await operator.get(f"{API}/accounts", params={"state": "pending"}))["items"]
    pending = next(each for each in listed if each["email"] == email)
    link = data(await operator.post(f"{API}/accounts/{pending['id']}/links", json={"purpose": "verify"}), 201)["link"]
    data(await browser.post(f"{API}/auth/verify", json={"token": link.partition("#")[2]}))
    person = await world.client({})
    signed_in = data(await person.post(f"{API}/auth/login", json={"email": email, "password": PASSWORD}))
    assert (signed_in["account"]["id"], signed_in["account"]["kind"]) == (guest["id"], "person")
    person = await world.client({"Authorization": f"Bearer {signed_in['accessToken']}"})
    (kept,) = data(await person.get(f"{API}/conversations"))["items"]
    assert (kept["id"], kept["title"]) == (made["id"], "나의 첫 질문")
    changed = data(await person.patch(f"{API}/conversations/{made['id']}", json={"pinned": True}))
    assert changed["pinnedAt"]
    assert (await browser.get(f"{API}/conversations")).status_code == 401, "the guest's cookie has ended"
    another = await world.client({})
    data(await another.post(f"{API}/auth/guest"), 201)
    assert data(await another.get(f"{API}/conversations"))["items"] == []
    archive = zipfile.ZipFile(io.BytesIO((await person.get(f"{API}/me/export")).content))
    written = json.loads(archive.read(f"conversations/{made['id']}.json"))
    assert [each["text"] for each in written["messages"]] == ["항구는 언제 여나요?"]


async def test_who_leaves_takes_everything_along_and_nobody_elses(world: World, database: Database) -> None:
    place = await world.place("leavers")
    account, stays = world.account("leaver"), world.account("stays")
    for each in (account, stays):
        await world.member(place.workspace_id, each, "viewer")
    collection, kept = await document(world, place, "workspace")
    others, mine = acting(database, place, stays, "viewer"), acting(database, place, account, "viewer")
    ids = {}
    for who in (others, mine):
        async with database.transaction(who.actor) as tx:
            talk = await conversations.create(tx, who.actor, "quetzalcanary")
        asked = await who.asks(talk.id, "quetzalcanary?")
        first = passage(1, collection, kept, "text")
        answer = await who.answered(talk.id, asked.id, "quetzalcanary [1]", [first], citations=[cites(1, kept)])
        ids[who.actor.person_id] = (talk.id, answer.id)
    world.rows.execute(
        "insert into chat.gaps (workspace_id, message_id, account_id, id, question, same, language, resolved_at, resolved_by) "
        "values (%s, %s, %s, gen_random_uuid(), 'q', 'q', 'en', now(), %s)",
        (place.workspace_id, ids[UUID(stays)][1], stays, account),
    )
    parts, leaving = Talk(database), Leaving(new_id(), UUID(account), "keep", ())
    foreseen = await parts.foresee(leaving)
    assert "chat.conversations.account_id" in await parts.remains(leaving, foreseen)
    assert await parts.erase(leaving) == {"conversations": 1, "messages": 2}
    assert await parts.erase(leaving) == {"conversations": 0, "messages": 0}
    assert await parts.remains(leaving, foreseen) == []
    for (table,) in world.rows.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'chat'"
    ).fetchall():
        left = world.rows.execute(f"select count(*) from {table} t where t::text like %s", (f"%{account}%",)).fetchone()
        assert left == (0,), table
    async with database.transaction(others.actor) as tx:
        assert (await conversations.get(tx, others.actor, ids[UUID(stays)][0])).title == "quetzalcanary"


async def test_a_workspace_goes_with_every_conversation_in_it(database: Database) -> None:
    here, elsewhere = await workspace(database), await workspace(database)
    people = [await member(database, here), await member(database, here, "guest"), await member(database, elsewhere)]
    for who in people:
        async with database.transaction(who.actor) as tx:
            talk = await conversations.create(tx, who.actor, "talk")
        await who.turn(talk.id, "one?", "one.")
    cleared = await Talk(database).clear(service_in(here))
    assert (cleared.removed, cleared.verified) == ({"conversations": 2, "messages": 4}, True)
    for who, count in zip(people, (0, 0, 1), strict=True):
        async with database.transaction(who.actor) as tx:
            assert len(await conversations.newest(tx, who.actor, None, 10)) == count


async def test_a_member_cannot_clear_a_workspace(database: Database) -> None:
    who = await member(database, await workspace(database), "owner")
    with pytest.raises(Exception, match="only the service itself"):
        async with database.transaction(who.actor) as tx:
            await tx.execute(text("select * from chat.clear()"))
