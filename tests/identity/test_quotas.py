"""Quotas: taken before the work, settled once, never beyond a limit, nothing reserved when nothing works."""

import asyncio
import contextlib
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.identity.metered import book, change, quotas_of, somebody_with

from nullus.identity.errors import QuotaExceeded
from nullus.identity.limits.meters import METERS, Standing
from nullus.identity.limits.quotas import Quotas
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access


async def reserved(quotas: Quotas, actor: Actor, **amounts: Any) -> bool:
    try:
        await quotas.reserve(actor, amounts)  # type: ignore[arg-type]
    except QuotaExceeded:
        return False
    return True


async def use(quotas: Quotas, actor: Actor, **amounts: Any) -> list[Standing]:
    async with await quotas.reserve(actor, amounts) as held:  # type: ignore[arg-type]
        return await held.settle()


async def test_exactly_one_of_a_hundred_at_once_gets_the_last_unit(database: Database, access: Access) -> None:
    actor = await somebody_with(database, {"questions_day": 10})
    await use(quotas_of(database), actor, questions=9)
    second = Database(access.app_url, pool_size=8)  # another process
    both = (quotas_of(database), quotas_of(second))
    won = await asyncio.gather(*(reserved(both[turn % 2], actor, questions=1) for turn in range(100)))
    await second.close()
    assert sum(won) == 1
    assert (await book(database, actor))["questions", "day"] == (9, 1)


