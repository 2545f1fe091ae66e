"""The checks that belong to no single room: the database, its schema, free space, and the processes beside this one."""

import asyncio
import os
import tempfile
from pathlib import Path

import psycopg

from nullus.observability import Check, Checks, Finding
from nullus.platform.database import Database
from nullus.platform.errors import Text
from nullus.platform.settings import PlatformSettings
from nullus.roles import schema_store, state
from nullus.roles.migrate import newest_revision

READY = Finding("ready")
LEAST_FREE_BYTES = 256 << 20


def add_to(checks: Checks, settings: PlatformSettings, database: Database) -> None:
    """Add them to a process's checks."""

    async def database_answers() -> Finding:
        async with database.system_transaction() as tx:
            await schema_store.answer(tx)
        return READY

    async def schema_is_current() -> Finding:
        wanted = newest_revision()
        try:
            async with database.system_transaction() as tx:
                found = await schema_store.revision(tx)
        except psycopg.Error:
            found = None
        if found == wanted:
            return READY
        return Finding(
            "failed",
            Text(
                en="The database's schema is not the one of this release.",
                ko="데이터베이스 스키마가 이 버전과 다릅니다.",
            ),
            Text(en="Restart: `nullus down && nullus up`.", ko="`nullus down && nullus up`으로 다시 시작하세요."),
        )

    async def objects_can_be_stored() -> Finding:
        await asyncio.to_thread(_write_something, settings.home / "objects")
        return READY

    async def space_is_left() -> Finding:
        free = os.statvfs(settings.home).f_bavail * os.statvfs(settings.home).f_frsize
        if free >= LEAST_FREE_BYTES:
            return READY
        return Finding(
            "failed",
            Text(
                en=f"Only {free >> 20} MiB are free where Nullus keeps its data.",
                ko=f"Nullus 데이터가 있는 디스크에 {free >> 20} MiB만 남았습니다.",
            ),
            Text(
                en="Free some space, or move the data: NULLUS_HOME.",
                ko="공간을 확보하거나 NULLUS_HOME으로 데이터를 옮기세요.",
            ),
        )

    checks.add("database", database_answers)
    checks.add("migrations", schema_is_current)
    checks.add("object store", objects_can_be_stored)
    checks.add("disk", space_is_left)
    for name in ("worker", "scheduler"):
        checks.add(name, process_lives(settings, name))


def _write_something(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"nullus")


def process_lives(settings: PlatformSettings, name: str) -> Check:
    """The supervisor's word about another process of this machine. Without a supervisor there is nothing to say."""

    async def check() -> Finding:
        record = state.read(settings.home)
        part = next((each for each in record.parts if each.name == name), None) if record else None
        if part is None or part.state == "ready":
            return READY
        return Finding(
            "failed",
            Text(
                en=f"The {name} is {part.state}" + (f" ({part.reason})." if part.reason else "."),
                ko=f"{name} 상태: {part.state}" + (f" ({part.reason})." if part.reason else "."),
            ),
            Text(en=f"See `nullus logs {name}`.", ko=f"`nullus logs {name}`를 확인하세요."),
        )

    return check
