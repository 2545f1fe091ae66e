"""The jobs of somebody who leaves: found by an index, whoever asked for them, however many others there are."""

import dataclasses
import json
import pkgutil
from importlib import import_module
from uuid import UUID

from sqlalchemy import text
from tests.jobs.work import defer, somebody

import nullus
from nullus.jobs import forget, list_jobs, person_store
from nullus.jobs.task import Task
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database

OTHERS = text(
    "insert into jobs.procrastinate_jobs (task_name, queue_name, args) "
    "select 'tests.other', 'default', jsonb_build_object('workspace', cast(:workspace as text), 'payload', "
    "jsonb_build_object('account', gen_random_uuid()), 'actor', jsonb_build_object('person', gen_random_uuid())) "
    "from generate_series(1, :number)"
)
ABOUT = text(
    "insert into jobs.procrastinate_jobs (task_name, queue_name, args) values ('tests.mail', 'default', "
    "jsonb_build_object('workspace', cast(:workspace as text), 'payload', jsonb_build_object('account', cast(:person as text))))"
)


async def crowded(db: Database, number: int) -> Actor:
    """Somebody with one job of their own and one about them, among many of others."""
    who = dataclasses.replace(somebody(), kind="person", person_id=new_id())
    await defer(db, who)
    async with db.system_transaction() as tx:
        await tx.execute(OTHERS, {"number": number, "workspace": str(who.workspace_id)})
        await tx.execute(ABOUT, {"person": str(who.person_id), "workspace": str(who.workspace_id)})
    return who


async def test_jobs_of_and_about_somebody_go_and_no_others(db: Database) -> None:
    who = await crowded(db, 20)
    async with db.system_transaction() as tx:
        assert await forget(tx, UUID(str(who.person_id))) == 2
        assert await forget(tx, UUID(str(who.person_id))) == 0
        left = await tx.execute(text("select count(*) from jobs.procrastinate_jobs where task_name = 'tests.other'"))
        assert left.scalar_one() >= 20
    async with db.transaction(who) as tx:
        assert not [each for each in await list_jobs(tx, who) if each.task != "tests.other"]


async def test_they_are_found_by_an_index(db: Database) -> None:
    who = await crowded(db, 20_000)
    async with db.system_transaction() as tx:
        plan = await tx.execute(text(f"explain (format json) {person_store.REMOVE.text}"), {"person": who.person_id})
        shown = json.dumps(plan.scalar_one())
    assert "Seq Scan" not in shown, shown
    assert "jobs_by_person" in shown
    assert "jobs_by_subject" in shown


def test_every_task_calls_whom_it_is_about_account() -> None:
    """The index reads the payload's `account`: another name would be overlooked when somebody leaves."""
    for module in pkgutil.walk_packages(nullus.__path__, "nullus."):
        if not module.name.endswith(".tasks"):
            continue
        for task in vars(import_module(module.name)).values():
            if isinstance(task, Task):
                names = {each.name for each in dataclasses.fields(task.payload)}
                about = {
                    name for name in names if any(part in name for part in ("account", "person", "user", "member"))
                }
                assert about <= {"account"}, f"{task.name}: {about}"
