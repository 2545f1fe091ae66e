"""The SQL of links that let anybody read something."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def find_live(tx: Tx, digest: bytes) -> Row[Any] | None:
    found = await tx.execute(
        text(
            "select c.id, c.workspace_id, c.account_id from identity.credentials c "
            "join identity.workspaces w on w.id = c.workspace_id and not w.settings ? 'closed' "
            "where c.hash = :hash and c.kind = 'share' and c.revoked_at is null and c.expires_at > clock_timestamp() "
            "and (c.account_id is null or exists (select from identity.memberships m "
            "join identity.accounts a on a.id = m.account_id and a.state = 'active' "
            "where m.workspace_id = c.workspace_id and m.account_id = c.account_id))"
        ),
        {"hash": digest},
    )
    return found.one_or_none()


async def revoke(tx: Tx, ids: Sequence[UUID]) -> None:
    await tx.execute(
        text(
            "update identity.credentials set revoked_at = clock_timestamp() where id = any(:ids) and kind = 'share' "
            "and revoked_at is null"
        ),
        {"ids": list(ids)},
    )
