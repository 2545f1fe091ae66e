"""The statements about the database as a whole: does it answer, and which step of the history has it reached."""

import psycopg

from nullus.platform.database import Tx, psycopg_of


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
