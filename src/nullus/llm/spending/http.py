"""Routes of what models cost: prices, budgets, and what was spent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, cast

from fastapi import Query, Request

from nullus import identity
from nullus.identity import BudgetNoticeOut
from nullus.kit import new_id
from nullus.llm.spending import budgets, prices, report
from nullus.llm.spending.budgets import Budget, Standing
from nullus.llm.spending.ledger import Ledger
from nullus.llm.spending.ledger_store import unpriced
from nullus.llm.spending.prices import Listed
from nullus.llm.spending.schemas import (
    BudgetIn,
    BudgetOut,
    BudgetRemovedOut,
    BudgetsOut,
    By,
    PriceIn,
    PriceOut,
    PricesOut,
    SpendingOut,
    SpentOut,
    SumOut,
    UnpricedOut,
    number,
    number_or_none,
)
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.web import CurrentActor, Envelope, Loader, Router, success
from nullus.platform.web_values import Day

router = Router(prefix="/api/v1", tags=["spending"])

PRICE = Loader("price", prices.get, service_wide=True)
ThePrice = Annotated[Listed, PRICE.at("price_id")]
BUDGET = Loader("budget", budgets.get, service_wide=True)
TheBudget = Annotated[Budget, BUDGET.at("budget_id")]
_SUMS = ("calls", "failed", "cached", "unpriced", "estimated", "tokens_read", "tokens_written", "redacted", "seconds")


@router.call("GET", "/prices", policy="operate", answers=PricesOut)
async def list_prices(request: Request) -> Envelope[Any]:
    """What models cost, and models that are called and whose price nobody has said."""
    ledger, db = _books(request)
    async with db.system_transaction() as tx:
        found, unknown = await prices.list_prices(tx), await unpriced(tx)
    return success(
        PricesOut(
            currency=ledger.settings.currency,
            items=[_price(each, ledger) for each in found],
            unknown=[UnpricedOut(provider=row.provider, model=row.model, calls=row.calls) for row in unknown],
        )
    )


@router.call("PUT", "/prices", policy="operate", answers=PriceOut)
async def set_price(body: PriceIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Set what a model costs. Calls that were made before keep the price that they had."""
    ledger, db = _books(request)
    values = {name: _decimal(value) if isinstance(value, float) else value for name, value in dict(body).items()}
    async with db.system_transaction() as tx:
        made = await prices.set_price(tx, actor, values, ledger.settings.currency)
    ledger.prices.forget()
    return success(_price(made, ledger))