async def test_what_is_settled_is_used_and_no_longer_reserved(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions": 5}), quotas_of(database)
    async with await quotas.reserve(actor, {"questions": 2}) as held:
        assert (await book(database, actor))["questions", "all"] == (0, 2)
        (standing,) = [each for each in await held.settle() if each.meter == "questions"]
    assert [standing.used, standing.reserved, standing.left] == [2, 0, 3]
    assert (await book(database, actor))["questions", "all"] == (2, 0)


async def test_only_the_first_settlement_counts(database: Database) -> None:
    actor, quotas = await somebody_with(database, {}), quotas_of(database)
    held = await quotas.reserve(actor, {"questions": 1, "tokens": 100})
    await asyncio.gather(*(quotas.end(held.id, [], "settled", None) for _ in range(20) if held.id))
    await held.settle({"questions": 1, "tokens": 70})
    await held.release()
    assert (await book(database, actor))["tokens", "all"] == (100, 0)


@pytest.mark.parametrize("how", ["left", "error", "cancelled"])
async def test_work_that_does_not_end_well_gives_everything_back(database: Database, how: str) -> None:
    actor, quotas = await somebody_with(database, {"questions": 1}), quotas_of(database)
    started = asyncio.Event()

    async def work() -> None:
        async with await quotas.reserve(actor, {"questions": 1}):
            started.set()
            if how == "error":
                raise ZeroDivisionError
            if how == "cancelled":
                await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await started.wait()
    if how == "cancelled":
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (await book(database, actor))["questions", "all"] == (0, 0)
    assert await reserved(quotas, actor, questions=1)


@pytest.mark.parametrize("turns", range(0, 40, 3))
async def test_a_settlement_that_is_interrupted_still_happens_once(database: Database, turns: int) -> None:
    actor, quotas = await somebody_with(database, {"questions": 9}), quotas_of(database)
    begun = asyncio.Event()

    async def work() -> None:
        async with await quotas.reserve(actor, {"questions": 1}) as held:
            begun.set()
            await held.settle()

    task = asyncio.create_task(work())
    await begun.wait()
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(10):
        while "open" in (ended := await states(database, actor)):
            await asyncio.sleep(0.01)
    assert (await book(database, actor))["questions", "all"] == (int(ended == {"settled"}), 0)


async def states(database: Database, actor: Actor) -> set[str]:
    async with database.system_transaction() as tx:
        found = await tx.execute(
            text("select distinct state from identity.reservations where account_id = :id"), {"id": actor.person_id}
        )
        return set(found.scalars())


async def test_what_a_dead_process_reserved_comes_back(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions": 1}), quotas_of(database, lease_seconds=0.01)
    dead = await quotas.reserve(actor, {"questions": 1})  # nobody renews it
    await asyncio.sleep(0.05)
    assert await quotas.give_back_overdue(actor.person_id) == 1
    assert (await book(database, actor))["questions", "all"] == (0, 0)
    await dead.settle()
    assert (await book(database, actor))["questions", "all"] == (1, 0), "it was only slow, and did its work"
    await dead.settle()
    assert await states(database, actor) == {"settled"}


async def test_whoever_would_be_refused_first_gets_back_what_a_dead_process_held(database: Database) -> None:
    actor = await somebody_with(database, {"questions": 1})
    await quotas_of(database, lease_seconds=0.01).reserve(actor, {"questions": 1})
    await asyncio.sleep(0.05)
    assert await reserved(quotas_of(database), actor, questions=1)


async def test_work_that_takes_long_keeps_its_reservation(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions": 1}), quotas_of(database, lease_seconds=0.3)
    async with await quotas.reserve(actor, {"questions": 1}) as held:
        until = asyncio.get_running_loop().time() + 1.0
        while asyncio.get_running_loop().time() < until:
            assert await quotas.give_back_overdue(actor.person_id) == 0
            await asyncio.sleep(0.05)
        await held.settle()
    assert (await book(database, actor))["questions", "all"] == (1, 0)


async def test_a_limit_that_is_changed_acts_on_the_next_request(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions": 1}), quotas_of(database)
    await use(quotas, actor, questions=1)
    assert not await reserved(quotas, actor, questions=1)
    await change(database, actor, limits={"questions": 2})
    await use(quotas, actor, questions=1)
    await change(database, actor, limits={"questions": 0})
    assert not await reserved(quotas, actor, questions=1)
    (standing,) = [each for each in await quotas.standing(actor) if each.meter == "questions"]
    assert [standing.used, standing.left] == [2, 0]


async def test_a_limit_of_nothing_lets_nobody_in(database: Database) -> None:
    actor = await somebody_with(database, {"questions_month": 0})
    assert not await reserved(quotas_of(database), actor, questions=1)


async def test_one_limit_that_refuses_leaves_the_others_untouched(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions": 100, "tokens_day": 50}), quotas_of(database)
    assert not await reserved(quotas, actor, questions=1, tokens=51)
    assert await book(database, actor) == {}


async def test_a_refusal_says_what_is_left_and_when_it_comes_back(database: Database) -> None:
    actor = await somebody_with(database, {"questions": 100, "questions_day": 2}, time_zone="Asia/Seoul")
    quotas = quotas_of(database)
    await use(quotas, actor, questions=1)
    with pytest.raises(QuotaExceeded) as refused:
        await quotas.reserve(actor, {"questions": 2})
    error = refused.value
    assert error.resets_at is not None
    midnight = error.resets_at.astimezone(ZoneInfo("Asia/Seoul"))
    assert (midnight.hour, midnight.minute) == (0, 0)
    assert error.retry_after_seconds is not None
    assert 0 < error.retry_after_seconds <= 86400
    assert f"2 questions a day, 1 left. It renews at {midnight:%Y-%m-%d} 00:00 (Asia/Seoul)." in error.message_in("en")
    assert f"하루 질문 2개 중 1 남았습니다. {midnight:%Y-%m-%d} 00:00(Asia/Seoul)" in error.message_in("ko").replace(
        " (", "("
    )


async def test_what_never_renews_says_so(database: Database) -> None:
    actor = await somebody_with(database, {"questions": 3, "questions_day": 3}, kind="guest")
    quotas = quotas_of(database)
    await use(quotas, actor, questions=3)
    with pytest.raises(QuotaExceeded) as refused:
        await quotas.reserve(actor, {"questions": 1})
    assert refused.value.resets_at is None
    assert refused.value.retry_after_seconds is None
    assert "3 questions in all" in refused.value.message_in("en")


async def test_guests_of_one_network_share_a_limit_however_often_they_begin_anew(database: Database) -> None:
    tier, quotas, network = f"g{new_id().hex}", quotas_of(database), f"2001:db8:{new_id().hex[-4:]}:1::"
    limits = {"questions": 3, "address_questions_day": 4}
    asked = 0
    for visitor in range(5):
        actor = await somebody_with(database, limits, kind="guest", tier=tier, address=f"{network}{visitor + 1}")
        asked += sum([await reserved(quotas, actor, questions=1) for _ in range(3)])
    assert asked == 4
    elsewhere = await somebody_with(database, limits, kind="guest", tier=tier, address="2001:db8:ffff:2::1")
    assert await reserved(quotas, elsewhere, questions=1)


@pytest.mark.parametrize("kind", ["operator", "system", "key"])
async def test_who_has_no_account_is_not_metered(database: Database, kind: str) -> None:
    actor, quotas = Actor(kind, new_id()), quotas_of(database)  # type: ignore[arg-type]
    async with await quotas.reserve(actor, {"questions": 10**9}) as held:
        assert not held.metered
        await held.grow({"storage": 10**12})
        assert await held.settle({"questions": 5}) == []


@pytest.mark.parametrize("amount", [-1, float("nan"), float("inf"), 10**19, Decimal("-0.1")])
async def test_an_amount_that_is_none_is_refused(database: Database, amount: Any) -> None:
    actor = await somebody_with(database, {})
    with pytest.raises(ValueError, match="no amount"):
        await quotas_of(database).reserve(actor, {"questions": amount})
    with pytest.raises(ValueError, match="no amount"):
        await quotas_of(database).reserve(actor, {"answers": 1})  # type: ignore[dict-item]


async def test_a_reservation_grows_up_to_the_limit_and_holds_what_it_had(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"storage": 100}), quotas_of(database)
    async with await quotas.reserve(actor, {"uploads": 1, "storage": 60}) as held:
        await held.grow({"storage": 40})
        with pytest.raises(QuotaExceeded):
            await held.grow({"storage": 1})
        assert (await book(database, actor))["storage", "all"] == (0, 100)
        await held.settle({"uploads": 1})
    assert (await book(database, actor)) == {
        ("storage", "all"): (0, 0),
        ("uploads", "all"): (1, 0),
        ("uploads", "day"): (1, 0),
        ("uploads", "month"): (1, 0),
    }


async def test_an_account_that_is_deleted_meanwhile_leaves_nothing_to_settle(database: Database) -> None:
    actor, quotas = await somebody_with(database, {"questions": 3}), quotas_of(database)
    async with await quotas.reserve(actor, {"questions": 1}) as held:
        async with database.system_transaction() as tx:
            await tx.execute(text("delete from identity.accounts where id = :id"), {"id": actor.person_id})
        assert await held.settle() == []
    async with await quotas.reserve(actor, {"questions": 1}) as held:
        assert not held.metered


steps = st.lists(
    st.one_of(
        st.tuples(st.just("reserve"), st.integers(0, 4), st.integers(0, 30)),
        st.tuples(st.sampled_from(["settle", "release", "grow", "die"]), st.integers(0, 5), st.integers(0, 30)),
        st.tuples(st.just("limits"), st.integers(0, 12), st.integers(0, 100)),
    ),
    max_size=25,
)


@given(steps=steps)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_happens_nothing_goes_beyond_a_limit_and_nothing_stays_reserved(
    database: Database, steps: list[tuple[str, int, int]]
) -> None:
    limits = {"questions": 8, "questions_day": 5, "tokens_month": 60}
    actor, quotas, dying = await somebody_with(database, limits), quotas_of(database), quotas_of(database, 0)
    held: list[Any] = []
    most = dict(limits)
    for what, one, other in steps:
        if what == "reserve":
            with contextlib.suppress(QuotaExceeded):
                if one == 4:
                    await dying.reserve(actor, {"questions": 1, "tokens": other})
                else:
                    held.append(await quotas.reserve(actor, {"questions": one, "tokens": other}))
        elif what == "limits":
            limits = {"questions": one, "questions_day": one, "tokens_month": other}
            most = {name: max(most[name], limits[name]) for name in most}
            await change(database, actor, limits=limits)
        elif what == "die":
            await quotas.give_back_overdue(actor.person_id)
        elif held:
            chosen = held[one % len(held)]
            if what == "grow":
                with contextlib.suppress(QuotaExceeded, RuntimeError):
                    await chosen.grow({"tokens": other})
            else:
                await (chosen.settle() if what == "settle" else chosen.release())
        now = await book(database, actor)
        for name, limit in most.items():
            meter, _, period = name.partition("_")
            assert sum(now.get((meter, period or "all"), (0, 0))) <= limit, name
    for each in held:
        await each.release()
    await quotas.give_back_overdue(actor.person_id)
    assert all(waiting == 0 for _, waiting in (await book(database, actor)).values())


async def test_neither_a_new_zone_nor_a_clock_that_jumps_gives_an_allowance_twice(database: Database) -> None:
    actor = await somebody_with(database, {"questions_day": 2}, time_zone="Asia/Seoul")
    quotas = quotas_of(database)

    async def ask(moment: str) -> bool:
        try:
            held = await quotas.reserve(actor, {"questions": 1}, at=datetime.fromisoformat(f"2028-{moment}Z"))
        except QuotaExceeded:
            return False
        await held.settle()
        return True

    assert [await ask("02-28T13:00"), await ask("02-28T14:00"), await ask("02-28T14:59")] == [True, True, False]
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Europe/Berlin"):
        await change(database, actor, time_zone=zone)
        assert not await ask("02-28T14:59"), zone
    await change(database, actor, time_zone="Pacific/Kiritimati")
    assert [await ask("02-28T15:00"), await ask("02-28T15:01"), await ask("02-28T15:02")] == [True, True, False]
    await change(database, actor, time_zone="Asia/Seoul")
    assert not await ask("02-29T15:00"), "the first day after a change of zone lasts until a midnight of the new zone"
    assert not await ask("02-28T14:00"), "the clock was turned back"
    assert [await ask("03-01T10:00"), await ask("03-01T10:01"), await ask("03-01T10:02")] == [True, True, False]


def test_every_meter_can_be_limited_and_said_in_words() -> None:
    from nullus.identity.limits.meters import LIMITS, in_words

    for meter, periods in METERS.items():
        for period in periods:
            assert (meter if period == "all" else f"{meter}_{period}") in LIMITS
        assert in_words(meter, Decimal(1200)).en.startswith("1,200 ")
        assert "1,200" in in_words(meter, Decimal(1200)).ko
