"""The ledger: a row for every call to a model, and budgets that are asked before it and settled after it.

Where no budget applies nothing is written before the call; where one does, one statement takes from all of them or from
none. Rows are written together: while one statement runs, those of the calls that end meanwhile wait for the next.
"""

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, Protocol
from uuid import UUID

from nullus import identity
from nullus.kit import new_id
from nullus.llm.ports import Usage
from nullus.llm.spending import budget_store, budgets, ledger_store
from nullus.llm.spending.budgets import Budget, Known
from nullus.llm.spending.errors import BudgetExceeded, ModelUnpriced
from nullus.llm.spending.prices import Price, Prices
from nullus.llm.spending.settings import LedgerSettings
from nullus.observability import logs
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NullusError, Text

Outcome = Literal["ok", "failed", "cancelled", "lost"]
_AT_ONCE = 200
_MOST_WAITING = 20_000
_PATIENCE_SECONDS = 2.0
_AGAIN_SECONDS = 0.5
_ZONE_SECONDS = 300.0
_EXACT = Decimal("1e-12")
log = logs.get("nullus.llm")


class Asked(Protocol):
    """What the ledger wants to know of a call (calls.ModelCall)."""

    @property
    def task(self) -> str: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def prompt(self) -> str: ...
    @property
    def app(self) -> str: ...
    @property
    def conversation_id(self) -> UUID | None: ...
    @property
    def message_id(self) -> UUID | None: ...


