"""SQL of the worker's side: taking jobs in fair turns, settling them under their lease, heartbeats, the dead swept.

The lease of a run is (worker, attempts): every way out of `doing` adds to `attempts`, so no later run shares it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import Row, text

from nullus.jobs.models import Leased, Progress, Verdict, Wish
from nullus.platform.database import Tx, many_rows

# A job may run when it is due and no job with its lock runs, or waits with more right (priority, then age).
_READY = """
    j.status = 'todo'
    and (j.scheduled_at is null or j.scheduled_at <= clock_timestamp())
    and (j.lock is null or not exists (
        select from jobs.procrastinate_jobs o
        where o.lock = j.lock and o.status in ('todo', 'doing')
          and (o.status = 'doing' or o.priority > j.priority or (o.priority = j.priority and o.id < j.id))))
"""

_TAKEN = """
    started as (
        update jobs.records r
        set started_at = clock_timestamp(), touched_at = null, finished_at = null, failure = null, result = null,
            progress_done = null, progress_total = null, progress_note = null
        from taken where r.job_id = taken.id
    )
    select id, task_name, workspace_id, attempts, forgiven, deaths, args from taken order by priority desc, id
"""

# Turns between workspaces: who has fewest jobs running comes first, then whoever this worker served longest ago. The
# recursive part hops over the index from one waiting workspace to the next, so a long queue of one costs nothing.
_TAKE_FAIRLY = f"""
    with recursive waiting as (
        (select workspace_id from jobs.procrastinate_jobs where status = 'todo' order by workspace_id limit 1)
        union all
        select (select n.workspace_id from jobs.procrastinate_jobs n
                where n.status = 'todo' and n.workspace_id > w.workspace_id order by n.workspace_id limit 1)
        from waiting w where w.workspace_id is not null
    ), running as (
        select workspace_id, count(*) as jobs from jobs.procrastinate_jobs where status = 'doing' group by workspace_id
    ), candidates as (
        select c.id, c.suspect, w.workspace_id,
               row_number() over (partition by w.workspace_id order by c.priority desc, c.id) + coalesce(r.jobs, 0) as place,
               row_number() over (partition by c.suspect order by c.id) as among_suspects
        from waiting w
        cross join lateral (
            select j.id, j.priority, j.deaths > 0 as suspect from jobs.procrastinate_jobs j
            where {_READY} and j.workspace_id = w.workspace_id and j.task_name = any(:tasks)
              and (cast(:queues as text[]) is null or j.queue_name = any(:queues))
              and (j.deaths = 0 or :suspects)
            order by j.priority desc, j.id limit :slots
        ) c
        left join running r on r.workspace_id = w.workspace_id
    ), chosen as (
        select id from candidates where not suspect or among_suspects = 1
        order by place, coalesce(array_position(cast(:served as uuid[]), workspace_id), 0), id limit :slots
    ), held as (
        select j.id from jobs.procrastinate_jobs j join chosen using (id) where j.status = 'todo' for update of j skip locked
    ), taken as (
        update jobs.procrastinate_jobs j set status = 'doing', worker_id = :worker from held where j.id = held.id
        returning j.*
    ), {_TAKEN}
"""

_TAKE_MORE = f"""
    with held as (
        select c.id from unnest(cast(:workspaces as uuid[]), cast(:tasks as text[]), cast(:counts as int[]))
            as g (workspace_id, task, jobs)
        cross join lateral (
            select j.id from jobs.procrastinate_jobs j
            where {_READY} and j.workspace_id = g.workspace_id and j.task_name = g.task and j.deaths = 0
            order by j.priority desc, j.id limit g.jobs for update skip locked
        ) c
    ), taken as (
        update jobs.procrastinate_jobs j set status = 'doing', worker_id = :worker from held where j.id = held.id
        returning j.*
    ), {_TAKEN}
