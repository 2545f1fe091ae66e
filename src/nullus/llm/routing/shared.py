"""Open breakers as all processes see them: a row each, read at most once a second by a process that calls models.

While the database is away a process goes by what it knows itself.
"""

import contextlib
import time

from nullus.llm.routing import breaker_store
from nullus.llm.routing.breaker import Key, Opened, Own
from nullus.platform.database import Database
from nullus.platform.errors import DatabaseUnavailable

FRESH_SECONDS = 1.0


class SharedBreakers:
    """See breaker.Shared."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._own = Own()
        self._until = 0.0

    async def look(self, key: Key) -> Opened | None:
        if time.monotonic() >= self._until:
            self._until = time.monotonic() + FRESH_SECONDS  # calls that come meanwhile go by what was known
            with contextlib.suppress(DatabaseUnavailable):
                async with self._db.system_reading() as reader:
                    rows = await breaker_store.read(reader)
                self._own.learn({(provider, model): rest for provider, model, *rest in rows})
        return await self._own.look(key)

    async def open(self, key: Key, seconds: float, times: int) -> None:
        await self._own.open(key, seconds, times)
        with contextlib.suppress(DatabaseUnavailable):
            async with self._db.system_reading() as reader:
                await breaker_store.open_(reader, *key, seconds, times)

    async def claim(self, key: Key, seconds: float) -> bool:
        try:
            async with self._db.system_reading() as reader:
                claimed = await breaker_store.claim(reader, *key, seconds)
        except DatabaseUnavailable:
            return await self._own.claim(key, seconds)
        self._until = 0.0
        return claimed

    async def close(self, key: Key) -> None:
        await self._own.close(key)
        with contextlib.suppress(DatabaseUnavailable):
            async with self._db.system_reading() as reader:
                await breaker_store.close(reader, *key)
