"""Made-up credentials: what turned out to be none is known for a while, and a network may try only so many a minute.

Both are kept in this process and asked before the database is. Whoever has been let in lately is not concerned: a known
credential is found in the cache before anybody looks here.
"""

import math
import time
from collections.abc import Callable
from uuid import UUID

from nullus.identity.errors import TooManyRequests

REMEMBERED_SECONDS = 4.0
ENTRIES = 20_000


class Strangers:
    """One a process. `per_minute`: so many credentials that are none may come from one network; 0 is no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._known: dict[tuple[bytes, UUID | None], float] = {}
        self._due: dict[str, float] = {}

    def knows(self, key: tuple[bytes, UUID | None]) -> bool:
        """Whether a credential was found to be none in the last seconds."""
        return self._known.get(key, 0.0) > self._clock()

    def admit(self, network: str) -> None:
        """Let a network ask about a credential that is not known. Raises TooManyRequests."""
        over = self._due.get(network, 0.0) - self._clock() - 60.0
        if over > 0:
            wait = max(1, math.ceil(over))
            raise TooManyRequests(seconds=wait, retry_after_seconds=wait)

    def note(self, key: tuple[bytes, UUID | None], network: str) -> None:
        """A credential was none."""
        now = self._clock()
        for entries in (self._known, self._due):
            if len(entries) >= ENTRIES:  # for a moment more is looked up; nothing is let in by that
                entries.clear()
        self._known[key] = now + REMEMBERED_SECONDS
        if self._per_minute > 0:
            self._due[network] = max(self._due.get(network, now), now) + 60.0 / self._per_minute
