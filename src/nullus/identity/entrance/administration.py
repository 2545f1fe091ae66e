"""What the operators of a service do with accounts: find, make, approve, suspend them, give roles in the service.

They can have a person set a new password, and never choose or see one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import store
from nullus.identity.entrance import mail, recovery, sessions
from nullus.identity.people import account_links, account_store, accounts, policy_store
from nullus.identity.people.accounts import Account
from nullus.identity.people.emails import parse
from nullus.identity.people.errors import (
    AccountNotFound,
    EmailTaken,
    LastOperator,
    NothingToLink,
    NotVerifiedYet,
    OnMachineOnly,
    UnknownTier,
)
from nullus.identity.resources import Resources
from nullus.kit import new_id
from nullus.platform.actor import Actor, Role
from nullus.platform.database import Tx

LinkFor = Literal["verify", "reset"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to change; None leaves it as it is."""

    state: Literal["active", "suspended"] | None = None
    tier: str | None = None
    platform_roles: Sequence[Literal["operator", "auditor"]] | None = None


async def get(tx: Tx, actor: Actor, account_id: UUID) -> Account:
    """Any account of the service. Raises NotPermitted, AccountNotFound."""
    actor.require("accounts")
    return await accounts.get(tx, account_id)


async def search(
    tx: Tx, actor: Actor, query: str | None, state: str | None, kind: str | None, after: UUID | None, limit: int
) -> list[Account]:
    """Accounts of the service, newest first. Raises NotPermitted."""
    actor.require("accounts")
    return [accounts.account_of(row) for row in await account_store.search(tx, query, state, kind, after, limit)]


async def create(tx: Tx, actor: Actor, typed: str, name: str, role: Role, tier: str) -> Account:
    """Make an active account without a password and send its person a link to set one. Raises EmailTaken, EmailRefused."""
    actor.require("accounts")
    email = parse(typed)
    await _check_tier(tx, tier)
    workspace_id = await store.first_workspace(tx)
    values = {
        "id": new_id(),
        "kind": "person",
        "state": "active",
        "email": email.address,
        "email_key": email.key,
        "name": name,
        "language": actor.language,
        "tier": tier,
        "home_workspace_id": workspace_id,
    }
    account_id = await account_store.insert(tx, values)
    if account_id is None:
        raise EmailTaken
    await account_store.put_membership(tx, workspace_id, account_id, role)
    await recovery.send_reset(tx, account_id)
    await _record(tx, actor, "account.created", account_id, role=role, tier=tier)
    return await accounts.get(tx, account_id)


async def change(resources: Resources, actor: Actor, account_id: UUID, wanted: Changes) -> Account:
    """Suspend, activate or approve; another tier; roles in the service. All or nothing.

    Raises AccountNotFound, LastOperator, NotVerifiedYet, UnknownTier, NotPermitted.
    """
    actor.require("accounts")
    async with resources.db.system_transaction() as tx:
        operators = await account_store.lock_operators(tx)
        row = await account_store.find(tx, account_id, lock=True)
        if row is None:
            raise AccountNotFound
        before = accounts.account_of(row)
        values: dict[str, Any] = {}
        if wanted.tier is not None and wanted.tier != before.tier:
            await _check_tier(tx, wanted.tier)
            values["tier"] = wanted.tier
            await _record(tx, actor, "tier.assigned", account_id, tier=wanted.tier, former_tier=before.tier)
        if wanted.platform_roles is not None and set(wanted.platform_roles) != set(before.platform_roles):
            values["platform_roles"] = sorted(set(wanted.platform_roles))
            await _record(
                tx, actor, "platform_role.changed", account_id, role=",".join(values["platform_roles"]) or None
            )
        if wanted.state is not None and wanted.state != before.state:
            values["state"] = wanted.state
            await _change_state(tx, resources, actor, before, wanted.state)
        loses = values.get("state") == "suspended" or "operator" not in values.get("platform_roles", ["operator"])
        if loses and operators == [account_id]:
            raise LastOperator
        if values:
            await account_store.update(tx, account_id, values)
        found = await accounts.get(tx, account_id)
    resources.cache.forget(account_id=account_id)
    return found


async def send_reset(tx: Tx, actor: Actor, account: Account) -> None:
    """Send a person a mail with which they set a new password. Raises NothingToLink."""
    actor.require("accounts")
    if account.state != "active" or account.kind != "person":
        raise NothingToLink
    await recovery.send_reset(tx, account.id)
    await _record(tx, actor, "password.reset_requested", account.id)


async def make_link(tx: Tx, resources: Resources, actor: Actor, account: Account, purpose: LinkFor) -> str:
    """The link that a mail would carry, for the operator of the machine to hand over. Raises OnMachineOnly, NothingToLink."""
    if actor.kind != "operator":
        raise OnMachineOnly
    link: UUID | None = None
    if purpose == "verify" and account.state == "pending":
        link = await account_links.newest(tx, "verify", account.id)
    if purpose == "reset" and account.state == "active" and account.kind == "person":
        link = await account_links.reserve(tx, "reset", account.id, {})
    found = await account_links.mint_link(tx, resources.public_url, purpose, link) if link else None
    if found is None:
        raise NothingToLink
    await _record(tx, actor, "link.created", account.id, purpose=purpose)
    return found


async def _change_state(tx: Tx, resources: Resources, actor: Actor, account: Account, state: str) -> None:
    if state == "suspended":
        ended = await sessions.end_all(tx, resources, account.id)
        await _record(tx, actor, "account.suspended", account.id, former_state=account.state, sessions=ended)
        return
    if account.state == "pending":
        raise NotVerifiedYet
    approved = account.state == "waiting"
    if approved:
        await mail.queue(tx, "approved", account.id)
    await _record(tx, actor, "account.approved" if approved else "account.resumed", account.id)


async def _check_tier(tx: Tx, name: str) -> None:
    if not await policy_store.tier_exists(tx, name):
        raise UnknownTier


async def _record(tx: Tx, actor: Actor, action: str, account_id: UUID, **details: audit.Detail) -> None:
    await audit.record(
        tx, actor, action, object_kind="account", object_id=account_id, subjects=[account_id], details=details
    )
