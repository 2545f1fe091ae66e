"""The statements about the database as a whole: does it answer, and which step of the history has it reached."""

from nullus.platform.database import Tx, psycopg_of


async def answer(tx: Tx) -> None:
    """The least that a working database can do."""
    await (await psycopg_of(tx)).execute("select 1")


async def revision(tx: Tx) -> str | None:
    """The step that the application's role sees."""
    cursor = await (await psycopg_of(tx)).execute("select version_num from public.schema_history")
    row = await cursor.fetchone()
    return str(row[0]) if row else None
