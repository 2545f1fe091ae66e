"""Passkeys: who they let in, and every way in which an answer can be wrong."""

import asyncio
import base64
import random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.identity.authenticator import PRESENT, VERIFIED, Authenticator, encoded
from tests.identity.people import acting, person

from nullus.identity.factors import factors, passkeys
from nullus.identity.factors.errors import (
    PasskeyKnown,
    PasskeyRefused,
    PasskeysElsewhere,
    PasskeysNeedName,
    TooManyPasskeys,
)
from nullus.identity.factors.relying_party import refuse_elsewhere, relying_party
from nullus.platform.database import Database
from nullus.platform.sealing import Sealer

SEALER = Sealer("tests")
PARTY = relying_party("http://127.0.0.1:8080")


def device(**changed: Any) -> Authenticator:
    return Authenticator(**{"origin": PARTY.origin, "rp_id": PARTY.id, **changed})


async def offer(database: Database, account: UUID) -> dict[str, Any]:
    async with database.system_transaction() as tx:
        return await passkeys.begin_adding(tx, PARTY, account, "somebody@example.org")


async def add(database: Database, account: UUID, key: Authenticator) -> UUID:
    answer = key.create(await offer(database, account))
    return (await passkeys.finish_adding(database, SEALER, PARTY, acting(account), "key", answer)).id


async def challenge(database: Database) -> dict[str, Any]:
    async with database.system_transaction() as tx:
        return await passkeys.begin_entering(tx, PARTY)


async def enter(database: Database, answer: dict[str, Any]) -> UUID:
    return await passkeys.finish_entering(database, SEALER, PARTY, answer)


async def test_a_passkey_is_added_once_and_lets_its_person_in(database: Database) -> None:
    account, key = await person(database), device()
    factor = await add(database, account, key)
    for _ in range(3):
        assert await enter(database, key.get(await challenge(database))) == account
    async with database.system_transaction() as tx:
        listed = (await factors.list_factors(tx, account)).factors
        assert [(each.id, each.kind, each.name) for each in listed] == [(factor, "passkey", "key")]
        assert not await factors.has_second_factor(tx, account)
    with pytest.raises(PasskeyKnown):
        await add(database, await person(database), key)


async def test_what_is_asked_for_says_nothing_of_anybody(database: Database) -> None:
    asked = await challenge(database)
    assert asked.pop("challenge")
    assert asked == {"rpId": "localhost", "allowCredentials": [], "userVerification": "required", "timeout": 60000}


async def test_a_device_that_never_counts_is_believed_and_one_that_repeats_itself_is_not(database: Database) -> None:
    account, still, counting = await person(database), device(counts=False), device()
    await add(database, account, still)
    await add(database, account, counting)
    for _ in range(2):
        assert await enter(database, still.get(await challenge(database))) == account
    await enter(database, counting.get(await challenge(database)))
    counting.counter -= 1
    with pytest.raises(PasskeyRefused):
        await enter(database, counting.get(await challenge(database)))
    still.counter = 5
    await enter(database, still.get(await challenge(database)))
    still.counter = 0
    with pytest.raises(PasskeyRefused):
        await enter(database, still.get(await challenge(database)))


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "http://localhost:8081"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:8080"},
        {"rp_id": "evil.example"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"flags": 0},
    ],
)
async def test_other_sites_and_unchecked_holders_are_refused(database: Database, changed: dict[str, Any]) -> None:
    account, key = await person(database), device()
    await add(database, account, key)
    for name, value in changed.items():
        setattr(key, name, value)
    with pytest.raises(PasskeyRefused):
        await enter(database, key.get(await challenge(database)))
    with pytest.raises(PasskeyRefused):
        await add(database, account, device(**changed))


async def test_a_challenge_answers_once_in_time_and_for_its_purpose(database: Database) -> None:
    account, key = await person(database), device()
    await add(database, account, key)
    asked = await challenge(database)
    assert await enter(database, key.get(asked)) == account
    with pytest.raises(PasskeyRefused):
        await enter(database, key.get(asked))
    late = await challenge(database)
    async with database.system_transaction() as tx:
        await tx.execute(text("update identity.credentials set expires_at = now() where kind = 'challenge'"))
    with pytest.raises(PasskeyRefused):
        await enter(database, key.get(late))
    async with database.system_transaction() as tx:
        other_purpose = await passkeys.begin_step_up(tx, PARTY, account)
    with pytest.raises(PasskeyRefused):
        await enter(database, key.get(other_purpose))
    with pytest.raises(PasskeyRefused):
        await enter(database, key.get({"challenge": encoded(b"x" * 32)}))


async def test_fifty_answers_with_one_challenge_let_one_in(database: Database) -> None:
    account, key = await person(database), device()
    await add(database, account, key)
    asked = await challenge(database)
    answers = [key.get(asked) for _ in range(50)]
    ended = await asyncio.gather(*(enter(database, each) for each in answers), return_exceptions=True)
    assert [each for each in ended if each == account] == [account]
    assert sum(isinstance(each, PasskeyRefused) for each in ended) == 49


