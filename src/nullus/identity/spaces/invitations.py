"""Invitations: a code that lets somebody into a workspace, gives them a tier, or both.

A code is good for what its inviter may give at the moment when it is used, not when it was made. Redeeming goes across
workspaces, so `redeem` and `preview` run in the service's own transaction; everything else inside the workspace.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit
from nullus.identity.credentials import store
from nullus.identity.credentials.minting import digest, mint
from nullus.identity.people import emails
from nullus.identity.people.errors import AccountNeeded, WorkspaceNotFound
from nullus.identity.spaces import invitation_store, member_store, workspace_store
from nullus.identity.spaces.errors import (
    AlreadyMember,
    GroupNotFound,
    InvitationCounted,
    InvitationNotFound,
    InvitationNotValid,
    TierNotOffered,
    TooMany,
)
from nullus.identity.spaces.rights import covers, higher, require_giving, scopes_of
from nullus.kit import new_id
from nullus.platform.actor import ROLE_SCOPES, Actor, Role
from nullus.platform.database import Database, Tx
from nullus.platform.errors import Language, NullusError, Text

LIFETIME = timedelta(days=7)
MOST = 1000
"""Open invitations of one workspace."""
NOBODY = UUID(int=0)
_WHAT = Text(en="open invitations", ko="열린 초대")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an invitation is to give, and to whom. Without a role it gives that of a viewer, unless it gives only a tier."""

    role: Role | None = None
    tier: str | None = None
    group_ids: Sequence[UUID] = ()
    email: str | None = None
    uses: int = 1
    expires_at: datetime | None = None
    note: str = ""

    @property
    def gives(self) -> Role | None:
        return self.role or ("viewer" if self.tier is None or self.group_ids else None)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it is listed; the code itself is shown only when it is made."""

    id: UUID
    email: str | None
    role: Role | None
    tier: str | None
    group_ids: list[UUID]
    uses: int
    uses_max: int
    note: str
    open: bool
    invited_by: UUID | None
    inviter_name: str | None
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a code tells whoever holds it. `inviter` is empty for the operator of the service."""

    workspace: str
    inviter: str


@dataclass(frozen=True, slots=True)
class Found:
    """A valid code by its credential, which tells nothing. `joins`: it leads into a workspace."""

    credential_id: UUID
    joins: bool


@dataclass(frozen=True, slots=True)
class Addressed:
    """What a mail with an invitation needs; in the inviter's language."""

    to: str
    language: Language
    code: str


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What the account has now. `workspace_id` is null for an invitation to a tier only."""

    workspace_id: UUID | None
    workspace: str | None
    role: Role | None
    tier: str | None


async def create(tx: Tx, actor: Actor, wanted: Wanted) -> tuple[Invitation, str]:
    """Invite somebody; the second value is the code, shown this once.

    A role and groups need the permission `members` and never exceed one's own role; a tier needs `tiers`. Without an end
    it lasts seven days. Raises NotPermitted, BeyondYourRole, GroupNotFound, TierNotOffered, InvitationCounted, EmailRefused,
    TooMany.
    """
    email = await _checked(tx, actor, wanted)
    code, credential_id, invitation_id = mint("invitation"), new_id(), new_id()
    await store.add_credential(
        tx,
        credential_id=credential_id,
        workspace_id=actor.workspace_id,
        kind="invitation",
        name="",
        digest=digest(code),
        scopes=[],
        expires_at=wanted.expires_at or datetime.now(UTC) + LIFETIME,
    )
    await invitation_store.add(
        tx,
        workspace_id=actor.workspace_id,
        invitation_id=invitation_id,
        credential_id=credential_id,
        email=email.address if email else None,
        email_key=email.key if email else None,
        role=wanted.gives,
        tier=wanted.tier,
        group_ids=list(dict.fromkeys(wanted.group_ids)),
        uses=wanted.uses,
        note=wanted.note,
        invited_by=actor.person_id,
    )
    details: dict[str, audit.Detail] = {
        "role": wanted.gives,
        "tier": wanted.tier,
        "uses": wanted.uses,
        "groups": len(wanted.group_ids),
    }
    await _record(tx, actor, "invitation.created", invitation_id, details=details)
    return await get(tx, actor, invitation_id), code


async def list_invitations(tx: Tx, actor: Actor, after: UUID | None = None, limit: int = 500) -> list[Invitation]:
    """The workspace's invitations, newest first, before an id; one's own without the permission `members`.

    Those that were revoked are not listed.
    """
    of = None if actor.may("members") else actor.person_id or NOBODY
    rows = await invitation_store.list_invitations(tx, actor.workspace_id, of, after, limit)
    return [_invitation(row) for row in rows]


async def get(tx: Tx, actor: Actor, invitation_id: UUID) -> Invitation:
    """One invitation of one's own, or any with the permission `members`. Raises InvitationNotFound."""
    return _invitation(await _own(tx, actor, invitation_id))


