"""Who somebody is here who has proven who they are at a provider: by issuer and subject, never by their e-mail address."""

from dataclasses import dataclass
from datetime import datetime

from nullus import audit
from nullus.identity import accounts, ceremonies, ceremony_store, factor_store, factors, oidc_store, sessions
from nullus.identity.account_errors import EmailRefused
from nullus.identity.emails import Email, parse
from nullus.identity.factor_errors import LastWayIn
from nullus.identity.login import SecondFactorPending
from nullus.identity.oidc import Arrival, Person
from nullus.identity.oidc_errors import EmailNotProven, IdentityTaken, LinkFirst, NotLinked, SignInRefused, SignUpClosed
from nullus.identity.oidc_providers import Provider
from nullus.identity.resources import Resources
from nullus.identity.sessions import Place, SignedIn
from nullus.platform.actor import Actor
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class Linked:
    """An identity at a provider that belongs to an account; `provider` is None when that provider was removed."""

    provider: str | None
    issuer: str
    email: str | None
    created_at: datetime
    used_at: datetime | None


async def enter(
    tx: Tx, resources: Resources, provider: Provider, person: Person, place: Place
) -> SignedIn | SecondFactorPending:
    """Sign in whoever is linked to an account here; its second factor is asked for as with a password.

    Raises EmailNotProven, LinkFirst and SignUpClosed for somebody new.
    """
    account_id = await oidc_store.whose(tx, person.issuer, person.subject)
    if account_id is None:
        await _refuse_unknown(tx, provider, person)
        raise SignUpClosed(name=provider.name)
    account = await accounts.get(tx, account_id)
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


async def _refuse_unknown(tx: Tx, provider: Provider, person: Person) -> None:
    """Somebody new: their address has to be proven, and must not be another account's."""
    email = _proven_email(person)
    if email is None:
        raise EmailNotProven
    if await accounts.find_by_email(tx, email.key) is not None:
        raise LinkFirst(name=provider.name)


def _proven_email(person: Person) -> Email | None:
    if person.email is None or not person.email_verified:
        return None
    try:
        return parse(person.email)
    except EmailRefused:
        return None
