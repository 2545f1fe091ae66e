"""The SQL of what is searched: chunks, vectors, lexical entries and the generations that order their changes."""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from psycopg import AsyncConnection
from psycopg.adapt import Dumper
from psycopg.pq import Format
from sqlalchemy import Row, text

from nullus.platform.database import Tx, many_rows, psycopg_of


@dataclass(frozen=True, slots=True)
class NewChunk:
    """One chunk on its way into the index; `vector` is float32 of the index's dimension, normalised."""

    document_id: UUID
    version_id: UUID
    collection_id: UUID
    ordinal: int
    text: str
    start: int
    end: int
    page: int | None
    heading_path: tuple[str, ...]
    digest: bytes
    terms: bytes
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Removed:
    """What one deletion took from each table."""

    chunks: int
    vectors: int
    lexical_entries: int


async def find_index(tx: Tx, workspace_id: UUID) -> Row[Any] | None:
    found = await tx.execute(
        text("select * from knowledge.indexes where workspace_id = :workspace"), {"workspace": workspace_id}
    )
    return found.one_or_none()


async def pin_index(tx: Tx, workspace_id: UUID, embedder: str, dimension: int, analyser: str) -> Row[Any]:
    """The workspace's index, made with this embedder and analyser when there is none or when it is empty."""
    found = await find_index(tx, workspace_id)
    if found is not None and (found.chunks or (found.embedder, found.analyser) == (embedder, analyser)):
        return found  # not even a lock: batches that commit must not wait for batches that begin
    await tx.execute(
        text(
            "insert into knowledge.indexes as i (workspace_id, embedder, dimension, analyser) "
            "values (:workspace, :embedder, :dimension, :analyser) on conflict (workspace_id) do update "
            "set embedder = excluded.embedder, dimension = excluded.dimension, analyser = excluded.analyser "
            "where i.chunks = 0"
        ),
        {"workspace": workspace_id, "embedder": embedder, "dimension": dimension, "analyser": analyser},
    )
    found = await find_index(tx, workspace_id)
    assert found is not None
    return found


async def next_generation(tx: Tx, workspace_id: UUID) -> int:
    """Count the index up. The row stays locked until commit, so generations are in the order of commits."""
    found = await tx.execute(
        text(
            "update knowledge.indexes set generation = generation + 1 where workspace_id = :workspace returning generation"
        ),
        {"workspace": workspace_id},
    )
    return int(found.scalar_one())


async def count_chunks(tx: Tx, workspace_id: UUID, change: int) -> None:
    """Correct the number of chunks of an index whose row this transaction holds."""
    await tx.execute(
        text("update knowledge.indexes set chunks = chunks + :change where workspace_id = :workspace"),
        {"workspace": workspace_id, "change": change},
    )


async def add_chunks(tx: Tx, workspace_id: UUID, generation: int, chunks: Sequence[NewChunk]) -> None:
    """Insert chunks, vectors and lexical entries, many rows a statement: COPY cannot write behind row-level security."""
    if not chunks:
        return
    found = await tx.execute(
        text("select nextval('knowledge.chunks_number_seq') from generate_series(1, :count)"), {"count": len(chunks)}
    )
    numbers = list(found.scalars())
    connection = await psycopg_of(tx)
    oid = await _halfvec_oid(connection)
    async with many_rows(tx, len(chunks)), connection.cursor(binary=True) as cursor:
        cursor.adapters.register_dumper(_Packed, _PackedDumper)
        for start in range(0, len(chunks), ROWS_AT_ONCE):
            part, listed = chunks[start : start + ROWS_AT_ONCE], numbers[start : start + ROWS_AT_ONCE]
            first = {"workspace": workspace_id, "generation": generation, "numbers": _integers(listed)}
            await cursor.execute(_ADD_CHUNKS, first | _columns_of(part))
            await cursor.execute(_ADD_ENTRIES, first | {"terms": [chunk.terms for chunk in part]})
            collections = [chunk.collection_id for chunk in part]
            await cursor.execute(_ADD_VECTORS, first | {"collections": collections, "vectors": _halves(part, oid)})


