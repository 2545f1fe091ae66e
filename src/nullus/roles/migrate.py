"""Brings the database to what this release needs: roles, extension, schema. Runs before the other roles, then ends.

When nothing is to do, neither Alembic nor SQLAlchemy is imported: that is what makes a later start quick.
"""

import re
import sys
import time
from pathlib import Path

from nullus import migrations
from nullus.observability import logs
from nullus.platform.postgres import database_access
from nullus.platform.postgres.errors import DatabaseUnreachable
from nullus.platform.postgres.provision import provision, revision_of
from nullus.platform.settings import PlatformSettings
from nullus.roles.errors import MigrationFailed, SchemaNewer
from nullus.roles.process import run_once

VERSIONS = Path(next(iter(migrations.__path__))) / "versions"
EXTERNAL_PATIENCE_SECONDS = 60.0


def migrate(settings: PlatformSettings) -> None:
    """Provision, then run what is missing of the history. Raises NullusError with the mend."""
    log = logs.get("nullus.migrate")
    deadline = time.monotonic() + EXTERNAL_PATIENCE_SECONDS
    while True:
        try:
            provision(settings.home, settings.database_url)
            break
        except DatabaseUnreachable as error:  # an external server may start at the same time as we do
            if error.retry_after_seconds is None or time.monotonic() > deadline:
                raise
            log.warning("waiting for the database", reason=str(error))
            time.sleep(error.retry_after_seconds)
    owner_url = database_access(settings.home, settings.database_url).owner_url
    wanted, found = newest_revision(), revision_of(owner_url)
    if wanted != found:
        log.info("migrating", since=found, to=wanted)
        upgrade(owner_url)


def newest_revision() -> str | None:
    """The last step of the one linear history: its files sort by date and number."""
    files = sorted(VERSIONS.glob("[0-9]*.py"))
    found = (
        re.search(r'^revision\b.*=\s*"([^"]+)"', files[-1].read_text(encoding="utf-8"), re.MULTILINE) if files else None
    )
    return found.group(1) if found else None


def upgrade(owner_url: str) -> None:
    """Run every missing step, each in a transaction of its own."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError
    from sqlalchemy import create_engine, pool
    from sqlalchemy.exc import DBAPIError

    config = Config()
    config.set_main_option("script_location", "nullus:migrations")
    engine = create_engine(
        "postgresql+psycopg://" + owner_url.partition("://")[2], poolclass=pool.NullPool, hide_parameters=True
    )
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except DBAPIError as error:
        raise MigrationFailed(problem=str(error.orig).split("\n", 1)[0]) from error
    except CommandError as error:  # the database has a step that this release does not know
        raise SchemaNewer from error
    finally:
        engine.dispose()


if __name__ == "__main__":
    sys.exit(run_once("migrations", migrate))
