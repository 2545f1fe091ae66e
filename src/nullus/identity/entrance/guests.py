"""Guests: people who try the service before they have an account. A guest is an account of its own, bound to one browser.

Only a workspace that opened itself lets guests in, and only its public collections answer them. Signing up turns the same
account into a person: what the guest has used and said stays theirs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import store
from nullus.identity.credentials.minting import digest, mint
from nullus.identity.entrance import guest_store
from nullus.identity.entrance.sessions import Place
from nullus.identity.errors import GuestsNotLetIn
from nullus.identity.limits import tiers
from nullus.identity.people import account_store, accounts
from nullus.identity.people.accounts import Account
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest who just came in. The credential is shown this once."""

    account: Account
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Openness:
    """Whether a workspace lets guests in, and how many it has."""

    open: bool
    guests: int


async def enter(tx: Tx, place: Place, lifetime: timedelta, known_token: str | None) -> Guest:
    """Let a guest in: again, when the browser shows a live guest's credential, which is replaced. Raises GuestsNotLetIn.

    For a system transaction.
    """
    workspace_id = await guest_store.open_workspace(tx)
    if workspace_id is None:
        raise GuestsNotLetIn
    account_id = await find(tx, known_token)
    if account_id is None:
        account_id = new_id()
        values = {"kind": "guest", "state": "active", "tier": tiers.GUEST, "home_workspace_id": workspace_id}
        await account_store.insert(tx, {"id": account_id, **values})
        await account_store.put_membership(tx, workspace_id, account_id, "guest")
        await audit.record(
            tx, None, "guest.started", object_kind="account", object_id=account_id, subjects=[account_id]
        )
    await guest_store.revoke_browser(tx, account_id)
    token, expires_at = mint("guest"), datetime.now(UTC) + lifetime
    await store.add_credential(
        tx,
        credential_id=new_id(),
        workspace_id=workspace_id,
        kind="guest",
        name="",
        digest=digest(token),
        scopes=["*"],
        expires_at=expires_at,
        account_id=account_id,
        address=place.address,
        agent=place.agent[:300],
    )
    return Guest(await accounts.get(tx, account_id), token, expires_at)


async def find(tx: Tx, token: str | None) -> UUID | None:
    """The account of a live guest by the credential of their browser, held until the transaction ends; None for any other."""
    return await guest_store.find(tx, digest(token)) if token else None


async def promote(tx: Tx, account_id: UUID, tier: str = tiers.SIGNED_UP) -> bool:
    """Turn a guest's account into a person's: the same account, so that what it used and said stays its own.

    The guest's credentials end. False when it is no guest (any more): exactly one of many callers succeeds. The caller sets
    e-mail, password and state on the same transaction. For a system transaction.
    """
    if not await guest_store.promote(tx, account_id, tier):
        return False
    await guest_store.revoke(tx, account_id)
    told = {"tier": tier, "former_tier": tiers.GUEST}
    await audit.record(
        tx, None, "guest.promoted", object_kind="account", object_id=account_id, subjects=[account_id], details=told
    )
    return True


async def remove_idle(tx: Tx, days: int, limit: int = 1000) -> int:
    """Delete guests who were not seen for so many days, with what they used; returns how many."""
    return await guest_store.remove_idle(tx, days, limit)


async def openness(tx: Tx, actor: Actor) -> Openness:
    """Whether the actor's workspace lets guests in."""
    row = await guest_store.openness(tx, actor.workspace_id)
    return Openness(bool(row.open), row.guests)


async def set_open(tx: Tx, actor: Actor, *, wanted: bool) -> Openness:
    """Open the actor's workspace to guests, or close it: those who are in lose their way in at once.

    For a system transaction: the credentials of guests are no member's to see.
    """
    actor.require("workspace")
    before = await openness(tx, actor)
    await guest_store.set_open(tx, actor.workspace_id, wanted=wanted)
    if before.open != wanted:
        details = {"changed": "guests", "state": "open" if wanted else "closed"}
        await audit.record(
            tx, actor, "workspace.changed", object_kind="workspace", object_id=actor.workspace_id, details=details
        )
    return await openness(tx, actor)
