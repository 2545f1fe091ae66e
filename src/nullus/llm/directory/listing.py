"""The list as one process sees it: at most three seconds old, its servers opened, and their origins the only ones allowed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nullus.llm.directory import store
from nullus.llm.directory.errors import ProviderNotFound
from nullus.llm.directory.provider import Known, Offered, Opened
from nullus.llm.providers import PROVIDERS
from nullus.llm.settings import LlmSettings
from nullus.platform.database import Database
from nullus.platform.outbound import Outbound
from nullus.platform.sealing import SealBroken, SealedByAnotherKey, Sealer

FRESH_SECONDS = 3.0


class Directory:
    """The operator's providers. One a process; close it at the end."""

    def __init__(self, db: Database, sealer: Sealer, settings: LlmSettings) -> None:
        self.db = db
        self.sealer = sealer
        self.settings = settings
        self.outbound = Outbound(())
        self._opened: tuple[Opened, ...] = ()
        self._fresh_until = 0.0
        self._reading = asyncio.Lock()

    async def candidates(self) -> Sequence[Opened]:
        """The providers that may be used, by name. Raises DatabaseUnavailable.

        A change is seen at once in the process that made it and after three seconds in the others. One whose key cannot
        be opened is left out; `nullus providers list` tells why.
        """
        async with self._reading:
            if asyncio.get_running_loop().time() >= self._fresh_until:
                await self._read()
            return self._opened

    async def known(self) -> list[Known]:
        """All of them as they are now, without their keys; one whose key cannot be opened has that as its problem."""
        async with self.db.system_transaction() as tx:
            rows = await store.every(tx)
        return [self._shown(row) for row in rows]

    async def find(self, name: str) -> Known:
        """One of them as it is now, with its key. Raises ProviderNotFound, SealBroken and SealedByAnotherKey."""
        async with self.db.system_transaction() as tx:
            row = await store.one(tx, name)
        if row is None:
            raise ProviderNotFound(name=name)
        return described(row, self.sealer)

    def forget(self) -> None:
        """Read again at the next call: this process has changed the list."""
        self._fresh_until = 0.0

    async def close(self) -> None:
        await self.outbound.close()

    async def _read(self) -> None:
        async with self.db.system_transaction() as tx:
            rows = await store.every(tx)
        before = {each.known.name: each for each in self._opened}
        found = []
        for row in rows:
            known = self._usable(row)
            if known is None:
                continue
            former = before.get(known.name)
            same = former is not None and former.known.changed_at == known.changed_at
            found.append(former if former is not None and same else Opened(known, self.outbound, self.settings))
        self.outbound.follow(each.known.address for each in found)
        self._opened = tuple(found)
        self._fresh_until = asyncio.get_running_loop().time() + FRESH_SECONDS

    def _shown(self, row: Any) -> Known:
        try:
            return replace(described(row, self.sealer), key="")
        except (SealBroken, SealedByAnotherKey) as error:
            return replace(described(row), problem=error.code)

    def _usable(self, row: Any) -> Known | None:
        if not row.enabled or row.kind not in PROVIDERS:  # a kind of a newer version, after a step back
            return None
        try:
            return described(row, self.sealer)
        except (SealBroken, SealedByAnotherKey):
            return None


def described(row: Any, sealer: Sealer | None = None) -> Known:
    """A row as what it describes; with a sealer, with its key. Raises SealBroken and SealedByAnotherKey."""
    key = ""
    if row.key is not None and sealer is not None:
        key = sealer.open(bytes(row.key), *sealed_for(row.name, row.address)).decode()
    return Known(
        name=row.name,
        kind=row.kind,
        address=row.address,
        clearance=row.clearance,
        models=tuple(
            Offered(each["name"], each["purpose"], each["context_tokens"], each["tools"]) for each in row.models
        ),
        enabled=row.enabled,
        key=key,
        has_key=row.key is not None,
        checked_at=row.checked_at,
        problem=row.problem,
        changed_at=row.changed_at,
    )


def sealed_for(name: str, address: str) -> tuple[str, ...]:
    """To what a key is bound: a row whose address was changed from outside does not send it there."""
    return ("llm.provider", name, address)
