-- What Nullus adds to the library's tables: the workspace as a real column, what fairness and a poisoned job need, and
-- the facts of a job that people are shown.

alter table jobs.procrastinate_jobs
    add column workspace_id uuid not null generated always as ((args ->> 'workspace')::uuid) stored,
    -- workers that died while they ran this job
    add column deaths integer not null default 0,
    -- attempts that do not count against the task's retries: deaths, releases of a stopping worker, earlier lives
    add column forgiven integer not null default 0;

create index jobs_waiting on jobs.procrastinate_jobs (workspace_id, priority desc, id) where status = 'todo';
create index jobs_waiting_by_task on jobs.procrastinate_jobs (workspace_id, task_name, priority desc, id) where status = 'todo';
create index jobs_running on jobs.procrastinate_jobs (workspace_id) where status = 'doing';
create index jobs_failed on jobs.procrastinate_jobs (workspace_id, task_name) where status = 'failed';
create index jobs_by_lock on jobs.procrastinate_jobs (lock, priority desc, id)
    where lock is not null and status in ('todo', 'doing');
create index jobs_due on jobs.procrastinate_jobs (scheduled_at) where status = 'todo' and scheduled_at is not null;
-- Ended jobs name no worker, so that this stays small and a worker's end need not look through all of them.
create index jobs_by_worker on jobs.procrastinate_jobs (worker_id) where worker_id is not null;
create index jobs_newest on jobs.procrastinate_jobs (workspace_id, id desc);

create table jobs.records (
    job_id bigint primary key references jobs.procrastinate_jobs on delete cascade,
    workspace_id uuid not null,
    queued_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz,
    stall_after_seconds real not null,
    -- when the running job last said that it is getting on
    touched_at timestamptz,
    progress_done bigint,
    progress_total bigint,
    progress_note text,
    failure jsonb,
    result jsonb
);
create index records_finished on jobs.records (finished_at) where finished_at is not null;

-- What each living worker serves, so that a queue that nobody serves can be named.
create table jobs.workers (
    worker_id bigint primary key references jobs.procrastinate_workers on delete cascade,
    name text not null,
    queues text[],
    tasks text[] not null,
    concurrency integer not null,
    started_at timestamptz not null default clock_timestamp()
);

create table jobs.ticks (
    schedule text primary key,
    last_run_at timestamptz not null
);

-- Vacuum must keep up with a queue: its rows change several times within a second, then never again.
alter table jobs.procrastinate_jobs set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
