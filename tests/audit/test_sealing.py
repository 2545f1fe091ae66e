"""What is sealed cannot be changed without the verifier saying so, and saying which; what was not changed is never blamed."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.audit.sealed import Trail, new_trail
from tests.postgres_server import SharedServer

from nullus import audit
from nullus.audit.sealing import Sealer
from nullus.audit.verifier import verify_signature, verify_slowly


@pytest.fixture
async def trail(server: SharedServer, tmp_path: Path) -> AsyncIterator[Trail]:
    made = await new_trail(server, tmp_path)
    yield made
    await made.db.close()
    server.drop_database(made.access)


@pytest.fixture
async def filled(trail: Trail) -> Trail:
    """Twelve entries under three checkpoints."""
    for _ in range(3):
        await trail.act(4)
        assert await trail.sealer.seal() == 4
    return trail


async def blamed(trail: Trail, kind: str) -> list[UUID]:
    report = await trail.verify()
    assert not report.ok
    return [UUID(each.entry) for each in report.problems if each.kind == kind and each.entry]


async def test_an_untouched_trail_is_as_it_was_sealed(filled: Trail) -> None:
    await filled.act(2)
    report = await filled.verify()
    assert (report.ok, report.entries, report.checkpoints, report.unsealed) == (True, 14, 3, 2)


@pytest.mark.parametrize(
    "change",
    [
        "outcome = 'refused'",
        "details = '{\"bytes\": 99}'",
        "account_id = gen_random_uuid()",
        "at = at + interval '1 microsecond'",
        "action = 'document.deleted'",
        "object_id = 'x'",
        "request_id = 'r'",
        "workspace_id = null",
        "address = '203.0.113.5'",
        "address_salt = '\\x00'",
        "subjects = array[gen_random_uuid()]",
    ],
)
async def test_an_edited_entry_is_named(filled: Trail, change: str) -> None:
    victim = filled.ids()[5]
    filled.tamper(f"update audit.entries set {change} where id = %s", [victim])
    assert await blamed(filled, "edited") == [victim]


@pytest.mark.parametrize("which", [0, 5, 11])
async def test_a_deleted_entry_is_named(filled: Trail, which: int) -> None:
    victim = filled.ids()[which]
    filled.tamper("delete from audit.entries where id = %s", [victim])
    assert await blamed(filled, "deleted") == [victim]


async def test_a_truncated_table_is_missed_row_by_row(filled: Trail) -> None:
    there = filled.ids()
    filled.tamper("truncate audit.entries")
    assert sorted(await blamed(filled, "deleted")) == sorted(there)


async def test_an_inserted_entry_is_named(filled: Trail) -> None:
    made = filled.tamper(
        "insert into audit.entries (id, xid, at, actor_kind, action, outcome, workspace_id) select gen_random_uuid(), xid, at, "
        "'person', 'document.deleted', 'done', workspace_id from audit.entries order by xid limit 1 returning id"
    )
    assert await blamed(filled, "inserted") == [made[0][0]]


async def test_a_copy_of_an_entry_is_an_inserted_one(filled: Trail) -> None:
    made = filled.tamper(
        "insert into audit.entries (id, xid, at, actor_kind, account_id, action, outcome, workspace_id, details) "
        "select gen_random_uuid(), xid, at, actor_kind, account_id, action, outcome, workspace_id, details "
        "from audit.entries order by xid limit 1 returning id"
    )
    assert await blamed(filled, "inserted") == [made[0][0]]


async def test_entries_that_changed_places_are_named(filled: Trail) -> None:
    first, second = filled.ids()[4:6]
    xids = {row[0]: row[1] for row in filled.tamper("select id, xid::text from audit.entries")}
    for victim, other in ((first, second), (second, first)):
        filled.tamper("update audit.entries set xid = %s::xid8 where id = %s", [xids[other], victim])
    assert set(await blamed(filled, "edited")) == {first, second}


async def test_an_entry_moved_to_a_later_batch_is_named(filled: Trail) -> None:
    ids = filled.ids()
    filled.tamper(
        "update audit.entries set xid = (select xid from audit.entries where id = %s) where id = %s", [ids[11], ids[0]]
    )
    assert await blamed(filled, "edited") == [ids[0]]


async def test_a_backdated_entry_is_named_even_when_it_was_sealed(filled: Trail) -> None:
    made = filled.tamper(
        "insert into audit.entries (id, at, actor_kind, action, outcome) "
        "values (gen_random_uuid(), now() - interval '1 hour', 'person', 'document.deleted', 'done') returning id"
    )
    await filled.sealer.seal()
    assert await blamed(filled, "backdated") == [made[0][0]]


async def test_a_database_put_back_to_an_earlier_state_is_found(filled: Trail) -> None:
    filled.tamper("delete from audit.checkpoints where number = 3")
    last = filled.ids()[8:]
    filled.tamper("delete from audit.entries where id = any(%s)", [last])
    report = await filled.verify()
    assert [(each.kind, each.checkpoint) for each in report.problems] == [("rolled_back", 3)]


async def test_a_rolled_back_database_that_goes_on_is_still_found(filled: Trail) -> None:
    filled.tamper("delete from audit.checkpoints where number = 3")
    filled.tamper("delete from audit.entries where id = any(%s)", [filled.ids()[8:]])
    await filled.act(3)
    for sealer in (filled.sealer, Sealer(filled.db, filled.home)):
        await sealer.seal()
    report = await filled.verify()
    assert [(each.kind, each.checkpoint) for each in report.problems] == [("rolled_back", 3)]
    assert report.checkpoints == 3


async def test_a_wiped_database_is_found(filled: Trail) -> None:
    filled.tamper("truncate audit.entries, audit.checkpoints cascade")
    assert await filled.kinds() == ["rolled_back"]


@pytest.mark.parametrize("number", [1, 2])
async def test_a_missing_checkpoint_breaks_the_chain(filled: Trail, number: int) -> None:
    filled.tamper("delete from audit.checkpoints where number = %s", [number])
    assert "chain_broken" in await filled.kinds()


async def test_a_forged_checkpoint_is_found(filled: Trail) -> None:
    victim = filled.ids()[11]
    filled.tamper("delete from audit.entries where id = %s", [victim])
    filled.tamper("update audit.checkpoints set line = replace(line, '\"count\":4', '\"count\":3') where number = 3")
    kinds = await filled.kinds()
    assert "checkpoint_forged" in kinds
    assert "rolled_back" in kinds


async def test_another_key_is_found(filled: Trail, tmp_path: Path) -> None:
    other = Sealer(filled.db, tmp_path / "elsewhere")
    await filled.act()
    await other.seal()
    assert set(await filled.kinds()) == {"wrong_key"}
    shutil.copy(tmp_path / "elsewhere" / "audit" / "public-key", filled.home / "audit" / "public-key")
    report = await filled.verify()
    assert [each.checkpoint for each in report.problems if each.kind == "wrong_key"] == [1, 2, 3]


async def test_a_removed_checkpoints_file_is_said(filled: Trail) -> None:
    filled.checkpoints.unlink()
    assert await filled.kinds() == ["witness_missing"]


async def test_an_edited_checkpoints_file_is_found(filled: Trail) -> None:
    lines = filled.checkpoints.read_text().splitlines(keepends=True)
    filled.checkpoints.write_text("".join([lines[0], lines[2]]))
    assert await filled.kinds() == ["witness_edited"]


async def test_what_a_crash_tore_off_the_file_is_mended_from_the_database(filled: Trail) -> None:
    whole = filled.checkpoints.read_bytes()
    filled.checkpoints.write_bytes(whole[:-40])
    assert (await filled.verify()).ok
    await filled.act()
    await Sealer(filled.db, filled.home).seal()
    assert filled.checkpoints.read_bytes().startswith(whole)
    assert (await filled.verify()).ok


async def test_a_batch_is_what_has_ended_whatever_the_order(trail: Trail) -> None:
    """A transaction that takes long does not hold up the seal of what others did, and is sealed when it ends."""
    async with trail.db.transaction(trail.actor) as tx:
        await audit.record(tx, trail.actor, "collection.created")
        await trail.act(3)
        assert await trail.sealer.seal() == 3
        await trail.act(2)
        assert await trail.sealer.seal() == 2
    await trail.act(1)
    assert await trail.sealer.seal() == 2
    report = await trail.verify()
    assert (report.ok, report.entries, report.unsealed) == (True, 7, 0)


async def test_much_at_once_is_cut_into_batches(trail: Trail) -> None:
    trail.sealer = Sealer(trail.db, trail.home, batch=10)
    await trail.act(25)
    async with trail.db.transaction(trail.actor) as tx:
        await audit.record_many(tx, trail.actor, "document.uploaded", [audit.Act(number) for number in range(30)])
    await trail.act(5)
    sealed = [await trail.sealer.seal() for _ in range(6)]
    assert sum(sealed) == 60
    report = await trail.verify()
    assert (report.ok, report.entries, report.unsealed) == (True, 60, 0)
    assert report.checkpoints >= 3


async def test_sixteen_writers_that_often_roll_back_leave_one_entry_for_each_acknowledged_act(
    server: SharedServer, trail: Trail
) -> None:
    """While they write, sealers are cancelled at any point and started again."""
    acknowledged: list[str] = []
    chance = random.Random(7)

    async def write(writer: int) -> None:
        for number in range(25):
            name = f"{writer}-{number}"
            async with trail.db.transaction(trail.actor) as tx:
                await audit.record(tx, trail.actor, "document.uploaded", object_id=name)
                if chance.random() < 0.3:
                    await tx.rollback()
                    continue
            acknowledged.append(name)

    async def seal_and_die() -> None:
        while True:
            sealing = asyncio.create_task(Sealer(trail.db, trail.home).seal())
            done, _ = await asyncio.wait({sealing}, timeout=chance.random() * 0.03)
            if not done:
                sealing.cancel()
            await asyncio.gather(sealing, return_exceptions=True)

    dying = asyncio.create_task(seal_and_die())
    await asyncio.gather(*(write(number) for number in range(16)))
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await Sealer(trail.db, trail.home).seal()
    found = [row[0] for row in trail.tamper("select object_id from audit.entries")]
    assert sorted(found) == sorted(acknowledged)
    report = await trail.verify()
    assert (report.ok, report.entries, report.unsealed) == (True, len(acknowledged), 0), report


async def test_a_person_is_forgotten_and_the_seal_still_holds(filled: Trail) -> None:
    person = filled.actor.person_id
    assert person is not None
    async with filled.db.transaction(filled.actor) as tx:
        assert await audit.forget(tx, person) == 12
        await audit.record(tx, filled.actor, "account.erased", subjects=[person])
    assert (
        filled.tamper("select count(*) from audit.entries where address = '192.0.2.1'")[0][0] == 1
    )  # the erasure's own
    assert (await filled.verify()).ok
    await filled.sealer.seal()
    assert (await filled.verify()).ok


async def test_an_address_that_vanishes_without_an_erasure_is_named(filled: Trail) -> None:
    filled.tamper("update audit.entries set address = null, address_salt = null where id = %s", [filled.ids()[2]])
    assert await filled.kinds() == ["address_removed"]


async def test_signatures_verify_the_same_without_the_library(filled: Trail) -> None:
    import json

    key = bytes.fromhex((filled.home / "audit" / "public-key").read_text().strip())
    content = json.loads(filled.checkpoints.read_text().splitlines()[0])
    signature = content.pop("signature")
    message = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    for spoilt in (message, message + b" "):
        quick = verify_signature(key, spoilt, signature)
        assert quick == verify_slowly(key, spoilt, bytes.fromhex(signature)) == (spoilt is message)
