"""The assembled app in this process, on a database of its own, and everybody in it."""

from collections.abc import AsyncIterator

import pytest
from tests.matrix.samples import SAMPLES
from tests.matrix.world import Identity, Place, World, opened
from tests.postgres_server import SharedServer

from nullus.platform.actor import ROLE_SCOPES
from nullus.platform.database import Database
from nullus.platform.postgres import Access


@pytest.fixture(scope="module")
async def world(server: SharedServer, access: Access, database: Database) -> AsyncIterator[World]:
    async with opened(server, access, database) as made:
        yield made


@pytest.fixture(scope="module")
async def victim(world: World) -> Place:
    """A workspace with one of everything."""
    place = await world.place("victim")
    for kind, sample in SAMPLES.items():
        place.samples[kind] = await sample.make(place)
    return place


@pytest.fixture(scope="module")
async def identities(world: World, victim: Place) -> list[Identity]:
    """Everybody who has no business with the victim's objects, or only some."""
    stranger, elsewhere = await world.place("stranger"), await world.place("elsewhere")
    for place in (stranger, elsewhere):
        for kind, sample in SAMPLES.items():
            place.samples[kind] = await sample.make(place)
    admin, viewer, guest = world.account("admin"), world.account("viewer"), world.account("guest", "guest")
    suspended = world.account("suspended", state="suspended")
    swapped = world.credential("session", victim.workspace_id, victim.owner_id, ["*"])
    browser = world.credential("guest", victim.workspace_id, guest, ["*"])
    everything = sorted(ROLE_SCOPES["owner"])
    return [
        Identity("nobody", await world.client({}), victim, known=False),
        Identity("a stranger", stranger.client, stranger),
        Identity("an admin elsewhere", await world.member(elsewhere.workspace_id, admin, "admin"), elsewhere),
        Identity(
            "a viewer",
            await world.member(victim.workspace_id, viewer, "viewer"),
            victim,
            within="viewer",
            account_id=viewer,
        ),
        Identity(
            "a guest",
            await world.client({"Cookie": f"nullus_guest={browser}"}),
            victim,
            within="guest",
            account_id=guest,
        ),
        Identity(
            "somebody suspended", await world.member(victim.workspace_id, suspended, "owner"), victim, known=False
        ),
        Identity(
            "a session out of its cookie",
            await world.client({"Authorization": f"Bearer {swapped}"}),
            victim,
            known=False,
        ),
        Identity(
            "a revoked key", await world.key(victim.workspace_id, everything, revoked_at="now()"), victim, known=False
        ),
        Identity(
            "an expired key",
            await world.key(victim.workspace_id, everything, expires_at="now() - interval '1 second'"),
            victim,
            known=False,
        ),
    ]
