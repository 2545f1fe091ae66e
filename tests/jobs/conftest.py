"""A database for the tests of the queue, emptied before each test."""

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
from tests.jobs.work import somebody
from tests.postgres_server import SharedServer

from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access


@pytest.fixture(scope="session")
def queue_access(server: SharedServer) -> Iterator[Access]:
    access = server.fresh_database()
    with psycopg.connect(access.owner_url) as connection:
        connection.execute("create table public.effects (job_id bigint, note text)")
        connection.execute("grant all on public.effects to nullus_app")
    yield access
    server.drop_database(access)


@pytest.fixture
def queue_url(queue_access: Access) -> str:
    """The application role's address of an empty queue."""
    with psycopg.connect(queue_access.owner_url) as connection:
        connection.execute(
            "truncate jobs.procrastinate_jobs, jobs.procrastinate_workers, jobs.ticks, public.effects cascade"
        )
    return queue_access.app_url


@pytest.fixture
async def db(queue_url: str) -> AsyncIterator[Database]:
    database = Database(queue_url, pool_size=8)
    yield database
    await database.close()


@pytest.fixture
def actor() -> Actor:
    return somebody()
