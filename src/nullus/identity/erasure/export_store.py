"""The SQL of what this room hands out about a person: no secret and no hash of one is ever selected here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

# By the name of the file in the archive.
SUBJECTS = {
    "account": "select id, kind, state, email, email_verified_at, name, language, time_zone, password_set_at, platform_roles, "
    "tier, home_workspace_id, created_at, last_seen_at from identity.accounts where id = :account",
    "memberships": "select m.workspace_id, w.name as workspace, m.role, m.created_at as joined_at, array(select g.name "
    "from identity.group_members gm join identity.groups g on g.workspace_id = gm.workspace_id and g.id = gm.group_id "
    "where gm.workspace_id = m.workspace_id and gm.account_id = m.account_id order by 1) as groups "
    "from identity.memberships m join identity.workspaces w on w.id = m.workspace_id where m.account_id = :account order by 1",
    "sessions-and-keys": "select id, kind, name, workspace_id, scopes, address, agent, created_at, authenticated_at, seen_at, "
    "used_at, expires_at, revoked_at, data -> 'methods' as methods from identity.credentials "
    "where account_id = :account and kind in ('session', 'key', 'guest', 'visitor', 'share') order by created_at, id",
    "factors": "select id, kind, name, created_at, confirmed_at, used_at from identity.factors where account_id = :account "
    "order by created_at, id",
    "identities": "select issuer, subject, email, created_at, used_at from identity.federated where account_id = :account "
    "order by 1, 2",
    "invitations": "select id, workspace_id, email, role, tier, uses_max, uses, note, created_at from identity.invitations "
    "where invited_by = :account order by created_at, id",
    "invitations-received": "select i.id, i.workspace_id, i.role, i.tier, i.created_at from identity.invitations i "
    "join identity.accounts a on a.email_key = i.email_key where a.id = :account order by i.created_at, i.id",
    "usage": "select meter, period, began, ends, used, reserved, updated_at from identity.usage "
    "where subject = 'account:' || cast(:account as text) order by meter, period, began",
    "tier": "select t.name, t.title_en, t.title_ko, t.limits, t.features from identity.tiers t "
    "join identity.accounts a on a.tier = t.name where a.id = :account",
}


async def rows(tx: Tx, subject: str, account_id: UUID) -> Sequence[Row[Any]]:
    return (await tx.execute(text(SUBJECTS[subject]), {"account": account_id})).all()


async def memberships(tx: Tx, account_id: UUID) -> Sequence[Row[Any]]:
    """Workspaces in which the account stands now, with its role."""
    found = await tx.execute(
        text(
            "select m.workspace_id, w.name, m.role from identity.memberships m join identity.workspaces w "
            "on w.id = m.workspace_id and not w.settings ? 'closed' where m.account_id = :account order by 1"
        ),
        {"account": account_id},
    )
    return found.all()
