"""SQL of second factors and passkeys."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_COLUMNS = "id, account_id, kind, name, secret, handle, counter, confirmed_at, used_at, created_at"


async def add(
    tx: Tx,
    *,
    factor_id: UUID,
    account_id: UUID,
    kind: str,
    name: str,
    secret: bytes,
    handle: bytes | None = None,
    counter: int = 0,
    confirmed: bool = False,
) -> bool:
    """False when the handle is known already."""
    found = await tx.execute(
        text(
            "insert into identity.factors (id, account_id, kind, name, secret, handle, counter, confirmed_at) values "
            "(:id, :account, :kind, :name, :secret, :handle, :counter, case when :confirmed then clock_timestamp() end) "
            "on conflict (handle) do nothing returning id"
        ),
        {
            "id": factor_id,
            "account": account_id,
            "kind": kind,
            "name": name,
            "secret": secret,
            "handle": handle,
            "counter": counter,
            "confirmed": confirmed,
        },
    )
    return found.scalar() is not None


async def confirmed(tx: Tx, account_id: UUID) -> Sequence[Row[Any]]:
    """Everything that counts for an account, recovery codes too, oldest first."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from identity.factors where account_id = :account and confirmed_at is not null "
            "order by created_at, id limit 1000"
        ),
        {"account": account_id},
    )
    return found.all()


async def app_of(tx: Tx, account_id: UUID) -> Row[Any] | None:
    """The authenticator app of an account."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from identity.factors where account_id = :account and kind = 'totp' "
            "and confirmed_at is not null order by confirmed_at desc limit 1"
        ),
        {"account": account_id},
    )
    return found.one_or_none()


async def draft_of(tx: Tx, account_id: UUID, lifetime: timedelta) -> Row[Any] | None:
    """The app that somebody is about to add, locked for this transaction."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS} from identity.factors where account_id = :account and kind = 'totp' "
            "and confirmed_at is null and created_at > clock_timestamp() - cast(:lifetime as interval) "
            "order by created_at desc limit 1 for update"
        ),
        {"account": account_id, "lifetime": lifetime},
    )
    return found.one_or_none()


async def confirm(tx: Tx, factor_id: UUID, step: int) -> None:
    await tx.execute(
        text(
            "update identity.factors set confirmed_at = clock_timestamp(), used_at = clock_timestamp(), counter = :step "
            "where id = :id"
        ),
        {"id": factor_id, "step": step},
    )


async def forget(tx: Tx, account_id: UUID, kind: str, *, but: UUID | None = None, drafts: bool = False) -> int:
    """Delete the factors of a kind; `drafts`: only the unconfirmed ones. Returns how many went."""
    found = await tx.execute(
        text(
            "delete from identity.factors where account_id = :account and kind = :kind "
            "and id is distinct from cast(:but as uuid) and (confirmed_at is null or not :drafts)"
        ),
        {"account": account_id, "kind": kind, "but": but, "drafts": drafts},
    )
    return found.rowcount


async def remove(tx: Tx, account_id: UUID, factor_id: UUID) -> str | None:
    """Delete an app or a passkey of the account; returns its kind."""
    found = await tx.execute(
        text(
            "delete from identity.factors where account_id = :account and id = :id and kind <> 'recovery' "
            "and confirmed_at is not null returning kind"
        ),
        {"account": account_id, "id": factor_id},
    )
    kind = found.scalar()
    return str(kind) if kind else None


async def advance(tx: Tx, factor_id: UUID, step: int, more_than: int) -> bool:
    """Take a time step (or a sign counter): of many callers with the same one, exactly one is true.

    `more_than`: the last value must lie below it.
    """
    found = await tx.execute(
        text(
            "update identity.factors set counter = :step, used_at = clock_timestamp() "
            "where id = :id and counter < :more_than returning id"
        ),
        {"id": factor_id, "step": step, "more_than": more_than},
    )
    return found.scalar() is not None


async def use_recovery(tx: Tx, account_id: UUID, digest: bytes) -> bool:
    """Use a recovery code up; of many callers at once exactly one is true."""
    found = await tx.execute(
        text(
            "update identity.factors set used_at = clock_timestamp() where account_id = :account and kind = 'recovery' "
            "and secret = :digest and used_at is null returning id"
        ),
        {"account": account_id, "digest": digest},
    )
    return found.scalar() is not None


async def by_handle(tx: Tx, handle: bytes) -> Row[Any] | None:
    """The passkey with this credential id, locked for this transaction."""
    found = await tx.execute(
        text(f"select {_COLUMNS} from identity.factors where handle = :handle and kind = 'passkey' for update"),
        {"handle": handle},
    )
    return found.one_or_none()


async def ways_in(tx: Tx, account_id: UUID) -> Row[Any]:
    """`password`: whether there is one; how many passkeys and identities at other providers."""
    return (
        await tx.execute(
            text(
                "select a.password_hash is not null as password, "
                "(select count(*) from identity.factors f where f.account_id = a.id and f.kind = 'passkey') as passkeys, "
                "(select count(*) from identity.federated f where f.account_id = a.id) as federated "
                "from identity.accounts a where a.id = :account for update of a"
            ),
            {"account": account_id},
        )
    ).one()