ROWS_AT_ONCE = 1000
_ADD_CHUNKS = """
insert into knowledge.chunks (number, workspace_id, collection_id, document_id, version_id, generation, ordinal,
    start_offset, end_offset, page, heading_path, digest, text) overriding system value
select number, %(workspace)s, collection, document, version, %(generation)s, ordinal, start_offset, end_offset, page,
    heading_path::text[], digest, text
from unnest(%(numbers)b::bigint[], %(collections)b::uuid[], %(documents)b::uuid[], %(versions)b::uuid[],
    %(ordinals)b::int[], %(starts)b::int[], %(ends)b::int[], %(pages)b::int[], %(headings)b::text[], %(digests)b::bytea[],
    %(texts)b::text[])
    as c (number, collection, document, version, ordinal, start_offset, end_offset, page, heading_path, digest, text)
"""
_ADD_ENTRIES = """
insert into knowledge.lexical_entries (number, workspace_id, terms)
select number, %(workspace)s, terms from unnest(%(numbers)b::bigint[], %(terms)b::bytea[]) as e (number, terms)
"""
_ADD_VECTORS = """
insert into knowledge.vectors (number, workspace_id, collection_id, embedding)
select number, %(workspace)s, collection, embedding
from unnest(%(numbers)b::bigint[], %(collections)b::uuid[], %(vectors)b::public.halfvec[])
    as v (number, collection, embedding)
"""


class _Packed:
    """An array in PostgreSQL's binary form already, whose type the statement says."""

    def __init__(self, content: bytes) -> None:
        self.content = content


class _PackedDumper(Dumper):
    format = Format.BINARY
    oid = 0

    def dump(self, value: _Packed) -> bytes:
        return value.content


_INT4, _INT8 = 23, 20
_ARRAY_HEAD = struct.Struct(">iiIii")


def _columns_of(chunks: Sequence[NewChunk]) -> dict[str, Any]:
    """The chunks' columns as arrays; heading paths as PostgreSQL writes arrays, since arrays of arrays must be even."""
    headings = {path: _array_text(path) for path in {chunk.heading_path for chunk in chunks}}
    return {
        "collections": [chunk.collection_id for chunk in chunks],
        "documents": [chunk.document_id for chunk in chunks],
        "versions": [chunk.version_id for chunk in chunks],
        "ordinals": _integers([chunk.ordinal for chunk in chunks], 4),
        "starts": _integers([chunk.start for chunk in chunks], 4),
        "ends": _integers([chunk.end for chunk in chunks], 4),
        "pages": [chunk.page for chunk in chunks],
        "headings": [headings[chunk.heading_path] for chunk in chunks],
        "digests": [chunk.digest for chunk in chunks],
        "texts": [chunk.text for chunk in chunks],
    }


def _array_text(path: tuple[str, ...]) -> str:
    quoted = (each.replace("\\", "\\\\").replace('"', '\\"') for each in path)
    return "{" + ",".join(f'"{each}"' for each in quoted) + "}"


def _integers(values: Sequence[int], size: int = 8) -> _Packed:
    """An int8[] or int4[] without nulls: each element is its length and its bytes."""
    elements = np.empty(len(values), dtype=[("length", ">i4"), ("value", f">i{size}")])
    elements["length"], elements["value"] = size, values
    return _Packed(_ARRAY_HEAD.pack(1, 0, _INT8 if size == 8 else _INT4, len(values), 1) + elements.tobytes())


def _halves(chunks: Sequence[NewChunk], oid: int) -> _Packed:
    """A halfvec[]: each element as pgvector sends it: dimension, 0, halves."""
    halves = np.stack([chunk.vector for chunk in chunks]).astype(">f2")
    count, dimension = halves.shape
    elements = np.empty(
        count, dtype=[("length", ">i4"), ("dimension", ">i2"), ("unused", ">i2"), ("halves", ">f2", (dimension,))]
    )
    elements["length"], elements["dimension"], elements["unused"] = 4 + 2 * dimension, dimension, 0
    elements["halves"] = halves
    return _Packed(_ARRAY_HEAD.pack(1, 0, oid, count, 1) + elements.tobytes())


