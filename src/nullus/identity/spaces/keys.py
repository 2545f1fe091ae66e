"""API keys: of a person, of a service account, or of the operator of the machine; each for one workspace.

A key never may more than whoever made it: asked when it is made, and again at every use (`authenticate` cuts its
permissions to what its account may in the workspace at that moment).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus import audit
from nullus.identity.credentials import store
from nullus.identity.credentials.credential_cache import CredentialCache
from nullus.identity.credentials.minting import digest, mint
from nullus.identity.errors import CredentialNotFound, UnknownScope
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.spaces import key_store, programs, workspace_store
from nullus.identity.spaces.errors import TooMany
from nullus.identity.spaces.rights import require_giving, scopes_of
from nullus.kit import new_id
from nullus.platform.actor import SCOPES, Actor
from nullus.platform.database import Tx
from nullus.platform.errors import NotPermitted, Text

USUAL_SCOPES = ("chat", "documents:read", "documents:write", "jobs:read", "jobs:write", "search")
"""What a key may when nothing else is asked for, as far as its maker may."""
MOST = 1000
_WHAT = Text(en="API keys", ko="API 키")


@dataclass(frozen=True, slots=True)
class Key:
    """An API key as it is listed; the credential itself is shown only when it is made.

    `account_id` is whom it stands for; none for a key of the operator of the machine. `last_used_at` is exact to a minute.
    """

    id: UUID
    name: str
    scopes: list[str]
    account_id: UUID | None
    account_name: str | None
    account_kind: str | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


async def create_key(
    tx: Tx,
    actor: Actor,
    name: str,
    scopes: Sequence[str] | None = None,
    expires_at: datetime | None = None,
    program_id: UUID | None = None,
) -> tuple[Key, str]:
    """Make a key for oneself, or for a service account (`program_id`, with the permission `members`).

    The second value is the credential, shown this once.
    Raises UnknownScope, NotPermitted, ProgramNotFound, BeyondYourRole, TooMany.
    """
    actor.require("tokens")
    if not await workspace_store.hold(tx, actor.workspace_id):
        raise WorkspaceNotFound
    holder, bounds = actor.person_id, frozenset(SCOPES)
    if program_id is not None:
        actor.require("members")
        program = await programs.get(tx, actor, program_id)
        await require_giving(tx, actor, program.role)
        holder, bounds = program.account_id, scopes_of(program.role)
    wanted = list(dict.fromkeys(scopes or [each for each in USUAL_SCOPES if actor.may(each) and each in bounds]))
    for scope in wanted:
        if scope not in SCOPES:
            raise UnknownScope(scope=scope, known=", ".join(SCOPES))
        actor.require(scope)
        if scope not in bounds:
            raise NotPermitted(scope=scope)
    if await key_store.count(tx, actor.workspace_id) >= MOST:
        raise TooMany(limit=MOST, what=_WHAT)
    token, key_id = mint("key"), new_id()
    await store.add_credential(
        tx,
        credential_id=key_id,
        workspace_id=actor.workspace_id,
        kind="key",
        name=name,
        digest=digest(token),
        scopes=wanted,
        expires_at=expires_at,
        account_id=holder,
    )
    await _record(tx, actor, "key.created", key_id, holder, {"scopes": ",".join(wanted), "expires_at": expires_at})
    return await get_key(tx, actor, key_id), token


async def list_keys(
    tx: Tx, actor: Actor, *, everybodys: bool = False, after: UUID | None = None, limit: int = 500
) -> list[Key]:
    """One's own keys of the workspace, newest first, before an id; everybody's with the permission `members`.

    Who acts for no account (the operator of the machine) sees all there are.
    """
    if everybodys:
        actor.require("members")
    of = None if everybodys else actor.person_id
    return [_key(row) for row in await key_store.list_keys(tx, actor.workspace_id, of=of, after=after, limit=limit)]


async def get_key(tx: Tx, actor: Actor, key_id: UUID) -> Key:
    """A key of one's own, or any of the workspace with the permission `members`. Raises CredentialNotFound."""
    row = await key_store.find(tx, actor.workspace_id, key_id)
    if row is None or (row.account_id != actor.person_id and not actor.may("members")):
        raise CredentialNotFound
    return _key(row)


async def revoke_key(tx: Tx, actor: Actor, key_id: UUID, cache: CredentialCache) -> None:
    """Revoke a key: at once in this process, within five seconds in the others. Raises CredentialNotFound."""
    key = await get_key(tx, actor, key_id)
    if not await key_store.revoke(tx, actor.workspace_id, key_id):
        raise CredentialNotFound
    await _record(tx, actor, "key.revoked", key_id, key.account_id)
    cache.forget(credential_id=key_id)


async def _record(
    tx: Tx,
    actor: Actor,
    action: str,
    key_id: UUID,
    holder: UUID | None,
    details: dict[str, audit.Detail] | None = None,
) -> None:
    subjects = [holder] if holder else []
    await audit.record(tx, actor, action, object_kind="token", object_id=key_id, subjects=subjects, details=details)


def _key(row: Row[Any]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        scopes=list(row.scopes),
        account_id=row.account_id,
        account_name=row.account_name,
        account_kind=row.account_kind,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.seen_at,
    )
