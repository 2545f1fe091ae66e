"""Names of accounts and workspaces, and tiers, for lists that hold their ids."""

from collections.abc import Collection
from uuid import UUID

from nullus.identity.people import account_store
from nullus.identity.spaces import workspace_store
from nullus.platform.database import Tx


async def of_accounts(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    """In the service's own transaction: whoever asks must be allowed to know that these accounts did something."""
    return await account_store.names_of(tx, ids) if ids else {}


async def of_workspaces(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    """In the service's own transaction, for operators."""
    return await workspace_store.names_of(tx, ids) if ids else {}


async def tiers_of(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    """The tiers that accounts have now. In the service's own transaction."""
    return await account_store.tiers_of(tx, ids) if ids else {}
