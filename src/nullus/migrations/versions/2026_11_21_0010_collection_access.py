"""Who sees a collection has its consequences: names that tell nothing of what is hidden, and vectors searched behind a function.

The name of a shared collection is one of its workspace's; the name of a private one, or one for groups, is one of its owner's: a
name that is taken by what somebody cannot see must not be refused to them.
"""

from alembic import op

from nullus.migrations.walls import WORKSPACE, definer, gap, hand_over, wall

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAMES = """
alter table knowledge.collections drop constraint collections_workspace_id_name_key;
create unique index collections_shared_name on knowledge.collections (workspace_id, name)
    where access in ('workspace', 'public');
create unique index collections_own_name on knowledge.collections (workspace_id, owner_id, name)
    where access in ('private', 'group');
create index collection_groups_by_group on knowledge.collection_groups (workspace_id, group_id);
"""

# Vectors in the graph are also found by workspace and collection: few among many are compared one by one, because a graph that
# all workspaces share would have to be walked far to meet them.
EXACT = "create index vectors_in_graph on knowledge.vectors (workspace_id, collection_id) where in_graph"

# For each dimension an index, and in one function the statement that walks it, prepared once a connection. The function runs
# with its caller's rights. Without sorting the planner has no other way than the graph; what is outside it is few.
GRAPH = """
create function knowledge.write_walk() returns void language plpgsql set search_path = pg_catalog, pg_temp as $write$
declare each_dimension integer; body text := '';
begin
    for each_dimension in
        select substring(indexname from '[0-9]+$')::integer from pg_indexes
        where schemaname = 'knowledge' and indexname ~ '^vectors_graph_[0-9]+$' order by 1
    loop
        body := body || format($walk$
            if public.vector_dims(question) = %1$s and among is null then
                return query
                (select v.number, v.embedding operator(public.<=>) question from knowledge.vectors v
                 where v.workspace_id = here and not v.in_graph order by 2 limit most)
                union all
                (select v.number, v.embedding::public.halfvec(%1$s) operator(public.<=>) question::public.halfvec(%1$s)
                 from knowledge.vectors v
                 where v.workspace_id = here and v.in_graph and public.vector_dims(v.embedding) = %1$s
                 order by v.embedding::public.halfvec(%1$s) operator(public.<=>) question::public.halfvec(%1$s) limit most);
            elsif public.vector_dims(question) = %1$s then
                return query
                (select v.number, v.embedding operator(public.<=>) question from knowledge.vectors v
                 where v.workspace_id = here and not v.in_graph and v.collection_id = any(among) order by 2 limit most)
                union all
                (select v.number, v.embedding::public.halfvec(%1$s) operator(public.<=>) question::public.halfvec(%1$s)
                 from knowledge.vectors v
                 where v.workspace_id = here and v.in_graph and public.vector_dims(v.embedding) = %1$s
                   and v.collection_id = any(among)
                 order by v.embedding::public.halfvec(%1$s) operator(public.<=>) question::public.halfvec(%1$s) limit most);
            end if;
        $walk$, each_dimension);
    end loop;
    execute 'create or replace function knowledge.walk_graph(here uuid, question public.halfvec, among uuid[], most integer) '
        'returns table (number bigint, distance float8) language plpgsql stable '
        'set search_path = pg_catalog, pg_temp set enable_sort = off as $made$ begin ' || body || ' end $made$';
end $write$;
revoke all on function knowledge.write_walk() from public;
select knowledge.write_walk();
revoke all on function knowledge.walk_graph(uuid, public.halfvec, uuid[], integer) from public;

create or replace function knowledge.build_graph(dimension integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $build$
begin
    if dimension not between 1 and 4000 then
        raise exception 'dimension % is out of range', dimension;
    end if;
    if to_regclass(format('knowledge.vectors_graph_%s', dimension)) is not null then
        return;
    end if;
    execute format(
        'create index if not exists vectors_graph_%1$s on knowledge.vectors '
        'using hnsw ((embedding::public.halfvec(%1$s)) public.halfvec_cosine_ops) with (m = 16, ef_construction = 64) '
        'where in_graph and public.vector_dims(embedding) = %1$s', dimension);
    perform knowledge.write_walk();
end $build$;
"""

