"""The SQL of memberships, groups and the programs of a workspace."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.actor import Role
from nullus.platform.database import Tx

_MEMBER = """
    select m.account_id, m.role, m.created_at, a.name, a.email, a.kind, a.state,
        coalesce((select array_agg(g.group_id order by g.group_id) from identity.group_members g
            where g.workspace_id = m.workspace_id and g.account_id = m.account_id), '{}') as group_ids
    from identity.memberships m join identity.accounts a on a.id = m.account_id
    where m.workspace_id = :workspace
"""


async def find_role(tx: Tx, workspace_id: UUID, account_id: UUID) -> Role | None:
    """The role that an account has in a workspace now; none for one that is suspended."""
    found = await tx.execute(
        text(
            "select m.role from identity.memberships m join identity.accounts a on a.id = m.account_id "
            "where m.workspace_id = :workspace and m.account_id = :account and a.state <> 'suspended'"
        ),
        {"workspace": workspace_id, "account": account_id},
    )
    return cast("Role | None", found.scalar())


async def find(tx: Tx, workspace_id: UUID, account_id: UUID) -> Row[Any] | None:
    found = await tx.execute(
        text(f"{_MEMBER} and m.account_id = :account"), {"workspace": workspace_id, "account": account_id}
    )
    return found.one_or_none()


async def list_members(
    tx: Tx, workspace_id: UUID, after: UUID | None, limit: int, kind: str | None = None
) -> Sequence[Row[Any]]:
    """In the order in which their accounts were made; without those who only try the service, unless asked for."""
    found = await tx.execute(
        text(
            f"{_MEMBER} and (a.kind <> 'guest' or cast(:kind as text) = 'guest') "
            "and (cast(:after as uuid) is null or m.account_id > :after) "
            "and (cast(:kind as text) is null or a.kind = :kind) order by m.account_id limit :limit"
        ),
        {"workspace": workspace_id, "after": after, "limit": limit, "kind": kind},
    )
    return found.all()


async def add(tx: Tx, workspace_id: UUID, account_id: UUID, role: str) -> None:
    """Make a member, or give a member this role."""
    await tx.execute(
        text(
            "insert into identity.memberships (workspace_id, account_id, role) values (:workspace, :account, :role) "
            "on conflict (workspace_id, account_id) do update set role = excluded.role"
        ),
        {"workspace": workspace_id, "account": account_id, "role": role},
    )


async def count_owners(tx: Tx, workspace_id: UUID) -> int:
    """People who own it; a program does not count."""
    found = await tx.execute(
        text(
            "select count(*) from identity.memberships m join identity.accounts a on a.id = m.account_id "
            "where m.workspace_id = :workspace and m.role = 'owner' and a.kind = 'person'"
        ),
        {"workspace": workspace_id},
    )
    return int(found.scalar_one())


async def remove(tx: Tx, workspace_id: UUID, account_id: UUID) -> bool:
    """End a membership with its groups and keys. False when there is none that the transaction may end."""
    values = {"workspace": workspace_id, "account": account_id}
    done = await tx.execute(
        text("delete from identity.memberships where workspace_id = :workspace and account_id = :account"), values
    )
    await tx.execute(
        text(
            "update identity.credentials set revoked_at = now() where workspace_id = :workspace "
            "and account_id = :account and kind in ('key', 'share') and revoked_at is null"
        ),
        values,
    )
    return done.rowcount == 1


# Groups


async def list_groups(tx: Tx, workspace_id: UUID) -> Sequence[Row[Any]]:
    found = await tx.execute(text(f"{_GROUP} order by g.name"), {"workspace": workspace_id})
    return found.all()


_GROUP = """
    select g.id, g.name, g.created_at,
        coalesce((select array_agg(m.account_id order by m.account_id) from identity.group_members m
            where m.workspace_id = g.workspace_id and m.group_id = g.id), '{}') as member_ids
    from identity.groups g where g.workspace_id = :workspace
"""


async def find_group(tx: Tx, workspace_id: UUID, group_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(f"{_GROUP} and g.id = :id"), {"workspace": workspace_id, "id": group_id})
    return found.one_or_none()


async def existing_groups(tx: Tx, workspace_id: UUID, group_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the groups that the workspace has."""
    found = await tx.execute(
        text("select id from identity.groups where workspace_id = :workspace and id = any(cast(:ids as uuid[]))"),
        {"workspace": workspace_id, "ids": list(group_ids)},
    )
    return set(found.scalars())


async def add_group(tx: Tx, workspace_id: UUID, group_id: UUID, name: str) -> bool:
    """False when the name is taken."""
    done = await tx.execute(
        text(
            "insert into identity.groups (workspace_id, id, name) values (:workspace, :id, :name) on conflict do nothing"
        ),
        {"workspace": workspace_id, "id": group_id, "name": name},
    )
    return done.rowcount == 1


async def rename_group(tx: Tx, workspace_id: UUID, group_id: UUID, name: str) -> bool:
    """False when another group has the name. The caller holds the workspace."""
    done = await tx.execute(
        text(
            "update identity.groups g set name = :name where workspace_id = :workspace and id = :id and not exists ("
            "select from identity.groups o where o.workspace_id = :workspace and o.name = :name and o.id <> :id)"
        ),
        {"workspace": workspace_id, "id": group_id, "name": name},
    )
    return done.rowcount == 1


async def remove_group(tx: Tx, workspace_id: UUID, group_id: UUID) -> None:
    await tx.execute(
        text("delete from identity.groups where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": group_id},
    )


async def add_to_groups(tx: Tx, workspace_id: UUID, group_ids: Sequence[UUID], account_id: UUID) -> int:
    """Those of the groups that exist take a member of the workspace; returns how many did not have them."""
    done = await tx.execute(
        text(
            "insert into identity.group_members (workspace_id, group_id, account_id) "
            "select workspace_id, id, :account from identity.groups "
            "where workspace_id = :workspace and id = any(cast(:ids as uuid[])) on conflict do nothing"
        ),
        {"workspace": workspace_id, "ids": list(group_ids), "account": account_id},
    )
    return done.rowcount


async def take_from_group(tx: Tx, workspace_id: UUID, group_id: UUID, account_id: UUID) -> bool:
    """False when the account was not in the group."""
    done = await tx.execute(
        text(
            "delete from identity.group_members where workspace_id = :workspace and group_id = :id "
            "and account_id = :account"
        ),
        {"workspace": workspace_id, "id": group_id, "account": account_id},
    )
    return done.rowcount == 1


# Programs


async def add_program(tx: Tx, workspace_id: UUID, account_id: UUID, name: str, tier: str) -> None:
    """An account that belongs to a workspace and to no person."""
    await tx.execute(
        text(
            "insert into identity.accounts (id, kind, state, name, tier, language, home_workspace_id) "
            "values (:id, 'service', 'active', :name, :tier, 'en', :workspace)"
        ),
        {"id": account_id, "workspace": workspace_id, "name": name, "tier": tier},
    )


async def remove_program(tx: Tx, account_id: UUID) -> None:
    """With its keys."""
    await tx.execute(
        text("delete from identity.accounts where id = :account and kind = 'service'"), {"account": account_id}
    )
