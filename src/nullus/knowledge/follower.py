"""The derived lexical indexes of this process: one a workspace, following the database by generation.

The rows in PostgreSQL are the truth. Before each search the index is brought to the generation of the search's own
snapshot, so what was committed is found at once, and what was deleted is gone; a lost index is simply loaded again.
"""

import asyncio
import time
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
import structlog
from numpy.typing import NDArray

from nullus.knowledge import index_store
from nullus.knowledge.lexical import Addition, LexicalIndex
from nullus.knowledge.lexical.segment import Segment
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx

log = structlog.get_logger()

LOAD_AT_ONCE = 8192  # chunks read from the database at a time: bounds the memory of a load
# Removal marks are kept for thirty days (store.trim); an index that slept longer starts anew.
STALE_SECONDS = 20 * 86400.0


@dataclass(frozen=True, slots=True)
class IndexState:
    """What a search works on: it never changes. `collections` are the codes that stand in the segments."""

    generation: int
    segments: tuple[Segment, ...]
    collections: dict[UUID, int]


@dataclass(slots=True)
class _Followed:
    lexical: LexicalIndex = field(default_factory=LexicalIndex)
    state: IndexState = field(default_factory=lambda: IndexState(0, (), {}))
    codes: dict[UUID, int] = field(default_factory=dict)
    versions: dict[UUID, NDArray[np.int64]] = field(default_factory=dict)
    followed_at: float = field(default_factory=time.monotonic)
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)
    used_at: float = 0.0


class Follower:
    """Every derived index of one process."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._followed: dict[UUID, _Followed] = {}

    def state(self, workspace_id: UUID) -> IndexState:
        """The state at hand, without looking at the database."""
        found = self._followed.get(workspace_id)
        return found.state if found else IndexState(0, (), {})

    def is_loading(self, workspace_id: UUID) -> bool:
        found = self._followed.get(workspace_id)
        return found is not None and found.busy.locked()

    async def follow(self, actor: Actor, at_least: int) -> IndexState:
        """The index at a generation of at least `at_least`: loads what came and drops what left since."""
        followed = self._followed.setdefault(actor.workspace_id, _Followed())
        if followed.state.generation >= at_least:
            return followed.state
        async with followed.busy:
            if followed.state.generation < at_least:
                async with self._db.transaction(actor, unchanging=True) as tx:
                    await self._catch_up(tx, actor.workspace_id, followed)
        return followed.state

    def holds(self, workspace_id: UUID, numbers: list[int]) -> list[int]:
        """Those of the chunk numbers that this process's index still has: the proof of a deletion asks it."""
        followed = self._followed.get(workspace_id)
        return followed.lexical.held(numbers) if followed else []

    async def _catch_up(self, tx: Tx, workspace_id: UUID, followed: _Followed) -> None:
        started = time.perf_counter()
        if time.monotonic() - followed.followed_at > STALE_SECONDS:
            followed.lexical, followed.versions = LexicalIndex(), {}
            followed.state = IndexState(0, (), followed.codes)
        before = followed.state.generation
        index = await index_store.find_index(tx, workspace_id)
        if index is None or index.generation == before:
            return
        removed = await index_store.removals_since(tx, workspace_id, before) if before else []
        gone = [followed.versions.pop(version) for version in removed if version in followed.versions]
        if gone:
            await asyncio.to_thread(followed.lexical.remove, np.concatenate(gone).tolist())
        added = 0
        versions: dict[UUID, list[int]] = {}
        async for rows in index_store.entries_since(tx, workspace_id, before, LOAD_AT_ONCE):
            numbers, collections, packed = [], [], []
            for number, collection, version, terms in rows:
                numbers.append(number)
                collections.append(followed.codes.setdefault(collection, len(followed.codes)))
                packed.append(terms)
                versions.setdefault(version, []).append(number)
            await asyncio.to_thread(followed.lexical.add, Addition(numbers, collections, packed))
            added += len(numbers)
        for version, listed in versions.items():
            followed.versions[version] = np.array(listed, dtype=np.int64)
        followed.state = IndexState(index.generation, followed.lexical.segments, dict(followed.codes))
        followed.followed_at = time.monotonic()
        log.debug(
            "knowledge.index_followed",
            generation=index.generation,
            added=added,
            removed=sum(map(len, gone)),
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )
