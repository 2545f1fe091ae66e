"""A breaker for each model: after too many failures it is left alone for a while, then exactly one call tries it.

The counts are of this process; that a breaker is open, and who may try, is shared (`Shared`), so that every process
leaves a broken model alone and only one of them tries it.
"""

import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Key = tuple[str, str]
"""Provider and model."""

WINDOW_SECONDS = 30.0
FEWEST = 10
"""So many calls within the window before anything is concluded, unless the settings say otherwise."""
SHARE = 0.5
OPEN_SECONDS = 5.0
LONGEST_OPEN_SECONDS = 60.0
TRY_SECONDS = 120.0
"""So long a try may take before another is let through: whoever tried may have been killed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open breaker: seconds until it may be tried (0: now), whether somebody tries it, and how often it opened in a row."""

    wait: float
    trying: bool
    times: int


@dataclass(frozen=True, slots=True)
class Pass:
    """Whether a call may be made; if so, whether it is the one that tries; if not, in how many seconds to ask again."""

    allowed: bool
    trying: bool = False
    wait: float = 0.0


class Shared(Protocol):
    """What all processes know of open breakers."""

    async def look(self, key: Key) -> Opened | None:
        """The breaker if it is open; None when it is closed. May be a second old."""
        ...

    async def open(self, key: Key, seconds: float, times: int) -> None: ...

    async def claim(self, key: Key, seconds: float) -> bool:
        """Become the one that tries, for so many seconds. True for exactly one of all that ask."""
        ...

    async def close(self, key: Key) -> None: ...


class Breakers:
    """The breakers of one process. `clock` in seconds, never going back."""

    def __init__(self, shared: Shared, clock: Callable[[], float] = time.monotonic, fewest: int = FEWEST) -> None:
        """`fewest`: calls before anything is concluded; 0: a breaker never opens."""
        self._shared = shared
        self._clock = clock
        self._fewest = fewest or sys.maxsize
        self._counts: dict[Key, deque[tuple[float, bool]]] = {}

    async def enter(self, key: Key) -> Pass:
        """Ask whether a call may be made now, before it is."""
        opened = await self._shared.look(key)
        if opened is None:
            return Pass(True)
        if opened.wait > 0 or opened.trying:
            return Pass(False, wait=max(1.0, opened.wait))
        claimed = await self._shared.claim(key, TRY_SECONDS)
        return Pass(claimed, trying=claimed, wait=0.0 if claimed else 1.0)

    async def resting(self, key: Key) -> float:
        """Seconds until a call may try it; 0 where calls are let through. Takes nobody's turn."""
        opened = await self._shared.look(key)
        return 0.0 if opened is None else max(1.0, opened.wait) if opened.wait > 0 or opened.trying else 0.0

    async def served(self, key: Key) -> None:
        """A call was answered."""
        self._note(key, failed=False)
        if await self._shared.look(key) is not None:
            self._counts.pop(key, None)
            await self._shared.close(key)

    async def failed(self, key: Key, admitted: Pass) -> None:
        """A call failed by the model's fault."""
        calls = self._note(key, failed=True)
        opened = await self._shared.look(key)
        if opened is not None and not admitted.trying:
            return  # it began before the breaker opened
        times = opened.times + 1 if opened is not None else 1
        if opened is None and (len(calls) < self._fewest or sum(failed for _, failed in calls) < SHARE * len(calls)):
            return
        calls.clear()
        await self._shared.open(key, min(LONGEST_OPEN_SECONDS, OPEN_SECONDS * 2 ** (times - 1)), times)

    async def left(self, key: Key, admitted: Pass) -> None:
        """A call ended without saying anything of the model (the asker left): the next one may try."""
        if admitted.trying:
            opened = await self._shared.look(key)
            await self._shared.open(key, 0.0, opened.times if opened is not None else 1)

    def _note(self, key: Key, *, failed: bool) -> deque[tuple[float, bool]]:
        calls = self._counts.setdefault(key, deque())
        now = self._clock()
        calls.append((now, failed))
        while calls[0][0] < now - WINDOW_SECONDS:
            calls.popleft()
        return calls


class Own:
    """Breakers of a process that has no database to share them by."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[Key, tuple[float, float, int]] = {}

    def learn(self, known: Mapping[Key, Sequence[float]]) -> None:
        """Go by what is known elsewhere: of each open breaker the seconds until it may be tried, the seconds that somebody
        still tries, and how often it opened in a row.
        """
        now = self._clock()
        self._open = {key: (now + wait, now + trying, int(times)) for key, (wait, trying, times) in known.items()}

    async def look(self, key: Key) -> Opened | None:
        found = self._open.get(key)
        if found is None:
            return None
        until, trying_until, times = found
        now = self._clock()
        return Opened(max(0.0, until - now), trying_until > now, times)

    async def open(self, key: Key, seconds: float, times: int) -> None:
        self._open[key] = (self._clock() + seconds, 0.0, times)

    async def claim(self, key: Key, seconds: float) -> bool:
        opened = await self.look(key)
        if opened is None or opened.wait > 0 or opened.trying:
            return opened is None
        until, _, times = self._open[key]
        self._open[key] = (until, self._clock() + seconds, times)
        return True

    async def close(self, key: Key) -> None:
        self._open.pop(key, None)
