"""Service accounts: programs that belong to a workspace and to no person, with a role there and keys of their own."""

from uuid import UUID

from nullus import audit
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.spaces import member_store, members, workspace_store
from nullus.identity.spaces.errors import MemberNotFound, ProgramLimit, ProgramNotFound
from nullus.identity.spaces.members import Member
from nullus.identity.spaces.rights import require_giving
from nullus.kit import new_id
from nullus.platform.actor import Actor, Role
from nullus.platform.database import Tx

DEFAULT_TIER = "protostar"  # of a program that the operator of the machine makes
MOST = 100
"""In one workspace, where the maker's tier names no limit (`service_accounts`)."""


async def list_programs(tx: Tx, actor: Actor) -> list[Member]:
    """The service accounts of the workspace, oldest first."""
    actor.require("members")
    rows = await member_store.list_members(tx, actor.workspace_id, None, MOST, kind="service")
    return [members.shown(row, actor) for row in rows]


async def get(tx: Tx, actor: Actor, account_id: UUID) -> Member:
    """One service account. Raises ProgramNotFound."""
    try:
        found = await members.get(tx, actor, account_id)
    except MemberNotFound:
        raise ProgramNotFound from None
    if found.kind != "service":
        raise ProgramNotFound
    return found


async def create(tx: Tx, actor: Actor, name: str, role: Role) -> Member:
    """Make a service account with a role in the workspace, never more than one's own. It has the tier of its maker.

    Raises NotPermitted, BeyondYourRole, ProgramLimit.
    """
    actor.require("members")
    if not await workspace_store.hold(tx, actor.workspace_id):
        raise WorkspaceNotFound
    await require_giving(tx, actor, role)
    limit, tier = MOST, DEFAULT_TIER
    if actor.person_id is not None:
        maker = await workspace_store.hold_account(tx, actor.person_id)
        if maker is not None:
            limit, tier = min(MOST, maker.limits.get("service_accounts", MOST)), maker.tier
    there_are = await member_store.list_members(tx, actor.workspace_id, None, MOST, kind="service")
    if len(there_are) >= limit:
        raise ProgramLimit(limit=limit)
    account_id = new_id()
    await member_store.add_program(tx, actor.workspace_id, account_id, name, tier)
    await member_store.add(tx, actor.workspace_id, account_id, role)
    await audit.record(
        tx, actor, "service_account.created", object_kind="member", object_id=account_id, details={"role": role}
    )
    return await get(tx, actor, account_id)


async def remove(tx: Tx, actor: Actor, account_id: UUID) -> None:
    """Delete a service account with its keys. Raises NotPermitted, ProgramNotFound, BeyondYourRole."""
    actor.require("members")
    await get(tx, actor, account_id)
    await members.remove(tx, actor, account_id)
