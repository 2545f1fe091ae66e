"""Taking one's data out and leaving, as a client meets it: what is asked first, what goes at once, and many at once."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.identity.entrance import PASSWORD, Entrance, Person, data, refused
from tests.identity.people import entries_about
from tests.postgres_server import SharedServer

from nullus import jobs
from nullus.identity import tasks
from nullus.identity.entrance import first_start
from nullus.identity.erasure import erasing
from nullus.identity.erasure.erasing import Erasure
from nullus.identity.erasure.errors import StillInUse
from nullus.identity.erasure.trace_store import traces
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated
from nullus.platform.postgres import Access


@pytest.fixture(scope="module")
async def entrance(database: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Entrance]:
    home: Path = tmp_path_factory.mktemp("home")
    first = await first_start.prepare(database, "operator-token")
    made = Entrance(database, home, first.workspace_id)
    made.app.state.workspace_parts = ()
    yield made
    made.resources.passwords.close()


async def signed_in(entrance: Entrance, **changed: Any) -> tuple[Person, str, str]:
    """Somebody without a workspace; the access and refresh tokens of a session."""
    who = await entrance.person(None, home_workspace_id=None, **changed)
    found = data(await entrance.login(who.email))
    return who, found["accessToken"], found["refreshToken"]


async def workspace(entrance: Entrance, *members: tuple[Person, str]) -> UUID:
    made = new_id()
    await entrance.sql("insert into identity.workspaces (id, name) values (:id, 'Team')", id=made)
    for who, role in members:
        await entrance.sql("insert into identity.memberships values (:w, :a, :r)", w=made, a=who.id, r=role)
    return made


async def carried_out(entrance: Entrance, receipt: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Do what the job does, and look at the receipt."""
    monkeypatch.setattr(erasing, "SETTLING", timedelta(0))
    await erasing.carry_out(entrance.database, (), UUID(receipt))
    found: dict[str, Any] = data(await entrance.call("GET", f"/erasures/{receipt}"))
    return found


def left_of(server: SharedServer, access: Access, *needles: str) -> list[str]:
    """Every column of every table, the audit trail's too, in which the superuser finds one of the words."""
    found = []
    with psycopg.connect(server.superuser_url(access)) as connection:
        tables = connection.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables "
            "where schemaname in ('identity', 'jobs', 'knowledge', 'audit', 'public')"
        ).fetchall()
        for (table,) in tables:
            for needle in needles:
                hits = connection.execute(
                    f"select count(*) from {table} t where t::text ilike %s", (f"%{needle}%",)
                ).fetchone()
                if hits and hits[0]:
                    found.append(f"{table}: {needle}")
    return found


async def test_the_archive_holds_what_is_known_and_no_secret(entrance: Entrance) -> None:
    who, access, refresh = await signed_in(entrance, language="ko")
    await workspace(entrance, (who, "owner"))
    answer = await entrance.call("GET", "/me/export", bearer=access)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert files["README.txt"].startswith("Nullus가 보관하는 내 정보")
    assert json.loads(files["account.json"])[0]["email"] == who.email
    assert json.loads(files["memberships.json"])[0]["role"] == "owner"
    assert [each["kind"] for each in json.loads(files["sessions-and-keys.json"])] == ["session"]
    actions = {json.loads(line)["action"] for line in files["audit.jsonl"].splitlines()}
    assert "account.exported" in actions
    hashes = await entrance.sql(
        "select encode(hash, 'hex') as h, a.password_hash as p from identity.credentials c "
        "join identity.accounts a on a.id = c.account_id where a.id = :id",
        id=who.id,
    )
    everything = "\n".join(files.values())
    for secret in [access, refresh, *(row.h for row in hashes), hashes[0].p]:
        assert secret not in everything


async def test_an_old_sign_in_may_neither_take_out_nor_delete(entrance: Entrance) -> None:
    who, access, _ = await signed_in(entrance)
    await entrance.sql(
        "update identity.credentials set authenticated_at = now() - interval '11 minutes' where account_id = :id",
        id=who.id,
    )
    entrance.cache.forget(account_id=who.id)
    for method, path, body in (("GET", "/me/export", None), ("DELETE", "/me", {"email": who.email})):
        refused(await entrance.call(method, path, body, bearer=access), 403, "SIGN_IN_TOO_OLD")


@pytest.mark.parametrize("typed", [None, "", "somebody@else.example", "not an address"])
async def test_the_address_has_to_be_typed(entrance: Entrance, typed: str | None) -> None:
    who, access, _ = await signed_in(entrance)
    refused(await entrance.call("DELETE", "/me", {"email": typed}, bearer=access), 409, "CONFIRMATION_WRONG")
    assert data(await entrance.call("GET", "/me", bearer=access))["account"]["email"] == who.email


