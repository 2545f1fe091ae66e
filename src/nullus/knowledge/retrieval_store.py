"""The SQL of a search: one round trip to look, one to fetch, on the bare driver inside one snapshot."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.index_store import vector_text
from nullus.platform.database import Reader


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
    """What a search needs to know of its snapshot. `allowed`: the chunks that the filters leave, None for all.

    `identity` changes when derived indexes must start over; `usable`: whether the question's vector may be compared with
    the stored ones, which `embedder` made.
    """

    generation: int = 0
    identity: UUID | None = None
    embedder: str = ""
    analyser: str = ""
    rebuilding: bool = False
    usable: bool = False
    has_graph: bool = False
    collections: frozenset[UUID] = frozenset()
    dense: list[tuple[int, float]] = field(default_factory=list)
    allowed: NDArray[np.int64] | None = None


# One statement, so that the generation, the collections and the vectors are of one state.
_LOOK = """
select i.generation, i.identity, i.embedder, i.dimension, i.analyser, i.state, i.in_graph, {dense}, {collections}
from (select 1) always left join knowledge.indexes i on i.workspace_id = %(workspace)s {join}
"""
_COLLECTIONS = (
    "(select array_agg(id) from knowledge.collections where workspace_id = %(workspace)s and id = any(%(collections)s))"
)
_ALLOWED = (
    "select c.number from knowledge.chunks c join knowledge.documents d on d.workspace_id = c.workspace_id "
    "and d.id = c.document_id where c.workspace_id = %(workspace)s and d.metadata @> %(filters)s::jsonb "
    "and (%(collections)s::uuid[] is null or c.collection_id = any(%(collections)s::uuid[]))"
)
# The graph holds most vectors; what is not in it yet is few and compared exactly. Both parts are exact for small sets.
# Vectors of another embedder are never touched: the condition is decided once, before any of them is read.
_DENSE = """
left join lateral (select array_agg(number order by distance) as numbers, array_agg(1 - distance order by distance) as cosines
from (select number, distance from (
    (select number, embedding <=> %(vector)s::halfvec as distance from knowledge.vectors
     where workspace_id = %(workspace)s and not in_graph and {comparable} {filter} order by distance limit %(limit)s)
    {graph}
) found order by distance limit %(limit)s) nearest) d on true
"""
_GRAPH = """
    union all
    (select number, embedding::halfvec({dimension}) <=> %(vector)s::halfvec({dimension}) as distance from knowledge.vectors
     where workspace_id = %(workspace)s and in_graph
     and vector_dims(embedding) = {dimension} and {comparable} {filter}
     order by embedding::halfvec({dimension}) <=> %(vector)s::halfvec({dimension}) limit %(limit)s)
"""
_COMPARABLE = (
    "exists (select from knowledge.indexes where workspace_id = %(workspace)s and state = 'ready' "
    "and embedder = %(embedder)s)"
)
_PASSAGES = (
    "select c.number, c.document_id, d.name, c.collection_id, c.text, c.heading_path, c.page, c.start_offset, c.end_offset "
    "from knowledge.chunks c join knowledge.documents d on d.workspace_id = c.workspace_id and d.id = c.document_id "
    "where c.workspace_id = %(workspace)s and c.number = any(%(numbers)s)"
)
_BY_COLLECTION = "and collection_id = any(%(collections)s)"
_BY_NUMBER = "and number = any(%(allowed)s)"


@dataclass(frozen=True, slots=True)
class Question:
    """What a look is for. `vector`: the question's, made by `embedder`; None leaves vectors out."""

    workspace_id: UUID
    vector: NDArray[np.float32] | None = None
    embedder: str = ""
    collection_ids: Sequence[UUID] | None = None
    filters: Mapping[str, Any] | None = None
    limit: int = 0


async def look(reader: Reader, question: Question, graphed: bool) -> View:
    """The index's generation, the collections asked for that exist, the allowed chunks, and the nearest vectors.

    `graphed`: whether the vector graph is searched beside what is outside it; the answer says whether it should have been.
    """
    values: dict[str, Any] = {
        "workspace": question.workspace_id,
        "limit": question.limit,
        "collections": None if question.collection_ids is None else list(question.collection_ids),
    }
    allowed = None
    if question.filters:
        values["filters"] = json.dumps(question.filters)
        found = await reader.fetch(_ALLOWED, values)
        allowed = np.array([row[0] for row in found], dtype=np.int64)
        values["allowed"] = allowed.tolist()
    if question.vector is not None:
        values |= {"vector": vector_text(question.vector), "embedder": question.embedder}
    row = (await reader.fetch(_look(question, graphed), values))[0]
    generation, identity, pinned, dimension, analyser, state, has_graph, numbers, cosines, listed = row
    collections = frozenset(listed or ())
    if generation is None:
        return View(collections=collections)
    rebuilding = state != "ready"
    usable = (
        question.vector is not None
        and not rebuilding
        and pinned == question.embedder
        and len(question.vector) == dimension
    )
    dense = list(zip(numbers, cosines, strict=True)) if usable and numbers else []
    return View(generation, identity, pinned, analyser, rebuilding, usable, has_graph, collections, dense, allowed)


async def passages(reader: Reader, workspace_id: UUID, numbers: Sequence[int]) -> dict[int, Passage]:
    """The live rows of these chunks; what was deleted is simply absent."""
    if not numbers:
        return {}
    rows = await reader.fetch(_PASSAGES, {"workspace": workspace_id, "numbers": list(numbers)})
    return {row[0]: Passage(*row) for row in rows}


@cache
def _look_statement(dimension: int | None, graphed: bool, restriction: str, by_collection: bool) -> LiteralString:
    join: LiteralString = ""
    if dimension is not None:
        graph = _GRAPH.format(dimension=dimension, comparable=_COMPARABLE, filter=restriction) if graphed else ""
        join = _DENSE.format(comparable=_COMPARABLE, filter=restriction, graph=graph)
    return _LOOK.format(
        dense="null, null" if dimension is None else "d.numbers, d.cosines",
        collections=_COLLECTIONS if by_collection else "null",
        join=join,
    )


def _look(question: Question, graphed: bool) -> LiteralString:
    by_collection = question.collection_ids is not None
    restriction = _BY_NUMBER if question.filters else _BY_COLLECTION if by_collection else ""
    dimension = None if question.vector is None else len(question.vector)
    return _look_statement(dimension, graphed, restriction, by_collection)
