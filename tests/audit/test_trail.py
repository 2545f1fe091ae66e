"""Recording acts: in the act's own transaction, by declared names, in one's own workspace, for good."""

import uuid
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.conftest import somebody

from nullus import audit
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access


def entries(access: Access, action: str) -> list[dict[str, Any]]:
    """The rows as their owner sees them, from inside."""
    with psycopg.connect(access.owner_url, row_factory=psycopg.rows.dict_row) as connection:
        connection.execute("set nullus.definer = 'on'; set nullus.workspace = '*'")
        return connection.execute("select * from audit.entries where action = %s order by id", [action]).fetchall()


async def test_an_act_leaves_one_entry_with_everything_about_it(database: Database, access: Access) -> None:
    person, subject, document = new_id(), new_id(), new_id()
    actor = Actor(
        kind="person",
        workspace_id=new_id(),
        person_id=person,
        credential_id=new_id(),
        credential="session",
        request_id="r-1",
        address="192.0.2.7",
    )
    async with database.transaction(actor) as tx:
        await audit.record(
            tx,
            actor,
            "document.deleted",
            object_kind="document",
            object_id=document,
            subjects=[subject],
            details={"bytes": 12, "reason": "asked"},
        )
    row = next(each for each in entries(access, "document.deleted") if each["workspace_id"] == actor.workspace_id)
    assert (row["account_id"], row["credential_kind"], row["credential_id"]) == (person, "session", actor.credential_id)
    assert (row["actor_kind"], row["request_id"], row["address"]) == ("person", "r-1", "192.0.2.7")
    assert (row["object_kind"], row["object_id"], row["subjects"]) == ("document", str(document), [subject])
    assert (row["outcome"], row["details"]) == ("done", {"bytes": 12, "reason": "asked"})
    assert len(row["address_digest"]) == 64


async def test_an_act_that_is_rolled_back_leaves_nothing(database: Database, access: Access) -> None:
    actor = somebody()
    async with database.transaction(actor) as tx:
        await audit.record(tx, actor, "collection.created")
        await tx.rollback()
    assert not entries(access, "collection.created")


@pytest.mark.parametrize(
    ("action", "details"),
    [("document.eaten", {}), ("document.deleted", {"body": "x"}), ("document.deleted", {"bytes": "many"})],
)
async def test_what_is_not_declared_is_refused(database: Database, action: str, details: dict[str, Any]) -> None:
    actor = somebody()
    with pytest.raises(audit.UnknownAction):
        async with database.transaction(actor) as tx:
            await audit.record(tx, actor, action, details=details)


SECRETS = (
    "a sentence of a document",
    "kim@example.com",
    "nlk_" + "a" * 43,
    "sk-abc",
    "x" * 201,
    "eyJhbGciOi",
    "two\nlines",
    "Q" * 43,
)


@pytest.mark.parametrize("value", SECRETS)
async def test_what_could_be_text_or_a_secret_is_withheld(database: Database, access: Access, value: str) -> None:
    actor = somebody()
    async with database.transaction(actor) as tx:
        await audit.record(tx, actor, "job.retried", details={"reason": value})
    found = [each for each in entries(access, "job.retried") if each["workspace_id"] == actor.workspace_id]
    assert [each["details"] for each in found] == [{"reason": "[withheld]"}]


@pytest.mark.parametrize(
    "value", ["llama3.1:8b", "read_only", "task-7", "a" * 64, "documents:read,search", "/api/v1/collections/{id}"]
)
async def test_words_are_kept(database: Database, access: Access, value: str) -> None:
    actor = somebody()
    async with database.transaction(actor) as tx:
        await audit.record(tx, actor, "index.rebuilt", details={"reason": value})
    found = [each for each in entries(access, "index.rebuilt") if each["workspace_id"] == actor.workspace_id]
    assert [each["details"] for each in found] == [{"reason": value}]


async def test_many_acts_are_one_statement_and_one_entry_each(database: Database, access: Access) -> None:
    actor, ids = somebody(), [new_id() for _ in range(50)]
    async with database.transaction(actor) as tx:
        acts = [audit.Act(each, details={"bytes": number}) for number, each in enumerate(ids)]
        await audit.record_many(tx, actor, "document.uploaded", acts, object_kind="document")
    found = entries(access, "document.uploaded")
    assert {(each["object_id"], each["details"]["bytes"]) for each in found} == {
        (str(each), number) for number, each in enumerate(ids)
    }


async def test_without_an_actor_the_request_says_where_an_act_came_from(database: Database, access: Access) -> None:
    with audit.coming_from(audit.Origin("2001:db8::1", "r-2")):
        async with database.system_transaction() as tx:
            await audit.record(tx, None, "session.started", outcome="failed")
    row = entries(access, "session.started")[0]
    assert (row["actor_kind"], row["workspace_id"], row["address"]) == ("nobody", None, "2001:db8::1")
    assert (row["request_id"], row["outcome"]) == ("r-2", "failed")


async def test_an_entry_cannot_be_written_into_another_workspace(database: Database) -> None:
    actor = somebody()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        async with database.transaction(actor) as tx:
            await audit.record(tx, actor, "member.added", workspace_id=uuid.uuid4())


@pytest.mark.parametrize(
    "statement",
    [
        "update audit.entries set outcome = 'refused'",
        "delete from audit.entries",
        "truncate audit.entries",
        "update audit.checkpoints set line = ''",
        "delete from audit.checkpoints",
        "truncate audit.checkpoints cascade",
        "alter table audit.entries disable row level security",
        "drop table audit.entries",
        "insert into audit.entries (id, at, actor_kind, action, outcome) values (gen_random_uuid(), now(), 'x', 'x', 'done')",
        "insert into audit.entries (id, xid, actor_kind, action, outcome) values (gen_random_uuid(), '1', 'x', 'x', 'done')",
        "insert into audit.expirations (checkpoint, entries) values (1, 1)",
        "select audit.expire(1, '1 day')",
        "select audit.scan('0', gen_random_uuid(), null, 10)",
    ],
)
async def test_the_application_cannot_change_remove_or_date_back(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with database.transaction(somebody(kind="key")) as tx:
            await tx.execute(text(statement))
    assert refused.value.orig.sqlstate == "42501"  # type: ignore[union-attr]  # insufficient privilege


async def test_a_workspace_sees_its_own_entries_and_no_others(database: Database) -> None:
    mine, theirs = somebody(), somebody()
    for actor in (mine, theirs):
        async with database.transaction(actor) as tx:
            await audit.record(tx, actor, "group.created")
    async with database.transaction(mine) as tx:
        seen = (await tx.execute(text("select distinct workspace_id from audit.entries"))).scalars().all()
    assert seen == [mine.workspace_id]


async def test_a_transaction_without_a_workspace_is_an_error(access: Access) -> None:
    with psycopg.connect(access.app_url) as connection, pytest.raises(psycopg.errors.UndefinedObject):
        connection.execute("select * from audit.entries")
