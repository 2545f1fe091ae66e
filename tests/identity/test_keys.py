"""API keys: a part of what their maker may do, and no longer than that."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.identity.entrance import Entrance, data, refused

from nullus.identity.credentials.credential_cache import RECHECK_SECONDS, CredentialCache
from nullus.identity.errors import CredentialNotFound, UnknownScope
from nullus.identity.spaces import keys
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.errors import NotPermitted


async def make_key(entrance: Entrance, actor: Actor, **more: Any) -> tuple[keys.Key, str]:
    async with entrance.database.transaction(actor) as tx:
        return await keys.create_key(tx, actor, "key", **more)


async def scopes_of(entrance: Entrance, token: str) -> set[str]:
    return set(data(await entrance.call("GET", "/me", bearer=token))["scopes"])


async def test_a_key_carries_its_scopes_and_no_more(entrance: Entrance) -> None:
    key, token = await make_key(entrance, entrance.operator, scopes=["search", "search", "chat"])
    assert key.scopes == ["search", "chat"]
    assert await scopes_of(entrance, token) == {"search", "chat"}
    _, usual = await make_key(entrance, entrance.operator)
    assert await scopes_of(entrance, usual) == set(keys.USUAL_SCOPES)


async def test_nobody_gives_what_they_do_not_have(entrance: Entrance) -> None:
    for scopes, wanted in ((["tokens"], ["search"]), (["search"], ["search"]), (["tokens", "search"], ["*"])):
        actor = Actor("key", entrance.workspace, scopes=frozenset(scopes))
        with pytest.raises((NotPermitted, UnknownScope)):
            await make_key(entrance, actor, scopes=wanted)


async def test_a_persons_key_never_does_more_than_its_maker_may_now(entrance: Entrance) -> None:
    person = await entrance.person("editor")
    actor = Actor("person", entrance.workspace, person.id, scopes=frozenset({"tokens", "search", "documents:write"}))
    _, token = await make_key(entrance, actor, scopes=["search", "documents:write"])
    assert await scopes_of(entrance, token) == {"search", "documents:write"}
    await entrance.sql("update identity.memberships set role = 'viewer' where account_id = :a", a=person.id)
    entrance.cache.forget(account_id=person.id)
    assert await scopes_of(entrance, token) == {"search"}
    await entrance.sql("delete from identity.memberships where account_id = :a", a=person.id)
    entrance.cache.forget(account_id=person.id)
    refused(await entrance.call("GET", "/me", bearer=token), 401)


async def test_a_key_of_another_workspace_is_neither_listed_nor_revoked(entrance: Entrance) -> None:
    key, token = await make_key(entrance, entrance.operator)
    stranger = Actor("operator", new_id(), scopes=frozenset({"*"}))
    async with entrance.database.transaction(stranger) as tx:
        assert await keys.list_keys(tx, stranger) == []
    with pytest.raises(CredentialNotFound):
        async with entrance.database.transaction(stranger) as tx:
            await keys.revoke_key(tx, stranger, key.id, CredentialCache())
    assert data(await entrance.call("GET", "/me", bearer=token))["workspaceId"] == str(entrance.workspace)


async def test_a_revoked_key_stops_at_once_here_and_soon_elsewhere(entrance: Entrance) -> None:
    key, token = await make_key(entrance, entrance.operator)
    elsewhere = Entrance(entrance.database, entrance.home, entrance.workspace)
    elsewhere.cache.recheck_seconds = 0.2
    for each in (entrance, elsewhere):
        await scopes_of(each, token)
    async with entrance.database.transaction(entrance.operator) as tx:
        await keys.revoke_key(tx, entrance.operator, key.id, entrance.cache)
    refused(await entrance.call("GET", "/me", bearer=token), 401)
    assert RECHECK_SECONDS < 5
    deadline = time.monotonic() + 5
    while (await elsewhere.call("GET", "/me", bearer=token)).status_code != 401:
        assert time.monotonic() < deadline, "the other process went on letting it in"
        await asyncio.sleep(0.02)


async def test_a_key_that_has_ended_is_refused(entrance: Entrance) -> None:
    _, token = await make_key(entrance, entrance.operator, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    refused(await entrance.call("GET", "/me", bearer=token), 401)


async def test_a_key_made_over_http_ends_when_it_says(entrance: Entrance) -> None:
    body = {"name": "short", "expiresAt": "2060-01-01T00:00:00Z"}
    made = data(await entrance.call("POST", "/tokens", body, bearer="operator-token"), 201)
    assert made["expiresAt"] == "2060-01-01T00:00:00Z"
    for wrong in ("2900000000", 2900000000, "tomorrow", "2060-01-01", "2060-01-01T00:00:00", "1999-01-01T00:00:00Z"):
        refused(await entrance.call("POST", "/tokens", {"name": "x", "expiresAt": wrong}, bearer="operator-token"), 422)
