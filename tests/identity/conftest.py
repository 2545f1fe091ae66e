"""The door that the tests of this room share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.identity.entrance import Entrance

from nullus.identity.entrance import first_start
from nullus.platform.database import Database


@pytest.fixture(scope="module")
async def entrance(database: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Entrance]:
    """A service that has started for the first time."""
    home: Path = tmp_path_factory.mktemp("home")
    first = await first_start.prepare(database, "operator-token")
    made = Entrance(database, home, first.workspace_id)
    yield made
    made.resources.passwords.close()
    await made.resources.directory.close()
