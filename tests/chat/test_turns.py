"""A turn, from the question to what is stored of its answer: whole, cut, stopped, abandoned, lost; settled once each time."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import psycopg
import pytest
from sqlalchemy import text
from tests.chat.turning import COMPLETIONS, Turning, process, read_to_end, turning
from tests.identity.metered import book
from tests.llm.scripted_server import CUT, HANG, ScriptedServer, json_reply, openai_stream
from tests.postgres_server import SharedServer

from nullus.chat.answering import events
from nullus.chat.conversations import conversations, messages
from nullus.chat.errors import NotAnAnswer, NotAQuestion, NotBeingWritten, TooManyAnswers
from nullus.chat.turns import journal
from nullus.chat.turns.beginning import Asked
from nullus.chat.turns.live import GRACE_SECONDS, Place
from nullus.knowledge.collections import collections as knowledge_collections
from nullus.platform.database import Database
from nullus.platform.postgres import Access

QUESTION = "When does the harbour office open every morning?"
ANSWER = "The office opens at 7:30 [1]. It is painted blue."


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield running


@pytest.fixture
async def here(database: Database, server: ScriptedServer) -> AsyncIterator[Turning]:
    async with turning(database, server) as made:
        yield made


async def used(here: Turning) -> tuple[int, int]:
    """Questions that were counted, and what is reserved still."""
    rows = await book(here.db, here.actor)
    return rows.get(("questions", "all"), (0, 0))[0], sum(reserved for _, reserved in rows.values())


async def until(condition: object, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # type: ignore[operator]
            await asyncio.sleep(0.01)


async def test_an_answer_is_written_checked_settled_and_stored(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens ", "at 7:30 [1]. ", "It is painted blue."))
    conversation = await here.conversation()
    live = await here.ask(conversation, QUESTION)
    stored = await here.told(live)
    assert (stored.state, stored.text, stored.mode, stored.model) == ("complete", ANSWER, "model", "tiny")
    assert stored.parent_id == live.question_id
    assert [each["number"] for each in stored.citations] == [1]
    claims = [(ANSWER[each["start"] : each["end"]], each["numbers"]) for each in stored.checks["claims"]]
    assert claims == [("The office opens at 7:30 [1].", [1]), ("It is painted blue.", [])]
    assert stored.checks["sentencesUnsupported"] == 1
    async with here.db.transaction(here.actor) as tx:
        cited = await tx.execute(
            text("select document_name, cited from chat.evidence where message_id = :id order by number"),
            {"id": live.message_id},
        )
        assert cited.all()[0] == ("harbour.md", True)
    assert await used(here) == (1, 0)
    assert await here.count("writing") == 0


async def test_no_transaction_is_open_while_a_model_is_waited_for(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office ", HANG))
    live = await here.ask(await here.conversation(), QUESTION)
    reader = live.open(Place())
    await until(lambda: live.text)
    if live.message_id in here.turns._runs and (keeping := here.turns._runs[live.message_id].keeping):
        await keeping
    async with here.db.system_transaction() as tx:
        open_ = await tx.execute(
            text(
                "select state, query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
                "and (state like 'idle in transaction%' or (state = 'active' and backend_type = 'client backend'))"
            )
        )
        assert open_.all() == []
    reader.close()


async def test_what_the_documents_do_not_hold_is_a_gap(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("NOT_FOUND"))
    conversation = await here.conversation()
    stored = await here.told(await here.ask(conversation, "What does the harbour office cost to rent?"))
    assert (stored.finish, stored.text) == ("not_found", "I did not find this in your documents.")
    assert await here.count("gaps") == 1
    nothing = await here.told(await here.ask(conversation, "Which moons does Mars have?"))
    assert nothing.finish == "not_found"
    assert await here.count("gaps") == 2


async def test_a_broken_stream_leaves_a_marked_part_and_costs_no_question(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]. And “half", CUT))
    stored = await here.told(await here.ask(await here.conversation(), QUESTION))
    assert stored.state == "partial"
    assert stored.text.startswith("The office opens at 7:30 [1].")
    assert stored.failure is not None
    assert stored.failure["code"] == "MODEL_CUT"
    assert await used(here) == (0, 0)


async def test_a_model_that_fails_before_its_first_word_leaves_a_failed_answer(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, json_reply({"error": {"message": "bad key"}}, 401))
    stored = await here.told(await here.ask(await here.conversation(), QUESTION))
    assert (stored.state, stored.text) == ("failed", "")
    assert stored.failure is not None
    assert stored.failure["code"] == "MODEL_KEY_REFUSED"
    assert await used(here) == (0, 0)


async def test_stopping_keeps_what_was_written(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]. ", "And", HANG))
    live = await here.ask(await here.conversation(), QUESTION)
    reader = live.open(Place())
    await until(lambda: live.text)
    began = time.monotonic()
    await here.turns.stop(here.actor, await here.stored(live.message_id))
    await until(lambda: live.ending is not None)
    await asyncio.wait_for(server.hung_up.wait(), 2)
    assert time.monotonic() - began < 2
    stored = await here.stored(live.message_id)
    assert (stored.state, stored.finish) == ("stopped", "stopped")
    assert stored.text.startswith("The office opens at 7:30 [1].")
    assert await used(here) == (1, 0)
    with pytest.raises(NotBeingWritten):
        await here.turns.stop(here.actor, stored)
    reader.close()


async def test_an_answer_is_stopped_from_another_process(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office", HANG))
    live = await here.ask(await here.conversation(), QUESTION)
    reader = live.open(Place())
    await until(lambda: live.text)
    async with process(here.db, here.place, server) as elsewhere:
        began = time.monotonic()
        await elsewhere.stop(here.actor, await here.stored(live.message_id))
        await until(lambda: live.ending is not None, 4)
        assert time.monotonic() - began < 2.5  # two seconds, and a slow machine
    assert (await here.stored(live.message_id)).state == "stopped"
    reader.close()


async def test_who_comes_back_in_time_goes_on_and_the_model_is_not_stopped(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office ", 1.0, "opens at 7:30 [1]."))
    live = await here.ask(await here.conversation(), QUESTION)
    first = live.open(Place())
    await until(lambda: live.text)
    seen = first.news()
    first.close()
    again = live.open(seen.place)
    await until(lambda: live.ending is not None)
    rest = again.news()
    assert rest.passages is None
    assert seen.text + rest.text == "The office opens at 7:30 [1]."
    assert [each.number for each in rest.citations] == [1]
    again.close()
    assert (await here.stored(live.message_id)).state == "complete"


async def test_an_answer_that_nobody_reads_is_stopped_in_two_seconds(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]. ", HANG))
    live = await here.ask(await here.conversation(), QUESTION)
    reader = live.open(Place())
    await until(lambda: live.text)
    reader.close()
    began = time.monotonic()
    await asyncio.wait_for(server.hung_up.wait(), GRACE_SECONDS + 2)
    assert time.monotonic() - began < 2
    await until(lambda: live.ending is not None)
    stored = await here.stored(live.message_id)
    assert stored.state == "partial"
    assert stored.failure is not None
    assert stored.failure["code"] == "ANSWER_ABANDONED"
    assert await used(here) == (1, 0)


async def test_what_is_written_is_stored_each_second_and_marked_when_its_process_dies(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]. ", HANG))
    live = await here.ask(await here.conversation(), QUESTION)
    reader = live.open(Place())
    await until(lambda: live.text)
    await here.turns.journal.beat()
    kept = await here.stored(live.message_id)
    assert (kept.state, kept.text) == ("writing", live.text)
    assert [each["number"] for each in kept.citations] == [1]
    assert await here.turns.journal.sweep() == 0
    async with here.db.transaction(here.actor) as tx:  # no sign of life for a while
        await tx.execute(
            text("update chat.writing set writer = gen_random_uuid(), beat_at = now() - interval '1 minute'")
        )
    assert await here.turns.journal.sweep() == 1
    lost = await here.stored(live.message_id)
    assert (lost.state, lost.text, lost.finish) == ("partial", live.text, "cut")
    assert lost.failure is not None
    assert lost.failure["code"] == "ANSWER_LOST"
    reader.close()


async def test_deleting_a_conversation_ends_its_answer(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office ", HANG))
    conversation = await here.conversation()
    live = await here.ask(conversation, QUESTION)
    reader = live.open(Place())
    await until(lambda: live.text)
    await conversations.delete(here.db, here.actor, conversation.id)
    await until(lambda: live.ending is not None, journal.BEAT_SECONDS + 4)
    assert await here.count("messages") == 0
    assert (await used(here))[1] == 0
    reader.close()


async def test_a_question_is_edited_and_an_answer_repeated_on_branches_that_are_kept(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]."))
    conversation = await here.conversation()
    first = await here.told(await here.ask(conversation, QUESTION))
    second = await here.told(await here.turns.retry(here.actor, first, None))
    assert second.parent_id == first.parent_id
    question = await here.stored(first.parent_id) if first.parent_id else None
    assert question is not None
    live = await here.turns.edit(here.actor, question, Asked("What does a berth cost for one night?"))
    third = await here.told(live)
    async with here.db.transaction(here.actor) as tx:
        assert [each.id for each in await messages.branch(tx, here.actor, conversation.id)] == [
            live.question_id,
            third.id,
        ]
        assert len(await messages.branch(tx, here.actor, conversation.id, first.id)) == 2
    assert await used(here) == (3, 0)
    with pytest.raises(NotAQuestion):
        await here.turns.edit(here.actor, first, Asked("?"))
    with pytest.raises(NotAnAnswer):
        await here.turns.retry(here.actor, question, None)
    assert await used(here) == (3, 0)


async def test_whoever_asks_for_another_answer_is_not_given_the_one_that_was_kept(
    database: Database, server: ScriptedServer
) -> None:
    first, second = "The office opens at 7:30 [1].", "It opens at 7:30 every morning [1]."
    async with turning(database, server, keeping=True) as here:
        server.on(COMPLETIONS, openai_stream(first))
        answered = await here.told(await here.ask(await here.conversation(), QUESTION))
        await asyncio.gather(*here.turns._aside)  # the title
        asked = len(server.requests)
        kept = await here.told(await here.ask(await here.conversation(), QUESTION))
        await asyncio.gather(*here.turns._aside)
        assert (answered.text, kept.text) == (first, first)
        told = [str(each.body) for each in server.requests[asked:]]
        assert not [each for each in told if "<passage" in each]
        server.on(COMPLETIONS, openai_stream(second))
        again = await here.told(await here.turns.retry(here.actor, kept, None))
        assert again.text == second
        assert again.id != kept.id


async def test_an_answer_is_repeated_from_the_collections_that_its_question_named(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]."))
    async with here.db.transaction(here.actor) as tx:
        empty = await knowledge_collections.create(tx, here.actor, "empty", "", "internal")
        conversation = await conversations.create(tx, here.actor, collection_ids=[empty.id])
    live = await here.ask(conversation, QUESTION, collection_ids=[here.place.collection], top_k=2, reranked=False)
    first = await here.told(live)
    again = await here.turns.retry(here.actor, first, None)
    assert (await here.told(again)).finish == first.finish == "stop"
    assert [each.chunk_id for each in again.passages] == [each.chunk_id for each in live.passages]
    assert len(again.passages) == 2
    question = await here.stored(live.question_id)
    assert (question.collection_ids, question.top_k, question.reranked) == ([here.place.collection], 2, False)
    assert (await here.told(await here.ask(conversation, QUESTION))).finish == "not_found"


async def test_a_question_that_leans_on_what_was_said_is_made_whole(here: Turning, server: ScriptedServer) -> None:
    server.on(
        COMPLETIONS,
        openai_stream("The lighthouse was built in 1887 [1]."),
        openai_stream("Lighthouses"),
        openai_stream("Who built the lighthouse of the harbour?"),
        openai_stream("Ines Okafor built the lighthouse [1]."),
    )
    conversation = await here.conversation()
    await here.told(await here.ask(conversation, "When was the lighthouse of the harbour built?"))
    await until(lambda: len(server.requests) == 2)
    live = await here.ask(conversation, "And who built it?")
    stored = await here.told(live)
    assert stored.rewritten == "Who built the lighthouse of the harbour?"
    assert stored.citations
    rewriting, answering = server.requests[2].body["messages"], server.requests[3].body["messages"]
    assert "And who built it?" in rewriting[-1]["content"]
    assert [each["role"] for each in answering] == ["system", "user", "assistant", "user"]
    assert "[1]" not in answering[2]["content"]


async def test_without_a_model_the_words_before_go_along(database: Database) -> None:
    async with turning(database, None) as here:
        conversation = await here.conversation()
        first = await here.told(await here.ask(conversation, "When was the lighthouse of the harbour built?"))
        assert first.mode == "extractive"
        stored = await here.told(await here.ask(conversation, "And who built it?"))
        assert "1887 by Ines Okafor" in stored.text
        assert stored.rewritten is not None


async def test_a_conversation_is_named_by_its_first_words_and_then_by_the_model(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]."), openai_stream('"Opening hours"'))
    conversation = await here.conversation()
    live = await here.ask(conversation, QUESTION)

    async def title() -> str:
        async with here.db.transaction(here.actor) as tx:
            return (await conversations.get(tx, here.actor, conversation.id)).title

    assert await title() == "When does the harbour office open every morning?"
    await read_to_end(live)
    async with asyncio.timeout(5):
        while await title() != "Opening hours":
            await asyncio.sleep(0.02)


async def test_a_conversation_rises_to_the_label_of_what_it_asks(here: Turning, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]."))
    conversation = await here.conversation()
    assert conversation.sensitivity == "public"
    await here.told(await here.ask(conversation, QUESTION))
    async with here.db.transaction(here.actor) as tx:
        assert (await conversations.get(tx, here.actor, conversation.id)).sensitivity == "internal"


async def test_one_account_cannot_take_all_the_room(database: Database, server: ScriptedServer) -> None:
    server.on(COMPLETIONS, openai_stream("The office ", HANG))
    async with turning(database, server, answers_each=1) as here:
        conversation = await here.conversation()
        live = await here.ask(conversation, QUESTION)
        with pytest.raises(TooManyAnswers):
            await here.ask(conversation, QUESTION)
        await here.turns.stop(here.actor, await here.stored(live.message_id))
        await until(lambda: live.ending is not None)
        assert await here.count("messages") == 2


async def test_an_answer_is_stored_although_every_connection_is_taken_when_it_ends(
    here: Turning, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1].", 1.5))
    live = await here.ask(await here.conversation(), QUESTION)
    live.open(Place())  # somebody reads, to the end
    reading = asyncio.create_task(here.told(live))  # what nobody reads for a while is abandoned, on a busy machine too
    await until(lambda: live.text)
    async with AsyncExitStack() as stack:
        for _ in range(here.db.pool_size):
            await stack.enter_async_context(here.db.system_transaction())
        here.db.engine.pool._timeout = 0.05  # type: ignore[attr-defined]
        await asyncio.sleep(2.0)  # the model has ended and the first tries to store it have failed
        assert live.ending is None
    stored = await reading
    assert (stored.failure, stored.text) == (None, "The office opens at 7:30 [1].")
    assert stored.state == "complete"


async def test_an_answer_that_was_kept_counts_as_a_question_and_takes_no_tokens(
    database: Database, server: ScriptedServer
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]."))
    async with turning(database, server, keeping=True) as here:
        counted = []
        for _ in range(2):
            stored = await here.told(await here.ask(await here.conversation(), QUESTION))
            assert stored.text == "The office opens at 7:30 [1]."
            rows = await book(here.db, here.actor)
            assert not any(reserved for _, reserved in rows.values())
            counted.append((rows["questions", "all"][0], rows["tokens", "all"][0]))
    assert counted == [(1, 10), (2, 10)]


async def test_an_answer_that_cannot_be_kept_is_told_at_once(
    here: Turning, server: ScriptedServer, postgres_server: SharedServer, access: Access
) -> None:
    server.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]."))
    with psycopg.connect(postgres_server.superuser_url(access), autocommit=True) as house:
        house.execute(
            "create function public.refuse() returns trigger language plpgsql as $$ begin raise 'the disk is torn'; end $$"
        )
        house.execute(
            "create trigger refuse before update on chat.messages for each row when (new.state = 'complete') "
            "execute function public.refuse()"
        )
        live = await here.ask(await here.conversation(), "When does the harbour office open?")
        stored = await here.told(live)
        house.execute("drop function public.refuse() cascade")
    assert isinstance(live.ending, events.Failed)
    assert live.ending.error.code == "answer_not_stored"
    assert (stored.state, stored.text) == ("failed", "")
    assert stored.failure is not None
    assert stored.failure["code"] == "ANSWER_NOT_STORED"
