"""A password that is lost or changed: every other session ends, and the person is told by mail."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import store
from nullus.identity.entrance import mail, sessions, throttle
from nullus.identity.factors import factors
from nullus.identity.people import account_links, account_store, accounts, link_store, password_rules
from nullus.identity.people.accounts import Account
from nullus.identity.people.emails import parse
from nullus.identity.people.errors import EmailRefused, MailLinkNotValid, WrongPassword
from nullus.identity.resources import Resources
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import SignInTooOld
from nullus.platform.web import is_recent


async def forgot(resources: Resources, typed: str) -> None:
    """Send a link for a new password to an active account. Of unknown addresses the same is written down. Says nothing."""
    try:
        key = parse(typed).key
    except EmailRefused:
        key = typed[:300].casefold()
    async with resources.db.system_transaction() as tx:
        found = await accounts.find_by_email(tx, key)
        usable = found is not None and found.kind == "person" and found.state == "active"
        account_id = found.id if found is not None and usable else new_id()
        if await mail.may_go(tx, "reset", key):
            await send_reset(tx, account_id, exists=usable)
        await audit.record(
            tx, None, "password.reset_requested", object_kind="account", object_id=account_id,
            outcome="done" if usable else "refused", subjects=[account_id] if usable else [],
        )  # fmt: skip


async def send_reset(tx: Tx, account_id: UUID, *, exists: bool = True) -> None:
    """Queue the mail with a link for a new password."""
    link = await account_links.reserve(tx, "reset", account_id, {}) if exists else new_id()
    await mail.queue(tx, "reset", account_id, link)


async def reset(resources: Resources, token: str, password: str) -> None:
    """Set a new password by a link from a mail: every session ends. Raises MailLinkNotValid, PasswordRefused."""
    async with resources.db.system_transaction() as tx:
        account = await accounts.get(tx, (await account_links.look(tx, "reset", token)).account_id)
        await check_rules(tx, account, password)
    kept = await resources.passwords.hash(password)
    async with resources.db.system_transaction() as tx:
        link = await account_links.use(tx, "reset", token)
        account = await accounts.get(tx, link.account_id)
        if account.state != "active":
            raise MailLinkNotValid
        verified = account.email_verified_at or datetime.now(UTC)
        await _set(tx, account, kept, email_verified_at=verified, epoch=account.epoch + 1)
        ended = await sessions.end_all(tx, resources, account.id)
        await _record(tx, None, "password.reset", account, ended)


async def change(resources: Resources, actor: Actor, present: str | None, password: str) -> int:
    """Set a new password; returns how many other sessions ended. Raises WrongPassword, PasswordRefused, SignInTooOld.

    Without a present one (somebody who signs in by a provider) a recent sign-in is asked for instead.
    """
    async with resources.db.system_transaction() as tx:
        account = await accounts.of_actor(tx, actor)
    if account.password_hash is None:
        if not is_recent(actor):
            raise SignInTooOld
    else:
        await prove_password(resources, actor, account, present or "")
    async with resources.db.system_transaction() as tx:
        await check_rules(tx, account, password)
    kept = await resources.passwords.hash(password)
    async with resources.db.system_transaction() as tx:
        await _set(tx, account, kept)
        ended = await sessions.end_all(tx, resources, account.id, actor.credential_id)
        await _record(tx, actor, "password.changed", account, ended)
    return ended


async def prove_password(resources: Resources, actor: Actor, account: Account, password: str) -> None:
    """Whether the asking person knows the password; guesses are slowed down. Raises WrongPassword, TooManyAttempts."""
    source = throttle.Source(f"session:{actor.credential_id}", known=True)
    async with resources.db.system_transaction() as tx:
        await throttle.admit(tx, "proof", str(account.id), source)
    right, _ = await resources.passwords.check(password, account.password_hash)
    if not right:
        raise WrongPassword
    async with resources.db.system_transaction() as tx:
        await throttle.forgive(tx, "proof", str(account.id), source)


async def check_rules(tx: Tx, account: Account, password: str) -> None:
    """Raises PasswordRefused."""
    second = await factors.has_second_factor(tx, account.id)
    words = (account.email or "", account.name, *await store.workspace_names(tx))
    password_rules.check(password, words=words, second_factor=second)


async def _set(tx: Tx, account: Account, kept: str, **more: Any) -> None:
    await account_store.update(tx, account.id, {"password_hash": kept, "password_set_at": datetime.now(UTC), **more})
    await link_store.end_all(tx, "reset", account.id)


async def _record(tx: Tx, actor: Actor | None, action: str, account: Account, ended: int) -> None:
    await mail.queue(tx, "password_changed", account.id)
    await audit.record(
        tx, actor, action, object_kind="account", object_id=account.id, subjects=[account.id],
        details={"sessions": ended},
    )  # fmt: skip
