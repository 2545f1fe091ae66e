"""The walls between workspaces and people hold in the database itself: in every table that there is, whoever forgot a condition."""

import ast
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import TupleRow
from sqlalchemy import text
from tests.architecture.exceptions import ACROSS_WORKSPACES
from tests.architecture.house import in_words, modules
from tests.conftest import somebody
from tests.postgres_server import SharedServer

from nullus.platform.database import Database
from nullus.platform.postgres import APP_ROLE, Access

Connection = psycopg.Connection[TupleRow]
OURS = "n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'"
# Tables without a wall, each with the reason.
OPEN: dict[str, str] = {"public.schema_history": "the step of the history that the schema has reached; nobody's data"}
# What anybody may read, in whatever workspace they are: nobody's data.
PLAIN = {"identity.tiers", "identity.policies", "jobs.procrastinate_workers", "jobs.workers"}
HERE, THERE, SOMEBODY = (uuid.UUID(int=7 << 64 | number) for number in (1, 2, 3))


@pytest.fixture(scope="module")
def filled(server: SharedServer, access: Access) -> Iterator[Connection]:
    """The superuser's connection to a database with rows of two workspaces and of a stranger in every table."""
    with psycopg.connect(server.superuser_url(access), autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")  # no foreign keys, no triggers
        for table, name in connection.execute(
            "select conrelid::regclass::text, conname from pg_constraint c join pg_class r on r.oid = c.conrelid "
            f"join pg_namespace n on n.oid = r.relnamespace where c.contype = 'c' and {OURS}"
        ).fetchall():
            connection.execute(sql.SQL("alter table {} drop constraint {}").format(_named(table), sql.Identifier(name)))
        for table in _tables(connection):
            for workspace in (HERE, THERE):
                _fill(connection, table, workspace)
        yield connection


@pytest.fixture
def application(access: Access) -> Iterator[Connection]:
    """A raw connection as the application's role: nobody has said who is asking."""
    with psycopg.connect(access.app_url, autocommit=True) as connection:
        yield connection


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    enum: str | None
    identity: bool


def _tables(connection: Connection) -> list[str]:
    found = connection.execute(
        "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        f"where c.relkind in ('r', 'p') and {OURS} order by 1"
    )
    return [row[0] for row in found if row[0] not in OPEN]


@cache
def _columns(connection: Connection, table: str) -> list[Column]:
    found = connection.execute(
        "select a.attname, format_type(a.atttypid, null), (select min(e.enumlabel) from pg_enum e where e.enumtypid = a.atttypid), "
        "a.attidentity <> '' from pg_attribute a where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped "
        "and a.attgenerated = '' order by a.attnum",
        [table],
    )
    return [Column(*row) for row in found]


def _value(column: Column, workspace: uuid.UUID) -> Any:
    """Something that fits the type; in the columns that say whose a row is, a stranger's."""
    if column.name == "workspace_id" or (column.name == "home_workspace_id"):
        return workspace
    if column.name == "args":
        return json.dumps({"workspace": str(workspace), "actor": {"person": str(uuid.uuid4())}})
    simple: dict[str, Any] = {
        "uuid": uuid.uuid4(),
        "boolean": False,
        "jsonb": "{}",
        "bytea": uuid.uuid4().bytes,
        "timestamp with time zone": "2026-01-01",
        "date": f"2{uuid.uuid4().int % 1000:03}-01-01",
        "halfvec": "[1,2,3]",
        "xid8": "7",
        "pg_snapshot": "10:20:10",
        "smallint": 1,
        "bit": "0" * 2048,
    }
    if column.kind in simple:
        return simple[column.kind]
    if column.kind.endswith("[]"):
        return "{}"
    if column.enum is not None:
        return column.enum
    if column.kind in {"integer", "bigint", "real", "double precision", "numeric"}:
        return uuid.uuid4().int % 2**31
    return uuid.uuid4().hex


def _fill(connection: Connection, table: str, workspace: uuid.UUID) -> None:
    columns = _columns(connection, table)
    values = [_value(each, workspace) for each in columns]
    if table == "identity.workspaces":
        values[[each.name for each in columns].index("id")] = workspace
    statement = sql.SQL("insert into {} ({}) overriding system value values ({})").format(
        _named(table),
        sql.SQL(", ").join(sql.Identifier(each.name) for each in columns),
        sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
    )
    connection.execute(statement, values)


def _named(table: str) -> sql.Composed:
    return sql.SQL(".").join(sql.Identifier(part) for part in table.split("."))


def _enter(connection: Connection, workspace: str, person: str = "", reach: str = "all") -> None:
    connection.execute(
        "select set_config('nullus.workspace', %s, false), set_config('nullus.person', %s, false), "
        "set_config('nullus.reach', %s, false)",
        [workspace, person, reach],
    )


def _count(connection: Connection, statement: sql.Composed, *values: object) -> int:
    row = connection.execute(statement, values).fetchone()
    assert row is not None
    return int(row[0])


def test_every_table_stands_behind_a_wall(filled: Connection) -> None:
    found = filled.execute(
        "select n.nspname || '.' || c.relname, c.relrowsecurity, c.relforcerowsecurity, "
        "array(select distinct p.cmd from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname) "
        "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        f"where c.relkind in ('r', 'p', 'f') and {OURS} order by 1"
    ).fetchall()
    assert len(found) > 30
    problems = [
        f"{table}: make a wall around it in its migration: wall(op, {table!r})"
        for table, enabled, forced, policies in found
        if table not in OPEN and not (enabled and forced and policies)
    ]
    assert not problems, in_words(problems)
    assert {table for table, *_ in found} >= set(OPEN), "an exception is about a table that is no more"


def test_every_view_asks_as_who_looks_at_it(filled: Connection) -> None:
    found = filled.execute(
        "select n.nspname || '.' || c.relname, c.relkind::text, coalesce(c.reloptions, '{}') from pg_class c "
        f"join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and {OURS} "
        "and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')"
    ).fetchall()
    problems = [
        f"{name}: with (security_invoker)" for name, _, options in found if "security_invoker=true" not in options
    ]
    problems += [f"{name}: a materialised view has no wall" for name, kind, _ in found if kind == "m"]
    assert not problems, in_words(problems)


def test_the_application_owns_nothing_and_cannot_step_over(filled: Connection) -> None:
    row = filled.execute(
        "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication, "
        "array(select r.rolname::text from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = me.oid) "
        "from pg_roles me where rolname = %s",
        [APP_ROLE],
    ).fetchone()
    assert row == (False, [])
    owned = filled.execute(
        "select count(*) from pg_shdepend d join pg_roles r on r.oid = d.refobjid "
        "where r.rolname = %s and d.deptype = 'o'",
        [APP_ROLE],
    ).fetchone()
    assert owned == (0,)


def test_functions_with_other_rights_are_shut_in(filled: Connection) -> None:
    found = filled.execute(
        "select p.oid::regprocedure::text, coalesce(p.proconfig, '{}'), r.rolname, r.rolsuper, p.proacl is null or exists "
        "(select from aclexplode(p.proacl) a where a.grantee = 0 and a.privilege_type = 'EXECUTE') "
        "from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner "
        f"where p.prosecdef and {OURS}"
    ).fetchall()
    assert any(name.startswith("knowledge.nearest(") for name, *_ in found)
    problems = []
    for name, config, owner, superuser, public in found:
        if not any(each.startswith("search_path=") for each in config):
            problems.append(f"{name}: fix its search_path")
        if superuser or owner == APP_ROLE:
            problems.append(f"{name}: belongs to {owner}")
        if public:
            problems.append(f"{name}: revoke it from public")
    assert not problems, in_words(problems)
    for login, owner in filled.execute(
        "select rolcanlogin, rolname from pg_roles where rolname = 'nullus_definer'"
    ).fetchall():
        assert not login, owner


def test_without_a_workspace_there_is_an_error_and_never_a_row(filled: Connection, application: Connection) -> None:
    for said in (None, ""):  # never said, and as it is after the end of a transaction that did
        if said is not None:
            _enter(application, said, reach="")
        for table in _tables(filled):
            if table not in PLAIN:
                with pytest.raises((psycopg.errors.UndefinedObject, psycopg.errors.InvalidTextRepresentation)):
                    _look_without_a_workspace(application, table)


def _look_without_a_workspace(application: Connection, table: str) -> None:
    """Where a policy shows nothing to anybody the look itself is no error, but then it has shown nothing."""
    found = application.execute(sql.SQL("select * from {} limit 1").format(_named(table))).fetchall()
    assert not found, f"{table} shows {found}"
    application.execute("select walls.workspace()")


def test_another_workspaces_rows_are_neither_seen_nor_changed(filled: Connection, application: Connection) -> None:
    own = 0
    for table in _tables(filled):
        names = [each.name for each in _columns(filled, table)]
        column = "workspace_id" if "workspace_id" in names else "id" if table == "identity.workspaces" else None
        if table == "jobs.procrastinate_jobs":
            column = "workspace_id"  # generated, so no column that could be filled
        if column is None:
            continue
        place, whose = _named(table), sql.Identifier(column)
        before = _rows(filled, table)
        for person, reach in (("", "all"), (str(SOMEBODY), "member"), (str(SOMEBODY), "guest")):
            _enter(application, str(HERE), person, reach)
            counted = sql.SQL("select count(*) from {} where {} = %s").format(place, whose)
            assert _count(application, counted, THERE) == 0, table
            own += reach == "all" and _count(application, counted, HERE)
            try:
                with application.transaction(force_rollback=True):
                    deleted = sql.SQL("delete from {} where {} = %s").format(place, whose)
                    assert application.execute(deleted, [THERE]).rowcount == 0, table
            except psycopg.errors.InsufficientPrivilege:
                pass
            try:  # a row of mine that is moved over there
                with application.transaction(force_rollback=True):
                    moved = sql.SQL("update {} set {} = %s").format(place, whose)
                    assert application.execute(moved, [THERE]).rowcount == 0, table
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.GeneratedAlways):
                pass
        assert _rows(filled, table) == before, table
    assert own > 15  # the walls let through what is one's own


