"""The SQL of following an index: what came and went since a generation, in batches that fit into memory."""

from collections.abc import AsyncGenerator, Sequence
from typing import Any, LiteralString
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from psycopg import sql
from psycopg.rows import TupleRow
from sqlalchemy import Row, text

from nullus.platform.database import Tx, psycopg_of


async def _in_batches(
    tx: Tx, name: LiteralString, statement: LiteralString, values: Sequence[Any], batch: int
) -> AsyncGenerator[list[TupleRow], None]:
    """The rows of a statement, some at a time, by a cursor of the server.

    Declared by hand: the driver's own object wants to be closed, for which there is no time when a load is cancelled. This one
    ends with the transaction.
    """
    connection = await psycopg_of(tx)
    await connection.execute(f"declare {name} no scroll cursor for {statement}", values, prepare=False)
    fetch = sql.SQL("fetch {} from {}").format(batch, sql.Identifier(name))
    while rows := await (await connection.execute(fetch, prepare=False, binary=True)).fetchall():
        yield rows
    await connection.execute(sql.SQL("close {}").format(sql.Identifier(name)), prepare=False)


async def entries_since(
    tx: Tx, workspace_id: UUID, generation: int, batch: int = 2000
) -> AsyncGenerator[list[tuple[int, UUID, UUID, bytes]], None]:
    """(number, collection, version, terms) of the chunks that came after a generation, in batches, in order."""
    statement: LiteralString = (
        "select c.number, c.collection_id, c.version_id, l.terms from knowledge.chunks c "
        "join knowledge.lexical_entries l using (number) where c.workspace_id = %s and c.generation > %s order by c.number"
    )
    async for rows in _in_batches(tx, "entries_since", statement, (workspace_id, generation), batch):
        yield [(row[0], row[1], row[2], row[3]) for row in rows]


async def removals_since(tx: Tx, workspace_id: UUID, generation: int) -> list[UUID]:
    found = await tx.execute(
        text("select version_id from knowledge.removals where workspace_id = :workspace and generation > :generation"),
        {"workspace": workspace_id, "generation": generation},
    )
    return list(found.scalars())


async def numbers_by_version(tx: Tx, workspace_id: UUID, up_to: int) -> dict[UUID, NDArray[np.int64]]:
    """The numbers of the live chunks that came up to a generation, by version: one compact value a version."""
    statement: LiteralString = (
        "select version_id, string_agg(int8send(number), ''::bytea) from knowledge.chunks "
        "where workspace_id = %s and generation <= %s group by version_id"
    )
    return {
        row[0]: np.frombuffer(row[1], dtype=">i8").astype(np.int64)
        async for rows in _in_batches(tx, "numbers_by_version", statement, (workspace_id, up_to), 5000)
        for row in rows
    }


async def generations(tx: Tx) -> Sequence[Row[Any]]:
    """Of every index: workspace_id, identity, generation and chunks; the largest first."""
    found = await tx.execute(
        text("select workspace_id, identity, generation, chunks from knowledge.indexes order by chunks desc")
    )
    return found.all()
