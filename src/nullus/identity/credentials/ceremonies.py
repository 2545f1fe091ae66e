"""What lies between two calls of one sign-in, single-use and short: a pending second step, a challenge, a provider's state.

They are rows of the one credential table; like every credential they are kept as a digest only.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from nullus.identity.credentials import ceremony_store
from nullus.kit import new_id
from nullus.platform.database import Database, Tx

PENDING_LIFETIME = timedelta(minutes=5)
PENDING_TRIES = 5
CHALLENGE_LIFETIME = timedelta(minutes=5)
TIDY_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A row that was used up, or tried."""

    account_id: UUID | None
    data: dict[str, Any]


def digest_of(token: str | bytes) -> bytes:
    return hashlib.sha256(token if isinstance(token, bytes) else token.encode("utf-8", "surrogatepass")).digest()


async def add_pending(tx: Tx, account_id: UUID, **data: Any) -> str:
    """Somebody gave the right password and owes a second factor; returns the token that stands for it."""
    token = "nll_" + secrets.token_urlsafe(32)
    await ceremony_store.add(
        tx,
        credential_id=new_id(),
        kind="login",
        name="sign-in that waits for a code",
        digest=digest_of(token),
        account_id=account_id,
        data={**data, "tries": 0},
        lifetime=PENDING_LIFETIME,
    )
    return token


async def try_pending(tx: Tx, token: str) -> Ceremony | None:
    """Count one try on a pending sign-in; nothing when there is none, it is over, or its tries are used."""
    row = await ceremony_store.count_try(tx, digest_of(token), PENDING_TRIES)
    return Ceremony(row.account_id, row.data) if row else None


async def end_pending(tx: Tx, token: str) -> bool:
    """Use a pending sign-in up; false when another call was quicker."""
    return await ceremony_store.consume(tx, "login", digest_of(token), {}) is not None


async def add_challenge(
    tx: Tx,
    challenge: str | bytes,
    purpose: str,
    *,
    account_id: UUID | None = None,
    lifetime: timedelta = CHALLENGE_LIFETIME,
    **data: Any,
) -> None:
    """Remember a challenge (or a state) that an answer has to name."""
    await ceremony_store.add(
        tx,
        credential_id=new_id(),
        kind="challenge",
        name=purpose,
        digest=digest_of(challenge),
        account_id=account_id,
        data={**data, "purpose": purpose, "account": str(account_id) if account_id else None},
        lifetime=lifetime,
    )


async def answer_challenge(
    tx: Tx, challenge: str | bytes, purpose: str, account_id: UUID | None = None
) -> Ceremony | None:
    """Use a challenge up; nothing when it is unknown, over, used, for another purpose or another account."""
    match = {"purpose": purpose, "account": str(account_id) if account_id else None}
    row = await ceremony_store.consume(tx, "challenge", digest_of(challenge), match)
    return Ceremony(row.account_id, row.data) if row else None


async def answer_state(tx: Tx, state: str, provider: str, binding: str) -> Ceremony | None:
    """Use a provider's state up; nothing when it is unknown, over, used, of another provider or another browser."""
    match = {"purpose": "oidc", "provider": provider, "binding": binding}
    row = await ceremony_store.consume(tx, "challenge", digest_of(state), match)
    return Ceremony(row.account_id, row.data) if row else None


async def tidy(db: Database) -> int:
    """Delete what is over, some at a time so that nobody waits for it; returns how many rows went."""
    gone = 0
    while True:
        async with db.system_transaction() as tx:
            batch = await ceremony_store.trim(tx, TIDY_BATCH)
        gone += batch
        if batch < TIDY_BATCH:
            return gone
