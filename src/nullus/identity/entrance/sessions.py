"""Sessions: one row is a browser or a program that signed in; refresh tokens are its family and rotate at every use.

A refresh token that comes back after it was used was copied: the whole family ends. Two tabs of one browser may use the same
one at once: within a short grace the later gets a sibling.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import access_tokens, session_store, store
from nullus.identity.credentials.minting import digest, mint
from nullus.identity.people import accounts
from nullus.identity.people.accounts import Account
from nullus.identity.resources import Resources
from nullus.identity.spaces import workspaces
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.errors import NotAuthenticated


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request comes from: its address, and what its program calls itself."""

    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. The credentials are shown this once; `session` is for a browser's cookie."""

    account: Account
    session_id: UUID
    session: str
    access: str
    refresh: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class Refreshed:
    """`refresh` is None when the browser's own cookie was used, which does not rotate."""

    access: str
    refresh: str | None
    expires_in: int


async def open_session(
    tx: Tx, resources: Resources, account: Account, place: Place, methods: list[str], workspace_id: UUID | None = None
) -> SignedIn:
    """Begin a session of an account that has proved itself by `methods`, where it was last unless that is said."""
    if workspace_id is None:
        workspace_id = await workspaces.make_home(tx, account.id, account.language)
    session_id, session = new_id(), mint("session")
    now = datetime.now(UTC)
    expires = now + timedelta(days=resources.settings.session_days)
    await store.add_credential(
        tx,
        credential_id=session_id,
        workspace_id=workspace_id,
        kind="session",
        name="",
        digest=digest(session),
        scopes=["*"],
        expires_at=expires,
        account_id=account.id,
        address=place.address,
        agent=place.agent[:300],
        authenticated_at=now,
        data={"methods": methods},
    )
    refresh = await _add_refresh(tx, account.id, session_id, expires)
    access = access_tokens.sign(resources.keyring, resources.issuer, account.id, session_id, account.epoch)
    await audit.record(
        tx, None, "session.started", object_kind="session", object_id=session_id, subjects=[account.id],
        details={"method": "+".join(methods)},
    )  # fmt: skip
    return SignedIn(account, session_id, session, access, refresh, access_tokens.LIFETIME_SECONDS)


async def refresh(resources: Resources, token: str) -> Refreshed:
    """Exchange a refresh token. Raises NotAuthenticated; a token that was used before ends its family."""
    hashed = digest(token)
    async with resources.db.system_transaction() as tx:
        row = None
        if await session_store.lock_refresh(tx, hashed):
            row = await session_store.read_refresh(tx, hashed, resources.settings.idle)
        if row is not None and row.live and row.state == "active":
            used = row.used_seconds_ago
            if used is None or used <= resources.settings.refresh_grace_seconds:
                await session_store.use_refresh(tx, row.id)
                await session_store.mark_seen(tx, row.family_id, row.account_id)
                following = await _add_refresh(tx, row.account_id, row.family_id, row.expires_at)
                access = access_tokens.sign(
                    resources.keyring, resources.issuer, row.account_id, row.family_id, row.epoch
                )
                return Refreshed(access, following, access_tokens.LIFETIME_SECONDS)
            await session_store.end_family(tx, row.family_id)
            await audit.record(
                tx, None, "session.replayed", object_kind="session", object_id=row.family_id, outcome="refused",
                subjects=[row.account_id],
            )  # fmt: skip
            resources.cache.forget(credential_id=row.family_id)
    raise NotAuthenticated


async def end(tx: Tx, resources: Resources, session_id: UUID, account_id: UUID | None = None) -> bool:
    """End one session; true when it was live. Of one account only, when that is named."""
    ended = await session_store.end_family(tx, session_id, account_id)
    resources.cache.forget(credential_id=session_id)
    return ended


async def sign_out(tx: Tx, resources: Resources, actor: Actor | None, session_id: UUID) -> bool:
    """End the session that somebody leaves; true when it was live."""
    ended = await end(tx, resources, session_id)
    if ended:
        await audit.record(tx, actor, "session.ended", object_kind="session", object_id=session_id)
    return ended


async def end_all(tx: Tx, resources: Resources, account_id: UUID, except_session: UUID | None = None) -> int:
    """End every session of an account but one; returns how many."""
    ended = await session_store.end_sessions(tx, account_id, except_session)
    resources.cache.forget(account_id=account_id)
    return ended


async def _add_refresh(tx: Tx, account_id: UUID, session_id: UUID, expires: datetime) -> str:
    token = mint("refresh")
    await store.add_credential(
        tx,
        credential_id=new_id(),
        workspace_id=None,
        kind="refresh",
        name="",
        digest=digest(token),
        scopes=[],
        expires_at=expires,
        account_id=account_id,
        family_id=session_id,
    )
    return token


async def access_of_session(resources: Resources, actor: Actor) -> Refreshed:
    """An access token for a browser's own session. Raises NotAuthenticated for any other credential."""
    if actor.credential != "session" or actor.person_id is None or actor.credential_id is None:
        raise NotAuthenticated
    async with resources.db.system_transaction() as tx:
        account = await accounts.of_actor(tx, actor)
    access = access_tokens.sign(resources.keyring, resources.issuer, account.id, actor.credential_id, account.epoch)
    return Refreshed(access, None, access_tokens.LIFETIME_SECONDS)


async def end_by_refresh(resources: Resources, token: str) -> bool:
    """End the session of a refresh token; true when it was live. Nothing is said of an unknown token."""
    async with resources.db.system_transaction() as tx:
        session_id = await session_store.family_of(tx, digest(token))
        return session_id is not None and await sign_out(tx, resources, None, session_id)
