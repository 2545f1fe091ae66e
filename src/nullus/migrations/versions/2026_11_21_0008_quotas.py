"""Quotas: a period of use is a stretch of time; what an account stores is counted where its versions are written."""

from alembic import op

from nullus.migrations.walls import lowered

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# A date does not say when a day began and ends: that depends on a time zone that the person may change.
PERIODS = """
alter table identity.usage alter column began type timestamptz using began::timestamptz, add column ends timestamptz;
comment on column identity.usage.ends is 'when the period is over; null: never';
"""
GUESTS = """
update identity.tiers set limits = limits || '{"address_questions_day": 3}' where name = 'guest';
"""

# Storage is what the versions of an account's uploads take, however they come and go: by an upload, a deletion, a
# collection or a workspace that ends. The function stands outside every workspace, as the table of use does.
STORAGE = """
create function identity.count_storage() returns trigger language plpgsql security definer
    set search_path = pg_catalog as $$
declare
    each record;
    entered text := current_setting('nullus.workspace');
begin
    perform set_config('nullus.workspace', '*', true);
    if tg_op = 'INSERT' then
        insert into identity.usage (subject, meter, period, began, used)
        select 'account:' || uploaded_by, 'storage', 'all', 'epoch', sum(size)
            from changed where uploaded_by is not null group by uploaded_by order by uploaded_by
        on conflict (subject, meter, period, began) do update
            set used = usage.used + excluded.used, updated_at = clock_timestamp();
    else
        for each in select uploaded_by, sum(size) as size from changed where uploaded_by is not null
            group by uploaded_by order by uploaded_by
        loop
            update identity.usage set used = greatest(0, used - each.size), updated_at = clock_timestamp()
            where subject = 'account:' || each.uploaded_by and meter = 'storage' and period = 'all' and began = 'epoch';
        end loop;
    end if;
    perform set_config('nullus.workspace', entered, true);
    return null;
end $$;
create trigger storage_grows after insert on knowledge.versions referencing new table as changed
    for each statement execute function identity.count_storage();
create trigger storage_shrinks after delete on knowledge.versions referencing old table as changed
    for each statement execute function identity.count_storage();
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(PERIODS)
    op.execute(STORAGE)
    with lowered(op, "identity.tiers"):
        op.execute(GUESTS)
