"""Visitors of a published chatbot: guests who are known by a secret that their browser keeps on the page that shows it.

The secret does nothing but begin the next visit of the same publication. Who wants an account takes a code along to this
service's own pages: there the same guest signs up, so that what was said stays theirs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import store, visitor_tokens
from nullus.identity.credentials.minting import digest, mint
from nullus.identity.entrance import visitor_store
from nullus.identity.entrance.guests import Guest
from nullus.identity.entrance.sessions import Place
from nullus.identity.errors import HandoverNotValid, TierNotFound, VisitorSignedUp
from nullus.identity.limits import tiers
from nullus.identity.people import account_store, accounts, link_store
from nullus.identity.people.accounts import Account
from nullus.identity.resources import Resources
from nullus.kit import new_id
from nullus.platform.database import Tx

HANDOVER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Door:
    """Where visitors come in: a publication of a workspace, and the tier that it gives them."""

    workspace_id: UUID
    publication_id: UUID
    tier: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """`secret` is None where the browser has it already. `fresh`: never seen before."""

    account_id: UUID
    credential_id: UUID
    epoch: int
    secret: str | None
    fresh: bool


async def enter(
    tx: Tx, door: Door, place: Place, lifetime: timedelta, secret: str | None, account_id: UUID | None = None
) -> Visitor:
    """Let a visitor in: again, when the secret is a live one of this publication.

    `account_id`: who it is for certain, as the host page's own server says. Raises VisitorSignedUp when they have an account
    by now. For a system transaction.
    """
    tier = await _tier(tx, door.tier)
    known = await visitor_store.find(tx, digest(secret), door.publication_id) if secret else None
    if known is not None and account_id in {None, known.account_id}:
        _refuse_people(known.account_kind)
        if known.live:
            await visitor_store.set_tier(tx, known.account_id, tier)
            return Visitor(known.account_id, known.id, known.epoch, None, fresh=False)
    fresh = account_id is None
    if account_id is None:
        account_id = new_id()
        values = {"kind": "guest", "state": "active", "tier": tier, "home_workspace_id": door.workspace_id}
        await account_store.insert(tx, {"id": account_id, **values})
        await account_store.put_membership(tx, door.workspace_id, account_id, "guest")
        await audit.record(
            tx, None, "guest.started", object_kind="account", object_id=account_id, subjects=[account_id]
        )
    account = await accounts.get(tx, account_id)
    _refuse_people(account.kind)
    await visitor_store.set_tier(tx, account_id, tier)
    token, credential_id = mint("visitor"), new_id()
    await store.add_credential(
        tx,
        credential_id=credential_id,
        workspace_id=door.workspace_id,
        kind="visitor",
        name="",
        digest=digest(token),
        scopes=["chat"],
        expires_at=datetime.now(UTC) + lifetime,
        account_id=account_id,
        address=place.address,
        agent=place.agent[:300],
        data={"publication": str(door.publication_id)},
    )
    return Visitor(account_id, credential_id, await visitor_store.epoch_of(tx, account_id), token, fresh)


def token_for(resources: Resources, visitor: Visitor, publication_id: UUID, origin: str) -> tuple[str, int]:
    """What the visitor asks with for ten minutes from this origin, and when it ends in seconds since 1970."""
    return visitor_tokens.sign(
        resources.keyring,
        resources.issuer,
        visitor.account_id,
        visitor.credential_id,
        visitor.epoch,
        publication_id,
        origin,
    )


async def hand_over(tx: Tx, account_id: UUID) -> tuple[str, datetime]:
    """A code with which this visitor goes on, once, on this service's own pages; and until when."""
    code, expires_at = mint("handover"), datetime.now(UTC) + HANDOVER
    await store.add_credential(
        tx,
        credential_id=new_id(),
        workspace_id=None,
        kind="handover",
        name="",
        digest=digest(code),
        scopes=[],
        expires_at=expires_at,
        account_id=account_id,
    )
    return code, expires_at


async def arrive(tx: Tx, code: str, place: Place, lifetime: timedelta) -> Guest:
    """Use a code: its visitor is a guest of this site's own pages from now on, who may sign up and nothing else.

    Raises HandoverNotValid. For a system transaction.
    """
    used = await link_store.use(tx, "handover", digest(code))
    account: Account | None = await accounts.get(tx, used.account_id) if used else None
    if account is None or account.kind != "guest":
        raise HandoverNotValid
    token, expires_at = mint("guest"), datetime.now(UTC) + lifetime
    await store.add_credential(
        tx,
        credential_id=new_id(),
        workspace_id=None,
        kind="guest",
        name="",
        digest=digest(token),
        scopes=["account"],
        expires_at=expires_at,
        account_id=account.id,
        address=place.address,
        agent=place.agent[:300],
    )
    return Guest(account, token, expires_at)


async def check_tier(tx: Tx, name: str) -> None:
    """Raise TierNotFound unless there is such a tier."""
    await tiers.get(tx, name)


async def _tier(tx: Tx, wanted: str) -> str:
    """A tier that was deleted since gives way to that of all guests."""
    try:
        await tiers.get(tx, wanted)
    except TierNotFound:
        return tiers.GUEST
    return wanted


def _refuse_people(kind: str) -> None:
    if kind != "guest":
        raise VisitorSignedUp
