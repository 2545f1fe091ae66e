"""The only SQL of this room."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from nullus.platform.database import Tx


async def ensure_workspace(tx: Tx, workspace_id: UUID, name: str) -> UUID:
    """The first workspace of this service, made when there is none; safe when two processes start at once."""
    await tx.execute(text("select pg_advisory_xact_lock(hashtext('identity.first_workspace'))"))
    found = (await tx.execute(text("select id from identity.workspaces order by created_at limit 1"))).scalar()
    if found is None:
        await tx.execute(
            text("insert into identity.workspaces (id, name) values (:id, :name)"), {"id": workspace_id, "name": name}
        )
        return workspace_id
    return UUID(str(found))


async def first_workspace(tx: Tx) -> UUID:
    """Where people land who come to the service as such."""
    found = await tx.execute(text("select id from identity.workspaces order by created_at, id limit 1"))
    return UUID(str(found.scalar_one()))


async def workspace_names(tx: Tx) -> list[str]:
    """What the oldest workspaces are called: words that no password should consist of."""
    found = await tx.execute(text("select name from identity.workspaces order by created_at limit 50"))
    return list(found.scalars())


async def add_credential(
    tx: Tx,
    *,
    credential_id: UUID,
    workspace_id: UUID | None,
    kind: str,
    name: str,
    digest: bytes,
    scopes: Sequence[str],
    expires_at: datetime | None,
    **more: Any,
) -> None:
    """Add a credential. `more`: account_id, family_id, data, address, agent, authenticated_at."""
    values = {
        "id": credential_id,
        "workspace_id": workspace_id,
        "kind": kind,
        "name": name,
        "hash": digest,
        "scopes": list(scopes),
        "expires_at": expires_at,
        **more,
    }
    if "data" in values:
        values["data"] = json.dumps(values["data"])
    places = ", ".join(f"cast(:{name} as jsonb)" if name == "data" else f":{name}" for name in values)
    await tx.execute(
        text(f"insert into identity.credentials ({', '.join(values)}) values ({places}) on conflict (hash) do nothing"),
        values,
    )


async def revoke_operators(tx: Tx, except_hash: bytes) -> None:
    """Only the operator token that lies in the secrets folder now is valid."""
    await tx.execute(
        text(
            "update identity.credentials set revoked_at = now() where kind = 'operator' and hash <> :hash and revoked_at is null"
        ),
        {"hash": except_hash},
    )


async def consume_link(tx: Tx, digest: bytes) -> UUID | None:
    """Use a one-time link: exactly one of many callers at once gets its workspace."""
    found = await tx.execute(
        text(
            "update identity.credentials set used_at = clock_timestamp(), revoked_at = clock_timestamp() "
            "where hash = :hash and kind = 'owner_link' and revoked_at is null "
            "and (expires_at is null or expires_at > clock_timestamp()) returning workspace_id"
        ),
        {"hash": digest},
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def link_is_live(tx: Tx, digest: bytes) -> bool:
    """Whether a one-time link with this hash waits to be used."""
    found = await tx.execute(
        text(
            "select exists (select from identity.credentials where hash = :hash and kind = 'owner_link' "
            "and revoked_at is null and expires_at > clock_timestamp())"
        ),
        {"hash": digest},
    )
    return bool(found.scalar())


async def owner_was_invited(tx: Tx) -> bool:
    return bool(
        (await tx.execute(text("select exists (select from identity.credentials where kind = 'owner_link')"))).scalar()
    )


async def revoke_links(tx: Tx) -> None:
    await tx.execute(
        text("update identity.credentials set revoked_at = now() where kind = 'owner_link' and revoked_at is null")
    )
