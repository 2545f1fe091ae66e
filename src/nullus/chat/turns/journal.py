"""The diary of a process that writes answers: what there is of them is stored, and each second what others want is heard.

A long answer is stored as it grows, at the latest after five seconds. So a killed process leaves partial answers that are a moment
old, an answer can be stopped from any process, and those that nobody writes any more are found and marked.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID, uuid4

import structlog

from nullus.chat.errors import AnswerLost
from nullus.chat.turns import outcome, turn_store
from nullus.chat.turns.live import LiveAnswer
from nullus.platform.database import Database
from nullus.platform.errors import NullusError

log = structlog.get_logger()

BEAT_SECONDS = 1.0
LOST_SECONDS = 10.0
"""Without a sign of life for so long, the process that wrote an answer is dead."""
LONGEST_UNKEPT_SECONDS = 5.0
"""What a killed process had written more than so long ago is stored."""
_SWEEP_BEATS = 5
_PROBLEM = outcome.problem_of(AnswerLost())


class Journal:
    """What one process writes, as the tables know it. `told` hears what others want of an answer."""

    def __init__(
        self,
        db: Database,
        writing: Callable[[], Sequence[tuple[UUID, LiveAnswer]]],
        told: Callable[[UUID, Literal["stopped", "gone"]], None],
    ) -> None:
        self.writer = uuid4()
        self._db = Database(db.url, pool_size=1)  # of its own: a process that is silent for long is taken for dead
        self._writing = writing
        self._told = told
        self._followed: frozenset[UUID] = frozenset()
        self._kept: dict[UUID, tuple[int, float]] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._db.close()

    def followed(self, message_id: UUID) -> bool:
        """Whether somebody read it in another process a moment ago."""
        return message_id in self._followed

    async def _run(self) -> None:
        beats = 0
        while True:
            with contextlib.suppress(NullusError):  # the database is away: it is tried again in a second
                if beats % _SWEEP_BEATS == 0:
                    await self.sweep()
                await self.beat()
            beats += 1
            await asyncio.sleep(BEAT_SECONDS)

    async def sweep(self) -> int:
        """Mark the answers whose process died; returns how many."""
        async with self._db.system_transaction() as tx:
            found = await turn_store.end_lost(tx, timedelta(seconds=LOST_SECONDS), _PROBLEM)
        if found:
            log.warning("chat.answers_lost", answers=found)
        return found

    async def beat(self) -> None:
        """Store what is new, and hear what is wanted."""
        writing = self._writing()
        if not writing:
            self._kept.clear()
            return
        now = asyncio.get_running_loop().time()
        due = [(workspace, live) for workspace, live in writing if self._is_due(live, now)]
        changed = [
            {
                "workspace_id": workspace,
                "id": live.message_id,
                "text": live.text,
                "citations": [outcome.citation_of(each) for each in live.citations],
            }
            for workspace, live in due
        ]
        ids = [live.message_id for _, live in writing]
        stored = {live.message_id: (len(live.text), now) for _, live in due}
        async with self._db.system_transaction() as tx:
            known = await turn_store.keep(tx, self.writer, ids, changed)
        self._kept = {each: kept for each in ids if (kept := stored.get(each) or self._kept.get(each))}
        self._followed = frozenset(message_id for message_id, (_, followed) in known.items() if followed)
        for message_id in ids:
            if message_id not in known:
                self._told(message_id, "gone")
            elif known[message_id][0]:
                self._told(message_id, "stopped")

    def _is_due(self, live: LiveAnswer, now: float) -> bool:
        """Whether an answer is stored now. A text is written whole each time, so a long one only when it has grown by an eighth
        or has waited: two thousand answers would otherwise fill the log of the database every second."""
        length, at = self._kept.get(live.message_id, (0, 0.0))
        grown = len(live.text) - length
        return grown > 0 and (grown * 8 >= length or now - at >= LONGEST_UNKEPT_SECONDS)