async def _halfvec_oid(connection: AsyncConnection[Any]) -> int:
    """pgvector's type has another number in each database."""
    row = await (await connection.execute("select 'public.halfvec'::regtype::oid")).fetchone()
    assert row is not None
    return int(row[0])


async def known_vectors(tx: Tx, version_id: UUID) -> dict[bytes, NDArray[np.float32]]:
    """The vectors of a version's chunks by the digest of what was embedded, to be used again."""
    found = await tx.execute(
        text(
            "select c.digest, v.embedding::text as embedding from knowledge.chunks c join knowledge.vectors v using (number) "
            "where c.version_id = :version"
        ),
        {"version": version_id},
    )
    return {bytes(row.digest): np.fromstring(row.embedding[1:-1], dtype=np.float32, sep=",") for row in found}


async def numbers_of(tx: Tx, workspace_id: UUID, version_ids: Sequence[UUID]) -> list[int]:
    """The numbers of every chunk of these versions."""
    found = await tx.execute(
        text("select number from knowledge.chunks where workspace_id = :workspace and version_id = any(:versions)"),
        {"workspace": workspace_id, "versions": list(version_ids)},
    )
    return list(found.scalars())


async def remove_chunks(tx: Tx, workspace_id: UUID, numbers: Sequence[int]) -> Removed:
    """Delete these chunks from the three tables, and count what went."""
    parameters = {"workspace": workspace_id, "numbers": list(numbers)}
    gone = []
    for table in ("lexical_entries", "vectors", "chunks"):
        statement = f"delete from knowledge.{table} where workspace_id = :workspace and number = any(:numbers)"
        gone.append((await tx.execute(text(statement), parameters)).rowcount)
    return Removed(chunks=gone[2], vectors=gone[1], lexical_entries=gone[0])


async def mark_removed(tx: Tx, workspace_id: UUID, generation: int, version_ids: Sequence[UUID]) -> None:
    """Tell derived indexes which versions left with this generation."""
    await tx.execute(
        text(
            "insert into knowledge.removals (workspace_id, generation, version_id) "
            "select :workspace, :generation, unnest(cast(:versions as uuid[]))"
        ),
        {"workspace": workspace_id, "generation": generation, "versions": list(version_ids)},
    )


async def remains(tx: Tx, workspace_id: UUID, document_ids: Sequence[UUID], numbers: Sequence[int]) -> int:
    """How many rows of any table still hold something of these documents or chunks: after a deletion, none."""
    found = await tx.execute(
        text(
            "select (select count(*) from knowledge.documents where workspace_id = :workspace and id = any(:documents)) "
            "+ (select count(*) from knowledge.versions where workspace_id = :workspace and document_id = any(:documents)) "
            "+ (select count(*) from knowledge.chunks where number = any(:numbers)) "
            "+ (select count(*) from knowledge.vectors where number = any(:numbers)) "
            "+ (select count(*) from knowledge.lexical_entries where number = any(:numbers))"
        ),
        {"workspace": workspace_id, "documents": list(document_ids), "numbers": list(numbers)},
    )
    return int(found.scalar_one())


