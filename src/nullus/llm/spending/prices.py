"""What a call to a model costs: prices by provider and model, changed while the service runs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any
from uuid import UUID

from nullus import audit
from nullus.kit import new_id
from nullus.llm.spending import price_store
from nullus.llm.spending.errors import PriceHolds, PriceNotFound
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx

FRESH_SECONDS = 5.0
"""How long another process may go on with what it knew of prices and budgets."""
_MILLION = Decimal(1_000_000)
_HOUR = Decimal(3600)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Price:
    """What tokens (a million of them) and time (an hour) cost. `known` is false where nobody has said: then it counts as 0."""

    per_million_read: Decimal = _NOTHING
    per_million_written: Decimal = _NOTHING
    per_hour: Decimal = _NOTHING
    currency: str = "USD"
    known: bool = True

    def cost(self, read: int, written: int, seconds: float) -> Decimal:
        """What a call came to: (tokens read · price + tokens written · price) / 10^6 + seconds · price / 3600."""
        tokens = (self.per_million_read * read + self.per_million_written * written) / _MILLION
        return tokens + (self.per_hour * Decimal(repr(seconds)) / _HOUR if self.per_hour else _NOTHING)

    def most(self, tokens: int, seconds: float) -> Decimal:
        """What a call of so many tokens and seconds can come to, however they divide into reading and writing."""
        dearer = max(self.per_million_read, self.per_million_written)
        return dearer * tokens / _MILLION + self.per_hour * Decimal(repr(seconds)) / _HOUR


@dataclass(frozen=True, slots=True)
class Listed:
    """A price as it was set. `*` in provider or model stands for any letters; no amount at all: unknown."""

    id: UUID
    provider: str
    model: str
    per_million_read: Decimal | None
    per_million_written: Decimal | None
    per_hour: Decimal | None
    currency: str
    valid_from: datetime

    @property
    def known(self) -> bool:
        return any(each is not None for each in (self.per_million_read, self.per_million_written, self.per_hour))

    @property
    def exactness(self) -> tuple[bool, bool, int, int]:
        """The more letters a pattern names, the more it has to say."""
        names = (self.provider, self.model)
        return (*("*" not in each for each in names), *(len(each.replace("*", "")) for each in names))  # type: ignore[return-value]

    def fits(self, provider: str, model: str) -> bool:
        return _like(provider, self.provider) and _like(model, self.model)


class Prices:
    """The prices as one process knows them. `fallback`: of models without a row (NULLUS_CHAT_PRICE_…), where one is set."""

    def __init__(self, db: Database, currency: str, fallback: Price | None = None) -> None:
        self.currency = currency
        self._db = db
        self._fallback = fallback
        self._rows: list[Listed] = []
        self._found: dict[tuple[str, str, bool], Price] = {}
        self._until = 0.0
        self._reading = asyncio.Lock()

    async def of(self, provider: str, model: str, *, local: bool) -> Price:
        """What a model costs now. `local`: on this machine, where what nobody has priced costs nothing."""
        if asyncio.get_running_loop().time() >= self._until:
            await self._read()
        key = (provider, model, local)
        if key not in self._found:
            self._found[key] = self._choose(provider, model, local=local)
        return self._found[key]

    def forget(self) -> None:
        """Read them again at the next call: they were changed here."""
        self._until = 0.0

    async def _read(self) -> None:
        async with self._reading:
            now = asyncio.get_running_loop().time()
            if now < self._until:
                return
            async with self._db.system_reading() as reader:
                self._rows = [Listed(*row) for row in await price_store.valid(reader)]
            self._found = {}
            self._until = now + FRESH_SECONDS

    def _choose(self, provider: str, model: str, *, local: bool) -> Price:
        fitting = [each for each in self._rows if each.currency == self.currency and each.fits(provider, model)]
        if fitting:
            return price_of(max(fitting, key=lambda each: each.exactness))
        if self._fallback is not None:
            return self._fallback
        return Price(currency=self.currency, known=local)


def price_of(listed: Listed) -> Price:
    return Price(
        listed.per_million_read or _NOTHING,
        listed.per_million_written or _NOTHING,
        listed.per_hour or _NOTHING,
        listed.currency,
        listed.known,
    )


async def list_prices(tx: Tx) -> Sequence[Listed]:
    """The prices that hold now and those to come, in the service's own transaction."""
    return [_listed(row) for row in await price_store.listed(tx)]


async def set_price(tx: Tx, actor: Actor, values: dict[str, Any], currency: str) -> Listed:
    """Set what a model costs, from now or from a moment on. In the service's own transaction. Raises NotPermitted."""
    actor.require("operate")
    made = _listed(await price_store.add(tx, {**values, "id": new_id(), "currency": currency}))
    await _record(tx, actor, "price.changed", made)
    return made


async def get(tx: Tx, actor: Actor, price_id: UUID) -> Listed:
    """One price, also one that spoke before. Raises PriceNotFound."""
    row = await price_store.find(tx, price_id)
    if row is None or not actor.may("operate"):
        raise PriceNotFound
    return _listed(row)


async def withdraw(tx: Tx, actor: Actor, price: Listed) -> None:
    """Take back a price that was to come. In the service's own transaction. Raises NotPermitted, PriceHolds."""
    actor.require("operate")
    if not await price_store.withdraw(tx, price.id):
        raise PriceHolds
    await _record(tx, actor, "price.withdrawn", price)


async def _record(tx: Tx, actor: Actor, action: str, price: Listed) -> None:
    details = {"provider": price.provider, "model": price.model, "since": price.valid_from.isoformat()}
    await audit.record(tx, actor, action, object_kind="price", object_id=price.model, details=details)


def _listed(row: Any) -> Listed:
    return Listed(*row)


def _like(name: str, pattern: str) -> bool:
    """Only `*` means something in a pattern: names of models hold brackets and question marks."""
    return fnmatchcase(name, pattern.replace("[", "[[]").replace("?", "[?]"))
