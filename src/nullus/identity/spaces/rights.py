"""Who may give what: the order of roles in a workspace, and the rule that nobody gives more than they hold."""

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args
from uuid import UUID

from nullus.identity.people.errors import AccountNeeded, WorkspaceNotFound
from nullus.identity.spaces import member_store, workspace_store
from nullus.identity.spaces.errors import BeyondYourRole
from nullus.platform.actor import PLATFORM_SCOPES, ROLE_SCOPES, Actor, Role
from nullus.platform.database import Tx

ROLES: tuple[Role, ...] = get_args(Role)
"""From the most to the least."""


def covers(holder: Role | None, wanted: Role) -> bool:
    """Whether a role is at least another."""
    return holder is not None and ROLES.index(holder) <= ROLES.index(wanted)


def higher(one: Role, other: Role) -> Role:
    return one if covers(one, other) else other


def scopes_of(role: Role | None, platform_roles: Iterable[str] = ()) -> frozenset[str]:
    """What a role in a workspace and roles in the whole service allow together."""
    held = ROLE_SCOPES[role] if role else frozenset()
    return held.union(*(PLATFORM_SCOPES.get(each, frozenset()) for each in platform_roles))


def person_of(actor: Actor) -> UUID:
    """The account that acts. Raises AccountNeeded for a key or operator that stands for nobody."""
    if actor.person_id is None:
        raise AccountNeeded
    return actor.person_id


async def require_giving(tx: Tx, actor: Actor, role: Role) -> None:
    """Raise BeyondYourRole unless the actor may give this role, or act on somebody who has it.

    What counts is the role that the actor has now, not when its credential was looked up, and never more than the
    credential is good for.
    """
    if not ROLE_SCOPES[role] <= actor.scopes and not actor.may("*"):
        raise BeyondYourRole(role=role)
    if actor.person_id is not None:
        standing = await member_store.find_role(tx, actor.workspace_id, actor.person_id)
        if not covers(standing, role):
            raise BeyondYourRole(role=role)


async def enter(tx: Tx, actor: Actor, workspace_id: UUID) -> Actor:
    """The same party inside another of its workspaces, with its rights there.

    A key stays where it was made. Raises WorkspaceNotFound, for a workspace that is somebody else's exactly as for one
    that is not there.
    """
    if await workspace_store.find(tx, workspace_id) is None:
        raise WorkspaceNotFound
    if actor.kind in {"operator", "system"}:  # may act anywhere on its own machine; it names the workspace in a header
        return replace(actor, workspace_id=workspace_id)
    if actor.person_id is None or actor.credential == "key":
        if workspace_id != actor.workspace_id:
            raise WorkspaceNotFound
        return actor
    role = await member_store.find_role(tx, workspace_id, actor.person_id)
    if role is None:
        raise WorkspaceNotFound
    if workspace_id == actor.workspace_id:
        return actor
    service_wide = actor.scopes & frozenset().union(*PLATFORM_SCOPES.values())
    return replace(actor, workspace_id=workspace_id, role=role, scopes=ROLE_SCOPES[role] | service_wide)