async def revoke(tx: Tx, actor: Actor, invitation_id: UUID) -> None:
    """Withdraw an invitation: its code works no more. Raises InvitationNotFound."""
    row = await _own(tx, actor, invitation_id)
    await invitation_store.revoke(tx, row.credential_id)
    await _record(tx, actor, "invitation.revoked", invitation_id)


async def preview(tx: Tx, code: str) -> Preview:
    """Where a code leads and who gave it. Raises InvitationNotValid."""
    row = await _valid(tx, code)
    return Preview(row.workspace_name, row.inviter_name or "")


async def look_up(tx: Tx, code: str | UUID, email_key: str | None) -> Found:
    """What a code is about that somebody signs up with, so that it can be redeemed once their address is confirmed.

    Raises InvitationNotValid, also for another address's. Without an address that is asked later.
    """
    row = await _valid(tx, code)
    if email_key is not None and row.email_key not in {None, email_key}:
        raise InvitationNotValid
    return Found(row.credential_id, row.role is not None)


async def redeem(tx: Tx, account_id: UUID, code: str | UUID, actor: Actor | None = None) -> Redeemed:
    """Give an account what a code (or the one that `look_up` found) promises: exactly as many accounts as it is good for,
    whoever asks at once.

    The account may be one that is just being made, in the same transaction; nobody acts then. A role or tier that the
    account exceeds is left as it is. Raises InvitationNotValid, AlreadyMember (nothing is used up), AccountNeeded (guests
    sign up first).
    """
    found = await _valid(tx, code)
    if not await workspace_store.hold(tx, found.workspace_id):
        raise InvitationNotValid
    row = await _valid(tx, code)  # again: whoever held the workspace may have used it up or lost their rights
    account = await invitation_store.find_redeemer(tx, account_id)
    if account is None or account.kind != "person":
        raise AccountNeeded
    if account.state == "suspended" or row.email_key not in {None, account.email_key}:
        raise InvitationNotValid
    before = await member_store.find_role(tx, row.workspace_id, account_id)
    role = _better(before, row.role)
    tier = row.tier if row.tier and await _place(tx, row.tier) > account.position else None
    if role != before:
        await member_store.add(tx, row.workspace_id, account_id, str(role))
    joined = 0
    if role is not None and row.group_ids:
        joined = await member_store.add_to_groups(tx, row.workspace_id, row.group_ids, account_id)
    if role == before and tier is None and not joined:
        raise AlreadyMember
    if not await invitation_store.use(tx, row.workspace_id, row.id):
        raise InvitationNotValid
    if tier is not None:
        await invitation_store.set_tier(tx, account_id, tier)
    if role is not None:
        await invitation_store.set_first_home(tx, account_id, row.workspace_id)
    details: dict[str, audit.Detail] = {
        "role": role,
        "former_role": before,
        "tier": tier,
        "former_tier": account.tier if tier else None,
    }
    await _record(tx, actor, "invitation.redeemed", row.id, account_id, workspace_id=row.workspace_id, details=details)
    inside = role is not None
    return Redeemed(
        row.workspace_id if inside else None, row.workspace_name if inside else None, role, tier or account.tier
    )


async def record_refusal(db: Database, actor: Actor, account_id: UUID, error: NullusError) -> None:
    """Write down that an account was let in nowhere by a code; the code itself stays out of the trail."""
    await audit.record_refusal(
        db,
        actor,
        "invitation.redeemed",
        object_kind="account",
        object_id=account_id,
        subjects=[account_id],
        details={"code": error.code},
    )


