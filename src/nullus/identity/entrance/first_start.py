"""How a service gets its owner: the operator's credential, the one-time link, and the account that is made of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import store
from nullus.identity.credentials.minting import digest, mint
from nullus.identity.entrance import sessions
from nullus.identity.entrance.sessions import Place, SignedIn
from nullus.identity.errors import LinkUsed
from nullus.identity.people import account_store, accounts
from nullus.identity.people.accounts import Account
from nullus.identity.people.emails import Email
from nullus.identity.resources import Resources
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx

LINK_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class FirstStart:
    """`owner_link_token` is set once: when no owner was ever invited."""

    workspace_id: UUID
    owner_link_token: str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a claimed link makes the owner: their e-mail, what they are called, the hash of their password."""

    email: Email
    name: str
    password_hash: str
    language: str


async def prepare(db: Database, operator_token: str) -> FirstStart:
    """Make what a first start needs: a workspace, the operator's credential, the one-time owner link. Safe to repeat."""
    async with db.system_transaction() as tx:
        workspace_id = await store.ensure_workspace(tx, new_id(), "Nullus")
        await store.revoke_operators(tx, digest(operator_token))
        await _add(tx, workspace_id, "operator", "operator of this machine", operator_token, ["*"], None)
        link = None if await store.owner_was_invited(tx) else await _new_link(tx, workspace_id)
    return FirstStart(workspace_id, link)


async def new_owner_link(tx: Tx, actor: Actor) -> str:
    """Replace the owner link: earlier ones stop working. For the operator of the machine."""
    actor.require("operate")
    await store.revoke_links(tx)
    await audit.record(tx, actor, "owner_link.created")
    return await _new_link(tx, actor.workspace_id)


async def check_link(resources: Resources, token: str) -> None:
    """Raise LinkUsed unless the link could be used now."""
    async with resources.db.system_transaction() as tx:
        if not await store.link_is_live(tx, digest(token)):
            raise LinkUsed


async def claim_browser(resources: Resources, token: str, place: Place) -> str:
    """Turn the one-time link into a session of its browser, without an account; returns its credential. Raises LinkUsed."""
    session = mint("session")
    async with resources.db.system_transaction() as tx:
        workspace_id = await _consume(tx, token)
        lifetime = timedelta(days=resources.settings.session_days)
        more = {"address": place.address, "agent": place.agent[:300], "authenticated_at": datetime.now(UTC)}
        await _add(tx, workspace_id, "session", "owner's browser", session, ["*"], lifetime, **more)
        await audit.record(tx, None, "owner.claimed", workspace_id=workspace_id, details={"kind": "browser"})
    return session


async def claim_account(resources: Resources, token: str, owner: Owner, place: Place) -> SignedIn:
    """Turn the one-time link into the owner's account, and sign in. Exactly one of many callers succeeds. Raises LinkUsed.

    Somebody who has an account already becomes the owner with it; the password is replaced and their sessions end: the
    link comes from the machine itself.
    """
    async with resources.db.system_transaction() as tx:
        workspace_id = await _consume(tx, token)
        account = await _owner_account(tx, workspace_id, owner)
        await account_store.put_membership(tx, workspace_id, account.id, "owner")
        await sessions.end_all(tx, resources, account.id)
        await audit.record(
            tx, None, "owner.claimed", object_kind="account", object_id=account.id, subjects=[account.id],
            workspace_id=workspace_id, details={"kind": "account"},
        )  # fmt: skip
        return await sessions.open_session(tx, resources, account, place, ["link", "password"])


async def _owner_account(tx: Tx, workspace_id: UUID, owner: Owner) -> Account:
    values: dict[str, Any] = {
        "state": "active",
        "name": owner.name,
        "language": owner.language,
        "password_hash": owner.password_hash,
        "password_set_at": datetime.now(UTC),
        "platform_roles": ["operator"],
        "tier": accounts.OWNERS_TIER,
        "home_workspace_id": workspace_id,
    }
    made = {"id": new_id(), "kind": "person", "email": owner.email.address, "email_key": owner.email.key, **values}
    if await account_store.insert(tx, made) is None:
        known = await accounts.find_by_email(tx, owner.email.key, lock=True)
        if known is None:
            raise LinkUsed
        if not owner.name:
            del values["name"]
        values["platform_roles"] = sorted({"operator", *known.platform_roles})
        await account_store.update(tx, known.id, {**values, "kind": "person", "epoch": known.epoch + 1})
    found = await accounts.find_by_email(tx, owner.email.key)
    assert found is not None
    return found


async def _consume(tx: Tx, token: str) -> UUID:
    workspace_id = await store.consume_link(tx, digest(token))
    if workspace_id is None:
        raise LinkUsed
    return workspace_id


async def _new_link(tx: Tx, workspace_id: UUID) -> str:
    token = mint("owner_link")
    await _add(tx, workspace_id, "owner_link", "one-time owner link", token, [], LINK_LIFETIME)
    return token


async def _add(
    tx: Tx,
    workspace_id: UUID,
    kind: str,
    name: str,
    token: str,
    scopes: list[str],
    lifetime: timedelta | None,
    **more: Any,
) -> None:
    await store.add_credential(
        tx,
        credential_id=new_id(),
        workspace_id=workspace_id,
        kind=kind,
        name=name,
        digest=digest(token),
        scopes=scopes,
        expires_at=datetime.now(UTC) + lifetime if lifetime else None,
        **more,
    )
