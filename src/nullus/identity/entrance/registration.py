"""Signing up: the same work and answer whether or not the address has an account, and no account before the mail was read.

A password that was typed at sign-up waits with the link of its own mail: whoever else signs up with somebody's address
cannot slip a password under the account that its owner then confirms.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import store
from nullus.identity.entrance import guests, mail
from nullus.identity.people import account_links, account_store, accounts, password_rules, policies
from nullus.identity.people.accounts import Account
from nullus.identity.people.emails import Email, parse
from nullus.identity.people.errors import InvitationNeeded, MailLinkNotValid, SignUpClosed
from nullus.identity.people.policies import SignUp
from nullus.identity.resources import Resources
from nullus.identity.spaces import invitations
from nullus.identity.spaces.errors import AlreadyMember, InvitationNotValid
from nullus.kit import new_id
from nullus.platform.database import Tx
from nullus.platform.errors import Language

Delivery = Literal["mail", "operator"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed to sign up. `guest`: the account of the guest that they have been."""

    email: str
    password: str
    name: str
    language: Language
    time_zone: str
    invitation: str | None = None
    guest: UUID | None = None


def delivery_of(resources: Resources) -> Delivery:
    """Who hands links to people: the mail server, or the operator of this machine."""
    return "mail" if resources.settings.sends_mail else "operator"


async def register(resources: Resources, wanted: Wanted) -> None:
    """Begin an account, which counts once its e-mail is confirmed.

    Raises SignUpClosed, InvitationNeeded, EmailRefused, PasswordRefused, TooManySignIns.
    """
    email = parse(wanted.email)
    async with resources.db.system_transaction() as tx:
        mode = await policies.sign_up(tx)
        _admit(mode, wanted.invitation)
        names = await store.workspace_names(tx)
        invited = await invitations.look_up(tx, wanted.invitation, email.key) if wanted.invitation else None
    password_rules.check(wanted.password, words=(email.address, wanted.name, *names))
    kept = await resources.passwords.hash(wanted.password)
    async with resources.db.system_transaction() as tx:
        account, fresh = await _pending(tx, email, mode, wanted, invited is not None and invited.joins)
        data = {
            "password_hash": kept,
            "name": wanted.name,
            "language": wanted.language,
            "time_zone": wanted.time_zone,
            "guest": str(wanted.guest) if wanted.guest else None,
            "invitation": str(invited.credential_id) if invited else None,
        }
        link = await account_links.reserve(tx, "verify", account.id, data if fresh else {}, dead=not fresh)
        if await mail.may_go(tx, "sign-up", email.key):
            await mail.queue(tx, "verify" if fresh else "known", account.id, link if fresh else None)
        await audit.record(
            tx, None, "account.registered", object_kind="account", object_id=account.id,
            outcome="done" if fresh else "refused", details={"mode": mode.mode},
        )  # fmt: skip


async def verify(resources: Resources, token: str) -> Account:
    """Confirm the e-mail of a new account; its state says whether somebody has to approve it. Raises MailLinkNotValid."""
    async with resources.db.system_transaction() as tx:
        link = await account_links.use(tx, "verify", token)
        account = await accounts.get(tx, link.account_id)
        if account.state != "pending":
            raise MailLinkNotValid
        mode = await policies.sign_up(tx)
        now = datetime.now(UTC)
        values = {
            "state": "waiting" if mode.mode == "approval" else "active",
            "email_verified_at": now,
            "name": link.data["name"],
            "language": link.data["language"],
            "time_zone": link.data["time_zone"],
            "password_hash": link.data["password_hash"],
            "password_set_at": now,
        }
        found = await _settle(tx, account, values, link.data.get("guest"))
        if link.data.get("invitation"):
            await redeem(tx, found.id, UUID(link.data["invitation"]), mode)
        await audit.record(tx, None, "email.verified", object_kind="account", object_id=found.id, subjects=[found.id])
        resources.cache.forget(account_id=found.id)
        return found


def _admit(mode: SignUp, invitation: str | None) -> None:
    if mode.mode == "closed":
        raise SignUpClosed
    if mode.mode == "invitation" and not invitation:
        raise InvitationNeeded


async def redeem(tx: Tx, account_id: UUID, invitation: UUID, mode: SignUp) -> None:
    """Give a new account what its invitation promises. One that is used up meanwhile lets nobody in who needs one.

    Raises InvitationNotValid.
    """
    try:
        await invitations.redeem(tx, account_id, invitation)
    except AlreadyMember:
        pass
    except InvitationNotValid:
        if mode.mode == "invitation":
            raise


async def _pending(tx: Tx, email: Email, mode: SignUp, wanted: Wanted, joins_elsewhere: bool) -> tuple[Account, bool]:
    """The account of an address, and whether it still waits to be confirmed; made when there is none.

    Without an invitation into a workspace it belongs to the first one, where the operator wants that.
    """
    joins_first = mode.role is not None and not joins_elsewhere
    workspace_id = await store.first_workspace(tx) if joins_first else None
    made = await account_store.insert(
        tx,
        {
            "id": new_id(),
            "kind": "person",
            "state": "pending",
            "email": email.address,
            "email_key": email.key,
            "language": wanted.language,
            "time_zone": wanted.time_zone,
            "tier": mode.tier,
            "home_workspace_id": workspace_id,
        },
    )
    account = await accounts.find_by_email(tx, email.key, lock=True)
    assert account is not None
    if made is not None and workspace_id is not None and mode.role is not None:
        await account_store.put_membership(tx, workspace_id, account.id, mode.role)
    return account, account.state == "pending"


async def _settle(tx: Tx, account: Account, values: dict[str, Any], guest: str | None) -> Account:
    """Write what was confirmed: on the guest's own row where there was one, so that their conversations stay theirs."""
    if guest is None or not await guests.promote(tx, UUID(guest), account.tier):
        await account_store.update(tx, account.id, values)
        return await accounts.get(tx, account.id)
    standing = await account_store.memberships(tx, account.id)
    await account_store.delete(tx, account.id)
    same = {name: getattr(account, name) for name in ("email", "email_key", "home_workspace_id")}
    await account_store.update(tx, UUID(guest), values | same)
    for workspace_id, role in standing:
        await account_store.put_membership(tx, workspace_id, UUID(guest), role)
    return await accounts.get(tx, UUID(guest))
