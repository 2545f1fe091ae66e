"""The second factor: on, off, used once, raced, guessed at."""

import asyncio
import time
from uuid import UUID

import pyotp
import pytest
from sqlalchemy import text
from tests.identity.people import acting, person

from nullus.identity.credentials import ceremonies
from nullus.identity.factors import factors
from nullus.identity.factors.errors import FactorNotFound, LastWayIn, NoAppPending, PendingOver, TooManyCodes, WrongCode
from nullus.kit import new_id
from nullus.platform.database import Database
from nullus.platform.sealing import SealBroken, Sealer

SEALER = Sealer("tests")
NOW = 1_700_000_010.0


async def with_app(database: Database, now: float = NOW) -> tuple[UUID, pyotp.TOTP, list[str]]:
    """A person whose app was confirmed one step before `now`."""
    account = await person(database)
    async with database.system_transaction() as tx:
        made = await factors.begin_app(tx, SEALER, account, "somebody@example.org", "phone")
    app = pyotp.TOTP(made.secret)
    async with database.system_transaction() as tx:
        recovery = await factors.confirm_app(tx, SEALER, acting(account), app.at(now - 30), now)
    return account, app, recovery


async def pending(database: Database, account: UUID) -> str:
    async with database.system_transaction() as tx:
        return await ceremonies.add_pending(tx, account)


def wrong(app: pyotp.TOTP) -> str:
    """A code that is not right in these minutes."""
    near = {app.at(NOW + 30 * away) for away in range(-3, 4)}
    return next(code for code in map("{:06}".format, range(20)) if code not in near)


async def test_a_factor_counts_once_it_is_confirmed(database: Database) -> None:
    account = await person(database)
    async with database.system_transaction() as tx:
        assert not await factors.has_second_factor(tx, account)
        made = await factors.begin_app(tx, SEALER, account, "a@example.org")
        assert not await factors.has_second_factor(tx, account)
        assert (await factors.list_factors(tx, account)).factors == []
        with pytest.raises(WrongCode):
            await factors.confirm_app(tx, SEALER, acting(account), "000000", NOW)
        codes = await factors.confirm_app(tx, SEALER, acting(account), pyotp.TOTP(made.secret).at(NOW), NOW)
        assert await factors.has_second_factor(tx, account)
        shown = await factors.list_factors(tx, account)
        with pytest.raises(NoAppPending):
            await factors.confirm_app(tx, SEALER, acting(account), pyotp.TOTP(made.secret).at(NOW), NOW)
    assert len(codes) == 10
    assert ([each.kind for each in shown.factors], shown.recovery_left) == (["totp"], 10)


async def test_a_code_enters_once_and_never_again(database: Database) -> None:
    account, app, _ = await with_app(database)
    with pytest.raises(WrongCode):  # the one that confirmed it
        await factors.check_code(database, SEALER, account, app.at(NOW - 30), NOW)
    await factors.check_code(database, SEALER, account, app.at(NOW), NOW)
    for moment in (NOW - 30, NOW):
        with pytest.raises(WrongCode):
            await factors.check_code(database, SEALER, account, app.at(moment), NOW)
    await factors.check_code(database, SEALER, account, app.at(NOW + 30), NOW + 10)


async def test_fifty_uses_of_one_code_at_once_let_one_in(database: Database) -> None:
    account, app, recovery = await with_app(database)
    for code in (app.at(NOW), recovery[0]):
        tokens = [await pending(database, account) for _ in range(50)]
        ended = await asyncio.gather(
            *(factors.finish_pending(database, SEALER, token, code, NOW) for token in tokens), return_exceptions=True
        )
        assert sum(isinstance(each, ceremonies.Ceremony) for each in ended) == 1, ended
        # The brake may have been on for some of them: they came while the right one was not yet known.
        assert all(isinstance(each, (ceremonies.Ceremony, WrongCode, TooManyCodes)) for each in ended)


async def test_fifty_tries_on_one_pending_sign_in_let_one_in(database: Database) -> None:
    account, app, recovery = await with_app(database)
    token = await pending(database, account)
    tried = [app.at(NOW), *recovery, *([wrong(app)] * 39)]
    ended = await asyncio.gather(
        *(factors.finish_pending(database, SEALER, token, code, NOW) for code in tried), return_exceptions=True
    )
    assert sum(isinstance(each, ceremonies.Ceremony) for each in ended) <= 1
    assert sum(not isinstance(each, PendingOver) for each in ended) <= ceremonies.PENDING_TRIES


