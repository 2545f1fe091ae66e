"""Credentials seen in the last seconds, so that a busy client costs no query a request; revoking acts within five seconds."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from nullus.platform.actor import Actor

RECHECK_SECONDS = 4.0
CACHE_ENTRIES = 10_000

CacheKey = tuple[bytes, UUID | None]
"""The credential's digest, and the workspace that the request asked for."""


@dataclass(slots=True)
class _Cached:
    actor: Actor
    checked_at: float
    ends_at: float


class CredentialCache:
    """One a process. What it holds is at most RECHECK_SECONDS old."""

    def __init__(self, recheck_seconds: float = RECHECK_SECONDS) -> None:
        self.recheck_seconds = recheck_seconds
        self._entries: dict[CacheKey, _Cached] = {}
        self._asking: dict[CacheKey, asyncio.Lock] = {}

    def find(self, key: CacheKey, newer_than: float | None = None) -> Actor | None:
        """Whom a credential stands for, when that was asked less than `newer_than` seconds ago (default: the limit)."""
        entry, now = self._entries.get(key), time.monotonic()
        if entry is None or entry.ends_at <= now:
            return None
        limit = self.recheck_seconds if newer_than is None else min(newer_than, self.recheck_seconds)
        return entry.actor if now - entry.checked_at < limit else None

    def keep(self, key: CacheKey, actor: Actor, seconds: float = float("inf")) -> None:
        """Remember an answer of the database, at most for `seconds`."""
        if len(self._entries) >= CACHE_ENTRIES:
            self._entries.clear()
        now = time.monotonic()
        self._entries[key] = _Cached(actor, now, now + seconds)

    @asynccontextmanager
    async def asking(self, key: CacheKey) -> AsyncIterator[None]:
        """Held by the one request that asks the database about a credential."""
        lock = self._asking.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.locked():
                self._asking.pop(key, None)

    def forget(
        self, *, credential_id: UUID | None = None, account_id: UUID | None = None, workspace_id: UUID | None = None
    ) -> None:
        """Ask the database again about a credential, about everything that stands for an account or acts in a workspace."""
        gone = [
            key
            for key, each in self._entries.items()
            if (credential_id is not None and each.actor.credential_id == credential_id)
            or (account_id is not None and each.actor.person_id == account_id)
            or (workspace_id is not None and each.actor.workspace_id == workspace_id)
        ]
        for key in gone:
            del self._entries[key]
