"""The derived lexical indexes of this process: one a workspace, following the database by generation.

The rows in PostgreSQL are the truth. Before each search the index is brought to the generation of the search's own
snapshot, so what was committed is found at once, and what was deleted is gone; a lost index is simply loaded again.
Loading goes on in the background whoever waits for it, and a large index is kept in files, so that a start is quick.
"""

import asyncio
import contextlib
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import structlog
from numpy.typing import NDArray
from sqlalchemy import Row

from nullus.knowledge.collections import collection_store
from nullus.knowledge.errors import IndexLoading
from nullus.knowledge.index import follower_store, index_store
from nullus.knowledge.lexical import Addition, LexicalIndex, SegmentFolder, segment
from nullus.knowledge.lexical.segment import Segment
from nullus.platform.actor import Actor, service_in
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NullusError

log = structlog.get_logger()

READ_AT_ONCE = 1024  # chunks read from the database at a time; divides segment.SORTED_AT_ONCE, and that MOST_CHUNKS
# Removal marks are kept for thirty days (store.trim); an index that slept longer starts anew.
STALE_SECONDS = 20 * 86400.0
FOLLOW_SECONDS = 15.0
_MOST_UNFOLLOWED = 20  # while the index never rests, the background follows every so many looks


@dataclass(frozen=True, slots=True)
class Storing:
    """When and where indexes are kept in files: a folder below `folder` for each workspace.

    Only indexes of at least `least` chunks, when `changes` chunks came or went, and no more often than every `seconds`.
    """

    folder: Path
    least: int = 20_000
    changes: int = 5_000
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class IndexState:
    """What a search works on: it never changes. `collections` are the codes that stand in the segments, of those that there
    were; `living` are the collections that there are.
    """

    generation: int = 0
    segments: tuple[Segment, ...] = ()
    collections: dict[UUID, int] = field(default_factory=dict)
    identity: UUID | None = None
    living: frozenset[UUID] = frozenset()

    def reaches(self, generation: int, identity: UUID | None) -> bool:
        return self.generation >= generation and self.identity == identity


@dataclass(slots=True)
class _Followed:
    files: SegmentFolder | None
    lexical: LexicalIndex = field(default_factory=LexicalIndex)
    state: IndexState = field(default_factory=IndexState)
    codes: dict[UUID, int] = field(default_factory=dict)
    versions: dict[UUID, NDArray[np.int64]] = field(default_factory=dict)
    followed_at: float = field(default_factory=time.monotonic)
    catching_up: "asyncio.Task[None] | None" = None
    began_at: float = 0.0
    storing: asyncio.Lock = field(default_factory=asyncio.Lock)
    pruning: "asyncio.Task[None] | None" = None
    unpruned: int = 0  # chunks that left the index and may stand in files yet
    unsaved: int = 0  # chunks that came or went since the files were written; all of them when there are none
    saved_at: float = float("-inf")

    def start_over(self) -> None:
        self.unpruned += len(self.lexical)
        self.lexical, self.codes, self.versions, self.unsaved = LexicalIndex(), {}, {}, 0


