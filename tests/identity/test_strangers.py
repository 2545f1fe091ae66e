"""Made-up credentials cost the database little, and whoever is known is not kept out by them."""

import asyncio

import pytest
from tests.identity.entrance import Entrance, data, refused

from nullus.identity.credentials.minting import mint
from nullus.identity.credentials.strangers import Strangers
from nullus.identity.errors import TooManyRequests
from nullus.identity.spaces import keys


def key_of(number: int) -> tuple[bytes, None]:
    return number.to_bytes(4, "big"), None


def test_so_many_a_minute_are_looked_up_and_no_more() -> None:
    now = [1000.0]
    strangers = Strangers(60, lambda: now[0])
    looked_up = 0
    for number in range(10_000):
        try:
            strangers.admit("192.0.2.1")
        except TooManyRequests:
            continue
        looked_up += 1
        strangers.note(key_of(number), "192.0.2.1")
    assert looked_up == 61
    strangers.admit("192.0.2.2")  # another network is another network
    now[0] += 1.0
    strangers.admit("192.0.2.1")  # one a second comes back


def test_what_was_none_is_none_for_a_while() -> None:
    now = [1000.0]
    strangers = Strangers(0, lambda: now[0])
    strangers.note(key_of(1), "192.0.2.1")
    assert strangers.knows(key_of(1))
    assert not strangers.knows(key_of(2))
    now[0] += 5.0
    assert not strangers.knows(key_of(1))


async def test_a_flood_of_made_up_keys_is_refused_unseen_and_those_who_are_known_go_on(entrance: Entrance) -> None:
    async with entrance.database.transaction(entrance.operator) as tx:
        _, known = await keys.create_key(tx, entrance.operator, "known", scopes=["search"])
    few = Entrance(entrance.database, entrance.home, entrance.workspace, unknown_credentials=20)
    data(await few.call("GET", "/me", bearer=known))
    answers = [await few.call("GET", "/me", bearer=mint("key")) for _ in range(60)]
    codes = [each.status_code for each in answers]
    assert codes.count(401) == 21
    assert codes.count(429) == 39
    assert int(answers[-1].headers["retry-after"]) >= 1
    data(await few.call("GET", "/me", bearer=known))
    data(await few.call("GET", "/me", bearer=known, address="198.51.100.9"))
    refused(await few.call("GET", "/me", bearer=mint("key"), address="198.51.100.9"), 401)
    few.resources.passwords.close()


async def test_the_same_wrong_key_again_is_not_looked_up_again(entrance: Entrance) -> None:
    wrong = mint("key")
    few = Entrance(entrance.database, entrance.home, entrance.workspace, unknown_credentials=5)
    answers = await asyncio.gather(*(few.call("GET", "/me", bearer=wrong) for _ in range(2)))
    answers += [await few.call("GET", "/me", bearer=wrong) for _ in range(50)]
    assert {each.status_code for each in answers} == {401}
    few.resources.passwords.close()


@pytest.mark.parametrize("token", ["x", "a.b.c", "nlk_", "nls_" + "A" * 43])
async def test_what_looks_like_nothing_counts_as_well(entrance: Entrance, token: str) -> None:
    few = Entrance(entrance.database, entrance.home, entrance.workspace, unknown_credentials=1)
    for number in range(3):
        answer = await few.call("GET", "/me", bearer=f"{token}{number}")
        assert answer.status_code == (401 if number < 2 else 429)
    few.resources.passwords.close()