async def finish_versions(tx: Tx, workspace_id: UUID, facts: Sequence[dict[str, Any]]) -> None:
    """Record what reading found, and make these versions the ones that are searched: ready, if they are the latest."""
    if not facts:
        return
    await tx.execute(
        text(
            "update knowledge.versions v set status = 'ready', settled_at = now(), format = f.format, title = f.title, "
            "language = f.language, pages = f.pages, characters = f.characters, chunks = f.chunks, embedded = f.embedded, "
            "failure_code = null, failure_fields = null from jsonb_to_recordset(cast(:facts as jsonb)) as f (id uuid, "
            "format text, title text, language text, pages int, characters int, chunks int, embedded int) "
            "where v.workspace_id = :workspace and v.id = f.id"
        ),
        {"workspace": workspace_id, "facts": json.dumps([each | {"id": str(each["id"])} for each in facts])},
    )
    await tx.execute(
        text(
            "update knowledge.documents d set current_version_id = v.id, updated_at = now(), "
            "status = case when d.latest_version = v.number then 'ready' else d.status end, "
            "failure_code = case when d.latest_version = v.number then null else d.failure_code end, "
            "failure_fields = case when d.latest_version = v.number then null else d.failure_fields end "
            "from knowledge.versions v where v.workspace_id = :workspace and v.id = any(:ids) "
            "and d.workspace_id = :workspace and d.id = v.document_id"
        ),
        {"workspace": workspace_id, "ids": [each["id"] for each in facts]},
    )


async def chunks_of(tx: Tx, workspace_id: UUID, document_id: UUID, after: int, limit: int) -> Sequence[Row[Any]]:
    """The searchable chunks of a document in their order, after an ordinal."""
    found = await tx.execute(
        text(
            "select number, ordinal, start_offset, end_offset, page, heading_path, text from knowledge.chunks "
            "where workspace_id = :workspace and version_id = (select current_version_id from knowledge.documents "
            "where workspace_id = :workspace and id = :document) and ordinal > :after order by ordinal limit :limit"
        ),
        {"workspace": workspace_id, "document": document_id, "after": after, "limit": limit},
    )
    return found.all()


async def ordinal_of(tx: Tx, workspace_id: UUID, document_id: UUID, number: int) -> int | None:
    """Where a chunk stands in the searchable version of its document; None where it does not (any more)."""
    found = await tx.execute(
        text(
            "select ordinal from knowledge.chunks where workspace_id = :workspace and number = :number and version_id = "
            "(select current_version_id from knowledge.documents where workspace_id = :workspace and id = :document)"
        ),
        {"workspace": workspace_id, "document": document_id, "number": number},
    )
    return found.scalar_one_or_none()


async def outside_graph(tx: Tx, workspace_id: UUID, more_than: int) -> bool:
    """Whether more than so many vectors of the workspace are outside the graph index."""
    found = await tx.execute(
        text(
            "select exists (select from knowledge.vectors where workspace_id = :workspace and not in_graph offset :limit)"
        ),
        {"workspace": workspace_id, "limit": more_than},
    )
    return bool(found.scalar_one())


async def move_into_graph(tx: Tx, workspace_id: UUID, limit: int) -> int:
    """Put up to `limit` vectors into the graph index; returns how many. Waits for nobody: what others hold is left out."""
    done = await tx.execute(
        text(
            "update knowledge.vectors set in_graph = true where number in (select number from knowledge.vectors "
            "where workspace_id = :workspace and not in_graph order by number limit :limit for update skip locked)"
        ),
        {"workspace": workspace_id, "limit": limit},
    )
    return done.rowcount


async def build_graph(tx: Tx, workspace_id: UUID, dimension: int) -> None:
    """Make the graph index, empty, where there is none. To be committed before anything is moved into it.

    It locks the row of the index and then the table of vectors, as ingestion and deletion do: the other way round, each
    would wait for the other, and documents that PostgreSQL then throws out have been embedded for nothing.
    """
    await tx.execute(
        text("update knowledge.indexes set in_graph = true where workspace_id = :workspace"),
        {"workspace": workspace_id},
    )
    await tx.execute(text("select knowledge.build_graph(:dimension)"), {"dimension": dimension})


def vector_text(vector: NDArray[np.float32]) -> str:
    """PostgreSQL's text form of a vector; four digits are more than a half-precision number holds."""
    return "[" + ",".join([f"{value:.5g}" for value in vector.tolist()]) + "]"
