"""The one credential table and the one way in."""

import asyncio
import hashlib
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import Request
from sqlalchemy import text

from nullus.identity import credentials
from nullus.identity.credentials import CACHE_ENTRIES, CredentialCache
from nullus.identity.errors import CredentialNotFound, CrossSite, LinkUsed, UnknownScope
from nullus.kit import new_id
from nullus.platform.actor import SCOPES, Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated, NotPermitted


@pytest.fixture(scope="module")
async def operator(database: Database) -> Actor:
    """The operator of a service that has started for the first time."""
    first = await credentials.prepare(database, "operator-token")
    return Actor("operator", first.workspace_id, scopes=frozenset({"*"}))


def request(database: Database, cache: CredentialCache, **headers: str) -> Request:
    app = SimpleNamespace(state=SimpleNamespace(database=database, credential_cache=cache))
    listed = [(name.replace("_", "-").lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": listed, "query_string": b"", "app": app})


async def enter(database: Database, token: str, cache: CredentialCache | None = None) -> Actor:
    return await credentials.authenticate(
        request(database, cache or CredentialCache(), authorization=f"Bearer {token}")
    )


async def make_key(database: Database, actor: Actor, **more: Any) -> tuple[credentials.Key, str]:
    async with database.transaction(actor) as tx:
        return await credentials.create_key(tx, actor, "key", **more)


async def test_a_first_start_makes_one_workspace_and_one_link_however_often(
    database: Database, operator: Actor
) -> None:
    again = await asyncio.gather(*(credentials.prepare(database, "operator-token") for _ in range(8)))
    assert {each.workspace_id for each in again} == {operator.workspace_id}
    assert {each.owner_link_token for each in again} == {None}
    assert (await enter(database, "operator-token")).kind == "operator"


async def test_only_the_operators_present_token_is_valid(database: Database, operator: Actor) -> None:
    await credentials.prepare(database, "another-token")
    with pytest.raises(NotAuthenticated):
        await enter(database, "operator-token")
    await credentials.prepare(database, "a-third-token")
    with pytest.raises(NotAuthenticated):
        await enter(database, "another-token")


async def test_fifty_uses_of_a_link_at_once_make_one_session(database: Database, operator: Actor) -> None:
    async with database.transaction(operator) as tx:
        link = await credentials.new_owner_link(tx, operator)
    ended = await asyncio.gather(*(credentials.claim(database, link) for _ in range(50)), return_exceptions=True)
    won = [each for each in ended if isinstance(each, str)]
    assert len(won) == 1
    assert sum(isinstance(each, LinkUsed) for each in ended) == 49
    with pytest.raises(LinkUsed):
        await credentials.claim(database, link)


@pytest.mark.parametrize("token", ["", "x", "nlo_", "nlo_" + "x" * 43, "\0", "\udcff", "' or true --"])
async def test_links_of_nothing_answer_like_used_ones(database: Database, operator: Actor, token: str) -> None:
    with pytest.raises(LinkUsed):
        await credentials.claim(database, token)


async def test_an_old_link_is_not_valid(database: Database, operator: Actor) -> None:
    async with database.transaction(operator) as tx:
        link = await credentials.new_owner_link(tx, operator)
        await tx.execute(text("update identity.credentials set expires_at = now() where kind = 'owner_link'"))
    with pytest.raises(LinkUsed):
        await credentials.claim(database, link)


async def test_only_digests_are_kept(database: Database, operator: Actor) -> None:
    _, token = await make_key(database, operator)
    async with database.system_transaction() as tx:
        rows = (await tx.execute(text("select c::text as whole, hash from identity.credentials c"))).all()
    assert hashlib.sha256(token.encode()).digest() in {bytes(row.hash) for row in rows}
    assert not [row for row in rows if token in row.whole or token[4:] in row.whole]


async def test_a_key_carries_its_scopes_and_no_more(database: Database, operator: Actor) -> None:
    key, token = await make_key(database, operator, scopes=["search", "search", "chat"])
    assert key.scopes == ["search", "chat"]
    assert (await enter(database, token)).scopes == {"search", "chat"}
    _, usual = await make_key(database, operator)
    assert (await enter(database, usual)).scopes == set(SCOPES) - {"tokens", "operate"}


async def test_nobody_gives_what_they_do_not_have(database: Database, operator: Actor) -> None:
    for scopes, wanted in ((["tokens"], ["search"]), (["search"], ["search"]), (["tokens", "search"], ["*"])):
        actor = Actor("key", operator.workspace_id, scopes=frozenset(scopes))
        with pytest.raises((NotPermitted, UnknownScope)):
            await make_key(database, actor, scopes=wanted)


async def test_a_key_of_another_workspace_is_neither_listed_nor_revoked(database: Database, operator: Actor) -> None:
    key, token = await make_key(database, operator)
    stranger = Actor("operator", new_id(), scopes=frozenset({"*"}))
    async with database.transaction(stranger) as tx:
        assert await credentials.list_keys(tx, stranger) == []
    with pytest.raises(CredentialNotFound):
        async with database.transaction(stranger) as tx:
            await credentials.revoke_key(tx, stranger, key.id, CredentialCache())
    assert (await enter(database, token)).workspace_id == operator.workspace_id


async def test_a_revoked_key_stops_at_once_here_and_soon_elsewhere(database: Database, operator: Actor) -> None:
    key, token = await make_key(database, operator)
    here, elsewhere = CredentialCache(), CredentialCache(recheck_seconds=0.2)
    for cache in (here, elsewhere):
        await enter(database, token, cache)
    async with database.transaction(operator) as tx:
        await credentials.revoke_key(tx, operator, key.id, here)
    with pytest.raises(NotAuthenticated):
        await enter(database, token, here)
    assert credentials.RECHECK_SECONDS < 5
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:  # what another process holds of it falls due
        try:
            await enter(database, token, elsewhere)
        except NotAuthenticated:
            return
        await asyncio.sleep(0.02)
    pytest.fail("the other process went on letting it in")


async def test_a_key_that_has_ended_is_refused(database: Database, operator: Actor) -> None:
    _, token = await make_key(database, operator, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(NotAuthenticated):
        await enter(database, token)


async def test_a_session_enters_by_cookie_and_a_key_by_header_and_never_the_other_way(
    database: Database, operator: Actor
) -> None:
    async with database.transaction(operator) as tx:
        link = await credentials.new_owner_link(tx, operator)
    session = await credentials.claim(database, link)
    _, key = await make_key(database, operator)
    for _ in range(2):  # the second time from the cache
        cache = CredentialCache()
        found = await credentials.authenticate(request(database, cache, cookie=f"nullus_session={session}"))
        assert found.kind == "person"
        for wrong in (
            {"cookie": f"nullus_session={key}"},
            {"authorization": f"Bearer {session}"},
            {"authorization": "Bearer wrong", "cookie": f"nullus_session={session}"},
        ):
            with pytest.raises(NotAuthenticated):
                await credentials.authenticate(request(database, cache, **wrong))


async def test_a_cookie_from_another_site_is_refused(database: Database, operator: Actor) -> None:
    async with database.transaction(operator) as tx:
        link = await credentials.new_owner_link(tx, operator)
    cookie = f"nullus_session={await credentials.claim(database, link)}"
    for headers in ({"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}, {"origin": "null"},
                    {"origin": "https://evil.example"}, {"origin": "http://here.evil.example"}):  # fmt: skip
        with pytest.raises(CrossSite):
            await credentials.authenticate(request(database, CredentialCache(), cookie=cookie, host="here", **headers))
    own = request(
        database, CredentialCache(), cookie=cookie, host="here", origin="http://here", sec_fetch_site="same-origin"
    )
    assert (await credentials.authenticate(own)).kind == "person"


def test_the_cache_stays_small() -> None:
    cache = CredentialCache()
    actor = Actor("key", new_id())
    for number in range(CACHE_ENTRIES + 10):
        cache.keep(number.to_bytes(4), actor)
    assert cache.find((0).to_bytes(4)) is None
    assert cache.find((CACHE_ENTRIES + 9).to_bytes(4)) == actor
