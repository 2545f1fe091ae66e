"""The database of a process: the workspace is set in every transaction, outages and crossings are named as such."""

import asyncio
from contextlib import AsyncExitStack

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.conftest import somebody
from tests.postgres_server import SharedServer

from nullus.platform.database import Database, Tx, many_rows, psycopg_of
from nullus.platform.errors import DatabaseUnavailable, TransactionCrossed
from nullus.platform.postgres import Access


async def workspace_in(db: Database) -> str | None:
    async with db.engine.begin() as tx:  # not one of ours: what an earlier transaction left would show here
        found = (await tx.execute(text("select current_setting('nullus.workspace', true)"))).scalar()
    return str(found) if found else None


async def test_the_workspace_is_set_for_one_transaction_and_never_longer(database: Database) -> None:
    actor = somebody()
    async with database.transaction(actor) as tx:
        found = (await tx.execute(text("select current_setting('nullus.workspace')"))).scalar()
    assert found == str(actor.workspace_id)
    assert all(each is None for each in await asyncio.gather(*(workspace_in(database) for _ in range(16))))


async def test_an_error_takes_everything_back(database: Database) -> None:
    async def fail_late() -> None:
        async with database.system_transaction() as tx:
            await tx.execute(text("insert into identity.workspaces (id, name) values (gen_random_uuid(), 'gone')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_late()
    async with database.system_transaction() as tx:
        assert (await tx.execute(text("select count(*) from identity.workspaces where name = 'gone'"))).scalar() == 0


async def test_a_mistake_of_ours_is_no_outage(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.system_transaction() as tx:
            await tx.execute(text("insert into identity.workspaces (id, name) values (gen_random_uuid(), null)"))


async def test_a_server_that_is_not_there_is_an_outage_with_advice() -> None:
    absent = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseUnavailable) as refused:
        async with absent.system_transaction():
            pass
    assert refused.value.retry_after_seconds == 2
    with pytest.raises(DatabaseUnavailable):
        await absent.wait_until_ready(0.3)
    await absent.close()


async def test_connections_that_were_cut_are_replaced(database: Database) -> None:
    async def be_cut() -> None:
        async with database.system_transaction() as tx:
            own = (await tx.execute(text("select pg_backend_pid()"))).scalar()
            async with database.system_transaction() as other:
                await other.execute(text("select pg_terminate_backend(:pid)"), {"pid": own})
            await tx.execute(text("select 1"))

    with pytest.raises(DatabaseUnavailable):
        await be_cut()
    await database.wait_until_ready(5)
    async with database.system_transaction() as tx:
        assert (await tx.execute(text("select 1"))).scalar() == 1


async def test_two_that_wait_for_each_other_are_told_to_try_again(database: Database) -> None:
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.workspaces (id, name) select gen_random_uuid(), 'cross' from generate_series(1, 2)"
            )
        )
    async with database.system_transaction() as tx:
        first, second = (await tx.execute(text("select id from identity.workspaces where name = 'cross'"))).scalars()
    both = asyncio.Barrier(2)

    async def lock(one: object, other: object) -> None:
        async with database.system_transaction() as tx:
            statement = text("select from identity.workspaces where id = :id for update")
            await tx.execute(statement, {"id": one})
            await both.wait()
            await tx.execute(statement, {"id": other})

    ended = await asyncio.gather(lock(first, second), lock(second, first), return_exceptions=True)
    assert [type(each) for each in ended if each is not None] == [TransactionCrossed]


async def test_the_drivers_own_connection_is_the_same_transaction(database: Database) -> None:
    async with database.system_transaction() as tx:
        connection = await psycopg_of(tx)
        row = await (await connection.execute("select pg_backend_pid()")).fetchone()
        assert row == ((await tx.execute(text("select pg_backend_pid()"))).scalar(),)


async def test_the_application_owns_nothing_and_changes_no_structure(database: Database) -> None:
    for statement in (
        "drop table knowledge.documents",
        "alter table knowledge.chunks disable trigger all",
        "create table knowledge.mine (x int)",
        "create schema mine",
        "create role mine",
        "truncate knowledge.documents",
        "copy knowledge.documents to program 'id'",
        "select pg_read_file('/etc/passwd')",
        "set role nullus_owner",
        "set session authorization postgres",
    ):
        with pytest.raises(Exception, match=r"(?i)permission denied|must be (owner|superuser)"):
            async with database.system_transaction() as tx:
                await tx.execute(text(statement))


async def test_kept_plans_end_with_the_many_rows_they_are_for(database: Database) -> None:
    async def settings(tx: Tx) -> tuple[str, str]:
        found = await tx.execute(text("select current_setting('plan_cache_mode'), current_setting('enable_seqscan')"))
        mode, sequential = found.one()
        return mode, sequential

    async def fail_inside() -> None:
        async with database.system_transaction() as tx, many_rows(tx, 1000):
            raise ZeroDivisionError

    async with database.system_transaction() as tx:
        ours = await settings(tx)
        async with many_rows(tx, 1):
            assert await settings(tx) == ours
        async with many_rows(tx, 1000):
            assert await settings(tx) == ("force_generic_plan", "off")
        assert await settings(tx) == ours == ("force_custom_plan", "on")
    with pytest.raises(ZeroDivisionError):
        await fail_inside()
    for _ in range(database.pool_size):
        async with database.system_transaction() as tx:
            assert await settings(tx) == ours


async def test_a_process_whose_connections_are_all_taken_says_so_and_when_to_come_back(database: Database) -> None:
    """F15: an outage like any other, with advice, and no defect."""
    database.engine.pool._timeout = 0.05  # type: ignore[attr-defined]
    async with AsyncExitStack() as stack:
        for _ in range(database.pool_size):
            await stack.enter_async_context(database.system_transaction())
        with pytest.raises(DatabaseUnavailable) as refused:
            async with database.system_transaction():
                pass
        assert refused.value.retry_after_seconds
    async with database.system_transaction() as tx:
        assert (await tx.execute(text("select 1"))).scalar() == 1


async def test_who_leaves_while_a_connection_is_opened_leaves_none_half_open(
    database: Database, postgres_server: SharedServer, access: Access
) -> None:
    async def act(db: Database) -> None:
        async with db.system_transaction() as tx:
            await tx.execute(text("select 1"))

    for step in range(24):
        impatient = Database(database.url, pool_size=4)
        acts = [asyncio.create_task(act(impatient)) for _ in range(4)]
        await asyncio.sleep(step / 1000)
        for each in acts:
            each.cancel()
        await asyncio.gather(*acts, return_exceptions=True)
        await impatient.close()
    await asyncio.sleep(0.5)
    with psycopg.connect(postgres_server.superuser_url(access)) as connection:
        half = connection.execute("select count(*) from pg_stat_activity where state = 'starting'").fetchone()
    assert half == (0,)
