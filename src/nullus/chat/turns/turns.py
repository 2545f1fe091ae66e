"""Turns: an answer is written by a task of its own, so that a reader's broken connection does not break it.

Whoever reads it reads from memory (`live`), from the place where they were; once nobody has read for a moment the model is
stopped. However it ends, it is settled and stored once. No transaction is open while a model or a search is waited for.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

import structlog

from nullus.chat.answering import events
from nullus.chat.answering.answers import Answers
from nullus.chat.answering.citations import Counts
from nullus.chat.answering.metering import Paid
from nullus.chat.answering.questions import Question
from nullus.chat.conversations import messages
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.errors import AnswerAbandoned, AnswerBroken, AnswerNotStored, NotBeingWritten
from nullus.chat.turns import beginning, follow_ups, gaps, outcome, titles, turn_store
from nullus.chat.turns.beginning import Asked, Begun
from nullus.chat.turns.journal import Journal
from nullus.chat.turns.live import Ending, LiveAnswer, Stopped
from nullus.chat.turns.speaking import Aside, short_text
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import DatabaseUnavailable, NullusError, TransactionCrossed

log = structlog.get_logger()

_REWRITE_TOKENS = 120
_READ = 4_000
_STORE_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
Why = Literal["stopped", "abandoned"]


@dataclass(slots=True)
class _Run:
    """One answer in the making."""

    actor: Actor
    begun: Begun
    live: LiveAnswer
    counts: Counts = field(default_factory=Counts)
    why: Why | None = None
    task: "asyncio.Task[None] | None" = None
    keeping: "asyncio.Task[None] | None" = None

    def cancel(self, why: Why) -> None:
        """Stop writing, once."""
        if self.why is None and self.task is not None and not self.task.done():
            self.why = why
            self.task.cancel()


class Turns:
    """The answers that this process writes."""

    def __init__(self, db: Database, answers: Answers) -> None:
        self.answers = answers
        self._db = db
        self._runs: dict[UUID, _Run] = {}
        self._aside: set[asyncio.Task[bool]] = set()
        self.journal = Journal(
            db, lambda: [(run.actor.workspace_id, run.live) for run in self._runs.values()], self._told
        )

    def start(self) -> None:
        """Begin to say that this process lives, and to look for answers whose process died."""
        self.journal.start()

    async def close(self) -> None:
        """Stop what is being written; what there is of it is kept."""
        for run in list(self._runs.values()):
            run.cancel("abandoned")
        tasks = [run.task for run in self._runs.values() if run.task is not None]
        await asyncio.gather(*tasks, *self._aside, return_exceptions=True)
        await self.journal.close()

    def live(self, message_id: UUID) -> LiveAnswer | None:
        """The answer while this process writes it. Whoever has loaded the message may read it."""
        run = self._runs.get(message_id)
        return run.live if run is not None else None

    async def ask(self, actor: Actor, conversation: Conversation, asked: Asked) -> LiveAnswer:
        """Begin a turn. Raises TooManyAnswers, QuotaExceeded, ConversationNotFound."""
        return await self._begin(
            actor, asked.text, lambda tx: beginning.ask(tx, actor, conversation, asked, self.writer)
        )

    async def edit(self, actor: Actor, edited: ChatMessage, asked: Asked) -> LiveAnswer:
        """Ask in other words on a branch of its own. Raises also NotAQuestion."""
        return await self._begin(actor, asked.text, lambda tx: beginning.edit(tx, actor, edited, asked, self.writer))

    async def retry(self, actor: Actor, answered: ChatMessage, model: str | None) -> LiveAnswer:
        """Answer once more, perhaps by another model. Raises also NotAnAnswer."""
        return await self._begin(
            actor, answered.text, lambda tx: beginning.retry(tx, actor, answered, model, self.writer)
        )

    async def stop(self, actor: Actor, message: ChatMessage) -> None:
        """Stop an answer, whichever process writes it (that one acts within two seconds). Raises NotBeingWritten."""
        run = self._runs.get(message.id)
        if run is not None:
            run.cancel("stopped")
            return
        async with self._db.transaction(actor) as tx:
            if not await turn_store.ask_to_stop(tx, actor, message.id):
                raise NotBeingWritten

    @property
    def writer(self) -> UUID:
        """By which the tables know this process."""
        return self.journal.writer

    async def _begin(self, actor: Actor, text: str, keep: Callable[[Tx], Awaitable[Begun]]) -> LiveAnswer:
        async with AsyncExitStack() as stack:
            paid = await stack.enter_async_context(self.answers.place(actor, Question(text)))
            async with self._db.transaction(actor) as tx:
                begun = await keep(tx)
            live = LiveAnswer(begun.conversation.id, begun.question.id, begun.answer.id, self._abandoned)
            run = _Run(actor, begun, live)
            self._runs[begun.answer.id] = run
            run.task = asyncio.create_task(self._write(run, paid, stack.pop_all()))
            return live

    async def _write(self, run: _Run, paid: Paid, room: AsyncExitStack) -> None:
        """The task of one answer: whatever happens, it ends, is settled and is stored."""
        end: Ending
        try:
            async with room:
                end = await self._written(run, paid)
        except asyncio.CancelledError:
            stopped = run.why == "stopped"
            end = Stopped(run.counts) if stopped else events.Failed(AnswerAbandoned(), run.counts)
        except NullusError as error:
            end = events.Failed(error, run.counts)
        except Exception:
            log.exception("chat.turn_broke", message=str(run.live.message_id))
            end = events.Failed(AnswerBroken(), run.counts)
        await self._finish(run, end)

    async def _written(self, run: _Run, paid: Paid) -> Ending:
        """Everything of an answer but its end."""
        question = await self._understood(run)
        async with aclosing(self.answers.write(paid, run.actor, question, early=True, counts=run.counts)) as steps:
            async for step in steps:
                if isinstance(step, events.Done | events.Failed):
                    return step
                run.live.take(step)
                if isinstance(step, events.Sources):
                    self._keep_evidence(run)
        raise AnswerBroken

    async def _understood(self, run: _Run) -> Question:
        """The question with what it leans on."""
        begun, asked = run.begun, run.begun.asked
        question = Question(
            asked.text,
            asked.collection_ids,
            asked.top_k or self.answers.settings.passages,
            history=begun.history,
            model=asked.model,
            reranked=asked.reranked,
            sensitivity=begun.sensitivity,
            conversation_id=begun.conversation.id,
            message_id=begun.answer.id,
            afresh=begun.afresh,
        )
        if not follow_ups.leans(asked.text, begun.earlier):
            return question
        said = "\n".join(f"{each.role}: {each.content}" for each in begun.history[-follow_ups.MOST_HISTORY :])
        material = {"conversation": said[-_READ:], "question": asked.text}
        aside = Aside(run.actor, asked.text, begun.sensitivity, begun.conversation.id)
        written = await short_text(self._db, self.answers.gateway, "rewrite", aside, material, _REWRITE_TOKENS)
        run.live.rewritten = follow_ups.cleaned(written or "", asked.text) or follow_ups.joined(
            asked.text, begun.earlier
        )
        return replace(question, searched=run.live.rewritten)

    def _keep_evidence(self, run: _Run) -> None:
        """Store the sources beside the model's thinking: they are there when this process dies, and delay nothing."""
        before = run.keeping
        passages = [outcome.evidence_of(each) for each in run.live.passages]

        async def keep() -> None:
            if before is not None:
                await asyncio.gather(before, return_exceptions=True)
            async with self._db.transaction(run.actor) as tx:
                await messages.keep_evidence(tx, run.actor, run.live.message_id, passages, again=before is not None)

        if passages or before is not None:
            run.keeping = asyncio.create_task(keep())

    async def _finish(self, run: _Run, end: Ending) -> None:
        """Store the end, then tell it. Where it cannot be stored, that is what is told."""
        live = run.live
        try:
            if run.keeping is not None:
                await asyncio.gather(run.keeping, return_exceptions=True)
            await self._store(run, end)
        except NullusError as lost:
            log.warning("chat.turn_not_stored", message=str(live.message_id), error=lost.code)
            end = events.Failed(AnswerNotStored(), run.counts)
            await self._give_up(run, end)
        except Exception:
            log.exception("chat.turn_not_stored", message=str(live.message_id))
            end = events.Failed(AnswerNotStored(), run.counts)
            await self._give_up(run, end)
        finally:
            self._runs.pop(live.message_id, None)
            live.end(end)
        if run.begun.first and isinstance(end, events.Done) and end.mode == "model" and end.found:
            self._entitle(run)

    async def _store(self, run: _Run, end: Ending) -> None:
        """Keep an end that was paid for: a database that is away or has no connection free for a moment is waited for."""
        live, ending = run.live, outcome.ending_of(run.live, end)
        for pause in (*_STORE_PAUSES, None):
            try:
                async with self._db.transaction(run.actor) as tx:
                    await messages.finish_answer(tx, run.actor, live.message_id, ending)
                    if isinstance(end, events.Done) and not end.found:
                        await gaps.keep(tx, run.actor, run.begun, live.rewritten or run.begun.asked.text)
            except (DatabaseUnavailable, TransactionCrossed):
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _give_up(self, run: _Run, failed: events.Failed) -> None:
        """Mark an answer that could not be kept, without its words, which may be the reason. Where that fails too (the database
        is away) the sweep marks it."""
        ending = messages.Ending("failed", "", finish="cut", failure=outcome.problem_of(failed.error))
        try:
            async with self._db.transaction(run.actor) as tx:
                await messages.finish_answer(tx, run.actor, run.live.message_id, ending)
        except NullusError as lost:
            log.warning("chat.turn_not_marked", message=str(run.live.message_id), error=lost.code)

    def _entitle(self, run: _Run) -> None:
        """Name the conversation, after its first answer and beside everything else."""
        begun = run.begun
        naming = titles.entitle(
            self._db,
            self.answers.gateway,
            run.actor,
            begun.conversation.id,
            begun.sensitivity,
            begun.question.text,
            run.live.text,
        )
        task = asyncio.create_task(naming)
        self._aside.add(task)
        task.add_done_callback(self._named)

    def _named(self, task: "asyncio.Task[bool]") -> None:
        self._aside.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("chat.not_named", error=type(error).__name__)

    def _abandoned(self, message_id: UUID) -> None:
        """Nobody has read it for a while; somebody may do so in another process."""
        run = self._runs.get(message_id)
        if run is None:
            return
        if self.journal.followed(message_id):
            run.live.wait_for_readers()
        else:
            run.cancel("abandoned")

    def _told(self, message_id: UUID, why: Literal["stopped", "gone"]) -> None:
        """What the tables say of an answer: it shall stop, or is gone with its conversation."""
        run = self._runs.get(message_id)
        if run is not None:
            run.cancel("stopped" if why == "stopped" else "abandoned")
