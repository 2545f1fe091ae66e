"""The publications that a process is asked for, as they were at most a few seconds ago: every call of every visitor needs one."""

import time
from collections.abc import Callable

from nullus.platform.database import Database
from nullus.publishing import publications, store
from nullus.publishing.errors import PublicationNotFound
from nullus.publishing.publications import Publication

REMEMBERED_SECONDS = 3.0
ENTRIES = 2_000


class Openings:
    """One a process. What does not exist is remembered too, so that made-up keys cost no query each."""

    def __init__(self, db: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._clock = clock
        self._known: dict[str, tuple[Publication | None, float]] = {}

    async def by_app(self, app: str) -> Publication:
        """The open publication with this app key. Raises PublicationNotFound."""
        return await self._find(f"app {app}", app=app)

    async def by_slug(self, slug: str) -> Publication:
        """The publication whose public page this is. Raises PublicationNotFound, also where the page is closed."""
        found = await self._find(f"slug {slug}", slug=slug)
        if not found.page:
            raise PublicationNotFound
        return found

    def forget(self) -> None:
        """Look again: something was changed in this process."""
        self._known.clear()

    async def _find(self, key: str, *, app: str | None = None, slug: str | None = None) -> Publication:
        known, until = self._known.get(key, (None, 0.0))
        if until <= self._clock():
            async with self._db.system_transaction() as tx:
                row = await store.find_open(tx, app=app, slug=slug)
            known = None if row is None else publications.shown(row)
            if len(self._known) >= ENTRIES:
                self._known.clear()
            self._known[key] = known, self._clock() + REMEMBERED_SECONDS
        if known is None or not (known.widget or known.page):
            raise PublicationNotFound
        return known
