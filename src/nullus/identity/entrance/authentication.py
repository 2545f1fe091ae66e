"""The one way in: whose credential a request carries, what it may do now, and when an open stream has to end.

A bearer is the operator's token, an API key, an access token, a guest's or a visitor's; a cookie is a session or a guest's.
Nothing else is looked at.
"""

import asyncio
import zlib
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from fastapi import Request
from sqlalchemy import Row

from nullus.identity.credentials import access_tokens, session_store, visitor_tokens
from nullus.identity.credentials.credential_cache import CacheKey
from nullus.identity.credentials.minting import digest
from nullus.identity.entrance import cookies
from nullus.identity.limits.rates import network_of
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.resources import Resources, resources_of
from nullus.jobs import SYSTEM_WORKSPACE
from nullus.platform.actor import PLATFORM_SCOPES, ROLE_SCOPES, Actor, ActorKind, Role
from nullus.platform.database import Database
from nullus.platform.errors import DatabaseUnavailable, NotAuthenticated, NullusError
from nullus.platform.web import bearer_of, language_of, take_over

WATCH_SECONDS = 2.5
FRESH_SECONDS = 0.5
"""What an open stream hears of its credential is at most so old: with WATCH_SECONDS three seconds of the five that it has."""
_WORKSPACE_HEADER = "x-nullus-workspace"


@dataclass(frozen=True, slots=True)
class _Presented:
    """A credential as it came, and the kinds that may come that way."""

    token: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at the database. `begun`: of a request let in before, whose access token may have run out since."""

    presented: _Presented
    key: CacheKey
    newer_than: float | None
    begun: bool


_BEARERS = frozenset({"operator", "key", "guest"})
_ACCESS = frozenset({"access"})
_VISITOR = frozenset({"visitor"})
Signed = access_tokens.AccessToken | visitor_tokens.VisitorToken


async def authenticate(request: Request) -> Actor:
    """Whom the request's credential stands for. Raises NotAuthenticated, CrossSite, WorkspaceNotFound, TooManyRequests."""
    return replace(
        await _found(request, _wanted_workspace(request), None),
        request_id=request.scope.get("request_id", "-"),
        language=language_of(request),
        address=address_of(request),
    )


async def until_refused(request: Request, *scopes: str) -> NullusError:
    """As `lost`, for a route that ends its answer in its own words; the watch over every route leaves it alone."""
    take_over(request)
    return await lost(request, *scopes)


async def lost(request: Request, *scopes: str) -> NullusError:
    """Wait until the request's credential, its workspace or one of the permissions is gone; returns why.

    Acts within five seconds. While the database cannot be asked what is open goes on. An access token may run out meanwhile:
    its session counts. Everything open of one credential looks at the same moments, so that a thousand streams cost one look.
    """
    began: Actor = getattr(request.state, "actor", None) or await authenticate(request)
    moment = zlib.crc32(request.headers.get("authorization", request.headers.get("cookie", "")).encode()) / 2**32
    while True:
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(WATCH_SECONDS - (now - moment * WATCH_SECONDS) % WATCH_SECONDS)
        try:
            await still(request, began, *scopes)
        except DatabaseUnavailable:
            continue
        except NullusError as error:
            return error


async def still(request: Request, began: Actor, *scopes: str) -> None:
    """Ask again whether who began a request may go on with it, in the workspace where it began.

    Raises NotAuthenticated, NotPermitted, WorkspaceNotFound, DatabaseUnavailable.
    """
    there = began.workspace_id if began.role is not None and began.kind != "guest" else _wanted_workspace(request)
    now = await _found(request, there, FRESH_SECONDS, begun=True)
    if now.person_id != began.person_id:
        raise NotAuthenticated
    for scope in scopes:
        now.require(scope)


async def _found(request: Request, wanted: UUID | None, newer_than: float | None, *, begun: bool = False) -> Actor:
    """Whom the credential stands for, as asked less than `newer_than` seconds ago. `begun`: of a request let in before."""
    presented = _presented(request)
    resources = resources_of(request)
    key = (digest(presented.token), wanted)
    found = resources.cache.find(key, newer_than)
    if found is None:
        look = _Look(presented, key, newer_than, begun)
        found = await (_look_up(resources, look) if begun else _meet(request, resources, look))
    if found.credential not in presented.kinds:
        raise NotAuthenticated
    return found


async def _meet(request: Request, resources: Resources, look: _Look) -> Actor:
    """Look a credential up that is not known here. Raises NotAuthenticated, and TooManyRequests before any look."""
    if resources.strangers.knows(look.key):
        raise NotAuthenticated
    network = network_of(address_of(request))
    resources.strangers.admit(network)
    try:
        return await _look_up(resources, look)
    except NotAuthenticated:
        resources.strangers.note(look.key, network)
        raise


def visit_of(request: Request) -> visitor_tokens.VisitorToken:
    """What the visitor's token of a request says of its publication and origin. Raises NotAuthenticated."""
    resources = resources_of(request)
    return visitor_tokens.read(resources.keyring, resources.issuer, bearer_of(request))