# The workspace comes from the transaction; `among` are the collections that the asker sees, `filtered` the chunks that a filter
# left. Comparing n vectors one by one costs about n microseconds; meeting enough of them in a graph of `everybodys` about
# 1000 * everybodys / n: whichever is less is done, so a small share of a large graph is found whole.
_DECLARE = """
declare here uuid := walls.workspace(); held bigint; graphed boolean; whole boolean; everybodys float8; n float8;
"""
_VECTORS = (
    "select v.number, v.embedding operator(public.<=>) question as distance from knowledge.vectors v "
    "where v.workspace_id = here"
)
_AMONG = "v.collection_id = any (among)"
_BODY = f"""
select i.chunks, i.in_graph, not exists (select from knowledge.collections c where c.workspace_id = here and c.id <> all (among)),
    case when i.in_graph then
        (select c.reltuples from pg_class c where c.oid = to_regclass('knowledge.vectors_graph_' || i.dimension)) end
into held, graphed, whole, everybodys
from knowledge.indexes i
where i.workspace_id = here and i.state = 'ready' and i.embedder = made_by and i.dimension = public.vector_dims(question);
if not found then
    null;
elsif filtered is not null then
    return query {_VECTORS} and v.number = any (filtered) and {_AMONG} order by 2 limit most;
elsif not graphed and whole then
    return query {_VECTORS} and not v.in_graph order by 2 limit most;
elsif not graphed then
    return query {_VECTORS} and not v.in_graph and {_AMONG} order by 2 limit most;
else
    everybodys := greatest(everybodys, held);
    n := held;
    if not whole then
        n := (select count(*) from (
            select from knowledge.vectors v where v.workspace_id = here and v.in_graph and {_AMONG}
            limit ceil(sqrt(1000 * everybodys))) few);
    end if;
    if n * n >= 1000 * everybodys then
        return query select w.number, w.distance
            from knowledge.walk_graph(here, question, case when whole then null else among end, most) w;
    elsif whole then
        return query {_VECTORS} and v.in_graph union all {_VECTORS} and not v.in_graph order by 2 limit most;
    else
        return query {_VECTORS} and v.in_graph and {_AMONG} union all {_VECTORS} and not v.in_graph and {_AMONG}
            order by 2 limit most;
    end if;
end if;
"""

# What is found by number is shown by way of the collections that the asker sees, which the caller joins to it.
PASSAGES = """
return query select c.number, c.document_id, d.name, c.collection_id, c.text, c.heading_path, c.page, c.start_offset, c.end_offset
from knowledge.chunks c join knowledge.documents d on d.workspace_id = c.workspace_id and d.id = c.document_id
where c.workspace_id = walls.workspace() and c.number = any (numbers);
"""
PASSAGE = (
    "number bigint, document_id uuid, name text, collection_id uuid, text text, heading_path text[], page integer, "
    "start_offset integer, end_offset integer"
)

# The same policy as before, in fewer steps: it is asked for with every search.
REACH = """
create function walls.open_access() returns text[] language sql stable parallel safe as $$
    select case walls.reach() when 'all' then array['private', 'group', 'workspace', 'public']
        when 'member' then array['workspace', 'public'] else array['public'] end $$;
create function walls.shared_with_person(collection uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
    return walls.reach() = 'member' and exists (
        select from knowledge.collection_groups g
        join identity.group_members m on m.workspace_id = g.workspace_id and m.group_id = g.group_id
        where g.workspace_id = walls.workspace() and g.collection_id = collection and m.account_id = walls.person());
end $$;
revoke all on function walls.shared_with_person(uuid) from public;
"""
VISIBLE = f"""{WORKSPACE} and (access = any ((select walls.open_access())::text[]) or owner_id = (select walls.person())
    or (access = 'group' and walls.shared_with_person(id)))"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(NAMES)
    op.execute(EXACT)
    for table in ("vectors", "indexes", "collections", "chunks", "documents", "collection_groups"):
        gap(op, f"knowledge.{table}", "select")
    gap(op, "identity.group_members", "select")
    connection = op.get_bind().connection.driver_connection  # straight to the driver: the functions are full of colons
    assert connection is not None
    connection.execute(REACH)
    hand_over(op, "walls.shared_with_person(uuid)")
    wall(op, "knowledge.collections", VISIBLE)
    connection.execute(GRAPH)
    hand_over(op, "knowledge.walk_graph(uuid, public.halfvec, uuid[], integer)", own=False)
    definer(
        op,
        "knowledge.nearest(question public.halfvec, made_by text, among uuid[], filtered bigint[], most integer)",
        "table (number bigint, distance float8)",
        _BODY,
        declare=_DECLARE,
    )
    definer(op, "knowledge.passages(numbers bigint[])", f"table ({PASSAGE})", PASSAGES)