async def address(tx: Tx, workspace_id: UUID, invitation_id: UUID) -> Addressed | None:
    """An invitation that is going out by mail, with a new code; the former works no more, so it stands in the mail only.

    None when it lets nobody in any more. In the service's own transaction.
    """
    row = await invitation_store.find(tx, workspace_id, invitation_id)
    if row is None or row.email is None:
        return None
    try:
        await _valid(tx, row.credential_id)
    except InvitationNotValid:
        return None
    code = mint("invitation")
    if not await invitation_store.replace_code(tx, row.credential_id, digest(code)):
        return None
    return Addressed(row.email, "ko" if row.inviter_language == "ko" else "en", code)


def link_of(public_url: str, code: str) -> str:
    """Where a browser looks at an invitation; the code stands behind the #, which no server is sent."""
    return f"{public_url}/invitation#{code}"


async def _checked(tx: Tx, actor: Actor, wanted: Wanted) -> emails.Email | None:
    """Whether the actor may give all this. Holds the workspace. Returns the address, ready to compare."""
    if not await workspace_store.hold(tx, actor.workspace_id):
        raise WorkspaceNotFound
    if wanted.gives is not None:
        actor.require("members")
        await require_giving(tx, actor, wanted.gives)
    if wanted.tier is not None:
        actor.require("tiers")
        if await invitation_store.find_tier(tx, wanted.tier) is None:
            raise TierNotOffered
    if wanted.group_ids:
        existing = await member_store.existing_groups(tx, actor.workspace_id, wanted.group_ids)
        if existing != set(wanted.group_ids):
            raise GroupNotFound
    if wanted.email is not None and wanted.uses != 1:
        raise InvitationCounted
    if await invitation_store.count_open(tx, actor.workspace_id) >= MOST:
        raise TooMany(limit=MOST, what=_WHAT)
    return emails.parse(wanted.email) if wanted.email is not None else None


async def _own(tx: Tx, actor: Actor, invitation_id: UUID) -> Row[Any]:
    row = await invitation_store.find(tx, actor.workspace_id, invitation_id)
    if row is None or (not actor.may("members") and (row.invited_by is None or row.invited_by != actor.person_id)):
        raise InvitationNotFound
    return row


async def _valid(tx: Tx, code: str | UUID) -> Row[Any]:
    """The open invitation of a code whose inviter may give all of it now. Raises InvitationNotValid."""
    if isinstance(code, UUID):
        row = await invitation_store.find_by_credential(tx, code)
    else:
        row = await invitation_store.find_by_code(tx, digest(code))
    if row is None or not row.open:
        raise InvitationNotValid
    if row.invited_by is not None:  # the operator of the machine has no account and may give everything
        inviter = await invitation_store.find_inviter(tx, row.workspace_id, row.invited_by)
        if inviter is None or inviter.state != "active":
            raise InvitationNotValid
        held = scopes_of(inviter.role, inviter.platform_roles)
        if row.role is not None and not (
            covers(inviter.role, row.role) and ROLE_SCOPES[row.role] | {"members"} <= held
        ):
            raise InvitationNotValid
        if row.tier is not None and "tiers" not in held:
            raise InvitationNotValid
    return row


async def _record(
    tx: Tx,
    actor: Actor | None,
    action: str,
    invitation_id: UUID,
    *subjects: UUID,
    workspace_id: UUID | None = None,
    details: Mapping[str, audit.Detail] | None = None,
) -> None:
    await audit.record(
        tx,
        actor,
        action,
        object_kind="invitation",
        object_id=invitation_id,
        subjects=subjects,
        workspace_id=workspace_id,
        details=details,
    )


def _better(before: Role | None, offered: Role | None) -> Role | None:
    return higher(before, offered) if before and offered else before or offered


async def _place(tx: Tx, tier: str) -> int:
    found = await invitation_store.find_tier(tx, tier)
    return -1 if found is None else found


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        email=row.email,
        role=row.role,
        tier=row.tier,
        group_ids=list(row.group_ids),
        uses=row.uses,
        uses_max=row.uses_max,
        note=row.note,
        open=row.open,
        invited_by=row.invited_by,
        inviter_name=row.inviter_name,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
