"""Tasks and small instruments that the tests of the queue share."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import text

from nullus.jobs import Handlers, Job, JobsSettings, Runner, Task, get_job
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import ErrorKind, NullusError, Text

QUICK = JobsSettings(
    heartbeat_seconds=0.2, dead_after_seconds=1.5, poll_seconds=0.2, cancel_grace_seconds=0.4, stop_grace_seconds=0.4
)


@dataclass(frozen=True, slots=True)
class Note:
    """The payload of every task here."""

    text: str = ""
    number: int = 0
    document: UUID | None = None


WRITE = Task("tests.write", Note, retries=2, backoff=0.02)
CHORE = Task("tests.chore", Note, retries=2, backoff=0.02)
SHEAF = Task("tests.sheaf", Note, retries=2, backoff=0.02, batch=10)


class Closed(NullusError):
    kind = ErrorKind.UNAVAILABLE
    code = "tests_closed"
    message = Text(en="The shop {name} is closed.", ko="{name} 가게가 닫혔습니다.")
    hint = Text(en="Come again with `later`.", ko="`later`로 다시 오세요.")


class Wrong(NullusError):
    kind = ErrorKind.INVALID
    code = "tests_wrong"
    message = Text(en="The note {name} is wrong.", ko="{name} 쪽지가 틀렸습니다.")


def somebody(workspace: UUID | None = None) -> Actor:
    """A person of a workspace of their own."""
    return Actor(
        "person",
        workspace or new_id(),
        person_id=new_id(),
        credential_id=new_id(),
        scopes=frozenset({"documents:write", "jobs:read", "jobs:write"}),
        request_id="r-1",
        language="ko",
    )


async def defer(db: Database, actor: Actor, payload: Note | None = None, task: Task[Note] = WRITE, **rules: Any) -> int:
    async with db.transaction(actor) as tx:
        return await task.defer(tx, actor, payload or Note(), **rules)


async def job_of(db: Database, actor: Actor, job_id: int) -> Job:
    async with db.transaction(actor) as tx:
        return await get_job(tx, actor, job_id)


async def until(happened: Callable[[], bool], seconds: float = 10.0) -> None:
    """Return when it has happened; fail after so long."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)


async def until_job(db: Database, actor: Actor, job_id: int, *statuses: str, seconds: float = 10.0) -> Job:
    """The job, as soon as it has one of these states."""
    deadline = time.monotonic() + seconds
    while True:
        job = await job_of(db, actor, job_id)
        if job.status in statuses:
            return job
        assert time.monotonic() < deadline, f"still {job}"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def working(
    db: Database, handlers: Handlers, settings: JobsSettings = QUICK, *, concurrency: int = 4
) -> AsyncIterator[Runner]:
    """A worker for the time of a `with` block."""
    runner = Runner(db, handlers, replace(settings, concurrency=concurrency))
    task = asyncio.create_task(runner.run())
    try:
        yield runner
    finally:
        runner.stop()
        await asyncio.wait_for(task, 15)


async def effects_of(db: Database, job_id: int) -> list[str]:
    """What handlers wrote on behalf of a job."""
    async with db.system_transaction() as tx:
        found = await tx.execute(text("select note from public.effects where job_id = :id order by 1"), {"id": job_id})
        return [row.note for row in found]


async def write_effect(tx: Any, job_id: int, note: str) -> None:
    await tx.execute(
        text("insert into public.effects (job_id, note) values (:id, :note)"), {"id": job_id, "note": note}
    )
