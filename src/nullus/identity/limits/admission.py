"""The one place where calls are counted against limits: every route passes here once its asker is known."""

import time
from collections.abc import Callable, Sequence
from uuid import UUID

from fastapi import Request

from nullus.identity.limits import tier_store
from nullus.identity.limits.rates import Ask, Rate, Rates, network_of
from nullus.identity.settings import RateSettings
from nullus.platform.actor import Actor
from nullus.platform.database import Database

RECHECK_SECONDS = 4.0
REMEMBERED = 50_000


class Admission:
    """Which limits a call must pass: by where it comes from, who asks, and what the route says of itself."""

    def __init__(
        self, db: Database, settings: RateSettings, rates: Rates, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._db = db
        self._settings = settings
        self._rates = rates
        self._clock = clock
        self._known: dict[UUID, tuple[int, float]] = {}

    async def __call__(self, request: Request, actor: Actor | None, limit: str) -> None:
        """`limit` is a route's own: login, reset, signup, search, page, share, embed, or empty. Raises TooManyRequests."""
        network = network_of(request.client.host if request.client else "")
        if actor is None:
            self._rates.take_here(Ask("call.address", network, Rate(self._settings.address)))
            await self._rates.take(*self._own(limit, f"{limit}.address", network))
        elif actor.person_id is not None:
            account = str(actor.person_id)
            general = Ask("call.account", account, Rate(await self._rate_of(actor.person_id)))
            await self._rates.take(general, *self._own(limit, f"{limit}.account", account))
        elif actor.kind == "key":
            await self._rates.take(Ask("call.key", str(actor.credential_id), Rate(self._settings.key)))

    def _own(self, limit: str, name: str, of: str) -> Sequence[Ask]:
        return [Ask(name, of, Rate(getattr(self._settings, limit)))] if limit else []

    async def _rate_of(self, account_id: UUID) -> int:
        """Calls a minute that the account's tier allows, else the setting; read at most every four seconds."""
        known = self._known.get(account_id)
        if known is not None and known[1] > self._clock():
            return known[0]
        async with self._db.system_transaction() as tx:
            limits = await tier_store.limits_of(tx, account_id)
        rate = int(limits.get("rate_minute", self._settings.account))
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[account_id] = (rate, self._clock() + RECHECK_SECONDS)
        return rate
