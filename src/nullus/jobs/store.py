"""SQL about jobs as people ask for them: queueing by key, listing, retry, cancel, stalls, trimming.

`lease_store.py` holds the worker's side. Locks and keys are prefixed with their workspace before they come here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from nullus.platform.actor import Actor
from nullus.platform.database import Tx, many_rows

_JOB_COLUMNS = """
    j.id, j.task_name, j.queue_name, j.status::text as status, j.workspace_id, j.attempts, j.deaths, j.priority,
    j.abort_requested, j.args -> 'actor' as actor, j.args -> 'payload' as payload, j.scheduled_at,
    r.queued_at, r.started_at, r.finished_at, r.progress_done, r.progress_total, r.progress_note, r.touched_at,
    r.failure, r.result
"""


async def hold_keys(tx: Tx, keys: Sequence[str]) -> None:
    """Make others who queue the same keys wait until this transaction ends; in one order, so that none wait in a ring."""
    await tx.execute(
        text(
            "select pg_advisory_xact_lock(hashtextextended(key, 7)) from "
            "(select unnest(cast(:keys as text[])) as key order by 1) k"
        ),
        {"keys": sorted(set(keys))},
    )


async def find_queued(tx: Tx, keys: Sequence[str]) -> dict[str, int]:
    """The queued job of each key that has one."""
    found = await tx.execute(
        text(
            "select queueing_lock, id from jobs.procrastinate_jobs where status = 'todo' and queueing_lock = any(:keys)"
        ),
        {"keys": list(keys)},
    )
    return {row.queueing_lock: row.id for row in found}


@dataclass(frozen=True, slots=True)
class NewJob:
    """One row to insert, with lock and key already made unique to their workspace; `payload` of JSON types."""

    priority: int
    lock: str | None
    key: str | None
    payload: dict[str, Any]
    scheduled_at: datetime | None


# As the library's own function does it, but one statement for all that a whole upload queues: what the jobs share travels once.
_INSERT = text(
    """
    with wanted as (
        select w.place, r.* from jsonb_array_elements(cast(:jobs as jsonb)) with ordinality w (job, place),
            jsonb_to_record(w.job) r (priority int, lock text, key text, payload jsonb, scheduled_at timestamptz)
    ), made as (
        insert into jobs.procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        select :queue, :task, priority, lock, key, cast(:shared as jsonb) || jsonb_build_object('payload', payload), scheduled_at
        from wanted order by place
        returning id
    ), recorded as (
        insert into jobs.records (job_id, workspace_id, stall_after_seconds) select id, :workspace, :stall from made
    )
    select id from made order by id
    """
)


async def add_jobs(
    tx: Tx, actor: Actor, *, queue: str, task: str, stall_after: float, jobs: Sequence[NewJob]
) -> list[int]:
    """Insert jobs with their records; returns their ids in order. The worker is notified when the transaction commits."""
    rows = [
        {
            "priority": each.priority,
            "lock": each.lock,
            "key": each.key,
            "payload": each.payload,
            "scheduled_at": None if each.scheduled_at is None else each.scheduled_at.isoformat(),
        }
        for each in jobs
    ]
    shared = {"workspace": str(actor.workspace_id), "actor": actor.to_json()}
    values = {
        "jobs": json.dumps(rows),
        "queue": queue,
        "task": task,
        "shared": json.dumps(shared),
        "workspace": actor.workspace_id,
        "stall": stall_after,
    }
    async with many_rows(tx, len(jobs)):
        found = await tx.execute(_INSERT, values)
    return list(found.scalars())


async def find_job(tx: Tx, workspace_id: UUID, job_id: int) -> Row[Any] | None:
    return (
        await tx.execute(
            text(
                f"select {_JOB_COLUMNS} from jobs.procrastinate_jobs j join jobs.records r on r.job_id = j.id "
                "where j.workspace_id = :workspace and j.id = :id"
            ),
            {"workspace": workspace_id, "id": job_id},
        )
    ).one_or_none()


_LIST = text(
    f"select {_JOB_COLUMNS} from jobs.procrastinate_jobs j join jobs.records r on r.job_id = j.id "
    "where j.workspace_id = :workspace and j.id < :before "
    "and (cast(:statuses as text[]) is null or j.status::text = any(:statuses)) "
    "and (cast(:task as text) is null or j.task_name = :task) "
    "order by j.id desc limit :limit"
).bindparams(bindparam("statuses", type_=ARRAY(TEXT)))


async def list_jobs(
    tx: Tx, workspace_id: UUID, *, before: int, statuses: Sequence[str] | None, task: str | None, limit: int
) -> Sequence[Row[Any]]:
    values = {
        "workspace": workspace_id,
        "before": before,
        "statuses": list(statuses) if statuses is not None else None,
        "task": task,
        "limit": limit,
    }
    return (await tx.execute(_LIST, values)).all()


async def replay(tx: Tx, workspace_id: UUID, job_id: int) -> bool:
    """A failed or cancelled job starts a new life: queued now, with all its retries again. False when it is neither."""
    found = await tx.execute(
        text(
            """
            with replayed as (
                update jobs.procrastinate_jobs j
                set status = 'todo', attempts = attempts + 1, forgiven = attempts + 1, deaths = 0, scheduled_at = null,
                    abort_requested = false, worker_id = null,
                    queueing_lock = case when exists (
                        select from jobs.procrastinate_jobs o where o.queueing_lock = j.queueing_lock and o.status = 'todo'
                    ) then null else j.queueing_lock end
                where workspace_id = :workspace and id = :id and status in ('failed', 'cancelled', 'aborted')
                returning id
            ), forgotten as (
                update jobs.records r
                set queued_at = clock_timestamp(), started_at = null, finished_at = null, failure = null, result = null,
                    touched_at = null, progress_done = null, progress_total = null, progress_note = null
                from replayed where r.job_id = replayed.id
            )
            select id from replayed
            """
        ),
        {"workspace": workspace_id, "id": job_id},
    )
    return found.scalar() is not None


async def dismiss(tx: Tx, workspace_id: UUID, job_id: int) -> bool:
    """A failed job that nobody will retry: no longer counted as a dead letter."""
    found = await tx.execute(
        text(
            "update jobs.procrastinate_jobs set status = 'cancelled' "
            "where workspace_id = :workspace and id = :id and status = 'failed' returning id"
        ),
        {"workspace": workspace_id, "id": job_id},
    )
    return found.scalar() is not None


async def mark_over(tx: Tx, job_id: int) -> None:
    """Note when a queued job was cancelled."""
    await tx.execute(
        text(
            "update jobs.records r set finished_at = clock_timestamp() from jobs.procrastinate_jobs j "
            "where r.job_id = :id and j.id = r.job_id and j.status in ('cancelled', 'aborted')"
        ),
        {"id": job_id},
    )


async def announce(tx: Tx, channel: str) -> None:
    """Wake the workers when this transaction commits: a job went back into the queue."""
    await tx.execute(
        text("select pg_notify(:channel, :payload)"),
        {"channel": channel, "payload": '{"type": "job_inserted", "job_id": 0}'},
    )


# One branch a status, so that each reads its own partial index however many finished jobs there are.
_COUNT = " union all ".join(
    "select queue_name, status, count(*) as jobs, "
    "min(id) filter (where scheduled_at is null or scheduled_at <= clock_timestamp()) as oldest "
    f"from jobs.procrastinate_jobs where status = '{status}' group by 1, 2"
    for status in ("todo", "doing", "failed")
)


async def count_jobs(tx: Tx) -> Sequence[Row[Any]]:
    """Unfinished and failed jobs by queue and status, with the age in seconds of the oldest that is due."""
    found = await tx.execute(
        text(
            "select c.queue_name as queue, c.status::text as status, c.jobs, "
            "coalesce(extract(epoch from clock_timestamp() - r.queued_at), 0)::float8 as age "
            f"from ({_COUNT}) c left join jobs.records r on r.job_id = c.oldest"
        )
    )
    return found.all()


_SCOPE = "(cast(:workspace as uuid) is null or j.workspace_id = :workspace)"


async def silent_jobs(tx: Tx, workspace_id: UUID | None) -> Sequence[Row[Any]]:
    """Running jobs that have said nothing for longer than their task allows."""
    found = await tx.execute(
        text(
            f"""
            select j.id, j.task_name, j.workspace_id, greatest(r.started_at, r.touched_at) as since,
                   r.stall_after_seconds as allowed
            from jobs.procrastinate_jobs j join jobs.records r on r.job_id = j.id
            where j.status = 'doing' and {_SCOPE}
              and greatest(r.started_at, r.touched_at) < clock_timestamp() - r.stall_after_seconds * interval '1 second'
            order by since limit 200
            """
        ),
        {"workspace": workspace_id},
    )
    return found.all()


async def unserved_jobs(tx: Tx, workspace_id: UUID | None, *, waited: float, dead_after: float) -> Sequence[Row[Any]]:
    """Due jobs that wait although no living worker serves them, by workspace and task: the oldest, and how many."""
    found = await tx.execute(
        text(
            f"""
            with waiting as (
                select j.task_name, j.queue_name, j.workspace_id, min(j.id) as oldest, count(*) as jobs
                from jobs.procrastinate_jobs j
                where j.status = 'todo' and {_SCOPE} and (j.scheduled_at is null or j.scheduled_at <= clock_timestamp())
                group by 1, 2, 3
            ), living as (
                select k.queues, k.tasks from jobs.workers k join jobs.procrastinate_workers w on w.id = k.worker_id
                where w.last_heartbeat > clock_timestamp() - :dead * interval '1 second'
            )
            select j.id, j.task_name, j.workspace_id, greatest(r.queued_at, j.scheduled_at) as since, w.jobs,
                   exists (select from living) as workers_live
            from waiting w
            join jobs.procrastinate_jobs j on j.id = w.oldest
            join jobs.records r on r.job_id = w.oldest
            where greatest(r.queued_at, j.scheduled_at) < clock_timestamp() - :waited * interval '1 second'
              and not exists (
                  select from living l
                  where w.task_name = any(l.tasks) and (l.queues is null or w.queue_name = any(l.queues))
              )
            order by since limit 200
            """
        ),
        {"workspace": workspace_id, "waited": waited, "dead": dead_after},
    )
    return found.all()


async def dead_letters(tx: Tx, workspace_id: UUID | None) -> Sequence[Row[Any]]:
    """Failed jobs by workspace, task and reason: the latest, and how many."""
    found = await tx.execute(
        text(
            f"""
            select max(j.id) as id, j.task_name, j.workspace_id, max(r.finished_at) as since, count(*) as jobs,
                   r.failure ->> 'code' as code, min(r.failure -> 'message' ->> 'en') as en,
                   min(r.failure -> 'message' ->> 'ko') as ko
            from jobs.procrastinate_jobs j join jobs.records r on r.job_id = j.id
            where j.status = 'failed' and {_SCOPE}
            group by j.task_name, j.workspace_id, r.failure ->> 'code' order by since desc limit 200
            """
        ),
        {"workspace": workspace_id},
    )
    return found.all()


async def trim(tx: Tx, *, keep_days: float, keep_failed_days: float, limit: int) -> int:
    """Delete up to `limit` jobs that ended so long ago; returns how many."""
    found = await tx.execute(
        text(
            """
            with old as (
                select j.id from jobs.records r join jobs.procrastinate_jobs j on j.id = r.job_id
                where r.finished_at < now() - :days * interval '1 day'
                  and (j.status in ('succeeded', 'cancelled', 'aborted')
                       or (j.status = 'failed' and r.finished_at < now() - :failed_days * interval '1 day'))
                order by r.finished_at limit :limit
            )
            delete from jobs.procrastinate_jobs j using old where j.id = old.id
            """
        ),
        {"days": keep_days, "failed_days": keep_failed_days, "limit": limit},
    )
    return int(found.rowcount)


async def remove_workspace(tx: Tx, workspace_id: UUID) -> int:
    """Every job of a workspace, whatever its state; a worker that runs one finds its lease gone."""
    done = await tx.execute(
        text("delete from jobs.procrastinate_jobs where workspace_id = :workspace"), {"workspace": workspace_id}
    )
    return done.rowcount


async def claim_tick(tx: Tx, schedule: str, every_seconds: float) -> bool:
    """Whether it is time for this schedule; if so it is marked as run. Of many schedulers one gets True."""
    found = await tx.execute(
        text(
            """
            insert into jobs.ticks as t (schedule, last_run_at) values (:schedule, clock_timestamp())
            on conflict (schedule) do update set last_run_at = clock_timestamp()
            where t.last_run_at <= clock_timestamp() - :every * interval '1 second'
            returning schedule
            """
        ),
        {"schedule": schedule, "every": every_seconds},
    )
    return found.scalar() is not None


async def ended_jobs(tx: Tx, job_ids: Sequence[int]) -> set[int]:
    """Those of the jobs that will never run again: failed, cancelled, done, or trimmed away."""
    found = await tx.execute(
        text(
            "select wanted from unnest(cast(:ids as bigint[])) wanted where not exists (select from jobs.procrastinate_jobs j "
            "where j.id = wanted and j.status in ('todo', 'doing', 'aborting'))"
        ),
        {"ids": list(job_ids)},
    )
    return set(found.scalars())