def _rows(connection: Connection, table: str) -> list[str]:
    found = connection.execute(sql.SQL("select t::text from {} t order by 1").format(_named(table)))
    return [row[0] for row in found]


def test_a_row_cannot_be_put_into_another_workspace(filled: Connection, application: Connection) -> None:
    _enter(application, str(HERE))
    for table in _tables(filled):
        if "workspace_id" not in [each.name for each in _columns(filled, table)]:
            continue
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            _fill_as(application, filled, table, THERE)


def _fill_as(application: Connection, superuser: Connection, table: str, workspace: uuid.UUID) -> None:
    columns = _columns(superuser, table)
    statement = sql.SQL("insert into {} ({}) overriding system value values ({})").format(
        _named(table),
        sql.SQL(", ").join(sql.Identifier(each.name) for each in columns),
        sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
    )
    application.execute(statement, [_value(each, workspace) for each in columns])


def test_what_people_have_written_is_not_open_to_the_service_either(
    filled: Connection, application: Connection
) -> None:
    _enter(application, "*", reach="")
    for table in _tables(filled):
        if table.startswith(("knowledge.", "chat.")) and table != "knowledge.indexes":
            assert _rows(application, table) == [], table


@pytest.mark.parametrize("reach", ["all", "member", "guest"])
@pytest.mark.parametrize("person", ["", str(SOMEBODY)])
def test_conversations_are_open_to_nobody_but_their_owner(
    filled: Connection, application: Connection, person: str, reach: str
) -> None:
    _enter(application, str(HERE), person, reach)
    tables = [each for each in _tables(filled) if each.startswith("chat.")]
    assert len(tables) >= 6
    for table in tables:
        assert _rows(filled, table), table
        assert _rows(application, table) == [], table


