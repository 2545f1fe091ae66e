"""Walls: row-level security around every table that holds somebody's data, for the owner of the tables as well.

What people have written (documents and all that is made from them) is never open to the service as a whole ('*'): the few
things that it needs across workspaces are functions that tell no contents.
"""

from alembic import op

from nullus.migrations.walls import PERSON, WORKSPACE, definer, gap, wall

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MEMBER = f"({WORKSPACE} and (select walls.reach()) <> 'guest')"
NOBODY = "false"
EVERYBODY = "true"
SHARED_KINDS = "('key', 'share', 'invitation')"

# Whose a job is, as a column: what somebody does in a collection of their own is not for others to see.
JOBS = """
alter table jobs.procrastinate_jobs
    add column person_id uuid generated always as ((args #>> '{actor,person}')::uuid) stored;
"""
OWN_JOBS = (
    f"{WORKSPACE} and ((select walls.reach()) = 'all' or person_id is null or person_id = (select walls.person()) "
    "or queueing_lock is not null)"  # upkeep that everybody asks for under one key, whoever asked first
)

VISIBLE_COLLECTION = f"""{WORKSPACE} and (
    (select walls.reach()) = 'all' or access = 'public' or owner_id = (select walls.person())
    or ((select walls.reach()) = 'member' and (access = 'workspace' or (access = 'group' and id in (
        select g.collection_id from knowledge.collection_groups g
        join identity.group_members m on m.workspace_id = g.workspace_id and m.group_id = g.group_id
        where m.account_id = (select walls.person()))))))"""
IN_VISIBLE_COLLECTION = f"""{WORKSPACE} and ((select walls.reach()) = 'all' or exists (
    select from knowledge.collections c where c.workspace_id = (select walls.workspace()) and c.id = collection_id))"""
OF_VISIBLE_DOCUMENT = f"""{WORKSPACE} and ((select walls.reach()) = 'all' or exists (
    select from knowledge.documents d where d.workspace_id = (select walls.workspace()) and d.id = document_id))"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(JOBS)
    _identity()
    _jobs()
    _knowledge()
    _across_workspaces()


def _identity() -> None:
    wall(
        op,
        "identity.workspaces",
        "id = (select walls.workspace()) or exists (select from identity.memberships m where m.workspace_id = id "
        f"and m.{PERSON})",
        change="id = (select walls.workspace())",
        service="all",
    )
    wall(op, "identity.memberships", f"{PERSON} or {MEMBER}", change=MEMBER, service="all")
    for table in ("groups", "group_members", "invitations"):
        wall(op, f"identity.{table}", service="all")
    programs = "(kind = 'service' and home_workspace_id = (select walls.workspace()))"
    wall(
        op,
        "identity.accounts",
        f"id = (select walls.person()) or {programs} or ((select walls.reach()) <> 'guest' and exists (select from "
        "identity.memberships m where m.workspace_id = (select walls.workspace()) and m.account_id = accounts.id))",
        change=f"id = (select walls.person()) or {programs}",
        service="all",
    )
    # Keys and links belong to the workspace; sessions and what was mailed belong to one account alone.
    wall(
        op,
        "identity.credentials",
        f"{PERSON} or ({MEMBER} and (account_id is null or kind in {SHARED_KINDS}))",
        service="all",
    )
    wall(op, "identity.factors", PERSON, service="all")
    wall(op, "identity.federated", PERSON, service="all")
    wall(op, "identity.oidc_providers", NOBODY, service="all")
    wall(op, "identity.tiers", EVERYBODY, change=NOBODY, service="all")
    wall(op, "identity.policies", EVERYBODY, change=NOBODY, service="all")
    wall(op, "identity.usage", "subject = 'account:' || (select walls.person())::text", service="all")
    wall(op, "identity.reservations", f"{PERSON} or (account_id is null and {WORKSPACE})", service="all")
    wall(op, "identity.rates", NOBODY, service="all")


def _jobs() -> None:
    wall(op, "jobs.procrastinate_jobs", OWN_JOBS, service="all")
    wall(op, "jobs.records", service="all")
    wall(op, "jobs.procrastinate_events", "exists (select from jobs.procrastinate_jobs j where j.id = job_id)")
    for table in ("procrastinate_workers", "workers"):
        wall(op, f"jobs.{table}", EVERYBODY, change=NOBODY, service="all")
    for table in ("procrastinate_periodic_defers", "ticks"):
        wall(op, f"jobs.{table}", NOBODY, service="all")


def _knowledge() -> None:
    wall(op, "knowledge.collections", VISIBLE_COLLECTION)
    wall(op, "knowledge.collection_groups")
    wall(op, "knowledge.documents", IN_VISIBLE_COLLECTION)
    wall(op, "knowledge.versions", OF_VISIBLE_DOCUMENT)
    wall(op, "knowledge.chunks", IN_VISIBLE_COLLECTION)
    for table in ("lexical_entries", "vectors", "removals", "idempotency_keys"):
        wall(op, f"knowledge.{table}")
    wall(op, "knowledge.indexes", service="reads")


def _across_workspaces() -> None:
    gap(op, "knowledge.versions", "select")
    gap(op, "knowledge.removals", "select", "delete")
    gap(op, "knowledge.idempotency_keys", "select", "delete")
    definer(
        op,
        "knowledge.unreferenced(digests text[])",
        "setof text",
        "return query select d from unnest(digests) d "
        "where not exists (select from knowledge.versions v where v.digest = d);",
    )
    definer(
        op,
        "knowledge.unsettled_versions()",
        "table (workspace_id uuid, id uuid, document_id uuid, job_id bigint)",
        "return query select v.workspace_id, v.id, v.document_id, v.job_id from knowledge.versions v "
        "where v.status in ('received', 'processing') and v.created_at < now() - interval '1 minute' limit 10000;",
        service_only=True,
    )
    definer(
        op,
        "knowledge.trim()",
        "void",
        "delete from knowledge.idempotency_keys where created_at < now() - interval '2 days'; "
        "delete from knowledge.removals where removed_at < now() - interval '30 days';",
        service_only=True,
    )
