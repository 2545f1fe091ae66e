"""Refusals: on a connection of their own, floods counted, kept on the disk while the database is down."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.audit.test_trail import entries
from tests.conftest import somebody
from tests.postgres_server import SharedServer

from nullus import audit
from nullus.platform.database import Database
from nullus.platform.postgres import Access


@pytest.fixture
async def fresh(server: SharedServer) -> AsyncIterator[Access]:
    access = server.fresh_database()
    yield access
    server.drop_database(access)


@pytest.fixture
async def db(fresh: Access) -> AsyncIterator[Database]:
    opened = Database(fresh.app_url, pool_size=4)
    yield opened
    await opened.close()


def away() -> Database:
    """A database that nobody serves."""
    return Database("postgresql://nobody@127.0.0.1:9/nothing", pool_size=1)


async def test_a_refusal_stays_although_its_transaction_rolled_back(db: Database, fresh: Access) -> None:
    actor = somebody()
    async with db.transaction(actor) as tx:
        await audit.record(tx, actor, "document.deleted")
        await tx.rollback()
    await audit.record_refusal(db, actor, "document.deleted", details={"code": "not_permitted"})
    assert [each["outcome"] for each in entries(fresh, "document.deleted")] == ["refused"]


async def test_a_flood_is_counted_and_not_dropped(db: Database, fresh: Access) -> None:
    refusals = audit.Refusals(db, per_minute=10)
    with audit.coming_from(audit.Origin("192.0.2.9", "r")):
        for _ in range(250):
            await audit.record_refusal(db, None, "session.started", outcome="failed", details={"code": "x"})
    await refusals.flush(everything=True)
    found = entries(fresh, "session.started")
    assert len(found) == 11
    assert sum(each["details"].get("count", 1) for each in found) == 250
    assert found[-1]["address"] == "192.0.2.9"


async def test_one_source_does_not_use_up_anothers_share(db: Database, fresh: Access) -> None:
    audit.Refusals(db, per_minute=3)
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8:0:1::1"):
        with audit.coming_from(audit.Origin(address, "r")):
            for _ in range(5):
                await audit.record_refusal(db, None, "access.refused")
    assert len(entries(fresh, "access.refused")) == 4 * 3


async def test_neighbours_in_one_ipv6_network_are_one_source(db: Database, fresh: Access) -> None:
    audit.Refusals(db, per_minute=3)
    for number in range(9):
        with audit.coming_from(audit.Origin(f"2001:db8::{number:x}", "r")):
            await audit.record_refusal(db, None, "access.refused")
    assert len(entries(fresh, "access.refused")) == 3


async def test_while_the_database_is_down_refusals_wait_and_are_replayed_once(
    db: Database, fresh: Access, tmp_path: Path
) -> None:
    unreachable = away()
    audit.Refusals(unreachable, tmp_path / "spool")
    actor = somebody()
    for _ in range(3):
        await audit.record_refusal(unreachable, actor, "access.refused")
    waiting = {path: path.read_bytes() for path in (tmp_path / "spool").glob("*.json")}
    assert len(waiting) == 3
    back = audit.Refusals(db, tmp_path / "spool")
    await back.flush()
    assert not list((tmp_path / "spool").iterdir())
    for path, content in waiting.items():  # as if the process had been killed between the commit and the removal
        path.write_bytes(content)
    await back.flush()
    found = entries(fresh, "access.refused")
    assert len(found) == 3
    assert all(each["happened_at"] is not None and each["workspace_id"] == actor.workspace_id for each in found)
    await unreachable.close()


async def test_without_a_spool_an_outage_is_said(tmp_path: Path) -> None:
    from nullus.platform.errors import DatabaseUnavailable

    unreachable = away()
    with pytest.raises(DatabaseUnavailable):
        await audit.record_refusal(unreachable, None, "session.started")
    await unreachable.close()


def refused(found: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    return [each for each in found if each["details"].get("code") == code]