def test_people_see_themselves_and_the_members_of_their_workspace(filled: Connection, application: Connection) -> None:
    _enter(application, str(HERE), str(SOMEBODY), "member")
    for table in ("accounts", "factors", "federated", "usage", "reservations", "credentials"):
        assert _rows(filled, f"identity.{table}"), table
        assert _rows(application, f"identity.{table}") == [], table


@pytest.mark.parametrize(
    "statement",
    [
        "set role nullus_owner",
        "set role nullus_definer",
        "set session authorization nullus_owner",
        "alter table knowledge.chunks disable row level security",
        "alter table knowledge.chunks no force row level security",
        "create policy mine on knowledge.chunks using (true)",
        "drop policy wall_read on knowledge.chunks",
        "alter role nullus_app bypassrls",
        "grant nullus_definer to nullus_app",
        "create function knowledge.mine() returns int language sql as 'select 1'",
        "create or replace function walls.workspace() returns uuid language sql as 'select null::uuid'",
        "alter function knowledge.nearest(public.halfvec, text, uuid[], bigint[], integer) owner to nullus_app",
        "select * from knowledge.walk_graph(gen_random_uuid(), '[1]', null, 10)",
        "select knowledge.trim()",
        "select * from knowledge.unsettled_versions()",
    ],
)
def test_the_application_cannot_take_a_wall_down(application: Connection, statement: str) -> None:
    _enter(application, str(HERE))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.encode())


def test_walls_cannot_be_switched_off_for_a_session(filled: Connection, application: Connection) -> None:
    _enter(application, str(HERE))
    application.execute("set row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        application.execute("select * from knowledge.chunks")


async def test_after_an_error_a_connection_belongs_to_nobody(filled: Connection, access: Access) -> None:
    database = Database(access.app_url, pool_size=1)

    async def fail() -> None:
        async with database.transaction(somebody()) as tx:
            await tx.execute(text("select 1"))
            raise ZeroDivisionError

    async def look() -> None:
        async with database.engine.begin() as tx:
            await tx.execute(text("select * from knowledge.documents"))

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            await fail()
        with pytest.raises(Exception, match=r"nullus\.workspace|invalid input syntax for type uuid"):
            await look()
    await database.close()


def test_only_named_modules_act_across_workspaces() -> None:
    found = {
        module.place
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "system_transaction"
    }
    problems = [
        f"{place}: work in a workspace's transaction, or give a reason"
        for place in sorted(found)
        if not place.startswith(tuple(ACROSS_WORKSPACES))
    ]
    problems += [
        f"{place}: stands among the exceptions for nothing"
        for place in ACROSS_WORKSPACES
        if not any(each.startswith(place) for each in found)
    ]
    assert not problems, in_words(problems)
