"""A workspace with passages, a gateway to a scripted model, and the turns of a process: everything of a turn but HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import text
from tests.chat.people import member
from tests.identity.metered import quotas_of
from tests.knowledge.filled import Filled, WordsEmbedder, filled
from tests.llm.scripted_server import ScriptedServer

from nullus.chat.answering.answers import Answers
from nullus.chat.conversations import conversations, messages
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.settings import ChatSettings
from nullus.chat.turns.beginning import Asked
from nullus.chat.turns.live import LiveAnswer, Place
from nullus.chat.turns.turns import Turns
from nullus.knowledge import Retrieval
from nullus.llm import Gateway, LlmSettings
from nullus.llm.directory import Directory
from nullus.platform.actor import Actor
from nullus.platform.database import Database

COMPLETIONS = "/v1/chat/completions"
PASSAGES = [
    "The harbour office opens at 7:30 every morning and closes at 19:00.",
    "A berth for one night costs 42 euros.",
    "The lighthouse of the harbour was built in 1887 by Ines Okafor.",
]


@dataclass
class Turning:
    """One person who talks, and the process that answers."""

    db: Database
    actor: Actor
    turns: Turns
    place: Filled

    async def conversation(self) -> Conversation:
        async with self.db.transaction(self.actor) as tx:
            return await conversations.create(tx, self.actor)

    async def ask(self, conversation: Conversation, question: str, **more: object) -> LiveAnswer:
        async with self.db.transaction(self.actor) as tx:
            conversation = await conversations.get(tx, self.actor, conversation.id)
        return await self.turns.ask(self.actor, conversation, Asked(question, **more))  # type: ignore[arg-type]

    async def told(self, live: LiveAnswer) -> ChatMessage:
        """Read to the end; what was stored."""
        await read_to_end(live)
        return await self.stored(live.message_id)

    async def stored(self, message_id: UUID) -> ChatMessage:
        async with self.db.transaction(self.actor) as tx:
            return await messages.get(tx, self.actor, message_id)

    async def count(self, table: str) -> int:
        async with self.db.transaction(self.actor) as tx:
            found = await tx.execute(text(f"select count(*) from chat.{table}"))
            return int(found.scalar_one())


async def read_to_end(live: LiveAnswer) -> None:
    reader = live.open(Place())
    try:
        while live.ending is None:
            reader.news()
            await reader.wait(20)
    finally:
        reader.close()


@asynccontextmanager
async def turning(
    db: Database,
    server: ScriptedServer | None,
    directory: Directory | None = None,
    *,
    keeping: bool = False,
    **settings: object,
) -> AsyncIterator[Turning]:
    """A process of its own. `keeping`: it keeps answers, and knows what other processes know of models."""
    embedder = WordsEmbedder()
    place = await filled(db, embedder)
    who = await member(db, place.actor.workspace_id, "owner")
    place = replace(place, actor=who.actor)
    await place.add(PASSAGES, "harbour.md")
    async with process(db, place, server, directory, keeping=keeping, **settings) as turns:
        yield Turning(db, who.actor, turns, place)


@asynccontextmanager
async def process(
    db: Database,
    place: Filled,
    server: ScriptedServer | None,
    directory: Directory | None = None,
    *,
    keeping: bool = False,
    **settings: object,
) -> AsyncIterator[Turns]:
    llm = LlmSettings(provider="none")
    if server is not None:
        llm = LlmSettings(
            provider="openai", url=server.url, model="tiny", between_tokens_seconds=3.0, first_token_seconds=4.0
        )
    gateway = Gateway(llm, db if keeping or directory is not None else None, directory=directory)
    gateway._embedder = place.embedder
    retrieval = Retrieval(db, gateway)
    answers = Answers(db, retrieval, gateway, ChatSettings(**settings), quotas_of(db))  # type: ignore[arg-type]
    turns = Turns(db, answers)
    turns.start()
    try:
        yield turns
    finally:
        await turns.close()
        await retrieval.close()
        await gateway.close()
