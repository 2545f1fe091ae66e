"""The SQL of what people leave behind in this room, across the workspaces they were in."""

from uuid import UUID

from sqlalchemy import text

from nullus.platform.database import Tx


async def workspaces_of(tx: Tx, account_id: UUID) -> list[UUID]:
    """Where a person has conversations. In a transaction of the service itself."""
    found = await tx.execute(text("select chat.workspaces_of(:person)"), {"person": account_id})
    return list(found.scalars())


async def unname(tx: Tx, account_id: UUID) -> int:
    """Take the person's name from what others asked; how many rows named them. In a transaction of the service itself."""
    found = await tx.execute(text("select chat.unname(:person)"), {"person": account_id})
    return int(found.scalar_one())


async def remove_own(tx: Tx, workspace_id: UUID) -> dict[str, int]:
    """Delete every conversation of the person of this transaction, with all that hangs on them."""
    values = {"workspace": workspace_id}
    counted = await tx.execute(
        text("select count(*) from chat.messages where workspace_id = :workspace and account_id = walls.person()"),
        values,
    )
    done = await tx.execute(
        text("delete from chat.conversations where workspace_id = :workspace and account_id = walls.person()"), values
    )
    return {"conversations": done.rowcount, "messages": int(counted.scalar_one())}


async def clear(tx: Tx) -> dict[str, int]:
    """Delete every conversation of the workspace of this transaction, whoever's; how much there was."""
    found = await tx.execute(text("select * from chat.clear()"))
    return dict(found.one()._mapping)