"""


async def relax(tx: Tx) -> None:
    """Do not wait for the disk at commit: what this transaction does may be lost in a crash and is done again."""
    await tx.execute(text("select set_config('synchronous_commit', 'off', true), set_config('jit', 'off', true)"))


async def take(tx: Tx, wish: Wish) -> list[Leased]:
    """Take up to `slots` jobs in fair turns. One worker at a time, so that turns are seen by all."""
    await tx.execute(text("select pg_advisory_xact_lock(hashtextextended('jobs.take', 7))"))
    found = await tx.execute(
        text(_TAKE_FAIRLY),
        {
            "tasks": list(wish.batches),
            "queues": list(wish.queues) or None,
            "suspects": wish.suspects,
            "slots": wish.slots,
            "served": list(wish.served),
            "worker": wish.worker_id,
        },
    )
    return [_leased(row, wish.worker_id) for row in found]


async def take_more(tx: Tx, worker_id: int, wanted: dict[tuple[UUID, str], int]) -> list[Leased]:
    """Fill up batches: up to so many more jobs of each workspace and task."""
    found = await tx.execute(
        text(_TAKE_MORE),
        {
            "workspaces": [workspace for workspace, _ in wanted],
            "tasks": [task for _, task in wanted],
            "counts": list(wanted.values()),
            "worker": worker_id,
        },
    )
    return [_leased(row, worker_id) for row in found]


async def seconds_until_due(tx: Tx) -> float | None:
    """How long until the next delayed job is due; None when there is none."""
    found = await tx.execute(
        text(
            "select extract(epoch from min(scheduled_at) - clock_timestamp())::float8 from jobs.procrastinate_jobs "
            "where status = 'todo' and scheduled_at > clock_timestamp()"
        )
    )
    value = found.scalar()
    return None if value is None else float(value)


_SETTLE = """
    with verdicts as (
        select * from unnest(cast(:ids as bigint[]), cast(:attempts as int[]), cast(:statuses as text[]),
            cast(:delays as float8[]), cast(:forgiven as int[]), cast(:failures as jsonb[]), cast(:results as jsonb[]))
            as v (id, attempt, status, delay, forgiven, failure, result)
    ), settled as (
        update jobs.procrastinate_jobs j
        set status = (case when v.status = 'todo' and j.abort_requested then 'aborted' else v.status end)
                ::jobs.procrastinate_job_status,
            attempts = j.attempts + 1,
            forgiven = j.forgiven + v.forgiven,
            abort_requested = false,
            worker_id = null,
            scheduled_at = case when v.status = 'todo' then clock_timestamp() + v.delay * interval '1 second'
                else j.scheduled_at end,
            queueing_lock = case when v.status = 'todo' and (:drop_keys or exists (
                select from jobs.procrastinate_jobs o where o.queueing_lock = j.queueing_lock and o.status = 'todo'
            )) then null else j.queueing_lock end
        from verdicts v
        where j.id = v.id and j.status = 'doing' and j.worker_id = :worker and j.attempts = v.attempt
        returning j.id, j.status, v.failure, v.result
    ), recorded as (
        update jobs.records r
        set finished_at = case when s.status <> 'todo' then clock_timestamp() end, failure = s.failure, result = s.result
        from settled s where r.job_id = s.id
    )
    select id from settled
