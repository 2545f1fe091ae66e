"""One reservation while its work runs: kept alive, settled once, given back when nobody settled it."""

import asyncio
import contextlib
from collections.abc import Collection, Coroutine, Mapping, Sequence
from decimal import Decimal
from types import TracebackType
from typing import Any, Protocol
from uuid import UUID

from nullus.identity.limits import meters
from nullus.identity.limits.meters import Amounts, Meter, Standing
from nullus.observability import logs
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError

log = logs.get("nullus.identity")
_ending: set["asyncio.Task[bool]"] = set()


class Keeper(Protocol):
    """What keeps the books of a reservation."""

    def keep_alive(self, reservation_id: UUID) -> None: ...
    def let_go(self, reservation_id: UUID) -> None: ...
    async def standing(self, actor: Actor) -> list[Standing]: ...
    async def grow(self, actor: Actor, reservation_id: UUID, more: Amounts) -> None: ...
    async def end(
        self, reservation_id: UUID, subjects: Sequence[str], state: str, used: Mapping[Meter, Decimal] | None
    ) -> bool: ...


class Reservation:
    """`async with await quotas.reserve(…) as held:` and `await held.settle({…})` where the work is done.

    Leaving without having settled gives everything back. Ending it cannot be interrupted: a client that hangs up must not
    leave it open.
    """

    def __init__(self, quotas: Keeper, actor: Actor, reservation_id: UUID | None, subjects: Collection[str]) -> None:
        """`subjects`: whose use it counts as; of nobody there is nothing to keep."""
        self.id = reservation_id if subjects else None
        self._quotas = quotas
        self._actor = actor
        self._subjects = sorted(subjects)
        self._done = self.id is None

    @property
    def metered(self) -> bool:
        """Whether anybody pays: not the operator, nor the service itself."""
        return self.id is not None

    async def settle(self, used: Amounts | None = None) -> list[Standing]:
        """Count what was used, meters that are not named as nothing; None: all that was reserved. Returns how the limits
        stand then. What a model used beyond its reservation counts too: it was spent."""
        if not self._done:
            await self._end("settled", None if used is None else meters.checked(used))
        return await self._quotas.standing(self._actor) if self.metered else []

    async def release(self) -> None:
        """Give everything back."""
        if not self._done:
            await self._end("released", None)

    async def grow(self, more: Amounts) -> None:
        """Reserve more. Raises QuotaExceeded; what was held before is still held then."""
        if self.id is not None:
            await self._quotas.grow(self._actor, self.id, more)

    async def unless_left(self, taking: Coroutine[Any, Any, bool]) -> bool:
        """Wait for the taking. Who is interrupted meanwhile, perhaps while it commits, waits for its end and gives back."""
        task = asyncio.create_task(taking)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            while not task.done():
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait({task})
            if task.exception() is None and task.result():
                with contextlib.suppress(NullusError):  # it comes back by itself when the lease is over
                    await self.release()
            raise

    async def __aenter__(self) -> "Reservation":
        if self.id is not None:
            self._quotas.keep_alive(self.id)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.id is not None:
            self._quotas.let_go(self.id)
        try:
            await self.release()
        except NullusError as lost:  # it comes back by itself when the lease is over
            log.warning("a reservation could not be given back", reservation=str(self.id), error=lost.code)

    async def _end(self, state: str, used: Mapping[Meter, Decimal] | None) -> None:
        assert self.id is not None
        self._done = True
        await _undisturbed(self._quotas.end(self.id, self._subjects, state, used))


async def _undisturbed(work: Coroutine[Any, Any, bool]) -> bool:
    """Wait for the work; when the waiting is cancelled the work goes on to its end."""
    task = asyncio.create_task(work)
    _ending.add(task)
    task.add_done_callback(_ending.discard)
    return await asyncio.shield(task)
