"""The SQL of invitations; their codes are credentials."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_INVITATION = """
    select i.id, i.workspace_id, i.credential_id, i.email, i.email_key, i.role, i.tier, i.group_ids, i.uses, i.uses_max,
        i.note, i.created_at, i.invited_by, c.expires_at, a.name as inviter_name,
        a.language as inviter_language, w.name as workspace_name,
        (c.revoked_at is null and (c.expires_at is null or c.expires_at > clock_timestamp()) and i.uses < i.uses_max) as open
    from identity.invitations i join identity.credentials c on c.id = i.credential_id
    join identity.workspaces w on w.id = i.workspace_id and not w.settings ? 'closed'
    left join identity.accounts a on a.id = i.invited_by
"""


async def add(
    tx: Tx,
    *,
    workspace_id: UUID,
    invitation_id: UUID,
    credential_id: UUID,
    email: str | None,
    email_key: str | None,
    role: str | None,
    tier: str | None,
    group_ids: Sequence[UUID],
    uses: int,
    note: str,
    invited_by: UUID | None,
) -> None:
    await tx.execute(
        text(
            "insert into identity.invitations (workspace_id, id, credential_id, email, email_key, role, tier, group_ids, "
            "uses_max, note, invited_by) values (:workspace, :id, :credential, :email, :key, :role, :tier, "
            "cast(:groups as uuid[]), :uses, :note, :by)"
        ),
        {
            "workspace": workspace_id,
            "id": invitation_id,
            "credential": credential_id,
            "email": email,
            "key": email_key,
            "role": role,
            "tier": tier,
            "groups": list(group_ids),
            "uses": uses,
            "note": note,
            "by": invited_by,
        },
    )


async def list_invitations(
    tx: Tx, workspace_id: UUID, of: UUID | None, after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """Newest first, before an id; of one inviter when it is named. Those that were revoked are not listed."""
    found = await tx.execute(
        text(
            f"{_INVITATION} where i.workspace_id = :workspace and c.revoked_at is null "
            "and (cast(:of as uuid) is null or i.invited_by = :of) "
            "and (cast(:after as uuid) is null or i.id < :after) order by i.id desc limit :limit"
        ),
        {"workspace": workspace_id, "of": of, "after": after, "limit": limit},
    )
    return found.all()


async def find(tx: Tx, workspace_id: UUID, invitation_id: UUID) -> Row[Any] | None:
    """One that was not revoked."""
    found = await tx.execute(
        text(f"{_INVITATION} where i.workspace_id = :workspace and i.id = :id and c.revoked_at is null"),
        {"workspace": workspace_id, "id": invitation_id},
    )
    return found.one_or_none()


async def count_open(tx: Tx, workspace_id: UUID) -> int:
    found = await tx.execute(
        text(
            "select count(*) from identity.invitations i join identity.credentials c on c.id = i.credential_id "
            "where i.workspace_id = :workspace and c.revoked_at is null and i.uses < i.uses_max "
            "and (c.expires_at is null or c.expires_at > now())"
        ),
        {"workspace": workspace_id},
    )
    return int(found.scalar_one())


async def find_by_code(tx: Tx, digest: bytes) -> Row[Any] | None:
    """The invitation of a code, with its inviter and workspace, whatever has become of it."""
    found = await tx.execute(text(f"{_INVITATION} where c.hash = :hash and c.kind = 'invitation'"), {"hash": digest})
    return found.one_or_none()


async def find_by_credential(tx: Tx, credential_id: UUID) -> Row[Any] | None:
    """The same by the credential that the code is."""
    found = await tx.execute(text(f"{_INVITATION} where c.id = :id and c.kind = 'invitation'"), {"id": credential_id})
    return found.one_or_none()


async def use(tx: Tx, workspace_id: UUID, invitation_id: UUID) -> bool:
    """Count one use. False when there is none left."""
    done = await tx.execute(
        text(
            "update identity.invitations set uses = uses + 1 where workspace_id = :workspace and id = :id and uses < uses_max"
        ),
        {"workspace": workspace_id, "id": invitation_id},
    )
    return done.rowcount == 1


async def revoke(tx: Tx, credential_id: UUID) -> None:
    await tx.execute(
        text("update identity.credentials set revoked_at = now() where id = :id and revoked_at is null"),
        {"id": credential_id},
    )


async def replace_code(tx: Tx, credential_id: UUID, digest: bytes) -> bool:
    """Give a live invitation a new code; the former stops working. False when it is not live."""
    done = await tx.execute(
        text(
            "update identity.credentials set hash = :hash where id = :id and kind = 'invitation' and revoked_at is null "
            "and (expires_at is null or expires_at > clock_timestamp())"
        ),
        {"id": credential_id, "hash": digest},
    )
    return done.rowcount == 1


async def find_inviter(tx: Tx, workspace_id: UUID, account_id: UUID) -> Row[Any] | None:
    """What the inviter is now: state, role in the workspace, roles in the whole service."""
    found = await tx.execute(
        text(
            "select a.state, a.platform_roles, m.role from identity.accounts a left join identity.memberships m "
            "on m.account_id = a.id and m.workspace_id = :workspace where a.id = :account"
        ),
        {"workspace": workspace_id, "account": account_id},
    )
    return found.one_or_none()


async def find_redeemer(tx: Tx, account_id: UUID) -> Row[Any] | None:
    """The account that redeems, held; with the place of its tier among the tiers."""
    await tx.execute(text("select from identity.accounts where id = :id for no key update"), {"id": account_id})
    found = await tx.execute(
        text(
            "select a.kind, a.state, a.email_key, a.home_workspace_id, a.tier, t.position from identity.accounts a "
            "join identity.tiers t on t.name = a.tier where a.id = :id"
        ),
        {"id": account_id},
    )
    return found.one_or_none()


async def find_tier(tx: Tx, name: str) -> int | None:
    """The place of a tier among the tiers; none when there is no such tier."""
    found = await tx.execute(text("select position from identity.tiers where name = :name"), {"name": name})
    return found.scalar_one_or_none()


async def set_tier(tx: Tx, account_id: UUID, tier: str) -> None:
    await tx.execute(text("update identity.accounts set tier = :tier where id = :id"), {"id": account_id, "tier": tier})


async def set_first_home(tx: Tx, account_id: UUID, workspace_id: UUID) -> None:
    """Where somebody begins who has begun nowhere yet."""
    await tx.execute(
        text(
            "update identity.accounts set home_workspace_id = :workspace where id = :id and home_workspace_id is null"
        ),
        {"id": account_id, "workspace": workspace_id},
    )
