"""Workspaces with people in them, for tests of this room."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import text
from tests.identity.people import person

from nullus.identity.spaces import member_store, workspace_store
from nullus.kit import new_id
from nullus.platform.actor import PLATFORM_SCOPES, ROLE_SCOPES, Actor, Role
from nullus.platform.database import Database


@dataclass
class Space:
    """A workspace, and one actor for each role that was let in."""

    db: Database
    id: UUID
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, role: str) -> Actor:
        """The first member with the role: `space.owner`."""
        return self.actors[role]

    async def join(self, role: Role, account_id: UUID | None = None) -> Actor:
        """Let an account in (a new one when none is named); how it acts there."""
        if account_id is None:
            account_id = await person(self.db)
            await change_account(self.db, account_id, tier="protostar")  # limits have tests of their own
        async with self.db.system_transaction() as tx:
            await member_store.add(tx, self.id, account_id, role)
        return acting(self.id, account_id, role)

    async def role_of(self, account_id: UUID | None) -> str | None:
        assert account_id is not None
        async with self.db.system_transaction() as tx:
            return await member_store.find_role(tx, self.id, account_id)


def acting(workspace_id: UUID, account_id: UUID, role: Role, *platform_roles: str) -> Actor:
    """An account as it acts by a session of its own."""
    scopes = ROLE_SCOPES[role].union(*(PLATFORM_SCOPES[each] for each in platform_roles))
    return Actor("person", workspace_id, account_id, new_id(), scopes, role=role, credential="session")


def operator(workspace_id: UUID) -> Actor:
    """The operator of the machine, inside a workspace."""
    return Actor("operator", workspace_id, scopes=frozenset({"*"}), credential="operator")


async def space(database: Database, *roles: Role) -> Space:
    """A new workspace with one member of each role."""
    made = Space(database, new_id())
    async with database.system_transaction() as tx:
        await workspace_store.add(tx, made.id, f"space {made.id.hex[-6:]}")
    for role in roles:
        made.actors[role] = await made.join(role)
    return made


async def change_account(database: Database, account_id: UUID | None, **columns: object) -> None:
    """Set columns of an account: its state, tier, roles in the whole service."""
    async with database.system_transaction() as tx:
        for name, value in columns.items():
            await tx.execute(
                text(f"update identity.accounts set {name} = :value where id = :id"),
                {"id": account_id, "value": value},
            )


async def acts_of(database: Database, workspace_id: UUID) -> list[str]:
    """What the audit trail says was done in a workspace, in order."""
    inside = Actor("system", workspace_id, scopes=frozenset({"*"}))
    async with database.transaction(inside) as tx:
        found = await tx.execute(
            text("select action from audit.entries where workspace_id = :id order by id"), {"id": workspace_id}
        )
        return list(found.scalars())
