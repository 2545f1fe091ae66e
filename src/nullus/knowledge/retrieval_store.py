"""The SQL of a search: one round trip to look, one to fetch, on the bare driver inside one snapshot."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.index_store import vector_text
from nullus.platform.database import Connection


class Passage(NamedTuple):
    """One row of `passages`, in the order of its columns."""

    number: int
    document_id: UUID
    document_name: str
    collection_id: UUID
    text: str
    heading_path: list[str]
    page: int | None
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True)
class View:
    """What a search needs to know of its snapshot. `allowed`: the chunks that the filters leave, None for all."""

    generation: int = 0
    embedder: str = ""
    collections: frozenset[UUID] = frozenset()
    dense: list[tuple[int, float]] = field(default_factory=list)
    allowed: NDArray[np.int64] | None = None


_INDEX = "select generation, embedder, dimension, in_graph from knowledge.indexes where workspace_id = %s"
_COLLECTIONS = "select id from knowledge.collections where workspace_id = %s and id = any(%s)"
_ALLOWED = (
    "select c.number from knowledge.chunks c join knowledge.documents d on d.workspace_id = c.workspace_id "
    "and d.id = c.document_id where c.workspace_id = %s and d.metadata @> %s::jsonb "
    "and (%s::uuid[] is null or c.collection_id = any(%s::uuid[]))"
)
# The graph holds most vectors; what is not in it yet is few and compared exactly. Both parts are exact for small sets.
_DENSE = """
select number, 1 - distance from (
    (select number, embedding <=> %(vector)s::halfvec as distance from knowledge.vectors
     where workspace_id = %(workspace)s and not in_graph {filter} order by distance limit %(limit)s)
    {graph}
) found order by distance limit %(limit)s
"""
_GRAPH = """
    union all
    (select number, embedding::halfvec({dimension}) <=> %(vector)s::halfvec({dimension}) as distance from knowledge.vectors
     where workspace_id = %(workspace)s and in_graph and vector_dims(embedding) = {dimension} {filter}
     order by embedding::halfvec({dimension}) <=> %(vector)s::halfvec({dimension}) limit %(limit)s)
"""
_PASSAGES = (
    "select c.number, c.document_id, d.name, c.collection_id, c.text, c.heading_path, c.page, c.start_offset, c.end_offset "
    "from knowledge.chunks c join knowledge.documents d on d.workspace_id = c.workspace_id and d.id = c.document_id "
    "where c.workspace_id = %s and c.number = any(%s)"
)


async def look(
    connection: Connection,
    workspace_id: UUID,
    *,
    vector: NDArray[np.float32] | None = None,
    embedder: str = "",
    collection_ids: Sequence[UUID] | None = None,
    filters: dict[str, Any] | None = None,
    limit: int = 0,
) -> View:
    """The index's generation, the collections asked for that exist, the allowed chunks, and the nearest vectors."""
    index = await (await connection.execute(_INDEX, (workspace_id,), binary=True)).fetchone()
    collections: frozenset[UUID] = frozenset()
    if collection_ids is not None:
        found = await connection.execute(_COLLECTIONS, (workspace_id, list(collection_ids)), binary=True)
        collections = frozenset(row[0] for row in await found.fetchall())
    if index is None:
        return View(collections=collections)
    generation, pinned, dimension, graphed = index
    allowed = None
    if filters:
        listed = None if collection_ids is None else list(collection_ids)
        found = await connection.execute(_ALLOWED, (workspace_id, json.dumps(filters), listed, listed), binary=True)
        allowed = np.array([row[0] for row in await found.fetchall()], dtype=np.int64)
    dense: list[tuple[int, float]] = []
    if vector is not None and pinned == embedder and len(vector) == dimension:
        restriction, parameters = _restriction(collection_ids, allowed)
        graph = _GRAPH.format(dimension=int(dimension), filter=restriction) if graphed else ""
        found = await connection.execute(
            _DENSE.format(filter=restriction, graph=graph),
            {"vector": vector_text(vector), "workspace": workspace_id, "limit": limit, **parameters},
            binary=True,
        )
        dense = [(row[0], row[1]) for row in await found.fetchall()]
    return View(generation, pinned, collections, dense, allowed)


async def passages(connection: Connection, workspace_id: UUID, numbers: Sequence[int]) -> dict[int, Passage]:
    """The live rows of these chunks; what was deleted is simply absent."""
    if not numbers:
        return {}
    found = await connection.execute(_PASSAGES, (workspace_id, list(numbers)), binary=True)
    return {row[0]: Passage(*row) for row in await found.fetchall()}


def _restriction(
    collection_ids: Sequence[UUID] | None, allowed: NDArray[np.int64] | None
) -> tuple[str, dict[str, Any]]:
    if allowed is not None:
        return "and number = any(%(allowed)s)", {"allowed": allowed.tolist()}
    if collection_ids is not None:
        return "and collection_id = any(%(collections)s)", {"collections": list(collection_ids)}
    return "", {}