def address_of(request: Request) -> str:
    """Where the request came from; a proxy's word counts only where the frame of the app believes it."""
    return request.client.host if request.client else ""


def _presented(request: Request) -> _Presented:
    """The one credential of a request. Raises NotAuthenticated, CrossSite."""
    if "authorization" in request.headers:
        if len(request.headers.getlist("authorization")) != 1:
            raise NotAuthenticated
        token = bearer_of(request)
        if not access_tokens.looks_like(token):
            return _Presented(token, _BEARERS)
        return _Presented(token, _VISITOR if access_tokens.type_of(token) == visitor_tokens.TYPE else _ACCESS)
    for kind in ("session", "guest"):
        cookie = cookies.read(request, kind)
        if cookie:
            cookies.refuse_cross_site(request)
            return _Presented(cookie, frozenset({kind}))
    raise NotAuthenticated


def _wanted_workspace(request: Request) -> UUID | None:
    """The workspace that the request names. Raises WorkspaceNotFound for what is no id at all."""
    named = request.headers.get(_WORKSPACE_HEADER)
    if named is None:
        return None
    try:
        return UUID(named)
    except ValueError:
        raise WorkspaceNotFound from None


async def _look_up(resources: Resources, look: _Look) -> Actor:
    """Ask the database; of many requests that find the credential due at once, one asks and the others wait for it."""
    seconds = float("inf")
    claims: Signed | None = None
    keyring, issuer, token = resources.keyring, resources.issuer, look.presented.token
    if look.presented.kinds is _ACCESS:
        claims = access_tokens.read(keyring, issuer, token, ended_too=look.begun)
    elif look.presented.kinds is _VISITOR:
        claims = visitor_tokens.read(keyring, issuer, token, ended_too=look.begun)
    if claims is not None:
        seconds = claims.seconds_left()
    async with resources.cache.asking(look.key):
        found = resources.cache.find(look.key, look.newer_than)
        if found is None:
            found = await _ask(resources.db, look.key, claims, resources.settings.idle)
            resources.cache.keep(look.key, found, seconds)
        return found


async def _ask(db: Database, key: CacheKey, claims: Signed | None, idle: Any) -> Actor:
    hashed, wanted = key
    visiting = isinstance(claims, visitor_tokens.VisitorToken)
    async with db.system_transaction() as tx:
        if claims is None:
            row = await session_store.find_by_hash(tx, hashed, wanted, idle)
        else:
            kind: Literal["visitor", "session"] = "visitor" if visiting else "session"
            row = await session_store.find_session(tx, claims.session_id, wanted, idle, kind)
            if row is None or row.account_id != claims.account_id or row.epoch != claims.epoch:
                raise NotAuthenticated
        if row is None:
            raise NotAuthenticated
        actor = _actor_of(row, wanted, "access" if claims and not visiting else row.kind)
        if row.unseen:
            await session_store.mark_seen(tx, row.id, row.account_id)
    return actor


def _actor_of(row: Row[Any], wanted: UUID | None, credential: str) -> Actor:
    """The actor as the rows say now. Raises NotAuthenticated, WorkspaceNotFound."""
    if row.account_id is None:
        return _without_account(row, wanted, credential)
    if row.state != "active" or credential not in {"session", "access", "key", "guest", "visitor"}:
        raise NotAuthenticated
    if (row.kind in {"guest", "visitor"}) != (row.account_kind == "guest"):
        raise NotAuthenticated  # who has signed up since does not go on as a guest
    if row.kind == "key" and row.member_of is None:
        raise NotAuthenticated  # its maker has left the workspace
    if wanted is not None and wanted != (row.workspace_id if row.kind == "key" else row.member_of):
        raise WorkspaceNotFound
    kind: ActorKind = row.account_kind
    role: Role | None = "guest" if kind == "guest" else row.role
    rights = ROLE_SCOPES[role] if role else frozenset({"account"})
    for each in row.platform_roles if kind != "guest" else ():
        rights |= PLATFORM_SCOPES[each]
    if "*" not in row.scopes:
        rights &= frozenset(row.scopes)
    home = row.member_of or (row.workspace_id if kind == "guest" else None) or SYSTEM_WORKSPACE
    return Actor(
        kind,
        home,
        row.account_id,
        row.id,
        rights,
        role=role,
        credential=credential,
        authenticated_at=row.authenticated_at,
    )


def _without_account(row: Row[Any], wanted: UUID | None, credential: str) -> Actor:
    """The operator's token, a key that the operator made, or the browser of an owner without an account."""
    kinds: dict[str, ActorKind] = {"operator": "operator", "key": "key", "session": "person"}
    if credential not in kinds or row.workspace_id is None:
        raise NotAuthenticated
    workspace_id = row.workspace_id
    if wanted is not None and wanted != workspace_id:
        if credential != "operator" or not row.wanted_exists:
            raise WorkspaceNotFound
        workspace_id = wanted
    return Actor(
        kinds[credential],
        workspace_id,
        None,
        row.id,
        frozenset(row.scopes),
        credential=credential,
        authenticated_at=row.authenticated_at,
    )
