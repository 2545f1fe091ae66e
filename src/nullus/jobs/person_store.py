"""The SQL of forgetting: the jobs of somebody who leaves."""

from uuid import UUID

from sqlalchemy import text

from nullus.platform.database import Tx

REMOVE = text("delete from jobs.procrastinate_jobs where person_id = :person or about_id = :person")


async def remove(tx: Tx, person_id: UUID) -> int:
    """Every job that a person asked for or that is about them, in any state; a worker that runs one finds its lease gone."""
    done = await tx.execute(REMOVE, {"person": person_id})
    return done.rowcount
