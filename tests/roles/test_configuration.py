"""`GET /settings`: the operator reads what the service was started with, and nobody reads a secret."""

from collections.abc import AsyncIterator
from dataclasses import fields

import httpx
import pytest
from tests.matrix.world import World, opened
from tests.postgres_server import SharedServer

from nullus.platform.actor import PLATFORM_SCOPES
from nullus.platform.database import Database
from nullus.platform.postgres import Access
from nullus.roles.assembly import SETTINGS

CANARY = "canary-that-nobody-may-see"
SECRETS = [cls.prefix + each.name.upper() for cls in SETTINGS for each in fields(cls) if each.metadata["secret"]]


@pytest.fixture(scope="module")
async def world(server: SharedServer, access: Access, database: Database) -> AsyncIterator[World]:
    with pytest.MonkeyPatch.context() as environment:
        for name in SECRETS:
            environment.setenv(name, CANARY)
        environment.setenv("NULLUS_LLM_EMBEDDER_URL", f"http://me:{CANARY}@127.0.0.1:9/v1?key={CANARY}")
        environment.setenv("NULLUS_CHAT_PASSAGES", "9")
        async with opened(server, access, database) as made:
            yield made


async def asked(client: httpx.AsyncClient, language: str = "en") -> httpx.Response:
    return await client.get("/api/v1/settings", headers={"Accept-Language": language})


async def test_no_secret_and_no_password_in_an_address_is_answered(world: World) -> None:
    answer = await asked(await world.operator())
    assert answer.status_code == 200, answer.text
    assert CANARY not in answer.text
    items = {each["name"]: each for each in answer.json()["data"]["items"]}
    assert len(SECRETS) >= 4
    for name in SECRETS:
        told = items[name]
        assert (told["value"], told["default"], told["present"], told["secret"]) == (None, None, True, True)
    assert items["NULLUS_LLM_EMBEDDER_URL"]["value"] == "http://127.0.0.1:9/v1?…"


async def test_the_operator_reads_every_setting_in_their_language(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NULLUS_CHAT_PASSAGES", "10")  # said too late: the service was started with another
    operator = await world.operator()
    items = (await asked(operator)).json()["data"]["items"]
    assert [each["name"] for each in items] == [
        cls.prefix + one.name.upper() for cls in SETTINGS for one in fields(cls)
    ]
    passages = next(each for each in items if each["name"] == "NULLUS_CHAT_PASSAGES")
    assert (passages["value"], passages["default"], passages["origin"]) == ("9", "8", "environment")
    assert (passages["room"], passages["title"], passages["changed"]) == ("chat", "Answers", True)
    korean = (await asked(operator, "ko")).json()["data"]["items"]
    assert {each["title"] for each in korean if each["room"] == "chat"} == {"답변"}


async def test_whoever_does_not_run_the_service_is_refused(world: World) -> None:
    assert (await asked(await world.client({}))).status_code == 401
    place = await world.place("owner")
    assert (await asked(place.client)).status_code == 403
    auditor = await world.key(place.workspace_id, [*PLATFORM_SCOPES["auditor"], "tiers", "accounts"])
    assert (await asked(auditor)).status_code == 403
    assert (await asked(await world.key(place.workspace_id, ["operate"]))).status_code == 200
