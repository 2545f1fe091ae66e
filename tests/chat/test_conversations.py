"""Conversations and their messages in the tables: whose they are, branches that are kept, and many hands at once."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.chat.people import Talking, key, member, operator, workspace

from nullus.chat.conversations import conversations, messages
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import Ending
from nullus.chat.errors import ConversationNotFound, MessageNotFound, NotAnAnswer, NotAQuestion
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated


async def begun(who: Talking, title: str = "") -> Conversation:
    async with who.db.transaction(who.actor) as tx:
        return await conversations.create(tx, who.actor, title)


async def branch(who: Talking, conversation: UUID, end: UUID | None = None) -> list[str]:
    async with who.db.transaction(who.actor) as tx:
        return [each.text for each in await messages.branch(tx, who.actor, conversation, end)]


async def test_a_conversation_is_there_for_its_owner_and_for_nobody_else(database: Database) -> None:
    here = await workspace(database)
    owner = await member(database, here)
    mine = await begun(owner, "My question")
    asked, answer = await owner.turn(mine.id, "What?", "That.")
    others = [
        await member(database, here, "owner"),
        await member(database, here, "admin"),
        await member(database, here, "guest"),
        key(database, here),
        operator(database, here),
        await member(database, await workspace(database), "owner"),
    ]
    for other in others:
        async with database.transaction(other.actor) as tx:
            with pytest.raises(ConversationNotFound):
                await conversations.get(tx, other.actor, mine.id)
            for message in (asked, answer):
                with pytest.raises(MessageNotFound):
                    await messages.get(tx, other.actor, message.id)
            assert await conversations.newest(tx, other.actor, None, 10) == []
            for table in ("conversations", "messages", "search_marks"):
                seen = await tx.execute(text(f"select count(*) from chat.{table} where workspace_id = :w"), {"w": here})
                assert seen.scalar_one() == 0, f"{table} for {other.actor.kind} {other.actor.role}"
        with pytest.raises(ConversationNotFound):
            await other.asks(mine.id, "And for me?")
    assert await branch(owner, mine.id) == ["What?", "That."]


async def test_what_a_key_without_an_account_began_is_the_keys_and_the_operators(database: Database) -> None:
    here = await workspace(database)
    one, other, machine = key(database, here), key(database, here), operator(database, here)
    mine = await begun(one, "By a program")
    await one.turn(mine.id, "What?", "That.")
    assert await branch(machine, mine.id) == ["What?", "That."]
    with pytest.raises(ConversationNotFound):
        await branch(other, mine.id)
    own = await begun(machine)
    with pytest.raises(ConversationNotFound):
        await branch(one, own.id)


async def test_branches_are_kept_and_can_be_gone_back_to(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    first, answer = await who.turn(mine.id, "one?", "one.")
    second, old = await who.turn(mine.id, "two?", "two.")
    edited = await who.asks(mine.id, "two, please?", answer.id, branch=True)
    new = await who.answered(mine.id, edited.id, "two, with pleasure.")
    again = await who.answered(mine.id, edited.id, "two, once more.")
    assert await branch(who, mine.id) == ["one?", "one.", "two, please?", "two, once more."]
    assert await branch(who, mine.id, old.id) == ["one?", "one.", "two?", "two."]
    async with database.transaction(who.actor) as tx:
        shown = await messages.branch(tx, who.actor, mine.id)
        below = await messages.siblings(tx, who.actor, mine.id, shown)
        assert below == {
            None: [first.id],
            first.id: [answer.id],
            answer.id: [second.id, edited.id],
            edited.id: [new.id, again.id],
        }
        assert await messages.use_branch(tx, who.actor, mine.id, second.id) == old.id
    assert await branch(who, mine.id) == ["one?", "one.", "two?", "two."]
    await who.asks(mine.id, "three?")
    assert (await branch(who, mine.id))[-2:] == ["two.", "three?"]


async def test_an_edited_first_question_is_another_beginning(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    await who.turn(mine.id, "one?", "one.")
    await who.asks(mine.id, "uno?", branch=True)
    assert await branch(who, mine.id) == ["uno?"]


async def test_a_question_that_was_never_answered_stays_beside_the_next(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    await who.turn(mine.id, "one?", "one.")
    await who.asks(mine.id, "lost?")
    await who.asks(mine.id, "two?")
    assert await branch(who, mine.id) == ["one?", "one.", "two?"]


async def test_questions_and_answers_take_turns(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine, other = await begun(who), await begun(who)
    asked, answer = await who.turn(mine.id, "one?", "one.")
    with pytest.raises(NotAnAnswer):
        await who.asks(mine.id, "below a question?", asked.id, branch=True)
    with pytest.raises(NotAQuestion):
        await who.begins(mine.id, answer.id)
    with pytest.raises(MessageNotFound):
        await who.begins(other.id, asked.id)
    with pytest.raises(MessageNotFound):
        await who.asks(other.id, "below somebody else's?", answer.id, branch=True)


async def test_an_answer_ends_once_whoever_ends_it(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    asked = await who.asks(mine.id, "one?")
    begun_answer = await who.begins(mine.id, asked.id)
    assert begun_answer.state == "writing"

    async def finish(number: int) -> bool:
        async with database.transaction(who.actor) as tx:
            state = "complete" if number % 2 else "stopped"
            return await messages.finish_answer(tx, who.actor, begun_answer.id, Ending(state, f"by {number}"))  # type: ignore[arg-type]

    ended = await asyncio.gather(*(finish(number) for number in range(50)))
    assert sum(ended) == 1
    async with database.transaction(who.actor) as tx:
        kept = await messages.get(tx, who.actor, begun_answer.id)
        assert kept.text == f"by {ended.index(True)}"
        assert kept.finished_at is not None
        assert not await messages.finish_answer(tx, who.actor, begun_answer.id, Ending("complete", "more"))
    assert (await branch(who, mine.id))[-1] == kept.text


async def test_fifty_questions_at_once_are_all_kept_and_one_is_the_end(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    asked = await asyncio.gather(*(who.asks(mine.id, f"question {number}?") for number in range(50)))
    async with database.transaction(who.actor) as tx:
        below = await messages.siblings(tx, who.actor, mine.id, asked)
        now = await conversations.get(tx, who.actor, mine.id)
    assert sorted(below[None]) == sorted(each.id for each in asked)
    assert now.head_id in {each.id for each in asked}


async def test_deleting_while_fifty_write_leaves_nothing(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    await who.turn(mine.id, "one?", "one.")

    async def write(number: int) -> bool:
        try:
            await who.turn(mine.id, f"question {number}?", "answer")
        except (ConversationNotFound, MessageNotFound, AssertionError):
            return False
        return True

    async def delete() -> conversations.ConversationReceipt:
        return await conversations.delete(database, who.actor, mine.id)

    *_, receipt = await asyncio.gather(*(write(number) for number in range(50)), delete())
    assert isinstance(receipt, conversations.ConversationReceipt)
    assert receipt.verified
    assert receipt.removed["messages"] >= 2
    with pytest.raises(ConversationNotFound):
        await delete()


async def test_sensitivity_only_rises(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    async with database.transaction(who.actor) as tx:
        for label, expected in (
            ("internal", "internal"),
            ("public", "internal"),
            ("personal", "personal"),
            ("confidential", "personal"),
        ):
            assert await conversations.raise_sensitivity(tx, who.actor, mine.id, label) == expected


async def test_a_persons_title_is_not_overwritten(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine, named = await begun(who), await begun(who, "Chosen by me")
    async with database.transaction(who.actor) as tx:
        assert await conversations.entitle(tx, who.actor, mine.id, "  First \n words  ", "words")
        assert await conversations.entitle(tx, who.actor, mine.id, "By a model", "model")
        assert not await conversations.entitle(tx, who.actor, named.id, "By a model", "model")
        await conversations.change(tx, who.actor, mine.id, {"title": "By me"})
        assert not await conversations.entitle(tx, who.actor, mine.id, "By a model", "model")
        assert (await conversations.get(tx, who.actor, mine.id)).title == "By me"


async def test_who_has_left_writes_nothing_more(database: Database) -> None:
    who = await member(database, await workspace(database))
    mine = await begun(who)
    async with database.system_transaction() as tx:
        await tx.execute(
            text("update identity.accounts set state = 'leaving' where id = :id"), {"id": who.actor.person_id}
        )
    with pytest.raises(NotAuthenticated):
        await who.asks(mine.id, "one more?")
    with pytest.raises(NotAuthenticated):
        await begun(who)
