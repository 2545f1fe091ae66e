"""Insight for owners: what a workspace's conversations come to in numbers. No text, and of documents nothing but ids.

Conversations stay behind the wall of their own account; these functions count across it, in one workspace, and refuse guests.
Rows are found by their ids, which begin with the time: `low` and `high` are the ids of two moments.
"""

from alembic import op

from nullus.migrations.walls import definer, gap

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_NOT_GUESTS = """
if walls.reach() = 'guest' then raise insufficient_privilege using message = 'guests do not see what others ask'; end if;
"""
_ANSWERS = """
from chat.messages m where m.workspace_id = walls.workspace() and m.id >= low and m.id < high and m.role = 'assistant'
    and m.state <> 'writing'
"""
# The day, and (null) all of them together. Of a question that was asked again the answers count, the question once.
_DAYS = f"""{_NOT_GUESTS}
return query select (m.created_at at time zone zone)::date, count(distinct m.parent_id), count(*),
    count(*) filter (where m.finish = 'not_found'), count(*) filter (where m.state = 'failed'),
    count(*) filter (where m.state in ('stopped', 'partial')), count(*) filter (where m.mode = 'extractive'),
    count(distinct coalesce(m.account_id, m.key_id)),
    (percentile_cont(0.5) within group (order by (m.took ->> 'total')::float8) filter (where m.state = 'complete'))::float8,
    (percentile_cont(0.95) within group (order by (m.took ->> 'total')::float8) filter (where m.state = 'complete'))::float8
    {_ANSWERS}
    group by grouping sets (((m.created_at at time zone zone)::date), ()) having count(*) > 0 order by 1 nulls last;
"""
_ASKERS = f"""{_NOT_GUESTS}
return query select m.account_id, count(distinct m.parent_id), count(*) filter (where m.finish = 'not_found')
    {_ANSWERS} group by m.account_id;
"""
_DOCUMENTS = f"""{_NOT_GUESTS}
return query select e.document_id, count(distinct e.message_id) from chat.evidence e
    where e.workspace_id = walls.workspace() and e.message_id >= low and e.message_id < high and e.cited
    group by e.document_id order by 2 desc, 1 limit most;
"""
_FEEDBACK = f"""{_NOT_GUESTS}
return query select f.provider, f.model, f.prompt, count(*) filter (where f.rating = 1), count(*) filter (where f.rating = -1)
    from chat.feedback f where f.workspace_id = walls.workspace() and f.message_id >= low and f.message_id < high
    group by f.provider, f.model, f.prompt order by count(*) desc, 1, 2, 3;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for table in ("chat.evidence", "chat.feedback"):
        gap(op, table, "select")
    definer(
        op,
        "chat.insight_days(low uuid, high uuid, zone text)",
        "table (day date, questions bigint, answers bigint, unanswered bigint, failed bigint, stopped bigint, "
        "quotations bigint, askers bigint, median_ms float8, p95_ms float8)",
        _DAYS,
    )
    definer(
        op,
        "chat.insight_askers(low uuid, high uuid)",
        "table (account_id uuid, questions bigint, unanswered bigint)",
        _ASKERS,
    )
    definer(
        op,
        "chat.insight_documents(low uuid, high uuid, most integer)",
        "table (document_id uuid, answers bigint)",
        _DOCUMENTS,
    )
    definer(
        op,
        "chat.insight_feedback(low uuid, high uuid)",
        "table (provider text, model text, prompt text, good bigint, bad bigint)",
        _FEEDBACK,
    )
