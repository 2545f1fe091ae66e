"""Walls around tables, for migrations: row-level security that holds for everybody, and the few functions that reach across.

A wall is ENABLE and FORCE with policies of what a transaction says of itself (`walls.workspace()`, `walls.person()`,
`walls.reach()`): no workspace in the transaction is an error, never all rows. Every table of ours needs one, or a line
with a reason in tests/architecture/test_walls.py.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

WORKSPACE = "workspace_id = (select walls.workspace())"
PERSON = "account_id = (select walls.person())"
SERVICE = "(select walls.is_system())"
_MARK = "nullus.definer"


def wall(
    op: Any, table: str, rows: str = WORKSPACE, *, change: str | None = None, service: Literal["", "reads", "all"] = ""
) -> None:
    """Put a wall around a table. `rows`: which a transaction sees, and, unless `change` says otherwise, may write.

    `service`: what the service itself may do across workspaces (a transaction with the workspace '*'). Never anything for
    what people have written: documents and all that is made from them. Wrap settings in `(select …)`: evaluated once.
    """
    seen = f"({rows}) or {SERVICE}" if service else rows
    written = f"({change or rows}) or {SERVICE}" if service == "all" else change or rows
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    # Not for the role of the functions that reach across: it would need every table that a policy looks into.
    to = "nullus_app, current_user" if definer_role(op) else "public"
    for name in ("wall_read", "wall_add", "wall_change", "wall_remove"):
        op.execute(f"drop policy if exists {name} on {table}")
    op.execute(f"create policy wall_read on {table} for select to {to} using ({seen})")
    op.execute(f"create policy wall_add on {table} for insert to {to} with check ({written})")
    op.execute(f"create policy wall_change on {table} for update to {to} using ({written}) with check ({written})")
    op.execute(f"create policy wall_remove on {table} for delete to {to} using ({written})")


def gap(op: Any, table: str, *commands: Literal["select", "update", "delete"]) -> None:
    """Let the functions that reach across workspaces do this with a table, and nobody else."""
    role = definer_role(op)
    # Where no role of their own can be made they are the owner's, who is also the application: then a mark that only they
    # set stands in for the role. That is a rule against mistakes, not against somebody who can run any statement.
    inside = (
        f"current_user = '{role}'::name"
        if role
        else f"pg_catalog.current_setting('{_MARK}', true) is not distinct from 'on'"
    )
    for command in commands:
        to = role or "current_user"
        op.execute(f"create policy gap_{command} on {table} for {command} to {to} using ({inside})")
        if role:
            op.execute(f"grant {command} on {table} to {role}")
            op.execute(f"grant usage on schema {table.partition('.')[0]} to {role}")


def definer(op: Any, signature: str, returns: str, body: str, *, declare: str = "", service_only: bool = False) -> None:
    """A function that reaches where its caller cannot: owned by a role that cannot log in, for the application only.

    `signature` as in `knowledge.trim()`; `body` is PL/pgSQL that names everything with its schema and comes to its end
    without `return`. It must take the workspace from the transaction, never as an argument. `service_only`: refused in
    the transaction of a workspace.
    """
    name = signature.partition("(")[0]
    types = f"{name}({', '.join(_types(signature))})"
    refusal = "raise insufficient_privilege using message = 'only the service itself may do this'"
    guard = f"if not walls.is_system() then {refusal}; end if;" if service_only else ""
    op.execute(
        f"create or replace function {signature} returns {returns} language plpgsql security definer "
        f"set search_path = pg_catalog, pg_temp as $body$ #variable_conflict use_column\n{declare} begin {guard} "
        f"perform set_config('{_MARK}', 'on', true); {body} perform set_config('{_MARK}', '', true); end $body$"
    )
    op.execute(f"revoke all on function {types} from public")
    hand_over(op, types)


def hand_over(op: Any, function: str, *, own: bool = True) -> None:
    """Give a function to the role that reaches across and let the application call it; with `own` False, only that role."""
    role = definer_role(op)
    if not own:
        op.execute(f"grant execute on function {function} to {role or 'current_user'}")
        return
    op.execute(
        "do $$ begin if exists (select from pg_roles where rolname = 'nullus_app') then "
        f"grant execute on function {function} to nullus_app; end if; end $$"
    )
    if role:
        schema = function.partition(".")[0]
        op.execute(f"grant usage on schema walls to {role}")
        op.execute(f"grant create on schema {schema} to {role}")  # the new owner must be allowed to own something there
        op.execute(f"alter function {function} owner to {role}")
        op.execute(f"revoke create on schema {schema} from {role}")


def definer_role(op: Any) -> str | None:
    """The role of those functions: made when the database is provisioned, None where no role can be made."""
    from sqlalchemy import text

    found = op.get_bind().execute(
        text(
            "select rolname from pg_roles where rolname in ('nullus_definer', left('nullus_definer_' || "
            "regexp_replace(lower(current_database()), '[^a-z0-9_]', '_', 'g'), 63)) "
            "and pg_has_role(current_user, oid, 'member') order by length(rolname) desc limit 1"
        )
    )
    value = found.scalar()
    return str(value) if value is not None else None


@contextmanager
def lowered(op: Any, *tables: str) -> Iterator[None]:
    """Let a migration work on the rows of every workspace: the owner stands behind the walls like anybody else."""
    for table in tables:
        op.execute(f"alter table {table} no force row level security")
    yield
    for table in tables:
        op.execute(f"alter table {table} force row level security")


def _types(signature: str) -> Sequence[str]:
    arguments = signature.partition("(")[2].rpartition(")")[0]
    return [re.sub(r"^\w+\s+", "", each.strip()) for each in arguments.split(",") if each.strip()]
