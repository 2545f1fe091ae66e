"""Jobs name who asked for them, mails whom they go to: when somebody leaves, these go too, with arguments and results."""

from uuid import UUID

from nullus.jobs import engine, person_store, store
from nullus.platform.database import Tx


async def forget(tx: Tx, person_id: UUID) -> int:
    """Remove every job that a person asked for or that is about them; returns how many. What runs writes nothing more.

    In a transaction of the service itself, since a person has jobs in several workspaces.
    """
    removed = await person_store.remove(tx, person_id)
    if removed:
        await store.announce(tx, engine.channel())  # what waited behind them may run
    return removed
