"""Accounts for tests of this room, put straight into the tables."""

from uuid import UUID

import psycopg
from sqlalchemy import text
from tests.postgres_server import SharedServer

from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access


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


def acting(account_id: UUID) -> Actor:
    """That person, signed in by a session."""
    return Actor("person", new_id(), account_id, scopes=frozenset({"account"}), credential="session")


def entries_about(server: SharedServer, access: Access, account_id: UUID) -> list[tuple[str, str, str]]:
    """The audit entries about a person, oldest first: action, outcome, and the whole row as text."""
    statement = "select action, outcome, e::text from audit.entries e where %s = any (subjects) order by id"
    with psycopg.connect(server.superuser_url(access)) as connection:
        return [(str(row[0]), str(row[1]), str(row[2])) for row in connection.execute(statement, [account_id])]
