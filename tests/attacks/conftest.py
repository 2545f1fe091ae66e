"""A victim and somebody who attacks, on the app as it is and on apps that lack one guard."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx
import pytest
from tests.matrix.samples import SAMPLES
from tests.matrix.world import Place, World, opened
from tests.postgres_server import SharedServer

from nullus.platform.database import Database
from nullus.platform.postgres import Access
from nullus.platform.web import Guards

Unguarded = Callable[[Guards, httpx.AsyncClient], Awaitable[httpx.AsyncClient]]


@dataclass(slots=True)
class Stage:
    """Both sides. `reader` is a member of the victim's workspace who may only read."""

    world: World
    victim: Place
    attacker: Place
    reader: httpx.AsyncClient


@pytest.fixture(scope="module")
async def stage(server: SharedServer, access: Access, database: Database) -> AsyncIterator[Stage]:
    async with opened(server, access, database) as world:
        victim, attacker = await world.place("victim"), await world.place("attacker")
        for place in (victim, attacker):
            for kind in ("collection", "document", "job", "model", "token"):
                place.samples[kind] = await SAMPLES[kind].make(place)
        reader = await world.member(victim.workspace_id, world.account("reader"), "viewer")
        yield Stage(world, victim, attacker, reader)


@pytest.fixture
async def unguarded(server: SharedServer, access: Access, database: Database, stage: Stage) -> AsyncIterator[Unguarded]:
    """The same client on an app that was assembled with other guards."""
    async with AsyncExitStack() as closing:

        async def made(guards: Guards, client: httpx.AsyncClient) -> httpx.AsyncClient:
            world = await closing.enter_async_context(opened(server, access, database, guards, stage.world.home))
            kept = {name: client.headers[name] for name in ("cookie", "authorization") if name in client.headers}
            return await world.client(kept)

        yield made