class Candidate(Protocol):
    """The model that is to be called. `local`: it runs on this machine."""

    @property
    def provider(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def local(self) -> bool: ...


@dataclass(slots=True)
class Entry:
    """One call while it runs: settle it once, however it ends."""

    id: UUID
    price: Price
    _ledger: "Ledger"
    _row: dict[str, Any]
    _budgets: list[Budget]
    _began: datetime
    _settled: bool = False

    @property
    def holds(self) -> bool:
        """Whether anything of a budget is held for it."""
        return bool(self._budgets)

    def cost(self, usage: Usage, seconds: float) -> Decimal:
        """What so many tokens and seconds come to at the price that was found at the beginning."""
        return self.price.cost(usage.prompt, usage.completion, seconds).quantize(_EXACT)

    async def settle(
        self,
        usage: Usage,
        seconds: float,
        outcome: Outcome = "ok",
        *,
        counted: bool = True,
        cached: bool = False,
        redacted: int = 0,
    ) -> Decimal:
        """Write down what the call took; only the first time counts. Returns its cost.

        `counted`: the tokens are the server's own count, not an estimate. `cached`: nobody was called, so it costs nothing.
        Never raises for the database: the row waits in this process until it can be written, at most two seconds of
        the caller's time. Being cancelled while waiting changes nothing.
        """
        money = Decimal(0) if cached else self.cost(usage, seconds)
        if self._settled:
            return money
        self._settled = True
        tokens = 0 if cached else usage.prompt + usage.completion
        row = {
            **self._row,
            "tokens_read": usage.prompt,
            "tokens_written": usage.completion,
            "counted": counted,
            "money": str(money),
            "seconds": round(seconds, 6),
            "outcome": outcome,
            "cached": cached,
            "redacted": redacted,
            "charges": [
                {
                    "budget": str(each.id),
                    "began": each.span(self._began)[0].isoformat(),
                    "amount": str(money if each.meter == "money" else tokens),
                }
                for each in self._budgets
            ],
        }
        await self._ledger.write(self.id, row, holds=self.holds)
        return money


@dataclass(slots=True)
class _Waiting:
    row: dict[str, Any]
    holds: bool
    written: asyncio.Event = field(default_factory=asyncio.Event)


class Ledger:
    """The books of one process. `close` writes what still waits."""

    def __init__(self, db: Database, settings: LedgerSettings, fallback: Price | None = None) -> None:
        """`fallback`: the price of models that have none of their own."""
        self.settings = settings
        self.prices = Prices(db, settings.currency, fallback)
        self.budgets = Known(db, settings.currency)
        self._db = db
        self._waiting: deque[_Waiting] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._held: set[UUID] = set()
        self._renewing: asyncio.Task[None] | None = None
        self._zones: dict[UUID, tuple[float, str]] = {}

    async def reserve(self, call: Asked, candidate: Candidate, most_tokens: int, most_seconds: float = 0.0) -> Entry:
        """Begin an entry: take what the call may cost at most from every budget that it falls under. Raises BudgetExceeded, and
        ModelUnpriced where a budget of money cannot hold a model elsewhere, because nobody knows what it costs.

        `most_tokens`: read and written together; 0: nothing is asked of a model. Who is cancelled while it is taken gives it back.
        """
        price = await self.prices.of(candidate.provider, candidate.model, local=candidate.local)
        touched = await self.budgets.touching(call.actor, call.app)
        if most_tokens and not (price.known or candidate.local) and any(each.meter == "money" for each in touched):
            raise ModelUnpriced(provider=candidate.provider, model=candidate.model)
        now, actor = datetime.now(UTC), call.actor
        row = {
            "workspace_id": str(actor.workspace_id),
            "id": str(new_id()),
            "at": now.isoformat(),
            "day": (await self._day(actor, now)),
            "account_id": str(actor.person_id) if actor.person_id else None,
            "app": call.app,
            "task": call.task,
            "provider": candidate.provider,
            "model": candidate.model,
            "prompt": call.prompt,
            "conversation_id": str(call.conversation_id) if call.conversation_id else None,
            "message_id": str(call.message_id) if call.message_id else None,
            "currency": price.currency,
            "priced": price.known,
        }
        entry = Entry(UUID(str(row["id"])), price, self, row, touched, now)
        if touched:
            most = {"tokens": Decimal(most_tokens), "money": price.most(most_tokens, most_seconds).quantize(_EXACT)}
            await self._hold(entry, most)
        return entry

    async def sweep(self) -> int:
        """Give back what crashed processes held; how many periods changed."""
        async with self._db.system_reading() as reader:
            return await ledger_store.sweep(reader)

    async def write(self, entry_id: UUID, row: dict[str, Any], *, holds: bool) -> None:
        """Queue a row and wait until it is written, but not for long."""
        waiting = _Waiting(row, holds)
        self._held.discard(entry_id)
        if len(self._waiting) >= _MOST_WAITING:
            log.error("llm.ledger_full", lost=row["id"])
            return
        self._waiting.append(waiting)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await waiting.written.wait()

    async def close(self) -> None:
        """Write what waits, as long as the database takes it; what is held comes back by itself."""
        if self._renewing is not None:
            self._renewing.cancel()
        if self._writing is not None and not self._writing.done():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    await asyncio.shield(self._writing)
            self._writing.cancel()

    async def _hold(self, entry: Entry, most: dict[str, Decimal]) -> None:
        taking = asyncio.create_task(self._take(entry, most))
        try:
            short = await asyncio.shield(taking)
            if short is not None:  # perhaps only by what a crashed process holds
                await self.sweep()
                taking = asyncio.create_task(self._take(entry, most))
                short = await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(lambda _: self._let_go(entry))
            raise
        if short is not None:
            raise self._exceeded(short, entry)
        self._held.add(entry.id)
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew())

    async def _take(self, entry: Entry, most: dict[str, Decimal]) -> UUID | None:
        spans = [each.span(entry._began) for each in entry._budgets]
        lost = {"outcome": "lost", "counted": False, "tokens_read": 0, "tokens_written": 0, "money": "0", "seconds": 0}
        values = {
            "id": entry.id,
            "lease": self.settings.lease_seconds,
            "call": json.dumps({**entry._row, **lost, "cached": False, "redacted": 0}),
            "budgets": [each.id for each in entry._budgets],
            "began": [began for began, _ in spans],
            "ends": [ends for _, ends in spans],
            "amounts": [most[each.meter] for each in entry._budgets],
        }
        async with self._db.system_reading() as reader:
            return await budget_store.hold(reader, values)

    def _let_go(self, entry: Entry) -> None:
        """The asker left while it was taken: what was taken goes back, and that there was a call is written down."""
        task = asyncio.get_running_loop().create_task(entry.settle(Usage(), 0.0, "cancelled"))
        _ending.add(task)
        task.add_done_callback(_ending.discard)

    def _exceeded(self, short: UUID, entry: Entry) -> BudgetExceeded:
        budget = next(each for each in entry._budgets if each.id == short)
        ends = budget.span(entry._began)[1]
        shown = f"{ends.astimezone(identity.zone_named(budget.time_zone)):%Y-%m-%d %H:%M} ({budget.time_zone})"
        mine = budget.workspace_id is not None or budget.account_id is not None
        return BudgetExceeded(
            whose=budget.whose,
            limit=budget.limit if mine else "",
            renewal=Text(en=f"It renews at {shown}.", ko=f"{shown}에 다시 채워집니다."),
            resets_at=ends,
            retry_after_seconds=max(1.0, (ends - datetime.now(UTC)).total_seconds()),
        )

    async def _renew(self) -> None:
        """One statement for all calls of this process, until none is under way."""
        while self._held:
            await asyncio.sleep(self.settings.lease_seconds / 3)
            with contextlib.suppress(NullusError):  # the database is away: the next sign of life comes soon
                async with self._db.system_reading() as reader:
                    await budget_store.renew(reader, list(self._held), self.settings.lease_seconds)

    async def _write_all(self) -> None:
        most = _AT_ONCE
        while self._waiting:
            some = [self._waiting[turn] for turn in range(min(most, len(self._waiting)))]
            try:
                await self._write_some(some)
            except NullusError as lost:
                log.warning("llm.ledger_waits", rows=len(self._waiting), error=lost.code)
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            except ValueError as refused:
                if len(some) > 1:  # one bad row must not keep the others back
                    most = 1
                    continue
                log.error("llm.ledger_refused", row=some[0].row["id"], reason=str(refused))
            for each in some:
                self._waiting.popleft()
                each.written.set()

    async def _write_some(self, some: list[_Waiting]) -> None:
        plain = [each.row for each in some if not each.holds]
        holding = [each.row for each in some if each.holds]
        moved: list[tuple[UUID, Decimal, bool]] = []
        async with self._db.system_reading() as reader:
            if plain:
                await ledger_store.keep(reader, json.dumps(plain))
            if holding:
                moved = await ledger_store.settle(reader, json.dumps(holding))
        nearly = [
            budget_id for budget_id, used, said in moved if not said and self.budgets.nearly_used(budget_id, used)
        ]
        if nearly:
            await budgets.warn(self._db, nearly)

    async def time_zone_of(self, actor: Actor) -> str:
        """The time zone where an actor's days are counted: their account's, else UTC."""
        if actor.person_id is None:
            return "UTC"
        until, name = self._zones.get(actor.person_id, (0.0, "UTC"))
        clock = asyncio.get_running_loop().time()
        if clock >= until:
            async with self._db.system_reading() as reader:
                name = await identity.time_zone_of(reader, actor.person_id)
            if len(self._zones) > _MOST_WAITING:
                self._zones.clear()
            self._zones[actor.person_id] = (clock + _ZONE_SECONDS, name)
        return name

    async def _day(self, actor: Actor, now: datetime) -> str:
        return now.astimezone(identity.zone_named(await self.time_zone_of(actor))).date().isoformat()


_ending: set["asyncio.Task[Decimal]"] = set()
