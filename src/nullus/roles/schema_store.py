"""The statements about the database as a whole: does it answer, and which step of the history has it reached."""

from typing import Any

import psycopg

from nullus.platform.database import Tx, psycopg_of
from nullus.platform.postgres import APP_ROLE


async def answer(tx: Tx) -> None:
    """The least that a working database can do."""
    await (await psycopg_of(tx)).execute("select 1")


async def revision(tx: Tx) -> str | None:
    """The step that the application's role sees."""
    cursor = await (await psycopg_of(tx)).execute("select version_num from public.schema_history")
    row = await cursor.fetchone()
    return str(row[0]) if row else None


def revision_of(owner_url: str) -> str | None:
    """The step that the owner sees; None before the first migration."""
    with psycopg.connect(owner_url) as connection:
        there = connection.execute("select to_regclass('public.schema_history') is not null").fetchone()
        if there is None or not there[0]:
            return None
        row = connection.execute("select version_num from public.schema_history").fetchone()
    return str(row[0]) if row else None


def let_application_read_history(connection: psycopg.Connection[Any]) -> None:
    """Readiness compares the step with the release's, so the application may read it. No such role, nothing to do."""
    if connection.execute("select 1 from pg_roles where rolname = %s", [APP_ROLE]).fetchone():
        connection.execute(f"grant select on public.schema_history to {APP_ROLE}")
