"""Accounts for tests of this room, put straight into the tables."""

from uuid import UUID

from sqlalchemy import text

from nullus.kit import new_id
from nullus.platform.database import Database


async def person(database: Database, email: str | None = None, *, password: bool = True, state: str = "active") -> UUID:
    """A person's account; the password hash is none that anybody could match."""
    account_id = new_id()
    address = email or f"{account_id.hex}@example.org"
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.accounts (id, kind, state, email, email_key, email_verified_at, name, password_hash, tier) "
                "values (:id, 'person', :state, :email, lower(:email), now(), 'Somebody', :hash, 'stargazer')"
            ),
            {"id": account_id, "state": state, "email": address, "hash": "none" if password else None},
        )
    return account_id
