"""API keys: credentials for programs, with a part of what their maker may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from nullus.identity import store
from nullus.identity.credential_cache import CredentialCache
from nullus.identity.errors import CredentialNotFound, UnknownScope
from nullus.identity.minting import digest, mint
from nullus.kit import new_id
from nullus.platform.actor import SCOPES, Actor
from nullus.platform.database import Tx

USUAL_SCOPES = ("chat", "documents:read", "documents:write", "jobs:read", "jobs:write", "search")


@dataclass(frozen=True, slots=True)
class Key:
    """An API key as it is listed; the credential itself is shown only when it is made."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None


async def create_key(
    tx: Tx, actor: Actor, name: str, scopes: Sequence[str] | None = None, expires_at: datetime | None = None
) -> tuple[Key, str]:
    """Make an API key; the second value is the credential, shown this once. Raises UnknownScope, NotPermitted."""
    actor.require("tokens")
    wanted = list(dict.fromkeys(scopes or [each for each in USUAL_SCOPES if actor.may(each)]))
    for scope in wanted:
        if scope not in SCOPES:
            raise UnknownScope(scope=scope, known=", ".join(SCOPES))
        actor.require(scope)
    token = mint("key")
    key = Key(new_id(), name, wanted, datetime.now(UTC), expires_at)
    await store.add_credential(
        tx,
        credential_id=key.id,
        workspace_id=actor.workspace_id,
        kind="key",
        name=name,
        digest=digest(token),
        scopes=wanted,
        expires_at=expires_at,
        account_id=actor.person_id,
    )
    return key, token


async def list_keys(tx: Tx, actor: Actor) -> list[Key]:
    """The live keys of the workspace, newest first."""
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
    if not await store.revoke_key(tx, actor.workspace_id, key_id):
        raise CredentialNotFound
    cache.forget(credential_id=key_id)