"""


async def settle(tx: Tx, worker_id: int, verdicts: Sequence[Verdict], *, drop_keys: bool = False) -> set[int]:
    """Write how runs ended, each only if its lease still holds; returns the ids that were written.

    `drop_keys` gives up the keys of what goes back into the queue: the way out when somebody queued the same key meanwhile.
    """
    values = {
        "worker": worker_id,
        "ids": [each.job_id for each in verdicts],
        "attempts": [each.attempts for each in verdicts],
        "statuses": [each.status for each in verdicts],
        "delays": [each.delay for each in verdicts],
        "forgiven": [int(each.forgive) for each in verdicts],
        "failures": [_json(each.failure) for each in verdicts],
        "results": [_json(each.result) for each in verdicts],
        "drop_keys": drop_keys,
    }
    async with many_rows(tx, len(verdicts)):
        found = await tx.execute(text(_SETTLE), values)
    return {int(row.id) for row in found}


async def hold_lease(tx: Tx, worker_id: int, job_id: int, attempts: int) -> bool:
    """Whether the lease holds, and keep it so until this transaction ends."""
    found = await tx.execute(
        text(
            "select 1 from jobs.procrastinate_jobs "
            "where id = :id and status = 'doing' and worker_id = :worker and attempts = :attempts for share"
        ),
        {"id": job_id, "worker": worker_id, "attempts": attempts},
    )
    return found.scalar() is not None


async def describe_worker(
    tx: Tx, worker_id: int, *, name: str, queues: Sequence[str], tasks: Sequence[str], concurrency: int
) -> None:
    await tx.execute(
        text(
            "insert into jobs.workers (worker_id, name, queues, tasks, concurrency) "
            "values (:id, :name, :queues, :tasks, :concurrency)"
        ),
        {
            "id": worker_id,
            "name": name,
            "queues": list(queues) or None,
            "tasks": list(tasks),
            "concurrency": concurrency,
        },
    )


async def beat(tx: Tx, worker_id: int) -> bool:
    """Say that this worker lives; False when the others have given it up."""
    found = await tx.execute(
        text("update jobs.procrastinate_workers set last_heartbeat = clock_timestamp() where id = :id returning id"),
        {"id": worker_id},
    )
    return found.scalar() is not None


async def write_progress(tx: Tx, worker_id: int, reports: Sequence[Progress]) -> None:
    await tx.execute(
        text(
            """
            update jobs.records r
            set touched_at = clock_timestamp(), progress_done = p.done, progress_total = p.total, progress_note = p.note
            from unnest(cast(:ids as bigint[]), cast(:attempts as int[]), cast(:done as bigint[]),
                        cast(:totals as bigint[]), cast(:notes as text[])) as p (id, attempt, done, total, note)
            join jobs.procrastinate_jobs j on j.id = p.id
            where r.job_id = p.id and j.status = 'doing' and j.worker_id = :worker and j.attempts = p.attempt
            """
        ),
        {
            "worker": worker_id,
            "ids": [each.job_id for each in reports],
            "attempts": [each.attempts for each in reports],
            "done": [each.done for each in reports],
            "totals": [each.total for each in reports],
            "notes": [each.note for each in reports],
        },
    )


async def release_strays(tx: Tx, worker_id: int, running: Sequence[int]) -> list[int]:
    """Jobs that the database says this worker runs, but it does not (a crash of PostgreSQL lost the last word): requeued."""
    found = await tx.execute(
        text(
            """
            update jobs.procrastinate_jobs j
            set status = case when abort_requested then 'aborted' else 'todo' end::jobs.procrastinate_job_status,
                abort_requested = false, attempts = attempts + 1, forgiven = forgiven + 1, worker_id = null,
                queueing_lock = case when exists (
                    select from jobs.procrastinate_jobs o where o.queueing_lock = j.queueing_lock and o.status = 'todo'
                ) then null else j.queueing_lock end
            where status = 'doing' and worker_id = :worker and id <> all(cast(:running as bigint[]))
            returning id
            """
        ),
        {"worker": worker_id, "running": list(running)},
    )
    return [int(row.id) for row in found]


async def cancel_requests(tx: Tx, worker_id: int) -> set[int]:
    found = await tx.execute(
        text(
            "select id from jobs.procrastinate_jobs where status = 'doing' and worker_id = :worker and abort_requested"
        ),
        {"worker": worker_id},
    )
    return {int(row.id) for row in found}


# Silence while PostgreSQL itself was down is nobody's death, hence its start time.
_SWEEP = """
    with orphans as (
        select j.id from jobs.procrastinate_jobs j left join jobs.procrastinate_workers w on w.id = j.worker_id
        where j.status = 'doing'
          and (w.id is null
               or greatest(w.last_heartbeat, pg_postmaster_start_time()) < clock_timestamp() - :dead * interval '1 second')
        for update of j skip locked
    ), swept as (
        update jobs.procrastinate_jobs j
        set status = case when j.abort_requested then 'aborted' when j.deaths + 1 >= :allowed then 'failed' else 'todo' end
                ::jobs.procrastinate_job_status,
            deaths = j.deaths + 1, attempts = j.attempts + 1, forgiven = j.forgiven + 1, abort_requested = false,
            worker_id = null,
            scheduled_at = clock_timestamp() + j.deaths * interval '2 seconds',
            queueing_lock = case when exists (
                select from jobs.procrastinate_jobs o where o.queueing_lock = j.queueing_lock and o.status = 'todo'
            ) then null else j.queueing_lock end
        from orphans o where j.id = o.id
        returning j.id, j.status, j.deaths, j.task_name, j.workspace_id
    ), recorded as (
        update jobs.records r
        set finished_at = case when s.status <> 'todo' then clock_timestamp() end
        from swept s where r.job_id = s.id
    ), buried as (
        delete from jobs.procrastinate_workers
        where greatest(last_heartbeat, pg_postmaster_start_time()) < clock_timestamp() - :dead * interval '1 second'
    )
    select id, status::text as status, deaths, task_name, workspace_id from swept
"""


async def sweep(tx: Tx, *, dead_after: float, deaths_allowed: int) -> Sequence[Row[Any]]:
    """Bury dead workers and put their jobs back into the queue; jobs that have now had `deaths_allowed` are failed."""
    found = await tx.execute(text(_SWEEP), {"dead": dead_after, "allowed": deaths_allowed})
    return found.all()


async def note_failure(tx: Tx, job_id: int, failure: dict[str, Any]) -> None:
    await tx.execute(
        text("update jobs.records set failure = :failure where job_id = :id"), {"id": job_id, "failure": Jsonb(failure)}
    )


def _json(value: Any) -> Jsonb | None:
    return None if value is None else Jsonb(value)


def _leased(row: Row[Any], worker_id: int) -> Leased:
    return Leased(
        id=row.id,
        task=row.task_name,
        workspace_id=row.workspace_id,
        worker_id=worker_id,
        attempts=row.attempts,
        forgiven=row.forgiven,
        deaths=row.deaths,
        args=row.args,
    )
