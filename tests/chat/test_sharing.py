"""Links to conversations: who reads what by them, until when, and what nobody reads."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from tests.chat.rooms import API, RANKS, acting, cites, data, document, passage, refused, talking_world
from tests.matrix.world import Place, World
from tests.postgres_server import SharedServer

from nullus.platform.database import Database
from nullus.platform.postgres import Access

OPEN = "The harbour office opens at 7:30 every morning."
CLOSED = "The safe behind the counter opens with the number 4711."
QUOTED = f"{OPEN} [1]\n\n{CLOSED} [2]"


@pytest.fixture(scope="module")
async def world(server: SharedServer, access: Access, database: Database) -> AsyncIterator[World]:
    async with talking_world(server, access, database) as made:
        yield made


@pytest.fixture
async def place(world: World) -> Place:
    return await world.place("talkers")


@pytest.fixture
async def anybody(world: World) -> httpx.AsyncClient:
    return await world.client({})


async def talk(place: Place, **body: Any) -> str:
    return str(data(await place.client.post(f"{API}/conversations", json=body), 201)["id"])


async def shared(place: Place, conversation: str, **body: Any) -> dict[str, Any]:
    found: dict[str, Any] = data(await place.client.post(f"{API}/conversations/{conversation}/shares", json=body), 201)
    return found


async def read(client: httpx.AsyncClient, token: str, **more: Any) -> httpx.Response:
    return await client.post(f"{API}/shared", json={"token": token, **more})


@pytest.fixture
async def quoting(place: Place, world: World, database: Database) -> dict[str, Any]:
    """A conversation whose answer quotes a public document and one of the workspace, and a link to it."""
    public, harbour = await document(world, place, "public", "harbour.md")
    internal, safe = await document(world, place, "workspace", "safe.md")
    mine, who = await talk(place, title="Opening"), acting(database, place)
    asked = await who.asks(UUID(mine), "When does it open?")
    await who.answered(
        UUID(mine),
        asked.id,
        QUOTED,
        [passage(1, public, harbour, OPEN, ranks=RANKS), passage(2, internal, safe, CLOSED, name="safe.md")],
        citations=[cites(1, harbour), cites(2, safe)],
    )
    made = await shared(place, mine)
    return {"conversation": mine, "share": made, "public": harbour, "internal": safe}


async def test_anybody_reads_what_was_said_and_only_public_passages(
    quoting: dict[str, Any], anybody: httpx.AsyncClient
) -> None:
    answer = await read(anybody, quoting["share"]["token"])
    found = data(answer)
    assert found["title"] == "Opening"
    question, reply = found["messages"]
    assert (question["text"], question["withheldText"]) == ("When does it open?", False)
    assert (reply["text"], reply["withheldText"]) == (f"{OPEN} [1]\n\n[…]. [2]", True)
    assert [(each["number"], each["text"], each["ranks"]) for each in reply["sources"]] == [(1, OPEN, None)]
    assert ([each["number"] for each in reply["citations"]], reply["withheld"]) == ([1], [2])
    for secret in ("4711", "safe", quoting["internal"], quoting["conversation"]):
        assert secret not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_who_is_signed_in_reads_what_they_may_see(
    quoting: dict[str, Any], place: Place, world: World, anybody: httpx.AsyncClient
) -> None:
    token = quoting["share"]["token"]
    viewer, guest = world.account("viewer"), world.account("guest", "guest")
    member = await world.member(place.workspace_id, viewer, "viewer")
    cookie = world.credential("guest", place.workspace_id, guest, ["*"])
    for client in (member, place.client):
        reply = data(await read(client, token))["messages"][1]
        assert (reply["text"], reply["withheld"], reply["withheldText"]) == (QUOTED, [], False)
    strangers = [
        (await world.place("elsewhere")).client,
        await world.client({"Cookie": f"nullus_guest={cookie}"}),
        await world.client({"Authorization": "Bearer nlk_made-up"}),
        anybody,
    ]
    for client in strangers:
        reply = data(await read(client, token))["messages"][1]
        assert (reply["withheld"], "4711" in reply["text"]) == ([2], False)
    world.rows.execute("delete from identity.memberships where account_id = %s", (viewer,))
    again = await world.client({"Cookie": str(member.headers["cookie"])})
    assert data(await read(again, token))["messages"][1]["withheld"] == [2]


async def test_a_member_who_is_at_home_elsewhere_still_sees_what_is_theirs(
    quoting: dict[str, Any], place: Place, world: World
) -> None:
    other = await world.place("other")
    world.rows.execute(
        "insert into identity.memberships values (%s, %s, 'viewer')", (place.workspace_id, other.owner_id)
    )
    assert data(await read(other.client, quoting["share"]["token"]))["messages"][1]["withheld"] == []


async def test_a_document_that_is_taken_back_or_deleted_is_not_shown_any_more(
    quoting: dict[str, Any], place: Place, world: World, anybody: httpx.AsyncClient
) -> None:
    token = quoting["share"]["token"]
    world.rows.execute(
        "update knowledge.collections set access = 'workspace' where id = (select collection_id from knowledge.documents "
        "where id = %s)",
        (quoting["public"],),
    )
    reply = data(await read(anybody, token))["messages"][1]
    assert (reply["sources"], reply["withheld"], reply["text"]) == ([], [1, 2], "[…]. [1]\n\n[…]. [2]")


async def test_what_is_said_afterwards_never_shows(
    place: Place, database: Database, anybody: httpx.AsyncClient
) -> None:
    who, mine = acting(database, place), await talk(place)
    first, answer = await who.turn(UUID(mine), "one?", "one.")
    asked = await who.asks(UUID(mine), "two?")
    await who.begins(UUID(mine), asked.id)
    made = await shared(place, mine)
    await who.asks(UUID(mine), "edited?", answer.id, branch=True)
    await who.turn(UUID(mine), "three?", "three.")
    await who.answered(UUID(mine), first.id, "one again.")
    found = data(await read(anybody, made["token"]))
    assert [each["text"] for each in found["messages"]] == ["one?", "one.", "two?"]
    assert found["nextCursor"] is None


async def test_a_long_conversation_is_read_in_pages_and_no_cursor_leads_off_the_way(
    place: Place, database: Database, anybody: httpx.AsyncClient
) -> None:
    who, mine = acting(database, place), await talk(place)
    for number in range(60):
        _, answer = await who.turn(UUID(mine), f"question {number}?", f"answer {number}.")
    edited = await who.asks(UUID(mine), "off the way", answer.id, branch=True)
    await who.turn(UUID(mine), "last?", "last.")
    await place.client.patch(f"{API}/conversations/{mine}", json={"messageId": str(answer.id)})
    made = await shared(place, mine)
    first = data(await read(anybody, made["token"]))
    rest = data(await read(anybody, made["token"], cursor=first["nextCursor"]))
    texts = [each["text"] for each in (*rest["messages"], *first["messages"])]
    assert texts[0] == "question 0?"
    assert rest["nextCursor"] is None
    from nullus.chat.http import cursors

    refused(await read(anybody, made["token"], cursor=cursors.of_id(edited.id)), 404, "SHARE_NOT_FOUND")
    refused(await read(anybody, made["token"], cursor="x"), 422, "INVALID_INPUT")


async def test_every_link_that_does_not_work_is_answered_alike(
    quoting: dict[str, Any], place: Place, world: World, anybody: httpx.AsyncClient
) -> None:
    mine, answers = quoting["conversation"], []

    async def answered(token: str) -> None:
        answer = await read(anybody, token)
        body = answer.json()
        body.pop("requestId")
        kept = {name: value for name, value in answer.headers.items() if name not in {"x-request-id", "content-length"}}
        answers.append((answer.status_code, json.dumps(body, sort_keys=True), json.dumps(kept, sort_keys=True)))

    for token in (
        "x",
        "nlh_",
        "nlh_" + "x" * 43,
        "nlk_" + "x" * 43,
        "\u0000" * 0 + "한국어",
        quoting["share"]["id"],
        mine,
    ):
        await answered(token)
    expired, revoked, gone = [await shared(place, mine) for _ in range(3)]
    for table in ("chat.shares", "identity.credentials"):
        world.rows.execute(
            f"update {table} set expires_at = now() - interval '1 second' where id = %s", (expired["id"],)
        )
    data(await place.client.delete(f"{API}/shares/{revoked['id']}"))
    await answered(expired["token"])
    await answered(revoked["token"])
    assert data(await read(anybody, gone["token"]))["messages"]
    listed = data(await place.client.get(f"{API}/conversations/{mine}/shares"))["items"]
    assert [each["state"] for each in listed] == ["active", "revoked", "expired", "active"]
    assert all("token" not in each for each in listed)
    data(await place.client.delete(f"{API}/conversations/{mine}"))
    await answered(gone["token"])
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 404


async def test_a_link_ends_with_its_makers_account_and_membership(
    quoting: dict[str, Any], place: Place, world: World, anybody: httpx.AsyncClient
) -> None:
    token = quoting["share"]["token"]
    for change, back in (
        (
            "update identity.accounts set state = 'suspended' where id = %s",
            "update identity.accounts set state = 'active' where id = %s",
        ),
        ("delete from identity.memberships where account_id = %s", None),
    ):
        world.rows.execute(change, (place.owner_id,))
        refused(await read(anybody, token), 404, "SHARE_NOT_FOUND")
        if back:
            world.rows.execute(back, (place.owner_id,))
            assert data(await read(anybody, token))


async def test_a_token_is_kept_nowhere_and_a_link_opens_nothing_else(
    quoting: dict[str, Any], place: Place, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    made = quoting["share"]
    assert made["address"] == f"http://matrix.test/shared#{made['token']}"
    bearer = await world.client({"Authorization": f"Bearer {made['token']}"})
    for path in ("/me", "/conversations", f"/conversations/{quoting['conversation']}", "/collections"):
        assert (await bearer.get(f"{API}{path}")).status_code == 401
    data(await read(place.client, made["token"]))
    written = "".join(capsys.readouterr())
    assert made["token"] not in written
    for (table,) in world.rows.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname !~ '^(pg_|information)'"
    ).fetchall():
        left = world.rows.execute(
            f"select count(*) from {table} t where t::text like %s", (f"%{made['token'][4:]}%",)
        ).fetchone()
        assert left == (0,), table
    trail = world.rows.execute(
        "select action, details ->> 'receipt' from audit.entries where object_id = %s order by id",
        (quoting["conversation"],),
    ).fetchall()
    assert trail == [("conversation.shared", made["id"])]


@pytest.mark.parametrize(
    "body",
    [
        {"expiresAt": "2020-01-01T00:00:00Z"}, {"expiresAt": "2099-01-01T00:00:00Z"}, {"expiresAt": "2026-12-01T00:00:00"},
        {"expiresAt": 1}, {"expiresAt": "soon"}, {"days": 3}, [],
    ],
)  # fmt: skip
async def test_a_link_lasts_until_a_moment_within_a_year(place: Place, database: Database, body: Any) -> None:
    mine = await talk(place)
    await acting(database, place).turn(UUID(mine), "one?", "one.")
    refused(await place.client.post(f"{API}/conversations/{mine}/shares", json=body), 422, "INVALID_INPUT")


@pytest.mark.parametrize(
    "body", [{}, {"token": ""}, {"token": "x" * 201}, {"token": 7}, {"token": None}, {"token": "x", "id": "y"}, [], "x"]
)
async def test_what_is_no_question_for_a_shared_conversation_is_refused(anybody: httpx.AsyncClient, body: Any) -> None:
    refused(await anybody.post(f"{API}/shared", json=body), 422, "INVALID_INPUT")


async def test_nothing_and_too_much_cannot_be_shared(place: Place, database: Database) -> None:
    mine = await talk(place)
    refused(await place.client.post(f"{API}/conversations/{mine}/shares"), 409, "NOTHING_TO_SHARE")
    await acting(database, place).turn(UUID(mine), "one?", "one.")
    answers = await asyncio.gather(*(place.client.post(f"{API}/conversations/{mine}/shares") for _ in range(55)))
    assert sorted(each.status_code for each in answers) == [201] * 50 + [409] * 5


async def test_fifty_revocations_at_once_are_one_entry_in_the_trail(
    quoting: dict[str, Any], place: Place, world: World, anybody: httpx.AsyncClient
) -> None:
    path = f"{API}/shares/{quoting['share']['id']}"
    answers = await asyncio.gather(*(place.client.delete(path) for _ in range(50)))
    assert {(each.status_code, each.json()["data"]["state"]) for each in answers} == {(200, "revoked")}
    actions = world.rows.execute(
        "select action from audit.entries where object_id = %s", (quoting["conversation"],)
    ).fetchall()
    assert sorted(actions) == [("conversation.shared",), ("conversation.unshared",)]
    refused(await read(anybody, quoting["share"]["token"]), 404, "SHARE_NOT_FOUND")


async def test_links_of_others_cannot_be_seen_or_revoked(quoting: dict[str, Any], place: Place, world: World) -> None:
    admin = await world.member(place.workspace_id, world.account("admin"), "admin")
    for client in (admin, (await world.place("elsewhere")).client, await world.key(place.workspace_id, ["chat"])):
        refused(await client.delete(f"{API}/shares/{quoting['share']['id']}"), 404, "SHARE_NOT_FOUND")
        refused(await client.delete(f"{API}/shares/{uuid4()}"), 404, "SHARE_NOT_FOUND")
        refused(
            await client.get(f"{API}/conversations/{quoting['conversation']}/shares"), 404, "CONVERSATION_NOT_FOUND"
        )


async def test_a_conversation_of_a_key_is_shared_too(place: Place, world: World, anybody: httpx.AsyncClient) -> None:
    key = await world.key(place.workspace_id, ["chat"])
    mine = data(await key.post(f"{API}/conversations"), 201)["id"]
    world.rows.execute(
        "with said as (insert into chat.messages (workspace_id, id, key_id, conversation_id, role, state, text) "
        "select workspace_id, gen_random_uuid(), key_id, id, 'user', 'complete', 'by a program' from chat.conversations "
        "where id = %s returning id, conversation_id) "
        "update chat.conversations c set head_id = s.id from said s where c.id = s.conversation_id",
        (mine,),
    )
    made = data(await key.post(f"{API}/conversations/{mine}/shares"), 201)
    assert [each["text"] for each in data(await read(anybody, made["token"]))["messages"]] == ["by a program"]
