"""The SQL of originals and of uploads that are repeated: whose content is referred to, what was answered."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def lock_digests(tx: Tx, digests: Sequence[str]) -> None:
    """Hold each content's lock until the transaction ends, so that a delete and an upload of it cannot cross."""
    await tx.execute(
        text(
            "select count(pg_advisory_xact_lock(hashtextextended(d, 0))) from unnest(string_to_array(:digests, ',')) d"
        ),
        {"digests": ",".join(sorted(set(digests)))},
    )


async def unreferenced(tx: Tx, digests: Sequence[str]) -> list[str]:
    """Those contents that no version of any workspace refers to."""
    found = await tx.execute(
        text("select knowledge.unreferenced(cast(:digests as text[]))"), {"digests": list(digests)}
    )
    return list(found.scalars())


async def referenced(tx: Tx, workspace_id: UUID, digests: Sequence[str]) -> int:
    """To how many of these contents versions refer that the actor of the transaction sees."""
    found = await tx.execute(
        text(
            "select count(distinct digest) from knowledge.versions "
            "where workspace_id = :workspace and digest = any(:digests)"
        ),
        {"workspace": workspace_id, "digests": list(digests)},
    )
    return int(found.scalar_one())


async def find_answer(tx: Tx, workspace_id: UUID, key: str) -> Row[Any] | None:
    """The stored answer of an Idempotency-Key; the key is locked until the transaction ends."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:name, 1))"), {"name": f"{workspace_id}/{key}"}
    )
    found = await tx.execute(
        text(
            "select request_digest, answer from knowledge.idempotency_keys where workspace_id = :workspace and key = :key"
        ),
        {"workspace": workspace_id, "key": key},
    )
    return found.one_or_none()


async def keep_answer(tx: Tx, workspace_id: UUID, key: str, request_digest: str, answer: Any) -> None:
    await tx.execute(
        text(
            "insert into knowledge.idempotency_keys (workspace_id, key, request_digest, answer) "
            "values (:workspace, :key, :digest, cast(:answer as jsonb))"
        ),
        {"workspace": workspace_id, "key": key, "digest": request_digest, "answer": json.dumps(answer)},
    )


async def forget_workspace(tx: Tx, workspace_id: UUID) -> None:
    """What is left of a workspace without collections: its index, marks of what left it, answers to repeated uploads."""
    for table in ("indexes", "removals", "idempotency_keys"):
        await tx.execute(
            text(f"delete from knowledge.{table} where workspace_id = :workspace"), {"workspace": workspace_id}
        )
