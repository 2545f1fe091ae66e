"""What people change about themselves: name, language, time zone, e-mail, and where they are signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from nullus import audit
from nullus.identity.credentials import session_store
from nullus.identity.entrance import mail, recovery, sessions
from nullus.identity.factors import factors, passkeys
from nullus.identity.factors.relying_party import RelyingParty
from nullus.identity.people import account_links, account_store, accounts
from nullus.identity.people.accounts import Account
from nullus.identity.people.emails import parse
from nullus.identity.people.errors import MailLinkNotValid, ProofNeeded, SessionNotFound, UnknownTimeZone
from nullus.identity.resources import Resources
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import NotAuthenticated


@dataclass(frozen=True, slots=True)
class Session:
    """Somewhere somebody is signed in. `methods`: how they proved who they are."""

    id: UUID
    created_at: datetime
    seen_at: datetime | None
    expires_at: datetime
    address: str | None
    agent: str | None
    methods: list[str]


def check_time_zone(name: str) -> str:
    """Raises UnknownTimeZone."""
    if name not in available_timezones():
        raise UnknownTimeZone
    return name


async def change(tx: Tx, actor: Actor, changes: Mapping[str, Any]) -> Account:
    """Change one's own name, language or time zone. Raises AccountNeeded, UnknownTimeZone."""
    account = await accounts.of_actor(tx, actor)
    if "time_zone" in changes:
        check_time_zone(changes["time_zone"])
    if changes:
        await account_store.update(tx, account.id, changes)
        await audit.record(
            tx, actor, "account.changed", object_kind="account", object_id=account.id, subjects=[account.id],
            details={"changed": ",".join(sorted(changes))},
        )  # fmt: skip
    return await accounts.get(tx, account.id)


async def request_email_change(resources: Resources, actor: Actor, typed: str) -> None:
    """Ask the new address whether it is theirs; nothing changes before. An address of somebody else's answers alike."""
    email = parse(typed)
    async with resources.db.system_transaction() as tx:
        account = await accounts.of_actor(tx, actor)
        data = {"email": email.address, "email_key": email.key, "former": account.email}
        taken = await accounts.find_by_email(tx, email.key)
        other = taken is not None and taken.id != account.id
        link = await account_links.reserve(tx, "email_change", account.id, data, dead=other)
        await mail.queue(tx, "email_change", account.id, link)
        await audit.record(
            tx, actor, "email.change_requested", object_kind="account", object_id=account.id, subjects=[account.id]
        )


async def confirm_email_change(resources: Resources, token: str) -> Account:
    """The new address is theirs: use it from now on, and tell the old one. Raises MailLinkNotValid."""
    async with resources.db.system_transaction() as tx:
        link = await account_links.use(tx, "email_change", token)
        account = await accounts.get(tx, link.account_id)
        taken = await accounts.find_by_email(tx, link.data["email_key"], lock=True)
        if account.state != "active" or (taken is not None and taken.id != account.id):
            raise MailLinkNotValid
        values = {name: link.data[name] for name in ("email", "email_key")}
        if not await account_store.change_email(tx, account.id, values["email"], values["email_key"]):
            raise MailLinkNotValid
        if link.data.get("former"):
            await mail.queue(tx, "email_changed", account.id, link.id)
        await audit.record(
            tx, None, "email.changed", object_kind="account", object_id=account.id, subjects=[account.id]
        )
        resources.cache.forget(account_id=account.id)
        return await accounts.get(tx, account.id)


async def list_sessions(tx: Tx, resources: Resources, actor: Actor) -> list[Session]:
    """Where the asking person is signed in, newest use first. Raises AccountNeeded."""
    account = await accounts.of_actor(tx, actor)
    return [_session(row) for row in await session_store.list_sessions(tx, account.id, resources.settings.idle)]


async def get_session(tx: Tx, actor: Actor, session_id: UUID) -> UUID:
    """One of the asking person's own live sessions. Raises SessionNotFound, also for others'."""
    if actor.person_id is None or not await session_store.is_own(tx, actor.person_id, session_id):
        raise SessionNotFound
    return session_id


async def end_session(tx: Tx, resources: Resources, actor: Actor, session_id: UUID) -> None:
    """End one of one's own sessions. Raises SessionNotFound."""
    if not await sessions.end(tx, resources, session_id, actor.person_id):
        raise SessionNotFound
    await audit.record(
        tx, actor, "session.revoked", object_kind="session", object_id=session_id,
        subjects=[actor.person_id] if actor.person_id else [],
    )  # fmt: skip


async def end_others(tx: Tx, resources: Resources, actor: Actor) -> int:
    """End every session of one's own but this one; returns how many. Raises AccountNeeded."""
    account = await accounts.of_actor(tx, actor)
    ended = await sessions.end_all(tx, resources, account.id, actor.credential_id)
    await audit.record(
        tx, actor, "session.revoked", object_kind="account", object_id=account.id, subjects=[account.id],
        details={"sessions": ended},
    )  # fmt: skip
    return ended


async def step_up(resources: Resources, actor: Actor, password: str | None, code: str | None) -> datetime:
    """Prove again who one is; returns the moment, from which dangerous acts are open for ten minutes.

    Raises ProofNeeded, WrongPassword, WrongCode, NotAuthenticated for what is no session of a person.
    """
    if (password is None) == (code is None):
        raise ProofNeeded
    _session_of(actor)
    async with resources.db.system_transaction() as tx:
        account = await accounts.of_actor(tx, actor)
    if password is not None:
        await recovery.prove_password(resources, actor, account, password)
    elif code is not None:
        await factors.check_code(resources.db, resources.sealer, account.id, code)
    return await _proved(resources, actor, "password" if password is not None else "code")


async def step_up_with_passkey(
    resources: Resources, actor: Actor, party: RelyingParty, answer: dict[str, Any]
) -> datetime:
    """The same with one of the person's own passkeys. Raises PasskeyRefused, NotAuthenticated."""
    _session_of(actor)
    await passkeys.finish_step_up(resources.db, resources.sealer, party, factors.owner_of(actor), answer)
    return await _proved(resources, actor, "passkey")


async def _proved(resources: Resources, actor: Actor, method: str) -> datetime:
    now, session_id = datetime.now(UTC), _session_of(actor)
    async with resources.db.system_transaction() as tx:
        await session_store.prove(tx, session_id, now)
        await audit.record(
            tx, actor, "person.confirmed", object_kind="session", object_id=session_id,
            subjects=[factors.owner_of(actor)], details={"method": method},
        )  # fmt: skip
    resources.cache.forget(credential_id=session_id)
    return now


def _session_of(actor: Actor) -> UUID:
    """The session that a person acts in. Raises NotAuthenticated."""
    if actor.credential not in {"session", "access"} or actor.credential_id is None:
        raise NotAuthenticated
    return actor.credential_id


def _session(row: Any) -> Session:
    return Session(
        row.id, row.created_at, row.seen_at, row.expires_at, row.address, row.agent, list(row.data.get("methods", []))
    )
