"""One embedded PostgreSQL for a test session, and fresh databases on it, copied from one that is migrated already."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from nullus.platform import postgres
from nullus.platform.postgres.provision import provision_embedded
from nullus.roles.migrate import upgrade

TEMPLATE = "nullus_template"
STARTED = "TESTS_POSTGRES_HOME"
SPARE_BYTES = 4 << 30
# Nothing here has to survive a power cut, and a small machine runs other things beside it.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "120",
    "max_wal_size": "256MB",
}


@dataclass(slots=True)
class SharedServer:
    """The running server. A database made from the template takes about 50 ms in memory, 150 ms on a disk."""

    home: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fresh_database(self, template: str = TEMPLATE) -> postgres.Access:
        """URLs of a new database: `app_url` for what the product does, `superuser_url` to look at everything."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(postgres.superuser_url(self.home), autocommit=True) as connection:
            statement = sql.SQL("create database {} template {} owner {} strategy file_copy")
            names = (sql.Identifier(each) for each in (name, template, postgres.OWNER_ROLE))
            connection.execute(statement.format(*names))
            connection.execute(
                sql.SQL("grant connect on database {} to {}").format(
                    sql.Identifier(name), sql.Identifier(postgres.APP_ROLE)
                )
            )
        return postgres.embedded_access(self.home, name)

    def superuser_url(self, access: postgres.Access) -> str:
        """The superuser's URL of a database: for tests that look below the application."""
        name = access.app_url.partition("@/")[2].partition("?")[0]
        return postgres.superuser_url(self.home, name)

    def drop_database(self, access: postgres.Access) -> None:
        """Remove a database although somebody may still be connected."""
        name = access.app_url.partition("@/")[2].partition("?")[0]
        with psycopg.connect(postgres.superuser_url(self.home), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@contextmanager
def shared_server() -> Iterator[SharedServer]:
    """Start the server, migrate the template, and remove everything afterwards: for a session-scoped fixture.

    A process that is told where one runs already (builds without a guard, tests/attacks) makes its databases there.
    """
    if STARTED in os.environ:
        yield SharedServer(Path(os.environ[STARTED]))
        return
    home = Path(tempfile.mkdtemp(prefix="nullus-tests-", dir=_quickest_folder()))
    try:
        with postgres.running(home, changed=QUICK):
            access = provision_embedded(home, TEMPLATE)
            upgrade(access.owner_url)
            yield SharedServer(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _quickest_folder() -> str | None:
    """Memory, where the machine has some to spare: a database is hundreds of small files. None: where files for the moment go."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > SPARE_BYTES:
        return str(memory)
    return None
