"""Turns: which answers are being written and by whom, so that one whose process died is found; and questions without an answer.

Both stand behind the wall of the asker. What reaches across is narrow: a process keeps what it is writing itself, the sweep ends
what nobody writes any more, and a workspace's open questions are read by those who own it (the route asks for that).
"""

from alembic import op

from nullus.migrations.walls import WORKSPACE, definer, gap, wall

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OWN = (
    f"{WORKSPACE} and (account_id = (select walls.person()) or (account_id is null and (select walls.person()) is null "
    "and (select walls.reach()) <> 'guest'))"
)
TABLES = """
create table chat.writing (
    workspace_id uuid not null,
    message_id uuid not null,
    account_id uuid,
    key_id uuid,
    writer uuid not null,
    stop_asked boolean not null default false,
    followed_at timestamptz,
    beat_at timestamptz not null default clock_timestamp(),
    primary key (workspace_id, message_id),
    foreign key (workspace_id, message_id) references chat.messages on delete cascade
);

-- A row for every time that it was asked: it goes with its conversation and with its person. `same` tells the same question.
create table chat.gaps (
    workspace_id uuid not null,
    message_id uuid not null,
    account_id uuid,
    key_id uuid,
    id uuid not null,
    question text not null,
    same text not null,
    language text not null,
    collection_ids uuid[],
    asked_at timestamptz not null default clock_timestamp(),
    resolved_at timestamptz,
    resolved_by uuid,
    primary key (workspace_id, message_id),
    foreign key (workspace_id, message_id) references chat.messages on delete cascade
);
create index gaps_open on chat.gaps (workspace_id, same, asked_at desc) where resolved_at is null;
create index gaps_by_id on chat.gaps (workspace_id, id);

do $$ begin
    if exists (select from pg_roles where rolname = 'nullus_app') then
        grant select, insert, update, delete on chat.writing, chat.gaps to nullus_app;
    end if;
end $$;
"""

# What a process has written so far, for answers that it writes itself; which of them are wanted still. Nothing comes back but
# ids that it knows already.
_KEEP = """
update chat.messages m set text = a.text, citations = a.citations
from pg_catalog.jsonb_to_recordset(answers) as a (workspace_id uuid, id uuid, text text, citations jsonb)
join chat.writing w on w.workspace_id = a.workspace_id and w.message_id = a.id and w.writer = me
where m.workspace_id = a.workspace_id and m.id = a.id and m.state = 'writing';
update chat.writing w set beat_at = clock_timestamp() where w.writer = me and w.message_id = any (mine);
return query select w.message_id, w.stop_asked, coalesce(w.followed_at > clock_timestamp() - interval '2 seconds', false)
    from chat.writing w where w.writer = me and w.message_id = any (mine);
"""
_END_LOST = """
return query
with lost as (
    delete from chat.writing w where w.beat_at < clock_timestamp() - patience returning w.workspace_id, w.message_id
), ended as (
    update chat.messages m set state = case when m.text = '' then 'failed' else 'partial' end, finish = 'cut',
        failure = problem, finished_at = clock_timestamp()
    from lost l where m.workspace_id = l.workspace_id and m.id = l.message_id and m.state = 'writing' returning 1
) select count(*) from ended;
"""
_REFUSE_GUESTS = """
if walls.reach() = 'guest' then raise insufficient_privilege using message = 'guests do not see what others ask'; end if;
"""
_GAPS = f"""{_REFUSE_GUESTS}
return query
select (array_agg(g.id order by g.asked_at desc))[1], (array_agg(g.question order by g.asked_at desc))[1],
    (array_agg(g.language order by g.asked_at desc))[1], count(*), count(distinct coalesce(g.account_id, g.key_id)),
    min(g.asked_at), max(g.asked_at), max(g.resolved_at)
from chat.gaps g where g.workspace_id = walls.workspace() and (g.resolved_at is not null) = resolved
group by g.same
having before is null or (max(g.asked_at), (array_agg(g.id order by g.asked_at desc))[1]) < (before, before_id)
order by max(g.asked_at) desc, (array_agg(g.id order by g.asked_at desc))[1] desc limit most;
"""
_RESOLVE = f"""{_REFUSE_GUESTS}
return query
with done as (
    update chat.gaps g set resolved_at = clock_timestamp(), resolved_by = walls.person()
    where g.workspace_id = walls.workspace() and g.resolved_at is null
        and g.same = (select o.same from chat.gaps o where o.workspace_id = walls.workspace() and o.id = gap) returning 1
) select count(*) from done;
"""
_KNOWN = f"""{_REFUSE_GUESTS}
return query select exists (select from chat.gaps g where g.workspace_id = walls.workspace() and g.id = gap);
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(TABLES)
    for table in ("writing", "gaps"):
        wall(op, f"chat.{table}", OWN)
    gap(op, "chat.writing", "select", "update", "delete")
    gap(op, "chat.messages", "update")
    gap(op, "chat.gaps", "select", "update")
    definer(
        op,
        "chat.keep_writing(me uuid, mine uuid[], answers jsonb)",
        "table (message_id uuid, stop_asked boolean, followed boolean)",
        _KEEP,
        service_only=True,
    )
    definer(op, "chat.end_lost(patience interval, problem jsonb)", "setof bigint", _END_LOST, service_only=True)
    columns = (
        "id uuid, question text, language text, times bigint, askers bigint, first_at timestamptz, last_at timestamptz, "
        "resolved_at timestamptz"
    )
    definer(
        op,
        "chat.gaps_here(resolved boolean, before timestamptz, before_id uuid, most integer)",
        f"table ({columns})",
        _GAPS,
    )
    definer(op, "chat.resolve_gap(gap uuid)", "setof bigint", _RESOLVE)
    definer(op, "chat.knows_gap(gap uuid)", "setof boolean", _KNOWN)
