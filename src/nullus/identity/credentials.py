"""One credential table, one `authenticate()`: operator token, API keys, the one-time owner link, browser sessions.

Credentials are 256 random bits; the database holds only their SHA-256. A credential is looked up at most every
`RECHECK_SECONDS`, so that revoking acts within five seconds.
"""

import asyncio
import hashlib
import secrets
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from fastapi import Request

from nullus.identity import store
from nullus.identity.errors import CredentialNotFound, CrossSite, LinkUsed, UnknownScope
from nullus.kit import new_id
from nullus.platform.actor import SCOPES, Actor, ActorKind
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NotAuthenticated
from nullus.platform.web import bearer_of, language_of

RECHECK_SECONDS = 4.0
CACHE_ENTRIES = 10_000
SESSION_COOKIE = "nullus_session"
SESSION_LIFETIME = timedelta(days=30)
LINK_LIFETIME = timedelta(hours=24)

_ACTOR_KINDS: dict[str, ActorKind] = {"operator": "operator", "key": "key", "session": "person"}


@dataclass(frozen=True, slots=True)
class FirstStart:
    """`owner_link_token` is set once: when no owner was ever invited."""

    workspace_id: UUID
    owner_link_token: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """An API key as it is listed; the credential itself is shown only when it is made."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None


@dataclass(slots=True)
class _Cached:
    actor: Actor
    recheck_at: float


class CredentialCache:
    """Credentials seen in the last seconds, so that a busy client costs no query a request. One a process."""

    def __init__(self, recheck_seconds: float = RECHECK_SECONDS) -> None:
        self._recheck_seconds = recheck_seconds
        self._entries: dict[bytes, _Cached] = {}
        self._asking: dict[bytes, asyncio.Lock] = {}

    def find(self, digest: bytes) -> Actor | None:
        entry = self._entries.get(digest)
        return entry.actor if entry and entry.recheck_at > time.monotonic() else None

    def keep(self, digest: bytes, actor: Actor) -> None:
        if len(self._entries) >= CACHE_ENTRIES:
            self._entries.clear()
        self._entries[digest] = _Cached(actor, time.monotonic() + self._recheck_seconds)

    @asynccontextmanager
    async def asking(self, digest: bytes) -> AsyncIterator[None]:
        """Held by the one request that asks the database about a credential."""
        lock = self._asking.setdefault(digest, asyncio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.locked():
                self._asking.pop(digest, None)

    def forget(self, digest: bytes) -> None:
        self._entries.pop(digest, None)


async def prepare(db: Database, operator_token: str) -> FirstStart:
    """Make what a first start needs: a workspace, the operator's credential, the one-time owner link. Safe to repeat."""
    async with db.system_transaction() as tx:
        workspace_id = await store.ensure_workspace(tx, new_id(), "Nullus")
        await store.revoke_operators(tx, _digest(operator_token))
        await _add(tx, workspace_id, "operator", "operator of this machine", operator_token, ["*"], None)
        link = None if await store.owner_was_invited(tx) else await _new_link(tx, workspace_id)
    return FirstStart(workspace_id, link)


async def new_owner_link(tx: Tx, actor: Actor) -> str:
    """Replace the owner link: earlier ones stop working. For the operator of the machine."""
    actor.require("operate")
    await store.revoke_links(tx)
    return await _new_link(tx, actor.workspace_id)


async def claim(db: Database, token: str) -> str:
    """Turn the one-time link into a session of its browser; returns the session's credential. Raises LinkUsed."""
    async with db.system_transaction() as tx:
        workspace_id = await store.consume_link(tx, _digest(token))
        if workspace_id is None:
            raise LinkUsed
        session = "nls_" + secrets.token_urlsafe(32)
        await _add(tx, workspace_id, "session", "owner's browser", session, ["*"], SESSION_LIFETIME)
    return session


