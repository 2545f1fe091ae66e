"""The SQL of a search: one round trip to look, one to fetch, on the bare driver inside one snapshot."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge.index.index_store import vector_text
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


class Beside(NamedTuple):
    """A chunk right before or after the chunk `of` in the same version of a document. Offsets are of the document's text."""

    of: int
    text: str
    page: int | None
    start_offset: int
    end_offset: int
    heading_path: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What a search needs to know of its snapshot. `collections`: those that the asker sees, of those asked for; `allowed`:
    the chunks that the filters leave, None for all.

    `identity` changes when derived indexes must start over; `usable`: whether the question's vector may be compared with
    the stored ones, which `embedder` made.
    """

    generation: int = 0
    identity: UUID | None = None
    embedder: str = ""
    analyser: str = ""
    rebuilding: bool = False
    usable: bool = False
    collections: frozenset[UUID] = frozenset()
    dense: list[tuple[int, float]] = field(default_factory=list)
    allowed: NDArray[np.int64] | None = None


# One statement, so that the generation, the collections and the vectors are of one state. The collections are those that the
# asker sees, so no vector of another one is ever a candidate.
_LOOK = """
select i.generation, i.identity, i.embedder, i.dimension, i.analyser, i.state, seen.ids, {dense}
from (select coalesce(array_agg(id), '{{}}') as ids from knowledge.collections where workspace_id = %(workspace)s {among}) seen
left join knowledge.indexes i on i.workspace_id = %(workspace)s {join}
"""
_AMONG = "and id = any(%(collections)s)"
_ALLOWED = (
    "select c.number from knowledge.chunks c join knowledge.documents d on d.workspace_id = c.workspace_id "
    "and d.id = c.document_id where c.workspace_id = %(workspace)s and d.metadata @> %(filters)s::jsonb "
    "and (%(collections)s::uuid[] is null or c.collection_id = any(%(collections)s::uuid[]))"
)
# The function reads the workspace from the transaction, and compares only what this embedder made.
_DENSE = """
left join lateral (select array_agg(number order by distance) as numbers, array_agg(1 - distance order by distance) as cosines
from (select number, distance
      from knowledge.nearest(%(vector)s::halfvec, %(embedder)s, seen.ids, %(allowed)s::bigint[], %(limit)s::int)
      order by distance limit %(limit)s) nearest) d on true
"""
# Joined back to the collections that the asker sees at this moment, whatever was found.
_PASSAGES = (
    "select p.number, p.document_id, p.name, p.collection_id, p.text, p.heading_path, p.page, p.start_offset, p.end_offset "
    "from knowledge.passages(%(numbers)s::bigint[]) p "
    "join knowledge.collections c on c.workspace_id = %(workspace)s and c.id = p.collection_id"
)

# Neighbours are read as the asker: the walls decide again.
_BESIDE = (
    "select c.number, n.text, n.page, n.start_offset, n.end_offset, n.heading_path from knowledge.chunks c "
    "join knowledge.chunks n on n.version_id = c.version_id and n.workspace_id = c.workspace_id "
    "and n.ordinal in (c.ordinal - 1, c.ordinal + 1) "
    "where c.workspace_id = %(workspace)s and c.number = any(%(numbers)s::bigint[]) order by n.start_offset"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a look is for. `vector`: the question's, made by `embedder`; None leaves vectors out."""

    workspace_id: UUID
    vector: NDArray[np.float32] | None = None
    embedder: str = ""
    collection_ids: Sequence[UUID] | None = None
    filters: Mapping[str, Any] | None = None
    limit: int = 0


async def look(reader: Reader, question: Question) -> View:
    """The index's generation, the collections that the asker sees (of those asked for), the allowed chunks, the nearest vectors."""
    values: dict[str, Any] = {
        "workspace": question.workspace_id,
        "limit": question.limit,
        "collections": None if question.collection_ids is None else list(question.collection_ids),
        "allowed": None,
    }
    allowed = None
    if question.filters:
        values["filters"] = json.dumps(question.filters)
        found = await reader.fetch(_ALLOWED, values)
        allowed = np.array([row[0] for row in found], dtype=np.int64)
        values["allowed"] = allowed.tolist()
    if question.vector is not None:
        values |= {"vector": vector_text(question.vector), "embedder": question.embedder}
    statement = _look_statement(question.vector is not None, question.collection_ids is not None)
    row = (await reader.fetch(statement, values))[0]
    generation, identity, pinned, dimension, analyser, state, listed, numbers, cosines = row
    collections = frozenset(listed)
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
    return View(generation, identity, pinned, analyser, rebuilding, usable, collections, dense, allowed)


async def passages(reader: Reader, workspace_id: UUID, numbers: Sequence[int]) -> dict[int, Passage]:
    """The live rows of these chunks; what was deleted is simply absent."""
    if not numbers:
        return {}
    rows = await reader.fetch(_PASSAGES, {"workspace": workspace_id, "numbers": list(numbers)})
    return {row[0]: Passage(*row) for row in rows}


async def beside(reader: Reader, workspace_id: UUID, numbers: Sequence[int]) -> dict[int, list[Beside]]:
    """What stands right before and after each chunk, in the order of the document."""
    found: dict[int, list[Beside]] = {}
    if numbers:
        for row in await reader.fetch(_BESIDE, {"workspace": workspace_id, "numbers": list(numbers)}):
            found.setdefault(row[0], []).append(Beside(*row))
    return found


@cache
def _look_statement(with_vector: bool, by_collection: bool) -> LiteralString:
    return _LOOK.format(
        dense="d.numbers, d.cosines" if with_vector else "null, null",
        among=_AMONG if by_collection else "",
        join=_DENSE if with_vector else "",
    )
