"""Who somebody is here who has proven who they are at a provider: by issuer and subject, never by their e-mail address."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import ceremonies, ceremony_store, store
from nullus.identity.entrance import registration, sessions
from nullus.identity.entrance.login import SecondFactorPending
from nullus.identity.entrance.sessions import Place, SignedIn
from nullus.identity.factors import factor_store, factors
from nullus.identity.factors.errors import LastWayIn
from nullus.identity.people import account_store, accounts, policies
from nullus.identity.people.accounts import Account
from nullus.identity.people.emails import Email, parse
from nullus.identity.people.errors import EmailRefused
from nullus.identity.people.policies import SignUp
from nullus.identity.providers import oidc_store
from nullus.identity.providers.errors import (
    EmailNotProven,
    IdentityTaken,
    LinkFirst,
    NotLinked,
    SignInRefused,
    SignUpClosed,
)
from nullus.identity.providers.oidc import Arrival, Person
from nullus.identity.providers.oidc_providers import Provider
from nullus.identity.resources import Resources
from nullus.identity.spaces import invitations
from nullus.identity.spaces.errors import InvitationNotValid
from nullus.identity.spaces.invitations import Found
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import Language
from nullus.platform.web_values import is_one_line


@dataclass(frozen=True, slots=True)
class Linked:
    """An identity at a provider that belongs to an account; `provider` is None when that provider was removed."""

    provider: str | None
    issuer: str
    email: str | None
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who it is is known, but somebody has to approve the account first."""


async def enter(
    tx: Tx, resources: Resources, provider: Provider, arrival: Arrival, place: Place, language: Language
) -> SignedIn | SecondFactorPending | Waiting:
    """Sign in whoever is linked to an account here; its second factor is asked for as with a password.

    Somebody new signs up as the service allows, with the invitation that they left with. Raises EmailNotProven, LinkFirst,
    SignUpClosed and InvitationNotValid.
    """
    person = arrival.person
    account_id = await oidc_store.whose(tx, person.issuer, person.subject)
    if account_id is None:
        account = await _sign_up(tx, resources, provider, arrival, language)
    else:
        account = await accounts.get(tx, account_id)
    if account.state == "waiting":
        return Waiting()
    if account.state != "active" or account.kind != "person":
        raise SignInRefused
    await oidc_store.used(tx, person.issuer, person.subject, person.email)
    methods = [f"provider:{provider.name}"]
    if await factors.has_second_factor(tx, account.id):
        return SecondFactorPending(await ceremonies.add_pending(tx, account.id, methods=methods))
    return await sessions.open_session(tx, resources, account, place, methods)


async def link(tx: Tx, provider: Provider, arrival: Arrival) -> None:
    """Tie an identity to the account that asked for it, if the session that asked still lives.

    Raises SignInRefused, and IdentityTaken when it belongs to somebody already.
    """
    account_id, session_id, person = arrival.account_id, arrival.session_id, arrival.person
    if account_id is None or session_id is None or not await ceremony_store.is_alive(tx, session_id):
        raise SignInRefused
    account = await accounts.get(tx, account_id)
    if account.state != "active":
        raise SignInRefused
    if await oidc_store.link(tx, person.issuer, person.subject, account_id, person.email) != account_id:
        raise IdentityTaken(name=provider.name)
    told = {"provider": provider.name}
    await audit.record(
        tx, None, "identity.linked", object_kind="account", object_id=account_id, subjects=[account_id], details=told
    )


async def list_linked(tx: Tx, actor: Actor) -> list[Linked]:
    """The asking person's identities at providers."""
    rows = await oidc_store.linked(tx, factors.owner_of(actor))
    return [Linked(row.name, row.issuer, row.email, row.created_at, row.used_at) for row in rows]


async def unlink(tx: Tx, actor: Actor, name: str, issuer: str) -> None:
    """Untie the person's identities at one issuer. Raises NotLinked, and LastWayIn for the only way into the account."""
    account_id = factors.owner_of(actor)
    ways = await factor_store.ways_in(tx, account_id)
    gone = await oidc_store.unlink(tx, account_id, issuer)
    if not gone:
        raise NotLinked(name=name)
    if not ways.password and not ways.passkeys and ways.federated == gone:
        raise LastWayIn
    told = {"provider": name}
    await audit.record(
        tx, actor, "identity.unlinked", object_kind="account", object_id=account_id, subjects=[account_id], details=told
    )


async def _sign_up(tx: Tx, resources: Resources, provider: Provider, arrival: Arrival, language: Language) -> Account:
    """The account of somebody new, whose address the provider vouches for and nobody else has."""
    person = arrival.person
    email = _proven_email(person)
    if email is None:
        raise EmailNotProven
    known = await accounts.find_by_email(tx, email.key, lock=True)
    if known is not None and known.state != "pending":
        raise LinkFirst(name=provider.name)
    mode = await policies.sign_up(tx)
    invited = await _invited(tx, arrival, email, mode)
    if mode.mode == "closed" or (mode.mode == "invitation" and invited is None):
        raise SignUpClosed(name=provider.name)
    values = {
        "state": "waiting" if mode.mode == "approval" else "active",
        "email_verified_at": datetime.now(UTC),
        "name": person.name if is_one_line(person.name) else "",
        "language": language,
    }
    if known is not None:  # somebody began with this address and has not shown that it is theirs; now it is shown
        await account_store.update(tx, known.id, values)
        account_id = known.id
        resources.cache.forget(account_id=account_id)
    else:
        joins_first = invited is None or not invited.joins
        account_id = await _add_account(tx, provider, email, mode, values, joins_first=joins_first)
    if await oidc_store.link(tx, person.issuer, person.subject, account_id, person.email) != account_id:
        raise SignInRefused  # another of their tabs was quicker
    if invited is not None:
        await registration.redeem(tx, account_id, invited.credential_id, mode)
    told = {"mode": mode.mode, "provider": provider.name}
    await audit.record(
        tx, None, "account.registered", object_kind="account", object_id=account_id, subjects=[account_id], details=told
    )
    return await accounts.get(tx, account_id)


async def _invited(tx: Tx, arrival: Arrival, email: Email, mode: SignUp) -> Found | None:
    """What the code is good for that somebody left with. Raises InvitationNotValid where nobody comes in without one."""
    code = arrival.data.get("invitation")
    if code is None or mode.mode == "closed":
        return None
    try:
        return await invitations.look_up(tx, UUID(code), email.key)
    except InvitationNotValid:
        if mode.mode == "invitation":
            raise
        return None


async def _add_account(
    tx: Tx, provider: Provider, email: Email, mode: SignUp, values: dict[str, Any], *, joins_first: bool
) -> UUID:
    """`joins_first`: they belong to the first workspace, where the operator wants that."""
    workspace_id = await store.first_workspace(tx) if joins_first and mode.role is not None else None
    account_id = await account_store.insert(
        tx,
        {
            **values,
            "id": new_id(),
            "kind": "person",
            "email": email.address,
            "email_key": email.key,
            "tier": mode.tier,
            "home_workspace_id": workspace_id,
        },
    )
    if account_id is None:
        raise LinkFirst(name=provider.name)
    if mode.role is not None and workspace_id is not None:  # else they begin in a workspace of their own
        await account_store.put_membership(tx, workspace_id, account_id, mode.role)
    return account_id


def _proven_email(person: Person) -> Email | None:
    if person.email is None or not person.email_verified:
        return None
    try:
        return parse(person.email)
    except EmailRefused:
        return None