async def test_another_persons_passkey_opens_nothing(database: Database) -> None:
    account, other = await person(database), await person(database)
    own, foreign = device(), device()
    await add(database, account, own)
    await add(database, other, foreign)
    async with database.system_transaction() as tx:
        asked = await passkeys.begin_step_up(tx, PARTY, account)
    assert [each["id"] for each in asked["allowCredentials"]] == [encoded(own.handle)]
    with pytest.raises(PasskeyRefused):  # a foreign credential id for one's own challenge
        await passkeys.finish_step_up(database, SEALER, PARTY, account, foreign.get(asked))
    async with database.system_transaction() as tx:
        asked = await passkeys.begin_step_up(tx, PARTY, account)
    await passkeys.finish_step_up(database, SEALER, PARTY, account, own.get(asked))
    stolen = own.get(await challenge(database))
    stolen["id"] = stolen["rawId"] = encoded(foreign.handle)
    with pytest.raises(PasskeyRefused):  # one's own signature under a foreign credential id
        await enter(database, stolen)
    own.user = other.bytes
    with pytest.raises(PasskeyRefused):  # one's own key that says it is another's
        await enter(database, own.get(await challenge(database)))
    with pytest.raises(PasskeyRefused):  # an offer to another person
        await passkeys.finish_adding(
            database, SEALER, PARTY, acting(account), "x", device().create(await offer(database, other))
        )


async def test_a_key_that_was_swapped_in_the_database_does_not_open(database: Database) -> None:
    account, other = await person(database), await person(database)
    own, foreign = device(), device()
    await add(database, account, own)
    await add(database, other, foreign)
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "update identity.factors set secret = (select secret from identity.factors where handle = :from) where handle = :to"
            ),
            {"from": foreign.handle, "to": own.handle},
        )
    with pytest.raises(Exception, match="changed or moved"):
        await enter(database, own.get(await challenge(database)))


async def test_statements_about_the_maker_are_not_read(database: Database) -> None:
    account = await person(database)
    for fmt, statement in (("packed", {"alg": -7, "sig": b"x"}), ("tpm", {"ver": "2.0"}), ("no such", {})):
        await add(database, account, device(fmt=fmt, statement=statement))


async def test_an_account_has_twenty_passkeys_at_most(database: Database) -> None:
    account = await person(database)
    for _ in range(passkeys.MOST):
        await add(database, account, device())
    with pytest.raises(TooManyPasskeys):
        await offer(database, account)


async def test_bytes_that_somebody_made_up_are_refused(database: Database) -> None:
    """Each is the right answer with a few bytes changed, cut, or replaced: no other error may come out."""
    account, key = await person(database), device()
    await add(database, account, key)
    dice = random.Random(7)
    tower = b"\x81" * 9000 + b"\x00"
    for number in range(120):
        creating = number % 2 == 0
        answer = device().create(await offer(database, account)) if creating else key.get(await challenge(database))
        field = dice.choice([each for each in answer["response"] if each != "clientDataJSON"])
        content = bytearray(base64.urlsafe_b64decode(answer["response"][field] + "==="))
        for _ in range(dice.randrange(1, 4)):
            content[dice.randrange(len(content))] ^= dice.randrange(1, 256)
        replaced = dice.choice([bytes(content), bytes(content[: dice.randrange(len(content))]), b"", tower])
        assert encoded(replaced) != answer["response"][field]
        answer["response"][field] = encoded(replaced)
        try:
            if creating:
                await passkeys.finish_adding(database, SEALER, PARTY, acting(account), "x", answer)
            else:
                await enter(database, answer)
        except (PasskeyRefused, PasskeyKnown, TooManyPasskeys):
            continue
        assert creating  # a device may say other things of itself than ours did; a signature covers everything


@pytest.mark.parametrize(
    ("url", "name", "origin"),
    [
        ("http://127.0.0.1:8080", "localhost", "http://localhost:8080"),
        ("http://[::1]:8080", "localhost", "http://localhost:8080"),
        ("http://localhost", "localhost", "http://localhost"),
        ("https://ask.example.org", "ask.example.org", "https://ask.example.org"),
        ("https://ask.example.org:443", "ask.example.org", "https://ask.example.org"),
        ("https://ask.example.org:8443", "ask.example.org", "https://ask.example.org:8443"),
    ],
)
def test_who_the_service_is_follows_from_its_public_address(url: str, name: str, origin: str) -> None:
    party = relying_party(url)
    assert (party.id, party.origin) == (name, origin)
    refuse_elsewhere(party, origin)
    refuse_elsewhere(party, None)
    with pytest.raises(PasskeysElsewhere):
        refuse_elsewhere(party, "http://127.0.0.1:8080")


@pytest.mark.parametrize("url", ["http://192.168.0.7:8080", "https://10.0.0.1", "http://ask.example.org", "http://"])
def test_addresses_that_browsers_give_no_passkeys_are_named(url: str) -> None:
    with pytest.raises(PasskeysNeedName, match="name"):
        relying_party(url)