async def create_key(
    tx: Tx, actor: Actor, name: str, scopes: Sequence[str] | None = None, expires_at: datetime | None = None
) -> tuple[Key, str]:
    """Make an API key; the second value is the credential, shown this once. Raises UnknownScope, NotPermitted."""
    actor.require("tokens")
    wanted = list(dict.fromkeys(scopes or sorted(set(SCOPES) - {"tokens", "operate"})))
    for scope in wanted:
        if scope not in SCOPES:
            raise UnknownScope(scope=scope, known=", ".join(SCOPES))
        actor.require(scope)
    token = "nlk_" + secrets.token_urlsafe(32)
    key = Key(new_id(), name, wanted, datetime.now(UTC), expires_at)
    await store.add_credential(
        tx,
        credential_id=key.id,
        workspace_id=actor.workspace_id,
        kind="key",
        name=name,
        digest=_digest(token),
        scopes=wanted,
        expires_at=expires_at,
    )
    return key, token


async def list_keys(tx: Tx, actor: Actor) -> list[Key]:
    rows = await store.list_keys(tx, actor.workspace_id)
    return [Key(row.id, row.name, list(row.scopes), row.created_at, row.expires_at) for row in rows]


async def get_key(tx: Tx, actor: Actor, key_id: UUID) -> Key:
    """One API key of the workspace. Raises CredentialNotFound, also for another's."""
    row = await store.find_key(tx, actor.workspace_id, key_id)
    if row is None:
        raise CredentialNotFound
    return Key(row.id, row.name, list(row.scopes), row.created_at, row.expires_at)


async def revoke_key(tx: Tx, actor: Actor, key_id: UUID, cache: CredentialCache) -> None:
    """Revoke a key: at once in this process, within five seconds in the others. Raises CredentialNotFound."""
    digest = await store.revoke_key(tx, actor.workspace_id, key_id)
    if digest is None:
        raise CredentialNotFound
    cache.forget(digest)


async def authenticate(request: Request) -> Actor:
    """The one way in: a bearer credential, or the session cookie of this site's own pages. Raises NotAuthenticated."""
    cookie = request.cookies.get(SESSION_COOKIE)
    if cookie and "authorization" not in request.headers:
        _refuse_cross_site(request)
        token, kinds = cookie, {"session"}
    else:
        token, kinds = bearer_of(request), {"operator", "key"}
    digest = _digest(token)
    cache: CredentialCache = request.app.state.credential_cache
    found = cache.find(digest) or await _look_up(request.app.state.database, cache, digest)
    if (found.kind == "person") != (kinds == {"session"}):
        raise NotAuthenticated
    return Actor(
        found.kind,
        found.workspace_id,
        found.person_id,
        found.credential_id,
        found.scopes,
        request.scope.get("request_id", "-"),
        language_of(request),
    )


async def _look_up(db: Database, cache: CredentialCache, digest: bytes) -> Actor:
    """Ask the database; of many requests that find the credential due at once, one asks and the others wait for it."""
    async with cache.asking(digest):
        found = cache.find(digest)
        if found is None:
            async with db.system_transaction() as tx:
                row = await store.find_by_hash(tx, digest)
            if row is None or row.kind not in _ACTOR_KINDS:
                raise NotAuthenticated
            found = Actor(_ACTOR_KINDS[row.kind], row.workspace_id, None, row.id, frozenset(row.scopes))
            cache.keep(digest, found)
        return found


def _refuse_cross_site(request: Request) -> None:
    """A cookie counts only for this site's own pages: a browser says where a request came from."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        raise CrossSite
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise CrossSite


async def _new_link(tx: Tx, workspace_id: UUID) -> str:
    token = "nlo_" + secrets.token_urlsafe(32)
    await _add(tx, workspace_id, "owner_link", "one-time owner link", token, [], LINK_LIFETIME)
    return token


async def _add(
    tx: Tx, workspace_id: UUID, kind: str, name: str, token: str, scopes: list[str], lifetime: timedelta | None
) -> None:
    await store.add_credential(
        tx,
        credential_id=new_id(),
        workspace_id=workspace_id,
        kind=kind,
        name=name,
        digest=_digest(token),
        scopes=scopes,
        expires_at=datetime.now(UTC) + lifetime if lifetime else None,
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
