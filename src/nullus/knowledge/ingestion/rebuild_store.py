"""The SQL of making an index anew: vectors and terms are replaced in place, in the order of the chunks' numbers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, text

from nullus.knowledge.index.index_store import vector_text
from nullus.platform.database import Tx


async def lock_index(tx: Tx, workspace_id: UUID) -> Row[Any] | None:
    """The index's row, locked until the transaction ends: what is committed into the index waits."""
    found = await tx.execute(
        text("select * from knowledge.indexes where workspace_id = :workspace for update"), {"workspace": workspace_id}
    )
    return found.one_or_none()


async def set_job(tx: Tx, workspace_id: UUID, job_id: int) -> None:
    await tx.execute(
        text("update knowledge.indexes set rebuild_job = :job where workspace_id = :workspace"),
        {"workspace": workspace_id, "job": job_id},
    )


async def begin(tx: Tx, workspace_id: UUID, target: str, analyser: str) -> Row[Any] | None:
    """Mark the index as being rebuilt for a target; one that was being rebuilt for the same goes on where it stopped.

    An index whose words are of another analyser loses the mark of that one: from here on they are mixed.
    """
    found = await tx.execute(
        text(
            "update knowledge.indexes set state = 'rebuilding', in_graph = false, "
            "rebuilt_to = case when state = 'rebuilding' and target = :target then rebuilt_to else 0 end, "
            "target = :target, analyser = case when analyser = :analyser then analyser else '' end "
            "where workspace_id = :workspace returning *"
        ),
        {"workspace": workspace_id, "target": target, "analyser": analyser},
    )
    return found.one_or_none()


async def rebuilding(tx: Tx) -> Sequence[Row[Any]]:
    """The indexes of every workspace that are being rebuilt: workspace_id and rebuild_job."""
    found = await tx.execute(text("select workspace_id, rebuild_job from knowledge.indexes where state = 'rebuilding'"))
    return found.all()


async def count_done(tx: Tx, workspace_id: UUID, up_to: int) -> int:
    """How many chunks a rebuild has behind it."""
    found = await tx.execute(
        text("select count(*) from knowledge.chunks where workspace_id = :workspace and number <= :number"),
        {"workspace": workspace_id, "number": up_to},
    )
    return int(found.scalar_one())


async def chunks_after(tx: Tx, workspace_id: UUID, number: int, limit: int) -> Sequence[Row[Any]]:
    """number, heading_path and text of the next chunks."""
    found = await tx.execute(
        text(
            "select number, heading_path, text from knowledge.chunks "
            "where workspace_id = :workspace and number > :number order by number limit :limit"
        ),
        {"workspace": workspace_id, "number": number, "limit": limit},
    )
    return found.all()


async def replace_vectors(
    tx: Tx, workspace_id: UUID, numbers: Sequence[int], vectors: Sequence[NDArray[np.float32]]
) -> None:
    """Put these vectors in place of those of the chunks that still exist; the graph index takes them up later."""
    await tx.execute(
        text(
            "update knowledge.vectors v set embedding = cast(f.embedding as halfvec), in_graph = false "
            "from unnest(cast(:numbers as bigint[]), cast(:vectors as text[])) as f (number, embedding) "
            "where v.workspace_id = :workspace and v.number = f.number"
        ),
        {"workspace": workspace_id, "numbers": list(numbers), "vectors": [vector_text(each) for each in vectors]},
    )


async def replace_terms(tx: Tx, workspace_id: UUID, numbers: Sequence[int], terms: Sequence[bytes]) -> None:
    await tx.execute(
        text(
            "update knowledge.lexical_entries l set terms = f.terms "
            "from unnest(cast(:numbers as bigint[]), cast(:terms as bytea[])) as f (number, terms) "
            "where l.workspace_id = :workspace and l.number = f.number"
        ),
        {"workspace": workspace_id, "numbers": list(numbers), "terms": list(terms)},
    )


async def advance(tx: Tx, workspace_id: UUID, target: str, up_to: int) -> bool:
    """Record how far a rebuild is; False when the index is being rebuilt for another target meanwhile, or not at all."""
    done = await tx.execute(
        text(
            "update knowledge.indexes set rebuilt_to = :number "
            "where workspace_id = :workspace and state = 'rebuilding' and target = :target"
        ),
        {"workspace": workspace_id, "number": up_to, "target": target},
    )
    return done.rowcount == 1


async def complete(tx: Tx, workspace_id: UUID, embedder: str, dimension: int, analyser: str) -> None:
    """Make the new vectors and words the ones that are searched. With new words derived indexes start over."""
    await tx.execute(
        text(
            "update knowledge.indexes set state = 'ready', target = null, rebuilt_to = 0, embedder = :embedder, "
            "dimension = :dimension, generation = generation + 1, "
            "identity = case when analyser = :analyser then identity else gen_random_uuid() end, analyser = :analyser "
            "where workspace_id = :workspace"
        ),
        {"workspace": workspace_id, "embedder": embedder, "dimension": dimension, "analyser": analyser},
    )
