"""Guessing is slowed down, and nobody can lock somebody else out by guessing.

Attempts count by (account, place): after a few, each next one has to wait twice as long. A second count for the account as a
whole slows down guessing from many places at once; it does not concern a device or an address that signed in before. Of
unknown accounts the same is counted, so that the answers tell nothing.
"""

import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass
from uuid import UUID

from nullus.identity.credentials import session_store
from nullus.identity.entrance import throttle_store
from nullus.identity.limits.rates import network_of
from nullus.identity.people.errors import TooManyAttempts
from nullus.kit import new_id
from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class Brake:
    """`free` attempts go at once, one more is forgiven every `forget_seconds`; then the wait doubles up to `longest` seconds."""

    name: str
    free: int
    forget_seconds: float
    longest: float = 900.0

    def wait_after(self, attempts: float) -> float:
        """Seconds until the next attempt is let in."""
        over = math.ceil(attempts) - self.free
        return min(self.longest, 2.0**over) if over >= 0 else 0.0


OF_PLACE = Brake("place", free=5, forget_seconds=600)
OF_ACCOUNT = Brake("account", free=50, forget_seconds=60)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an attempt comes from. `known`: the account signed in from there before."""

    place: str
    known: bool


async def source_of(tx: Tx, account_id: UUID | None, address: str, device: str | None) -> Source:
    """`device`: what `read_device` said of the cookie. The same is asked for accounts that do not exist."""
    was_here = await session_store.was_here(tx, account_id or new_id(), address)
    return Source(device or network_of(address), device is not None or was_here)


async def admit(tx: Tx, what: str, account: str, source: Source) -> None:
    """Let one attempt in and count it, before it is known whether it succeeds. Raises TooManyAttempts; roll back then."""
    await _count(tx, OF_PLACE, _key(what, OF_PLACE, account, source.place))
    if not source.known:
        await _count(tx, OF_ACCOUNT, _key(what, OF_ACCOUNT, account))


async def forgive(tx: Tx, what: str, account: str, source: Source) -> None:
    """An attempt succeeded: those before it from the same place do not count any more."""
    await throttle_store.forget(tx, _key(what, OF_PLACE, account, source.place))


async def _count(tx: Tx, brake: Brake, key: str) -> None:
    attempts = await throttle_store.count(tx, key, brake.forget_seconds, brake.free + 12)
    closed = await throttle_store.seconds_closed(tx, key)
    if closed > 0:
        raise TooManyAttempts(seconds=math.ceil(closed), retry_after_seconds=closed)
    wait = brake.wait_after(attempts)
    if wait > 0:
        await throttle_store.close(tx, key, wait)


def _key(what: str, brake: Brake, *parts: str) -> str:
    """Names nobody: what it is about stands in it as a hash."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"{what}.{brake.name}:{hashlib.blake2b(whole, digest_size=16).hexdigest()}"


def make_device(key: str, account_id: UUID) -> str:
    """The cookie of a device that signed in to an account: proves that, and nothing else."""
    said = f"{account_id}.{secrets.token_urlsafe(16)}"
    return f"{said}.{_sign(key, said)}"


def read_device(key: str, cookie: str | None, account_id: UUID | None) -> str | None:
    """The name of the device when the cookie is of this account, else None."""
    said, _, signature = (cookie or "").rpartition(".")
    right = hmac.compare_digest(signature.encode("utf-8", "replace"), _sign(key, said).encode())
    return f"device:{said}" if right and said.startswith(f"{account_id}.") else None


def _sign(key: str, said: str) -> str:
    return hmac.new(key.encode(), said.encode("utf-8", "replace"), "sha256").hexdigest()
