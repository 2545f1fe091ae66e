"""The worker: retries, dead letters, time-outs, order, locks, batches, stopping."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import text
from tests.jobs.work import (
    CHORE,
    QUICK,
    SHEAF,
    WRITE,
    Closed,
    Note,
    Wrong,
    defer,
    job_of,
    somebody,
    until,
    until_job,
    working,
)

from nullus.jobs import Deferral, Handlers, JobContext, Task
from nullus.platform.actor import Actor
from nullus.platform.database import Database


@dataclass(frozen=True)
class Changed:
    """What the payload of a later release may look like."""

    needed: int


async def test_what_a_handler_returns_is_kept(db: Database, actor: Actor) -> None:
    async def handle(context: JobContext, note: Note) -> dict[str, object]:
        return {"pages": 3, "name": "a\x00b\ud800"}

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        job = await until_job(db, actor, await defer(db, actor), "succeeded")
    assert job.result == {"pages": 3, "name": "ab?"}
    assert job.started_at
    assert job.finished_at
    assert job.queued_at <= job.started_at <= job.finished_at


async def test_what_may_pass_is_tried_again_until_it_succeeds(db: Database, actor: Actor) -> None:
    attempts: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        attempts.append(context.attempt)
        if context.attempt < 3:
            raise Closed(name="x")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        job = await until_job(db, actor, await defer(db, actor), "succeeded")
    assert attempts == [1, 2, 3]
    assert job.failure is None


async def test_after_the_last_retry_the_job_is_a_dead_letter_with_its_reason(db: Database, actor: Actor) -> None:
    attempts: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        attempts.append(context.attempt)
        raise Closed(name="{x}")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        job = await until_job(db, actor, await defer(db, actor), "failed")
    assert attempts == [1, 2, 3]
    assert job.failure is not None
    assert job.failure["code"] == "tests_closed"
    assert job.failure["message"] == {"en": "The shop {x} is closed.", "ko": "{x} 가게가 닫혔습니다."}


async def test_what_cannot_pass_is_not_tried_again(db: Database, actor: Actor) -> None:
    attempts: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        attempts.append(context.attempt)
        raise Wrong(name="x")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        await until_job(db, actor, await defer(db, actor), "failed")
    assert attempts == [1]


async def test_an_unforeseen_error_is_retried_and_its_text_never_stored(db: Database, actor: Actor) -> None:
    attempts: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        attempts.append(context.attempt)
        raise LookupError("a line of somebody's letter")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        job = await until_job(db, actor, await defer(db, actor), "failed")
    assert attempts == [1, 2, 3]
    assert job.failure is not None
    assert job.failure["exception"] == "LookupError"
    assert "letter" not in str(job.failure)


async def test_a_handler_that_takes_too_long_is_stopped_and_named(db: Database, actor: Actor) -> None:
    slow = Task("tests.slow", Note, retries=0, timeout=0.1)

    async def handle(context: JobContext, note: Note) -> None:
        await asyncio.sleep(60)

    handlers = Handlers()
    handlers.add(slow, handle)
    async with working(db, handlers):
        job = await until_job(db, actor, await defer(db, actor, task=slow), "failed")
    assert job.failure is not None
    assert job.failure["code"] == "job_timed_out"


async def test_a_payload_of_another_shape_is_a_dead_letter(db: Database, actor: Actor) -> None:
    changed = Task("tests.write", Changed)  # same name, other payload: as after an upgrade
    handlers = Handlers()

    async def handle(context: JobContext, payload: Changed) -> None:
        raise AssertionError("must not run")

    handlers.add(changed, handle)
    async with working(db, handlers):
        job = await until_job(db, actor, await defer(db, actor), "failed")
    assert job.failure is not None
    assert job.failure["code"] == "job_payload_unreadable"


async def test_an_actor_of_another_shape_is_a_dead_letter(db: Database, actor: Actor) -> None:
    async def handle(context: JobContext, note: Note) -> None:
        raise AssertionError("must not run")

    handlers = Handlers()
    handlers.add(WRITE, handle)
    job_id = await defer(db, actor)
    async with db.system_transaction() as tx:
        await tx.execute(text("update jobs.procrastinate_jobs set args = args #- '{actor,scopes}'"))
    async with working(db, handlers):
        job = await until_job(db, actor, job_id, "failed")
    assert job.failure is not None
    assert job.failure["code"] == "job_payload_unreadable"


async def test_a_handler_that_cancels_itself_is_not_retried_for_ever(db: Database, actor: Actor) -> None:
    runs: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        runs.append(1)
        raise asyncio.CancelledError

    handlers = Handlers()
    handlers.add(WRITE, handle)
    async with working(db, handlers):
        await until_job(db, actor, await defer(db, actor), "failed")
    assert len(runs) == 3


async def test_higher_priorities_go_first_then_the_older(db: Database, actor: Actor) -> None:
    order: list[str] = []

    async def handle(context: JobContext, note: Note) -> None:
        order.append(note.text)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    for name, priority in (("low", -5), ("first", 0), ("second", 0), ("high", 9)):
        await defer(db, actor, Note(name), priority=priority)
    async with working(db, handlers, concurrency=1):
        await until(lambda: len(order) == 4)
    assert order == ["high", "first", "second", "low"]


async def test_jobs_of_one_lock_run_one_at_a_time_and_others_beside_them(db: Database, actor: Actor) -> None:
    running: list[str] = []
    together: set[frozenset[str]] = set()
    order: list[int] = []

    async def handle(context: JobContext, note: Note) -> None:
        running.append(note.text)
        together.add(frozenset(running))
        assert running.count("same") <= 1
        await asyncio.sleep(0.02)
        running.remove(note.text)
        if note.text == "same":
            order.append(note.number)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    handlers.add(CHORE, handle)
    for number in range(6):
        await defer(db, actor, Note("same", number), WRITE if number % 2 else CHORE, lock="document:1")
    await defer(db, actor, Note("other"), lock="document:2")
    async with working(db, handlers, concurrency=4), working(db, handlers, concurrency=4):
        await until(lambda: len(order) == 6)
    assert order == list(range(6))
    assert frozenset({"same", "other"}) in together


async def test_a_lock_of_one_workspace_does_not_hold_up_another(db: Database, actor: Actor) -> None:
    begun: set[str] = set()
    go_on = asyncio.Event()

    async def handle(context: JobContext, note: Note) -> None:
        begun.add(note.text)
        await go_on.wait()

    handlers = Handlers()
    handlers.add(WRITE, handle)
    await defer(db, actor, Note("mine"), lock="document:1")
    await defer(db, somebody(), Note("theirs"), lock="document:1")
    async with working(db, handlers, concurrency=2):
        await until(lambda: begun == {"mine", "theirs"})
        go_on.set()


async def test_a_batch_takes_jobs_of_one_workspace_and_settles_each_on_its_own(db: Database, actor: Actor) -> None:
    calls: list[tuple[int, set[str]]] = []

    async def handle(batch: Sequence[tuple[JobContext, Note]]) -> None:
        calls.append((len(batch), {str(context.actor.workspace_id) for context, _ in batch}))
        for context, note in batch:
            if note.text == "wrong":
                context.fail(Wrong(name="x"))
            if note.text == "closed" and context.attempt == 1:
                context.fail(Closed(name="x"))
            if note.text == "early":
                context.succeed({"early": True})

    handlers = Handlers()
    handlers.add_batch(SHEAF, handle)
    texts = ["wrong", "closed", "early", *["plain"] * 22]
    async with db.transaction(actor) as tx:
        ids = await SHEAF.defer_many(tx, actor, [Deferral(Note(each)) for each in texts])
    await defer(db, somebody(), Note("plain"), SHEAF)
    async with working(db, handlers, concurrency=1):
        jobs = [await until_job(db, actor, each, "succeeded", "failed") for each in ids]
    assert [job.status for job in jobs] == ["failed", *["succeeded"] * 24]
    assert jobs[2].result == {"early": True}
    assert max(size for size, _ in calls) == 10
    assert all(len(workspaces) == 1 for _, workspaces in calls)


async def test_a_batch_that_raises_retries_all_of_it(db: Database, actor: Actor) -> None:
    calls: list[int] = []

    async def handle(batch: Sequence[tuple[JobContext, Note]]) -> None:
        calls.append(len(batch))
        if len(calls) == 1:
            raise Closed(name="x")

    handlers = Handlers()
    handlers.add_batch(SHEAF, handle)
    async with db.transaction(actor) as tx:
        ids = await SHEAF.defer_many(tx, actor, [Deferral(Note()) for _ in range(5)])
    async with working(db, handlers, concurrency=1):
        for each in ids:
            await until_job(db, actor, each, "succeeded")
    assert calls[0] == 5


async def test_ten_thousand_jobs_of_one_workspace_delay_another_by_about_one_job(db: Database, actor: Actor) -> None:
    order: list[str] = []
    go_on = asyncio.Event()
    greedy = actor

    async def handle(context: JobContext, note: Note) -> None:
        order.append(note.text)
        if note.text == "first of greedy":
            await go_on.wait()

    handlers = Handlers()
    handlers.add(WRITE, handle)
    await defer(db, greedy, Note("first of greedy"))
    async with db.transaction(greedy) as tx:
        await WRITE.defer_many(tx, greedy, [Deferral(Note("greedy"), priority=50)] * 10_000)
    async with working(db, handlers, concurrency=1) as runner:
        await until(lambda: len(order) >= 3, 20)
        others = [somebody() for _ in range(3)]
        before = len(order)
        for other in others:
            await defer(db, other, Note("other"))
            await defer(db, other, Note("other again"))
        await until(lambda: order.count("other again") == 3)
        go_on.set()
        runner.stop()
        after = order[before:]
    assert after.index("other") <= 1 + 1, after[:12]  # one may have been running, one been taken meanwhile
    last = max(index for index, name in enumerate(after) if name == "other")
    assert after[:last].count("greedy") <= 4, after[:12]


async def test_a_stopping_worker_lets_jobs_finish_and_releases_those_that_do_not(db: Database, actor: Actor) -> None:
    begun: list[str] = []

    async def handle(context: JobContext, note: Note) -> None:
        begun.append(note.text)
        await asyncio.sleep(0.1 if note.text == "short" else 60)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    short, long, waiting = [await defer(db, actor, Note(name)) for name in ("short", "long", "waiting")]
    async with working(db, handlers, concurrency=2) as runner:
        await until(lambda: len(begun) == 2)
        runner.stop()
    assert (await job_of(db, actor, short)).status == "succeeded"
    released = await job_of(db, actor, long)
    assert (released.status, released.deaths) == ("queued", 0)
    assert (await job_of(db, actor, waiting)).status == "queued"
    attempts: list[int] = []

    async def handle_again(context: JobContext, note: Note) -> None:
        attempts.append(context.attempt)

    again = Handlers()
    again.add(WRITE, handle_again)
    async with working(db, again):
        await until_job(db, actor, long, "succeeded")
    assert set(attempts) == {1}, "a release is no failure"


async def test_a_worker_serves_only_its_queues_and_tasks(db: Database, actor: Actor) -> None:
    elsewhere = Task("tests.elsewhere", Note, queue="elsewhere")
    seen: list[str] = []

    async def handle(context: JobContext, note: Note) -> None:
        seen.append(note.text)

    handlers = Handlers()
    handlers.add(WRITE, handle)
    handlers.add(elsewhere, handle)
    await defer(db, actor, Note("elsewhere"), elsewhere)
    unknown = await defer(db, actor, Note("unknown"), CHORE)
    async with working(db, handlers, replace(QUICK, queues=("default",))):
        await defer(db, actor, Note("here"))
        await until(lambda: bool(seen))
    assert seen == ["here"]
    async with working(db, handlers):
        await until(lambda: len(seen) == 2)
    assert (await job_of(db, actor, unknown)).status == "queued"