async def test_a_pending_sign_in_takes_five_codes_and_no_more(database: Database) -> None:
    account, app, _ = await with_app(database)
    token = await pending(database, account)
    for _ in range(5):
        with pytest.raises(WrongCode):
            await factors.finish_pending(database, SEALER, token, wrong(app), NOW)
    with pytest.raises(PendingOver):
        await factors.finish_pending(database, SEALER, token, app.at(NOW), NOW)


async def test_a_pending_sign_in_ends_with_its_use_and_with_its_time(database: Database) -> None:
    account, app, recovery = await with_app(database)
    token = await pending(database, account)
    assert (await factors.finish_pending(database, SEALER, token, app.at(NOW), NOW)).account_id == account
    with pytest.raises(PendingOver):
        await factors.finish_pending(database, SEALER, token, recovery[0], NOW)
    late = await pending(database, account)
    async with database.system_transaction() as tx:
        await tx.execute(text("update identity.credentials set expires_at = now() where kind = 'login'"))
    for token in (late, "", "nll_", "\0", "\udcff", "nll_" + "x" * 43):
        with pytest.raises(PendingOver):
            await factors.finish_pending(database, SEALER, token, recovery[0], NOW)


async def test_ten_thousand_guesses_are_a_few_and_the_person_still_gets_in(database: Database) -> None:
    """C03: whoever guesses gets ten single codes; the person enters with two codes in a row, a recovery code, or waits."""
    account, app, recovery = await with_app(database)
    guesses = [f"{number:06}" for number in range(0, 1_000_000, 7919)]  # 127 of the 10,000: each answers alike
    near = {app.at(NOW + 30 * away) for away in range(-3, 4)}
    ended = await asyncio.gather(
        *(factors.check_code(database, SEALER, account, each, NOW) for each in guesses if each not in near),
        return_exceptions=True,
    )
    assert sum(isinstance(each, WrongCode) for each in ended) == factors.GUESSES
    assert sum(isinstance(each, TooManyCodes) for each in ended) == len(ended) - factors.GUESSES
    chance = factors.GUESSES * 3 / 10**6 + 10_000 * 2 / 10**12
    assert chance < 1e-4
    with pytest.raises(TooManyCodes):
        await factors.check_code(database, SEALER, account, app.at(NOW), NOW)
    await factors.check_code(database, SEALER, account, app.at(NOW) + " " + app.at(NOW + 30), NOW)
    with pytest.raises(WrongCode):
        await factors.check_code(database, SEALER, account, app.at(NOW) + app.at(NOW + 30), NOW)
    await factors.check_code(database, SEALER, account, recovery[3], NOW)
    async with database.system_transaction() as tx:  # two hours later
        await tx.execute(text("update identity.rates set due = due - interval '2 hours 1 second'"))
    await factors.check_code(database, SEALER, account, app.at(NOW + 120), NOW + 120)


async def test_right_codes_cost_no_guesses(database: Database) -> None:
    account, app, _ = await with_app(database)
    for number in range(3 * factors.GUESSES):
        moment = NOW + 30 * number
        await factors.check_code(database, SEALER, account, app.at(moment), moment)


async def test_half_of_a_double_code_must_not_have_been_used(database: Database) -> None:
    account, app, _ = await with_app(database)
    await factors.check_code(database, SEALER, account, app.at(NOW), NOW)
    with pytest.raises(WrongCode):
        await factors.check_code(database, SEALER, account, app.at(NOW) + app.at(NOW + 30), NOW)


async def test_recovery_codes_work_once_each_until_there_are_new_ones(database: Database) -> None:
    account, _, recovery = await with_app(database)
    await factors.check_code(database, SEALER, account, recovery[0].lower().replace("-", " "), NOW)
    with pytest.raises(WrongCode):
        await factors.check_code(database, SEALER, account, recovery[0], NOW)
    async with database.system_transaction() as tx:
        assert (await factors.list_factors(tx, account)).recovery_left == 9
        renewed = await factors.renew_recovery(tx, acting(account))
        assert (await factors.list_factors(tx, account)).recovery_left == 10
    for code in recovery:
        with pytest.raises(WrongCode):
            await factors.check_code(database, SEALER, account, code, NOW)
    await factors.check_code(database, SEALER, account, renewed[9], NOW)