async def test_everything_goes_and_a_look_everywhere_finds_nothing(
    entrance: Entrance, server: SharedServer, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, token, refresh = await signed_in(entrance, name="Canary Kestrel")
    alone = await workspace(entrance, (who, "owner"))
    other = await entrance.person(None)
    shared = await workspace(entrance, (who, "editor"), (other, "owner"))
    invitation = new_id()
    await entrance.sql(
        "insert into identity.credentials (id, workspace_id, kind, name, hash, scopes) "
        "values (:id, :w, 'invitation', '', decode(md5(random()::text), 'hex'), '{}')",
        id=invitation, w=shared,
    )  # fmt: skip
    await entrance.sql(
        "insert into identity.invitations (workspace_id, id, credential_id, email, email_key, role) "
        "values (:w, :id, :id, :e, :e, 'viewer')",
        w=shared, id=invitation, e=who.email,
    )  # fmt: skip
    await entrance.sql(
        "insert into identity.federated (issuer, subject, account_id, email) values ('https://i.test', '1', :a, :e)",
        a=who.id, e=who.email,
    )  # fmt: skip
    await entrance.sql(
        "insert into identity.usage values ('account:' || :a, 'questions', 'all', 'epoch', 3)", a=str(who.id)
    )
    accepted = data(await entrance.call("DELETE", "/me", {"email": who.email.upper()}, bearer=token), 202)
    assert (accepted["state"], accepted["verified"]) == ("accepted", False)
    refused(await entrance.call("GET", "/me", bearer=token), 401)
    refused(await entrance.call("POST", "/auth/refresh", {"refreshToken": refresh}), 401)
    refused(await entrance.login(who.email), 401)
    done = await carried_out(entrance, accepted["receipt"], monkeypatch)
    assert (done["state"], done["verified"], done["leftovers"]) == ("done", True, [])
    assert done["removed"].items() >= {"sessions": 1, "identities": 1, "invitations": 1, "memberships": 1}.items()
    assert not left_of(server, access, who.email, "Canary Kestrel")
    named = {each.partition(":")[0] for each in left_of(server, access, str(who.id))}
    assert named <= {"identity.erasures", "audit.entries"}
    entries = entries_about(server, access, who.id)
    assert {("account.deleted", "done"), ("account.erased", "done")} <= {each[:2] for each in entries}
    assert not any("192.0.2.7" in whole for _, _, whole in entries)
    assert not await entrance.sql("select 1 from identity.workspaces where id = :id", id=alone)
    assert await entrance.sql("select 1 from identity.memberships where workspace_id = :id", id=shared)
    await entrance.person(None, email=who.email, email_key=who.email)
    data(await entrance.login(who.email))


async def test_the_look_finds_what_an_erasure_forgot(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    who, token, _ = await signed_in(entrance)
    accepted = data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)
    await entrance.sql("insert into identity.policies values ('forgotten', to_jsonb(cast(:a as text)))", a=str(who.id))
    monkeypatch.setattr(erasing, "SETTLING", timedelta(0))
    with pytest.raises(StillInUse):
        await erasing.carry_out(entrance.database, (), UUID(accepted["receipt"]))
    found = data(await entrance.call("GET", f"/erasures/{accepted['receipt']}"))
    assert (found["verified"], found["leftovers"]) == (False, ["identity.policies.value"])
    await entrance.sql("delete from identity.policies where name = 'forgotten'")
    assert (await carried_out(entrance, accepted["receipt"], monkeypatch))["verified"]


async def test_a_workspace_that_others_need_is_handed_over_first(entrance: Entrance) -> None:
    who, token, _ = await signed_in(entrance)
    other = await entrance.person(None)
    shared = await workspace(entrance, (who, "owner"), (other, "viewer"))
    refused(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 409, "HAND_OVER_FIRST")
    await entrance.sql(
        "update identity.memberships set role = 'owner' where workspace_id = :w and account_id = :a",
        w=shared,
        a=other.id,
    )
    data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)


async def test_the_last_operator_stays_until_there_is_another(entrance: Entrance) -> None:
    who, token, _ = await signed_in(entrance, platform_roles=["operator"])
    refused(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 409, "LAST_OPERATOR")
    await entrance.person(None, platform_roles=["operator"])
    data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)


async def test_an_operator_takes_out_and_deletes_others_and_nobody_else_does(entrance: Entrance) -> None:
    who, _, _ = await signed_in(entrance)
    _, stranger, _ = await signed_in(entrance)
    operator = "operator-token"  # of a test
    for method, path, body in (
        ("GET", f"/accounts/{who.id}/export", None),
        ("DELETE", f"/accounts/{who.id}", {"email": who.email}),
    ):
        refused(await entrance.call(method, path, body, bearer=stranger), 403)
    assert (await entrance.call("GET", f"/accounts/{who.id}/export", bearer=operator)).status_code == 200
    refused(await entrance.call("DELETE", f"/accounts/{who.id}", {"email": "x@y.example"}, bearer=operator), 409)
    data(await entrance.call("DELETE", f"/accounts/{who.id}", {"email": who.email}, bearer=operator), 202)
    refused(await entrance.call("DELETE", f"/accounts/{new_id()}", {"email": who.email}, bearer=operator), 404)


async def test_a_receipt_that_nobody_has_tells_nothing(entrance: Entrance) -> None:
    for receipt in (str(new_id()), "x", "0" * 99):
        refused(await entrance.call("GET", f"/erasures/{receipt}"), 404, "ERASURE_NOT_FOUND")


