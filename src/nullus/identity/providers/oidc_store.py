"""SQL of identity providers and of who is who there."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_COLUMNS = "name, issuer, client_id, client_secret, scopes, flavour, created_at"


async def add_provider(tx: Tx, values: dict[str, Any]) -> bool:
    """False when the name or the issuer is known already."""
    found = await tx.execute(
        text(
            "insert into identity.oidc_providers (name, issuer, client_id, client_secret, scopes, flavour) "
            "values (:name, :issuer, :client_id, :client_secret, :scopes, :flavour) on conflict do nothing returning name"
        ),
        values,
    )
    return found.scalar() is not None


async def providers(tx: Tx) -> Sequence[Row[Any]]:
    return (await tx.execute(text(f"select {_COLUMNS} from identity.oidc_providers order by name limit 100"))).all()


async def provider(tx: Tx, name: str) -> Row[Any] | None:
    found = await tx.execute(text(f"select {_COLUMNS} from identity.oidc_providers where name = :name"), {"name": name})
    return found.one_or_none()


async def remove_provider(tx: Tx, name: str) -> bool:
    found = await tx.execute(
        text("delete from identity.oidc_providers where name = :name returning name"), {"name": name}
    )
    return found.scalar() is not None


async def whose(tx: Tx, issuer: str, subject: str) -> UUID | None:
    """The account of a person at a provider."""
    found = await tx.execute(
        text("select account_id from identity.federated where issuer = :issuer and subject = :subject"),
        {"issuer": issuer, "subject": subject},
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def used(tx: Tx, issuer: str, subject: str, email: str | None) -> None:
    await tx.execute(
        text(
            "update identity.federated set used_at = clock_timestamp(), email = :email "
            "where issuer = :issuer and subject = :subject"
        ),
        {"issuer": issuer, "subject": subject, "email": email},
    )


async def link(tx: Tx, issuer: str, subject: str, account_id: UUID, email: str | None) -> UUID:
    """Tie a person at a provider to an account, unless to one already; returns the account that it is tied to."""
    await tx.execute(
        text(
            "insert into identity.federated (issuer, subject, account_id, email, used_at) "
            "values (:issuer, :subject, :account, :email, clock_timestamp()) on conflict do nothing"
        ),
        {"issuer": issuer, "subject": subject, "account": account_id, "email": email},
    )
    found = await whose(tx, issuer, subject)
    return found or account_id


async def linked(tx: Tx, account_id: UUID) -> Sequence[Row[Any]]:
    """Where an account's person is known too; the name of the provider, where it is still set up."""
    found = await tx.execute(
        text(
            "select p.name, f.issuer, f.email, f.created_at, f.used_at from identity.federated f "
            "left join identity.oidc_providers p on p.issuer = f.issuer where f.account_id = :account "
            "order by f.created_at, f.issuer limit 100"
        ),
        {"account": account_id},
    )
    return found.all()


async def unlink(tx: Tx, account_id: UUID, issuer: str) -> int:
    """Returns how many identities at the issuer were untied."""
    found = await tx.execute(
        text("delete from identity.federated where account_id = :account and issuer = :issuer"),
        {"account": account_id, "issuer": issuer},
    )
    return found.rowcount
