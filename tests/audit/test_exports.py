"""Exports and expiry: files that verify anywhere, days that go into the object store, entries whose time is over."""

import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from tests.audit.sealed import Trail, new_trail
from tests.postgres_server import SharedServer

from nullus.audit import store, verifier
from nullus.audit.exporting import expire, export, export_days, exports_store
from nullus.audit.sealing import signing_key
from nullus.audit.verifier import canonical, line_hash


@pytest.fixture
async def trail(server: SharedServer, tmp_path: Path) -> AsyncIterator[Trail]:
    made = await new_trail(server, tmp_path)
    for _ in range(3):
        await made.act(4)
        await made.sealer.seal()
    yield made
    await made.db.close()
    server.drop_database(made.access)


async def exported(trail: Trail) -> list[str]:
    return b"".join([piece async for piece in export(trail.db)]).decode().splitlines()


def checked(trail: Trail, lines: list[str], *more: str) -> tuple[int, list[str]]:
    """What the verifier says of these lines, run as the one file that it is, away from everything else."""
    alone = trail.home / "alone"
    alone.mkdir(exist_ok=True)
    program = alone / "verifier.py"
    shutil.copy(verifier.__file__, program)
    path = alone / "export.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    key = str(trail.home / "audit" / "public-key")
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(program), str(path), "--key", key, "--json", *more],
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout)
    return done.returncode, sorted({each["kind"] for each in report["problems"]})


async def test_an_export_verifies_with_nothing_but_python(trail: Trail) -> None:
    lines = await exported(trail)
    assert len(lines) == 12 + 3
    assert checked(trail, lines, "--checkpoints", str(trail.checkpoints)) == (0, [])


SPOILS: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "one byte": (lambda lines: [lines[0].replace('"done"', '"dome"'), *lines[1:]], "edited"),
    "last entry": (lambda lines: [*lines[:-2], lines[-1]], "deleted"),
    "middle entry": (lambda lines: [*lines[:6], *lines[7:]], "deleted"),
    "order": (lambda lines: [lines[1], lines[0], *lines[2:]], "reordered"),
    "moved far": (lambda lines: [*lines[1:5], lines[0], *lines[5:]], "reordered"),
    "twice": (lambda lines: [lines[0], *lines], "duplicated"),
    "invented": (lambda lines: [lines[0].replace(json.loads(lines[0])["id"][:8], "00000000"), *lines], "inserted"),
    "cut off": (lambda lines: lines[:-1], "inserted"),
    "a batch": (lambda lines: [*lines[:5], *lines[10:]], "chain_broken"),
    "signature": (
        lambda lines: [*lines[:-1], lines[-1].replace('"signature":"', '"signature":"00')],
        "checkpoint_forged",
    ),
    "no JSON": (lambda lines: ["x", *lines], "edited"),
}


@pytest.mark.parametrize("how", SPOILS)
async def test_a_spoilt_export_is_found(trail: Trail, how: str) -> None:
    spoil, kind = SPOILS[how]
    status, kinds = checked(trail, spoil(await exported(trail)))
    assert status == 1
    assert kind in kinds


def age(trail: Trail, days: int) -> None:
    """Sign the checkpoints again as if they had been made so many days ago, by whoever has the key."""
    key, before, lines = signing_key(trail.home), "", []
    for number, line in trail.tamper("select number, line from audit.checkpoints order by number"):
        content = {name: value for name, value in json.loads(line).items() if name != "signature"}
        for name in ("time", "floor"):
            content[name] = (datetime.fromisoformat(content[name]) - timedelta(days=days)).isoformat()
        content["previous"] = before
        content["signature"] = key.sign(canonical(content)).hex()
        signed = canonical(content).decode()
        before = line_hash(signed)
        lines.append(signed + "\n")
        trail.tamper("update audit.checkpoints set line = %s where number = %s", [signed, number])
    trail.checkpoints.write_text("".join(lines), encoding="utf-8")


async def test_days_that_are_over_go_into_the_object_store_once(trail: Trail) -> None:
    objects, today = exports_store(trail.home), datetime.now(UTC).date()
    assert await export_days(trail.db, objects, today) == []
    tomorrow = today + timedelta(days=1)
    assert await export_days(trail.db, objects, tomorrow) == [today]
    assert await export_days(trail.db, objects, tomorrow) == []
    digest, first, last, entries = trail.tamper(
        "select digest, first_checkpoint, last_checkpoint, entries from audit.exports"
    )[0]
    assert (first, last, entries) == (1, 3, 12)
    content = b"".join([piece async for piece in objects.read(digest)]).decode()
    assert checked(trail, content.splitlines()) == (0, [])


async def test_what_is_young_or_not_exported_does_not_expire(trail: Trail) -> None:
    for setting in (1, 365, 730):
        assert await expire(trail.db, setting, datetime.now(UTC).date()) == 0
    with pytest.raises(DBAPIError, match="too young"):
        async with trail.db.system_transaction() as tx:
            await store.expire(tx, 3, 0)
    age(trail, 800)
    with pytest.raises(DBAPIError, match="not exported"):
        async with trail.db.system_transaction() as tx:
            await store.expire(tx, 3, 0)
    with pytest.raises(DBAPIError, match="no such checkpoint"):
        async with trail.db.system_transaction() as tx:
            await store.expire(tx, 99, 0)
    assert len(trail.ids()) == 12


async def test_what_is_old_and_exported_expires_and_the_rest_still_verifies(trail: Trail) -> None:
    age(trail, 800)
    today = datetime.now(UTC).date()
    assert await export_days(trail.db, exports_store(trail.home), today) == [today - timedelta(days=800)]
    await trail.act(2)
    assert await expire(trail.db, 730, today) == 12
    report = await trail.verify()
    assert (report.ok, report.expired_through, report.unsealed) == (True, 3, 4), report
    actions = [row[0] for row in trail.tamper("select action from audit.entries order by xid")]
    assert actions == ["audit.exported", "document.uploaded", "document.uploaded", "audit.expired"]


async def test_entries_that_were_removed_under_the_cloak_of_expiry_are_found(trail: Trail) -> None:
    trail.tamper("delete from audit.entries")
    trail.tamper("insert into audit.expirations (checkpoint, entries) values (3, 12)")
    assert await trail.kinds() == ["expired_early"]
