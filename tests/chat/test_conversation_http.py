"""Conversations over HTTP: made, listed, searched, read by branch, changed, exported, judged and deleted."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from tests.chat.rooms import API, RANKS, acting, cites, data, document, passage, refused, talking_world
from tests.chat.test_inert import active
from tests.matrix.world import Place, World
from tests.postgres_server import SharedServer

from nullus.platform.database import Database
from nullus.platform.postgres import Access


@pytest.fixture(scope="module")
async def world(server: SharedServer, access: Access, database: Database) -> AsyncIterator[World]:
    async with talking_world(server, access, database) as made:
        yield made


@pytest.fixture
async def place(world: World) -> Place:
    return await world.place("talkers")


async def begun(place: Place, **body: Any) -> dict[str, Any]:
    found: dict[str, Any] = data(await place.client.post(f"{API}/conversations", json=body), 201)
    return found


async def listed(client: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    """Every page of a list."""
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = data(await client.get(f"{API}/conversations", params={**query, **cursor}))
        items += page["items"]
        if page["nextCursor"] is None:
            return items
        cursor = {"cursor": page["nextCursor"]}


async def test_a_conversation_is_begun_renamed_pinned_and_listed_by_last_use(place: Place, database: Database) -> None:
    first, second, third = [await begun(place, title=f"Talk {number}") for number in (1, 2, 3)]
    bare = data(await place.client.post(f"{API}/conversations"), 201)
    assert (bare["title"], bare["titledBy"], bare["collectionIds"], bare["sensitivity"]) == (
        "",
        "words",
        None,
        "public",
    )
    await acting(database, place).turn(UUID(first["id"]), "one?", "one.")
    assert [each["id"] for each in await listed(place.client, limit=2)] == [
        first["id"], bare["id"], third["id"], second["id"],
    ]  # fmt: skip
    changed = data(
        await place.client.patch(f"{API}/conversations/{third['id']}", json={"title": "  항구  ", "pinned": True})
    )
    assert (changed["title"], changed["titledBy"], changed["pinnedAt"] is None) == ("항구", "person", False)
    assert [each["id"] for each in await listed(place.client, pinned="true")] == [third["id"]]
    data(await place.client.patch(f"{API}/conversations/{third['id']}", json={"pinned": False}))
    assert await listed(place.client, pinned="true") == []


async def test_collections_are_looked_up_for_the_asker(place: Place, world: World) -> None:
    stranger = await world.place("stranger")
    mine = data(await place.client.post(f"{API}/collections", json={"name": "mine"}), 201)["id"]
    foreign = data(await stranger.client.post(f"{API}/collections", json={"name": "theirs"}), 201)["id"]
    made = await begun(place, collectionIds=[mine])
    assert made["collectionIds"] == [mine]
    refused(
        await place.client.post(f"{API}/conversations", json={"collectionIds": [foreign]}), 404, "COLLECTION_NOT_FOUND"
    )
    path = f"{API}/conversations/{made['id']}"
    refused(await place.client.patch(path, json={"collectionIds": [foreign]}), 404, "COLLECTION_NOT_FOUND")
    assert data(await place.client.patch(path, json={"collectionIds": None}))["collectionIds"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""}, {"title": "x" * 201}, {"title": "a\nb"}, {"title": "a\0b"}, {"title": 7}, {"pinned": "yes"}, {"pinned": 1},
        {"owner": "me"}, {"collectionIds": "all"}, {"collectionIds": [None]}, {"collectionIds": [str(uuid4())] * 101},
        {"model": "x" * 201}, {"messageId": "one"}, {"sensitivity": "public"}, [], "x", 5,
    ],
)  # fmt: skip
async def test_what_is_no_change_is_refused_and_changes_nothing(place: Place, body: Any) -> None:
    made = await begun(place, title="Talk")
    answer = await place.client.patch(f"{API}/conversations/{made['id']}", json=body)
    refused(answer, 422, "INVALID_INPUT")
    assert data(await place.client.get(f"{API}/conversations/{made['id']}")) == made


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=201", "limit=x", "cursor=x", "cursor=%00", "query=", "query=%20", "query=a%00b", "pinned=perhaps",
        "order=new",
    ],
)  # fmt: skip
async def test_what_is_no_list_is_refused(place: Place, query: str) -> None:
    refused(await place.client.get(f"{API}/conversations?{query}"), 422, "INVALID_INPUT")


async def test_messages_are_read_from_the_end_and_name_the_other_branches(place: Place, database: Database) -> None:
    who, made = acting(database, place), await begun(place)
    talk = UUID(made["id"])
    first, answer = await who.turn(talk, "one?", "one.")
    second, old = await who.turn(talk, "two?", "two.")
    edited = await who.asks(talk, "deux?", answer.id, branch=True)
    await who.answered(talk, edited.id, "deux.")
    path = f"{API}/conversations/{made['id']}/messages"
    page = data(await place.client.get(path, params={"limit": 3}))
    assert [each["text"] for each in page["items"]] == ["one.", "deux?", "deux."]
    assert page["items"][1]["siblings"] == [str(second.id), str(edited.id)]
    rest = data(await place.client.get(path, params={"limit": 3, "cursor": page["nextCursor"]}))
    assert ([each["text"] for each in rest["items"]], rest["nextCursor"]) == (["one?"], None)
    other = data(await place.client.get(path, params={"messageId": str(second.id)}))
    assert [each["text"] for each in other["items"]] == ["one?", "one.", "two?", "two."]
    changed = data(await place.client.patch(f"{API}/conversations/{made['id']}", json={"messageId": str(second.id)}))
    assert changed["headId"] == str(old.id)
    assert data(await place.client.get(path))["items"] == other["items"]
    elsewhere = await begun(place)
    for body in (str(first.id), str(uuid4())):
        answer_ = await place.client.patch(f"{API}/conversations/{elsewhere['id']}", json={"messageId": body})
        refused(answer_, 404, "MESSAGE_NOT_FOUND")


async def test_passages_are_shown_as_long_as_their_document_is_there_and_may_be_seen(
    place: Place, world: World, database: Database
) -> None:
    shared, kept = await document(world, place, "workspace")
    gone_collection, gone = await document(world, place, "public", "old.md")
    reader = world.account("reader")
    client = await world.member(place.workspace_id, reader, "viewer")
    made = data(await client.post(f"{API}/conversations"), 201)
    who = acting(database, place, reader, "viewer")
    asked = await who.asks(UUID(made["id"]), "When does it open?")
    evidence = [
        passage(1, shared, kept, "It opens at 7:30.", ranks=RANKS),
        passage(2, gone_collection, gone, "It never opens."),
    ]
    await who.answered(
        UUID(made["id"]), asked.id, "At 7:30 [1], or never [2].", evidence, citations=[cites(1, kept), cites(2, gone)], model="tiny"
    )  # fmt: skip
    path = f"{API}/conversations/{made['id']}/messages"

    async def answer() -> dict[str, Any]:
        found: dict[str, Any] = data(await client.get(path))["items"][1]
        return found

    whole = await answer()
    assert [(each["number"], each["cited"], each["text"]) for each in whole["sources"]] == [
        (1, True, "It opens at 7:30."), (2, True, "It never opens."),
    ]  # fmt: skip
    assert [each["ranks"] for each in whole["sources"]] == [RANKS, None], "an answer from before it was kept"
    assert whole["sources"][0]["address"].endswith(f"/documents/{kept}?chunk=71")
    assert ([each["number"] for each in whole["citations"]], whole["withheld"]) == ([1, 2], [])
    async with database.transaction(acting(database, place).actor) as tx:
        await tx.execute(text("delete from knowledge.documents where id = :id"), {"id": gone})
    assert ([each["number"] for each in (await answer())["sources"]], (await answer())["withheld"]) == ([1], [2])
    world.rows.execute("update knowledge.collections set access = 'private' where id = %s", (shared,))
    hidden = await answer()
    assert (hidden["sources"], hidden["citations"], hidden["withheld"]) == ([], [], [1, 2])
    assert "never opens" not in json.dumps(world.rows.execute("select text from chat.evidence").fetchall())


async def test_parts_of_words_are_found_in_titles_and_texts(place: Place, database: Database) -> None:
    who = acting(database, place)
    harbour, titled, other = await begun(place), await begun(place, title="부산항 이야기"), await begun(place)
    await who.turn(
        UUID(harbour["id"]), "항구는 언제 여나요?", "부산항 사무소는 아침 7시 30분에 엽니다. ＡＢＣ-７ 부두입니다."
    )
    await who.turn(UUID(other["id"]), "What does a berth cost?", "A berth costs 42 euros. 100% sure_thing.")

    async def found(query: str) -> set[str]:
        return {each["id"] for each in await listed(place.client, query=query, limit=1)}

    assert await found("부산항") == {harbour["id"], titled["id"]}
    assert await found("부산 항") == {harbour["id"], titled["id"]}
    assert await found("사무소 7시30분") == {harbour["id"]}
    assert await found("abc-7") == {harbour["id"]}
    assert await found("BERTH euro") == {other["id"]}
    assert await found("항") == {harbour["id"], titled["id"]}
    assert await found("0% sure_t") == {other["id"]}
    assert await found("%") == {other["id"]}
    assert await found("berth 부산항") == set()
    (hit,) = await listed(place.client, query="사무소")
    assert "사무소" in hit["found"]["text"]
    assert hit["found"]["messageId"] is not None
    data(await place.client.patch(f"{API}/conversations/{titled['id']}", json={"title": "Other"}))
    assert await found("부산항 이야기") == set()


async def test_each_conversation_is_found_once_over_all_pages(place: Place, database: Database) -> None:
    who = acting(database, place)
    talks = [await begun(place, title=f"harbour {number}") for number in range(5)]
    for _ in range(3):
        for talk in talks:
            await who.turn(UUID(talk["id"]), "the harbour?", "yes")
    for limit in (1, 2, 3, 5, 200):
        ids = [each["id"] for each in await listed(place.client, query="harbour", limit=limit)]
        assert ids == [each["id"] for each in reversed(talks)], limit


async def test_nobody_finds_the_words_of_others(place: Place, world: World, database: Database) -> None:
    made = await begun(place, title="zephyr")
    await acting(database, place).turn(UUID(made["id"]), "zephyr?", "zephyr.")
    admin = await world.member(place.workspace_id, world.account("admin"), "admin")
    guest = world.credential("guest", place.workspace_id, world.account("guest", "guest"), ["*"])
    everybody = [
        admin,
        (await world.place("elsewhere")).client,
        await world.client({"Cookie": f"nullus_guest={guest}"}),
        await world.key(place.workspace_id, ["chat"]),
    ]
    for client in everybody:
        assert await listed(client, query="zephyr") == []
        assert made["id"] not in [each["id"] for each in await listed(client)]
        for method, path in (
            ("GET", ""),
            ("DELETE", ""),
            ("GET", "/messages"),
            ("GET", "/export"),
            ("POST", "/shares"),
        ):
            refused(
                await client.request(method, f"{API}/conversations/{made['id']}{path}"), 404, "CONVERSATION_NOT_FOUND"
            )
    operator = await world.operator()
    answer = await operator.get(f"{API}/conversations/{made['id']}", headers={"X-Nullus-Workspace": place.workspace_id})
    refused(answer, 404, "CONVERSATION_NOT_FOUND")


async def test_a_key_without_an_account_keeps_its_own_and_the_operator_sees_them(place: Place, world: World) -> None:
    one, other = [await world.key(place.workspace_id, ["chat"]) for _ in range(2)]
    made = data(await one.post(f"{API}/conversations", json={"title": "by a program"}), 201)
    assert [each["id"] for each in await listed(one)] == [made["id"]]
    assert await listed(other) == []
    assert await listed(place.client) == []
    operator = await world.operator()
    inside = {"X-Nullus-Workspace": place.workspace_id}
    assert data(await operator.get(f"{API}/conversations/{made['id']}", headers=inside))["title"] == "by a program"
    assert data(await operator.delete(f"{API}/conversations/{made['id']}", headers=inside))["verified"] is True


async def test_an_export_holds_everything_and_nothing_that_acts(place: Place, world: World, database: Database) -> None:
    collection, kept = await document(world, place, "workspace", "<img src=x>[a](b).md")
    made = await begun(place, title="<b>Harbour</b> [x](y)")
    who, talk = acting(database, place), UUID(made["id"])
    asked = await who.asks(talk, "![q](https://evil.test/q.png) <script>?")
    evil = "Open [1]. ![x](https://evil.test/x.png) <img src='https://evil.test/y.png'>\n```html\n<i>\n"
    first = passage(1, collection, kept, "It opens <b>early</b>.", name="<img src=x>[a](b).md")
    await who.answered(talk, asked.id, evil, [first], citations=[cites(1, kept)], model="tiny")
    await who.asks(talk, "uno?", branch=True)
    await who.turn(talk, "last?", "last.")
    path = f"{API}/conversations/{made['id']}/export"
    answer = await place.client.get(path, params={"format": "json"})
    assert answer.headers["content-type"] == "application/json"
    whole = answer.json()
    assert {each["text"] for each in whole["messages"]} >= {"uno?", "last.", evil}
    assert whole["conversation"]["title"] == "<b>Harbour</b> [x](y)"
    data(await place.client.patch(f"{API}/conversations/{made['id']}", json={"messageId": str(asked.id)}))
    answer = await place.client.get(path, headers={"Accept-Language": "ko"})
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment;")
    written = answer.text
    assert "## 질문" in written
    assert "Open [^2-1]." in written
    assert (
        f"[^2-1]: &lt;img src=x&gt;\\[a\\](b).md › Handbook (p. 3) <http://matrix.test/documents/{kept}?chunk=71>"
        in written
    )
    assert set(active(written)) == {"link_open"}, "the only link is ours"
    assert active(written.replace(f"<http://matrix.test/documents/{kept}?chunk=71>", "")) == []
    refused(await place.client.get(path, params={"format": "html"}), 422, "INVALID_INPUT")
    actions = world.rows.execute("select action from audit.entries where object_id = %s", (made["id"],)).fetchall()
    assert actions == [("conversation.exported",)] * 2


async def test_feedback_stays_with_what_made_the_answer(place: Place, world: World, database: Database) -> None:
    collection, kept = await document(world, place, "workspace")
    made, who = await begun(place), acting(database, place)
    asked = await who.asks(UUID(made["id"]), "When?")
    answer = await who.answered(
        UUID(made["id"]), asked.id, "At 7 [1].", [passage(1, collection, kept, "At 7.")], citations=[cites(1, kept)],
        model="tiny", provider="ollama", prompt="answer@3",
    )  # fmt: skip
    path = f"{API}/messages/{answer.id}/feedback"
    refused(await place.client.post(f"{API}/messages/{asked.id}/feedback", json={"rating": 1}), 409, "NOT_AN_ANSWER")
    for body in (
        {},
        {"rating": 0},
        {"rating": 2},
        {"rating": "1"},
        {"rating": True},
        {"rating": 1, "reason": "x" * 2001},
        {"rating": 1, "who": "me"},
    ):
        refused(await place.client.post(path, json=body), 422, "INVALID_INPUT")
    given = await asyncio.gather(
        *(place.client.post(path, json={"rating": 1 if n % 2 else -1, "reason": f"시간 {n}"}) for n in range(50))
    )
    assert {each.status_code for each in given} == {200}
    last = data(await place.client.post(path, json={"rating": -1, "reason": "틀린 시간\n두 번째 줄"}))
    assert (last["model"], last["provider"], last["prompt"]) == ("tiny", "ollama", "answer@3")
    rows = world.rows.execute(
        "select question, rating, evidence from chat.feedback where message_id = %s", (answer.id,)
    ).fetchall()
    assert [(row[0], row[1], row[2][0]["chunkId"], row[2][0]["documentId"]) for row in rows] == [
        ("When?", -1, 71, kept)
    ]
    shown = data(await place.client.get(f"{API}/messages/{answer.id}"))
    assert shown["feedback"] == {"rating": -1, "reason": "틀린 시간\n두 번째 줄"}
    stranger = (await world.place("stranger")).client
    refused(await stranger.post(path, json={"rating": 1}), 404, "MESSAGE_NOT_FOUND")


async def test_a_deletion_leaves_nothing_in_any_table_and_is_in_the_trail(
    place: Place, world: World, database: Database
) -> None:
    collection, kept = await document(world, place, "workspace")
    made, who = await begun(place, title="quetzalcanary"), acting(database, place)
    asked = await who.asks(UUID(made["id"]), "quetzalcanary?")
    answer = await who.answered(
        UUID(made["id"]), asked.id, "quetzalcanary [1]", [passage(1, collection, kept, "quetzalcanary")]
    )
    data(await place.client.post(f"{API}/messages/{answer.id}/feedback", json={"rating": 1, "reason": "quetzalcanary"}))
    data(await place.client.post(f"{API}/conversations/{made['id']}/shares", json={}), 201)
    gone = data(await place.client.delete(f"{API}/conversations/{made['id']}"))
    assert gone == {
        "id": made["id"], "messages": 2, "passages": 1, "feedback": 1, "shares": 1, "searchEntries": 3, "verified": True,
    }  # fmt: skip
    refused(await place.client.delete(f"{API}/conversations/{made['id']}"), 404, "CONVERSATION_NOT_FOUND")
    for (table,) in world.rows.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname !~ '^(pg_|information)'"
    ).fetchall():
        left = world.rows.execute(f"select count(*) from {table} t where t::text like '%%quetzalcanary%%'").fetchone()
        assert left == (0,), table
    trail = world.rows.execute(
        "select action, details ->> 'count' from audit.entries where object_id = %s order by id", (made["id"],)
    ).fetchall()
    assert trail[-1] == ("conversation.deleted", "2")


async def test_of_fifty_deletions_at_once_one_answers_with_the_receipt(place: Place) -> None:
    made = await begun(place)
    answers = await asyncio.gather(*(place.client.delete(f"{API}/conversations/{made['id']}") for _ in range(50)))
    assert sorted(each.status_code for each in answers) == [200] + [404] * 49
