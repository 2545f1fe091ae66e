"""What tests of every room share: third-party data, one embedded PostgreSQL, fresh databases, one real service."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from chaos.running import Running, running
from tests.postgres_server import SharedServer, shared_server

from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.postgres import Access

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
# Tests want to see limits act soon: a dead worker, an endless document, a client that says nothing.
LIMITS = {
    "NULLUS_JOBS_HEARTBEAT_SECONDS": "0.5",
    "NULLUS_JOBS_DEAD_AFTER_SECONDS": "3",
    "NULLUS_IDENTITY_ARGON2_MEMORY_KIB": "64",
    "NULLUS_IDENTITY_ARGON2_ROUNDS": "1",
    "NULLUS_IDENTITY_ARGON2_LANES": "1",
    "NULLUS_SILENCE_SECONDS": "2",
    # Hundreds of tests call from one address; rates have tests of their own.
    "NULLUS_IDENTITY_RATE_LOGIN": "0",
    "NULLUS_IDENTITY_RATE_RESET": "0",
    "NULLUS_IDENTITY_RATE_SIGNUP": "0",
    "NULLUS_IDENTITY_RATE_EMBED": "0",
    "NULLUS_IDENTITY_UNKNOWN_CREDENTIALS": "0",
    "NULLUS_KNOWLEDGE_ORPHAN_SECONDS": "60",
    "NULLUS_KNOWLEDGE_PARSE_SECONDS": "15",
    "NULLUS_KNOWLEDGE_MAX_PARSE_BYTES": str(64 << 20),
    "NULLUS_KNOWLEDGE_MAX_UPLOAD_BYTES": str(400 << 20),
}


def shared_data(*parts: str) -> Path:
    """A file or folder of the third-party data beside the clone; skips the test where it is absent."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs third-party data that is not here: shared/data/{'/'.join(parts)}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[SharedServer]:
    """One embedded PostgreSQL for the whole session."""
    with shared_server() as started:
        yield started


@pytest.fixture(scope="session")
def server(postgres_server: SharedServer) -> SharedServer:
    """The same; tests of `llm` call their model server so."""
    return postgres_server


@pytest.fixture(scope="module")
def access(postgres_server: SharedServer) -> Iterator[Access]:
    """A fresh, migrated database for each module."""
    made = postgres_server.fresh_database()
    yield made
    postgres_server.drop_database(made)


@pytest.fixture(scope="module")
async def database(access: Access) -> AsyncIterator[Database]:
    """That database as the application role."""
    opened = Database(access.app_url, pool_size=8)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def service() -> Iterator[Running]:
    """One real service for every test that only talks to it: tests make collections of their own and may not stop it."""
    with running(LIMITS) as started:
        yield started


def somebody(*scopes: str, kind: str = "key") -> Actor:
    """An actor of a workspace of its own."""
    return Actor(kind=kind, workspace_id=new_id(), scopes=frozenset(scopes or ("*",)))  # type: ignore[arg-type]
