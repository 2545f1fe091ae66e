"""Who resolves a question without an answer says what was done about it, and takes it back when it was not enough."""

from alembic import op

from nullus.migrations.walls import definer

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_REFUSE_GUESTS = """
if walls.reach() = 'guest' then raise insufficient_privilege using message = 'guests do not see what others ask'; end if;
"""
_GAPS = f"""{_REFUSE_GUESTS}
return query
select (array_agg(g.id order by g.asked_at desc))[1], (array_agg(g.question order by g.asked_at desc))[1],
    (array_agg(g.language order by g.asked_at desc))[1], count(*), count(distinct coalesce(g.account_id, g.key_id)),
    min(g.asked_at), max(g.asked_at), max(g.resolved_at), (array_agg(g.resolved_by order by g.resolved_at desc))[1],
    (array_agg(g.note order by g.resolved_at desc))[1]
from chat.gaps g where g.workspace_id = walls.workspace() and (g.resolved_at is not null) = resolved
group by g.same
having before is null or (max(g.asked_at), (array_agg(g.id order by g.asked_at desc))[1]) < (before, before_id)
order by max(g.asked_at) desc, (array_agg(g.id order by g.asked_at desc))[1] desc limit most;
"""
_RESOLVE = f"""{_REFUSE_GUESTS}
return query
with done as (
    update chat.gaps g set resolved_at = clock_timestamp(), resolved_by = walls.person(), note = said
    where g.workspace_id = walls.workspace() and g.resolved_at is null
        and g.same = (select o.same from chat.gaps o where o.workspace_id = walls.workspace() and o.id = gap) returning 1
) select count(*) from done;
"""
_REOPEN = f"""{_REFUSE_GUESTS}
return query
with done as (
    update chat.gaps g set resolved_at = null, resolved_by = null, note = null
    where g.workspace_id = walls.workspace() and g.resolved_at is not null
        and g.same = (select o.same from chat.gaps o where o.workspace_id = walls.workspace() and o.id = gap) returning 1
) select count(*) from done;
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("alter table chat.gaps add column note text")
    # The same arguments and more columns: a process of the release before reads those that it knows. `resolve_gap` with one
    # argument stays for it too.
    op.execute("drop function chat.gaps_here(boolean, timestamptz, uuid, integer)")
    columns = (
        "id uuid, question text, language text, times bigint, askers bigint, first_at timestamptz, last_at timestamptz, "
        "resolved_at timestamptz, resolved_by uuid, note text"
    )
    definer(
        op,
        "chat.gaps_here(resolved boolean, before timestamptz, before_id uuid, most integer)",
        f"table ({columns})",
        _GAPS,
    )
    definer(op, "chat.resolve_gap(gap uuid, said text)", "setof bigint", _RESOLVE)
    definer(op, "chat.reopen_gap(gap uuid)", "setof bigint", _REOPEN)