@router.call("DELETE", "/prices/{price_id}", policy="operate", refuses=[409], answers=PriceOut)
async def withdraw_price(price: ThePrice, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take back a price that was to come. One that has begun to hold stays: set another one, or none."""
    ledger, db = _books(request)
    async with db.system_transaction() as tx:
        await prices.withdraw(tx, actor, price)
    ledger.prices.forget()
    return success(_price(price, ledger))


@router.call("GET", "/budgets", policy="spending", answers=BudgetsOut)
async def list_budgets(
    request: Request, actor: CurrentActor, everywhere: Annotated[bool, Query()] = False
) -> Envelope[Any]:
    """The budgets of the workspace and what is used of them; `everywhere`: of the whole service, for operators."""
    ledger, db = _books(request)
    async with db.system_transaction() as tx:
        found = await budgets.list_budgets(tx, actor, everywhere=everywhere)
    return success(BudgetsOut(items=[_budget(each, ledger) for each in found]))


@router.call("PUT", "/budgets", policy="spending", answers=BudgetOut)
async def set_budget(body: BudgetIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Set a budget, or change the one of the same conditions. It warns at 80 % and stops at 100 %."""
    ledger, db = _books(request)
    wanted = Budget(
        id=new_id(),
        workspace_id=None if body.everywhere else actor.workspace_id,
        account_id=None,
        app=body.app,
        set_by="workspace",
        meter=body.meter,
        period=body.period,
        amount=_decimal(body.amount),
        currency=ledger.settings.currency if body.meter == "money" else "",
        time_zone=identity.check_time_zone(body.time_zone) if body.time_zone else await ledger.time_zone_of(actor),
    )
    if body.account_id is not None:
        async with db.transaction(actor) as tx:
            wanted = replace(wanted, account_id=(await body.account_id.load(tx, actor)).account_id)
    async with db.system_transaction() as tx:
        made = await budgets.set_budget(tx, actor, wanted)
    ledger.budgets.forget()
    return success(_budget(made, ledger))


@router.call("DELETE", "/budgets/{budget_id}", policy="spending", answers=BudgetRemovedOut)
async def remove_budget(budget: TheBudget, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take a budget away. What the operator has set only operators take away."""
    ledger, db = _books(request)
    async with db.system_transaction() as tx:
        await budgets.remove(tx, actor, budget)
    ledger.budgets.forget()
    return success(BudgetRemovedOut(id=budget.id, removed=True))


@router.call("GET", "/usage", policy="spending", answers=SpendingOut)
async def spending(
    request: Request,
    actor: CurrentActor,
    by: Annotated[By, Query()] = "day",
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
    everywhere: Annotated[bool, Query()] = False,
) -> Envelope[Any]:
    """What models took and cost, from day to day (default: the last 30): of the workspace, or `everywhere` for operators."""
    _, db = _books(request)
    end = last or datetime.now(UTC).date() + timedelta(days=1)  # where it is tomorrow already
    begin = first or end - timedelta(days=30)
    async with db.system_transaction() as tx:
        rows, names = await report.spent(tx, actor, by, begin, end, everywhere=everywhere)
    items = [
        SpentOut(key=row.key, name=names.get(str(row.key), row.key), **_sums([row]), currency=row.currency)
        for row in rows
    ]
    totals = [
        SumOut(**_sums([row for row in rows if row.currency == each]), currency=each)
        for each in sorted({row.currency for row in rows})
    ]
    return success(
        SpendingOut.model_validate(
            {
                "by": by,
                "from": begin.isoformat(),
                "to": end.isoformat(),
                "everywhere": everywhere or by == "workspace",
                "items": items,
                "totals": totals,
            }
        )
    )


async def notices_of(tx: Tx, actor: Actor) -> list[BudgetNoticeOut]:
    """What a person is told of budgets that run out: how much of which, never whose money."""
    return [
        BudgetNoticeOut(
            of=_of(each.budget),
            app=each.budget.app,
            meter=each.budget.meter,
            period=each.budget.period,
            state="exceeded" if each.state == "exceeded" else "warned",
            percent=each.percent,
            resets_at=each.ends,
        )
        for each in await budgets.notices(tx, actor)
    ]


def _books(request: Request) -> tuple[Ledger, Database]:
    return cast("Ledger", request.app.state.ledger), cast("Database", request.app.state.database)


def _sums(rows: list[Any]) -> dict[str, Any]:
    return {name: sum(getattr(row, name) for row in rows) for name in _SUMS} | {
        "money": number(sum((row.money for row in rows), Decimal(0)))
    }


def _decimal(value: float) -> Decimal:
    """The number as it was written, not as binary fractions have it."""
    return Decimal(repr(value))


def _price(listed: Listed, ledger: Ledger) -> PriceOut:
    return PriceOut(
        id=listed.id,
        provider=listed.provider,
        model=listed.model,
        per_million_read=number_or_none(listed.per_million_read),
        per_million_written=number_or_none(listed.per_million_written),
        per_hour=number_or_none(listed.per_hour),
        currency=listed.currency,
        valid_from=listed.valid_from,
        in_force=listed.currency == ledger.settings.currency and listed.valid_from <= datetime.now(UTC),
    )


def _of(budget: Budget) -> Any:
    return "person" if budget.account_id else "app" if budget.app else "workspace" if budget.workspace_id else "service"


def _budget(standing: Standing, ledger: Ledger) -> BudgetOut:
    budget = standing.budget
    return BudgetOut(
        id=budget.id,
        of=_of(budget),
        workspace_id=budget.workspace_id,
        account_id=budget.account_id,
        app=budget.app,
        set_by=budget.set_by,
        meter=budget.meter,
        period=budget.period,
        amount=number(budget.amount),
        currency=budget.currency or None,
        time_zone=budget.time_zone,
        used=number(standing.used),
        reserved=number(standing.reserved),
        left=number(max(Decimal(0), budget.amount - standing.used - standing.reserved)),
        state=standing.state,
        counts=budget.meter == "tokens" or budget.currency == ledger.settings.currency,
        resets_at=standing.ends,
    )
