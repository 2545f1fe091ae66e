"""The SQL of forgetting: the jobs of somebody who leaves."""

from uuid import UUID

from sqlalchemy import text

from nullus.platform.database import Tx


async def remove(tx: Tx, person_id: UUID) -> int:
    """Every job that a person asked for or that names them, in any state; a worker that runs one finds its lease gone."""
    done = await tx.execute(
        text("delete from jobs.procrastinate_jobs j where person_id = :person or j::text ilike :named"),
        {"person": person_id, "named": f"%{person_id}%"},
    )
    return done.rowcount