async def test_fifty_deletions_at_once_are_one(entrance: Entrance, server: SharedServer, access: Access) -> None:
    who, _, _ = await signed_in(entrance)
    actor = Actor("person", entrance.workspace, who.id, scopes=frozenset({"account"}), credential="session")
    found: list[Erasure] = await asyncio.gather(
        *(erasing.accept(entrance.database, actor, who.id, "keep", who.email) for _ in range(50))
    )
    assert len({each.id for each in found}) == 1
    assert len([1 for action, _, _ in entries_about(server, access, who.id) if action == "account.deleted"]) == 1
    queued = await entrance.sql(
        "select 1 from jobs.procrastinate_jobs where args #>> '{payload,erasure_id}' = :id", id=str(found[0].id)
    )
    assert len(queued) == 1


async def test_refreshing_while_leaving_never_leaves_a_session(entrance: Entrance) -> None:
    for _ in range(5):
        who, token, refresh = await signed_in(entrance)
        answers = await asyncio.gather(
            *(entrance.call("POST", "/auth/refresh", {"refreshToken": refresh}) for _ in range(5)),
            entrance.call("DELETE", "/me", {"email": who.email}, bearer=token),
            *(entrance.login(who.email) for _ in range(3)),
        )
        assert answers[5].status_code == 202, answers[5].text
        assert {each.status_code for each in answers} <= {200, 202, 401, 503}, [each.text for each in answers]
        assert not await entrance.sql("select 1 from identity.credentials where account_id = :id", id=who.id)


async def test_who_has_left_writes_nothing_more(entrance: Entrance) -> None:
    who, token, _ = await signed_in(entrance)
    actor = Actor("person", entrance.workspace, who.id, scopes=frozenset({"*"}))
    async with entrance.database.transaction(actor) as tx:
        await erasing.hold(tx, actor)
    data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)
    async with entrance.database.transaction(actor) as tx:
        with pytest.raises(NotAuthenticated):
            await erasing.hold(tx, actor)


async def test_who_leaves_waits_for_what_is_being_written_in_their_name(
    entrance: Entrance, server: SharedServer, access: Access
) -> None:
    who, token, _ = await signed_in(entrance)
    actor = Actor("person", entrance.workspace, who.id, scopes=frozenset({"*"}))
    waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    with psycopg.connect(server.superuser_url(access), autocommit=True) as look:
        async with entrance.database.transaction(actor) as tx:
            await erasing.hold(tx, actor)
            leaving = asyncio.create_task(entrance.call("DELETE", "/me", {"email": who.email}, bearer=token))
            while not leaving.done() and not (look.execute(waiting).fetchone() or (0,))[0]:
                await asyncio.sleep(0.01)
            assert not leaving.done()
    data(await leaving, 202)


async def test_an_erasure_whose_job_is_lost_goes_on(entrance: Entrance) -> None:
    who, token, _ = await signed_in(entrance)
    accepted = data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)
    await entrance.sql("delete from jobs.procrastinate_jobs where task_name = :t", t=tasks.ERASE.name)
    assert await erasing.resume(entrance.database) >= 1
    queued = await entrance.sql(
        "select 1 from jobs.procrastinate_jobs where args #>> '{payload,erasure_id}' = :id", id=accepted["receipt"]
    )
    assert len(queued) == 1
    assert await erasing.resume(entrance.database) == 0


async def test_their_jobs_go_with_what_they_were_told(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    who, token, _ = await signed_in(entrance)
    actor = Actor("person", entrance.workspace, who.id, scopes=frozenset({"*"}))
    async with entrance.database.transaction(actor) as tx:
        await tasks.TIDY_USE.defer(tx, actor, tasks.TidyUse())
    accepted = data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)
    assert (await carried_out(entrance, accepted["receipt"], monkeypatch))["removed"]["jobs"] == 1
    async with entrance.database.system_transaction() as tx:
        assert not await jobs.forget(tx, who.id)
        assert not await traces(tx, [str(who.id)], ("identity", "jobs"))


async def test_mails_that_were_sent_to_them_go_too(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    who, token, _ = await signed_in(entrance)
    async with entrance.database.system_transaction() as tx:
        await tasks.SEND_MAIL.defer(tx, jobs.system_actor("mail"), tasks.SendMail("reset", str(who.id)))
    accepted = data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)
    assert (await carried_out(entrance, accepted["receipt"], monkeypatch))["verified"]
    async with entrance.database.system_transaction() as tx:
        assert not await traces(tx, [str(who.id)], ("identity", "jobs"))


async def test_a_password_alone_does_not_bring_anybody_back(entrance: Entrance) -> None:
    who, token, _ = await signed_in(entrance)
    data(await entrance.call("DELETE", "/me", {"email": who.email}, bearer=token), 202)
    row = (await entrance.sql("select * from identity.accounts where id = :id", id=who.id))[0]
    assert (row.state, row.email, row.email_key, row.name, row.password_hash) == ("leaving", None, None, "", None)
    refused(await entrance.login(who.email, PASSWORD), 401)
    assert await entrance.sql("select 1 from identity.erasures where account_id = :id", id=who.id)