async def test_nobody_elses_code_works(database: Database) -> None:
    account, _, _ = await with_app(database)
    _, other_app, other_codes = await with_app(database)
    for code in (other_app.at(NOW), other_codes[0]):
        with pytest.raises(WrongCode):
            await factors.check_code(database, SEALER, account, code, NOW)


async def test_a_secret_that_was_copied_to_another_account_does_not_open(database: Database) -> None:
    account, app, _ = await with_app(database)
    victim, _, _ = await with_app(database)
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "update identity.factors set secret = "
                "(select secret from identity.factors where account_id = :own and kind = 'totp') "
                "where account_id = :victim and kind = 'totp'"
            ),
            {"own": account, "victim": victim},
        )
    with pytest.raises(SealBroken):
        await factors.check_code(database, SEALER, victim, app.at(NOW), NOW)


async def test_a_new_app_takes_the_place_of_the_old_one(database: Database) -> None:
    account, old, old_codes = await with_app(database)
    async with database.system_transaction() as tx:
        made = await factors.begin_app(tx, SEALER, account, "a@example.org")
    await factors.check_code(database, SEALER, account, old.at(NOW), NOW)  # until the new one is confirmed
    new = pyotp.TOTP(made.secret)
    async with database.system_transaction() as tx:
        await factors.confirm_app(tx, SEALER, acting(account), new.at(NOW), NOW)
        assert len((await factors.list_factors(tx, account)).factors) == 1
    for code in (old.at(NOW + 30), old_codes[1]):
        with pytest.raises(WrongCode):
            await factors.check_code(database, SEALER, account, code, NOW + 30)
    await factors.check_code(database, SEALER, account, new.at(NOW + 30), NOW + 30)


async def test_an_app_that_is_begun_waits_fifteen_minutes(database: Database) -> None:
    account = await person(database)
    async with database.system_transaction() as tx:
        made = await factors.begin_app(tx, SEALER, account, "a@example.org")
        await tx.execute(
            text("update identity.factors set created_at = now() - interval '16 minutes' where account_id = :id"),
            {"id": account},
        )
        with pytest.raises(NoAppPending):
            await factors.confirm_app(tx, SEALER, acting(account), pyotp.TOTP(made.secret).now(), time.time())


async def test_removing_the_app_removes_its_recovery_codes(database: Database) -> None:
    account, app, recovery = await with_app(database)
    stranger, _, _ = await with_app(database)
    async with database.system_transaction() as tx:
        own = (await factors.list_factors(tx, account)).factors[0].id
        for owner, factor in ((stranger, own), (account, new_id())):
            with pytest.raises(FactorNotFound):
                await factors.remove(tx, acting(owner), factor)
        await factors.remove(tx, acting(account), own)
        assert not await factors.has_second_factor(tx, account)
        assert (await factors.list_factors(tx, account)).recovery_left == 0
        with pytest.raises(FactorNotFound):
            await factors.renew_recovery(tx, acting(account))
    for code in (app.at(NOW), recovery[0]):
        with pytest.raises(WrongCode):
            await factors.check_code(database, SEALER, account, code, NOW)


async def test_the_only_way_in_stays(database: Database) -> None:
    account = await person(database, password=False)
    async with database.system_transaction() as tx:
        for number in (b"1", b"2"):
            await tx.execute(
                text(
                    "insert into identity.factors (id, account_id, kind, secret, handle, confirmed_at) "
                    "values (:id, :account, 'passkey', '', :handle, now())"
                ),
                {"id": new_id(), "account": account, "handle": number + account.bytes},
            )
        first, second = (await factors.list_factors(tx, account)).factors
        await factors.remove(tx, acting(account), first.id)
    with pytest.raises(LastWayIn):
        async with database.system_transaction() as tx:
            await factors.remove(tx, acting(account), second.id)
    async with database.system_transaction() as tx:
        assert len((await factors.list_factors(tx, account)).factors) == 1


async def test_what_is_over_is_tidied_away_and_what_is_not_stays(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, app, _ = await with_app(database)
    await ceremonies.tidy(database)
    for _ in range(7):
        await pending(database, account)
    async with database.system_transaction() as tx:
        ago = "update identity.credentials set expires_at = now() - interval '61 minutes' where kind = 'login'"
        await tx.execute(text(ago))
    token = await pending(database, account)
    monkeypatch.setattr(ceremonies, "TIDY_BATCH", 3)
    assert await ceremonies.tidy(database) >= 7
    assert await ceremonies.tidy(database) == 0
    assert (await factors.finish_pending(database, SEALER, token, app.at(NOW), NOW)).account_id == account
