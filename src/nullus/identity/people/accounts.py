"""Accounts as the rest of this room handles them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from nullus.identity.people import account_store
from nullus.identity.people.errors import AccountNeeded, AccountNotFound
from nullus.platform.actor import Actor
from nullus.platform.database import Tx

OWNERS_TIER = "protostar"


@dataclass(frozen=True, slots=True)
class Account:
    """A person, a guest or a program."""

    id: UUID
    kind: str
    state: str
    email: str | None
    email_key: str | None
    email_verified_at: datetime | None
    name: str
    language: str
    time_zone: str
    password_hash: str | None
    platform_roles: tuple[str, ...]
    tier: str
    home_workspace_id: UUID | None
    epoch: int
    created_at: datetime
    last_seen_at: datetime | None


async def of_actor(tx: Tx, actor: Actor) -> Account:
    """The account of the asking person. Raises AccountNeeded."""
    row = await account_store.find(tx, actor.person_id) if actor.person_id else None
    if row is None:
        raise AccountNeeded
    return account_of(row)


async def get(tx: Tx, account_id: UUID) -> Account:
    """Raises AccountNotFound."""
    row = await account_store.find(tx, account_id)
    if row is None:
        raise AccountNotFound
    return account_of(row)


async def find_by_email(tx: Tx, email_key: str, *, lock: bool = False) -> Account | None:
    row = await account_store.find_by_email(tx, email_key, lock=lock)
    return account_of(row) if row else None


def account_of(row: Row[Any]) -> Account:
    values = row._asdict()
    return Account(**{**values, "platform_roles": tuple(values["platform_roles"])})