class Follower:
    """Every derived index of one process. Without `storing` nothing is kept in files."""

    def __init__(self, db: Database, storing: Storing | None = None) -> None:
        self._db = db
        self._storing = storing
        self._followed: dict[UUID, _Followed] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def state(self, workspace_id: UUID) -> IndexState:
        """The state at hand, without looking at the database."""
        found = self._followed.get(workspace_id)
        return found.state if found else IndexState()

    async def follow(
        self, actor: Actor, generation: int, identity: UUID | None, patience: float | None = None
    ) -> IndexState:
        """The index at this generation or a later one: loads what came and drops what left since.

        Raises IndexLoading when that has taken longer than `patience` seconds; the load goes on. None: no limit.
        """
        followed = self._of(actor.workspace_id)
        for _ in range(2):  # one that began before the wanted generation, and one of our own
            if followed.state.reaches(generation, identity):
                break
            if followed.catching_up is None:
                followed.began_at = time.monotonic()
                followed.catching_up = self._begin(self._catch_up_once(actor, followed))
            running = followed.catching_up
            left = None if patience is None else max(0.0, patience - (time.monotonic() - followed.began_at))
            done, _ = await asyncio.wait({running}, timeout=left)
            if not done:
                raise IndexLoading(retry_after_seconds=2)
            running.result()
        return followed.state

    async def settle(self, workspace_id: UUID) -> None:
        """Wait until nothing that left the index stands in a file any more."""
        followed = self._followed.get(workspace_id)
        if followed is not None and followed.pruning is not None:
            await asyncio.wait({followed.pruning})

    def holds(self, workspace_id: UUID, numbers: list[int]) -> list[int]:
        """Those of the chunk numbers that this process's index still has: the proof of a deletion asks it."""
        followed = self._followed.get(workspace_id)
        return followed.lexical.held(numbers) if followed else []

    async def keep_up(self) -> None:
        """For ever: load every workspace's index, then follow at leisure what changes, so that searches need not wait.

        A busy index is left alone until it rests: following each small change would take the machine from who makes them.
        """
        seen: dict[UUID, tuple[int, int]] = {}
        first = True
        while True:
            try:
                async with self._db.system_transaction() as tx:
                    indexes = await follower_store.generations(tx)
                for row in indexes:
                    before, looks = seen.get(row.workspace_id, (row.generation if first else -1, 0))
                    rests = before == row.generation or looks >= _MOST_UNFOLLOWED
                    seen[row.workspace_id] = (row.generation, 0 if rests else looks + 1)
                    if rests:
                        actor = service_in(row.workspace_id)
                        await self.follow(actor, row.generation, row.identity)
                        self._save_if_due(row.workspace_id, self._of(row.workspace_id))
                first = False
                for workspace_id in self._abandoned({row.workspace_id for row in indexes}):
                    await self.forget(workspace_id)
            except NullusError as error:
                log.warning("knowledge.index_not_followed", error=error.code)
            await asyncio.sleep(FOLLOW_SECONDS)

    async def forget(self, workspace_id: UUID) -> None:
        """Drop the index of a workspace that is gone, from memory and from its files."""
        followed = self._of(workspace_id)
        if followed.catching_up is not None:
            await asyncio.wait({followed.catching_up})
        async with followed.storing:
            if followed.files is not None:
                await asyncio.to_thread(followed.files.remove)
        self._followed.pop(workspace_id, None)

    def keeps(self, workspace_id: UUID) -> bool:
        """Whether this process, or its folder, holds anything of a workspace."""
        return workspace_id in self._followed or (
            self._storing is not None and (self._storing.folder / str(workspace_id)).exists()
        )

    def _abandoned(self, live: set[UUID]) -> set[UUID]:
        """Workspaces that are followed or have files here, though none of them has an index in the database."""
        stored: set[UUID] = set()
        if self._storing is not None and self._storing.folder.is_dir():
            for path in self._storing.folder.iterdir():
                with contextlib.suppress(ValueError):  # whatever else lies there is not ours
                    stored.add(UUID(path.name))
        return (stored | set(self._followed)) - live

    def start(self) -> None:
        """Keep up in the background until closed."""
        self._begin(self.keep_up())

    async def close(self) -> None:
        """Stop what goes on in the background."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _of(self, workspace_id: UUID) -> _Followed:
        found = self._followed.get(workspace_id)
        if found is None:
            files = SegmentFolder(self._storing.folder / str(workspace_id)) if self._storing else None
            found = self._followed[workspace_id] = _Followed(files)
        return found

    def _begin(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("knowledge.index_work_failed", error=type(error).__name__)

    async def _catch_up_once(self, actor: Actor, followed: _Followed) -> None:
        try:
            async with self._db.transaction(actor.for_upkeep(), unchanging=True) as tx:
                await self._catch_up(tx, actor.workspace_id, followed)
        finally:
            followed.catching_up = None
        self._save_if_due(actor.workspace_id, followed)

    async def _catch_up(self, tx: Tx, workspace_id: UUID, followed: _Followed) -> None:
        started = time.perf_counter()
        index = await index_store.find_index(tx, workspace_id)
        if index is None:
            followed.start_over()
            followed.state = IndexState()
            return
        before = followed.state.generation
        slept = time.monotonic() - followed.followed_at > STALE_SECONDS
        if slept or not before or followed.state.identity != index.identity or index.generation < before:
            followed.start_over()
            before = await self._load_files(tx, workspace_id, index, followed)
        elif index.generation > before:
            await _drop(tx, workspace_id, before, followed)
        added = await _add(tx, workspace_id, before, followed) if index.generation > before else 0
        living = await collection_store.ids_of(tx, workspace_id)
        followed.state = IndexState(
            index.generation, followed.lexical.segments, dict(followed.codes), index.identity, frozenset(living)
        )
        followed.followed_at = time.monotonic()
        followed.unsaved += added
        removed = followed.unpruned
        if removed:
            followed.pruning = self._begin(self._prune(workspace_id, followed))
        log.debug(
            "knowledge.index_followed",
            generation=index.generation,
            added=added,
            removed=removed,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )

    async def _load_files(self, tx: Tx, workspace_id: UUID, index: Row[Any], followed: _Followed) -> int:
        """The generation that the files hold, 0 for none. Chunks that are gone since are dropped.

        What the files hold is compared with the live rows, number by number: a file that lacks one is not believed.
        """
        files = followed.files
        if self._storing is None or files is None:
            return 0
        stored = None
        if index.chunks >= self._storing.least:
            stored = await asyncio.to_thread(files.load, str(index.identity))
        if stored is None or stored.generation > index.generation:
            await asyncio.to_thread(files.discard)
            return 0
        versions = await follower_store.numbers_by_version(tx, workspace_id, stored.generation)
        live = np.concatenate([np.zeros(0, dtype=np.int64), *versions.values()])
        held = np.concatenate([np.zeros(0, dtype=np.int64), *(each.numbers for each in stored.index.segments)])
        if len(await asyncio.to_thread(np.setdiff1d, live, held)):
            await asyncio.to_thread(files.discard)
            return 0
        gone = await asyncio.to_thread(np.setdiff1d, held, live)
        if len(gone) and stored.generation == index.generation:
            await asyncio.to_thread(files.discard)
            return 0
        if len(gone):
            followed.unpruned += len(gone)
            await asyncio.to_thread(stored.index.remove, gone)
        followed.lexical, followed.versions = stored.index, versions
        followed.codes = {UUID(each): code for code, each in enumerate(stored.collections)}
        return stored.generation

    async def _prune(self, workspace_id: UUID, followed: _Followed) -> None:
        """What left the index leaves its files at once; they are written anew in the background."""
        files, rules = followed.files, self._storing
        async with followed.storing:
            state, removed = followed.state, followed.unpruned
            if (
                files is not None
                and rules is not None
                and (files.used or len(followed.lexical) + removed >= rules.least)
            ):
                try:
                    await asyncio.to_thread(files.prune, followed.lexical, state.generation, str(state.identity))
                except OSError as error:  # tried again with the next change
                    log.error("knowledge.index_files_not_pruned", error=str(error))
                    return
                followed.unsaved = max(followed.unsaved, len(followed.lexical))
            followed.unpruned -= removed
        self._save_if_due(workspace_id, followed)

    def _save_if_due(self, workspace_id: UUID, followed: _Followed) -> None:
        rules = self._storing
        if (
            rules is not None
            and not followed.storing.locked()
            and followed.unsaved >= rules.changes
            and len(followed.lexical) >= rules.least
            and time.monotonic() - followed.saved_at >= rules.seconds
        ):
            followed.saved_at = time.monotonic()
            self._begin(self._save(workspace_id, followed))

    async def _save(self, workspace_id: UUID, followed: _Followed) -> None:
        files, state, unsaved = followed.files, followed.state, followed.unsaved
        assert files is not None
        collections = [str(each) for each, _ in sorted(state.collections.items(), key=lambda item: item[1])]
        async with followed.storing:
            try:
                mapped = await asyncio.to_thread(
                    files.save,
                    followed.lexical,
                    state.generation,
                    segments=state.segments,
                    origin=str(state.identity),
                    collections=collections,
                )
            except OSError as error:
                log.warning("knowledge.index_not_stored", error=str(error))
                return
        if mapped is None:
            return
        followed.unsaved -= unsaved
        present = followed.state
        followed.state = replace(present, segments=tuple(mapped.get(each, each) for each in present.segments))
        log.debug("knowledge.index_stored", workspace=str(workspace_id), generation=state.generation, files=len(mapped))


async def _drop(tx: Tx, workspace_id: UUID, before: int, followed: _Followed) -> None:
    """Take out the versions that left after a generation."""
    removed = await follower_store.removals_since(tx, workspace_id, before)
    gone = [followed.versions.pop(version) for version in removed if version in followed.versions]
    if gone:
        followed.unpruned += sum(map(len, gone))
        await asyncio.to_thread(followed.lexical.remove, np.concatenate(gone))


async def _add(tx: Tx, workspace_id: UUID, before: int, followed: _Followed) -> int:
    """Take in the chunks that came after a generation, in the order of their numbers: full segments where there are so many."""
    added = 0
    versions: dict[UUID, list[int]] = {}
    pieces: list[Segment] = []
    rows: list[tuple[int, UUID, UUID, bytes]] = []
    # Closed here and now, also when the follower is stopped in the middle: its cursor must not outlive the transaction.
    async with contextlib.aclosing(follower_store.entries_since(tx, workspace_id, before, READ_AT_ONCE)) as batches:
        async for some in batches:
            for number, _, version, _ in some:
                versions.setdefault(version, []).append(number)
            rows += some
            added += len(some)
            if len(rows) >= segment.SORTED_AT_ONCE:
                pieces.append(await asyncio.to_thread(_piece, rows, followed.codes))
                rows = []
            if sum(map(len, pieces)) >= segment.MOST_CHUNKS:
                await asyncio.to_thread(_join, followed.lexical, pieces)
    if rows:
        pieces.append(await asyncio.to_thread(_piece, rows, followed.codes))
    if pieces:
        await asyncio.to_thread(_join, followed.lexical, pieces)
    for version, listed in versions.items():
        followed.versions[version] = np.array(listed, dtype=np.int64)
    return added


def _piece(rows: list[tuple[int, UUID, UUID, bytes]], codes: dict[UUID, int]) -> Segment:
    collections = [codes.setdefault(row[1], len(codes)) for row in rows]
    addition = Addition([row[0] for row in rows], collections, [row[3] for row in rows])
    return segment.piece(addition, range(len(rows)))


def _join(lexical: LexicalIndex, pieces: list[Segment]) -> None:
    """Merge at most a full segment's worth of pieces into the index, and forget them."""
    lexical.join([segment.merge(pieces)])
    pieces.clear()
