"""Golden questions: found in the documents, reported where they are not, gone with what they rest on."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import text
from tests.conftest import somebody
from tests.evaluation.conftest import BERTH, DANUBE, RHINE, Place, document_named
from tests.knowledge.workplace import new_workspace, take_out

from nullus import knowledge
from nullus.chat.conversations import feedback_store
from nullus.evaluation import golden
from nullus.evaluation.errors import ExpectationMissing, QuestionNotFound
from nullus.evaluation.formats import Expected, Imported


async def test_passages_are_found_by_search_or_by_the_name_of_their_document(place: Place) -> None:
    added = await place.add()
    assert (len(added.ids), added.known, added.unmatched) == (5, 0, [])
    held = {each.question: [list(one.documents.values()) for one in each.passages] for each in await place.questions()}
    assert held["라인강의 길이는 얼마인가요?"] == [["rivers"]]
    assert held["When does the harbour office open?"] == [["harbour"]]
    assert held["Who painted the ceiling of the chapel?"] == []


async def test_the_same_questions_again_are_known(place: Place) -> None:
    await place.add()
    again = await place.add()
    assert (again.ids, again.known) == ([], 5)


async def test_what_no_document_holds_is_reported_and_not_dropped_silently(place: Place) -> None:
    added = await place.add(
        Imported("a?", (Expected("Words that stand in no document at all."),)),
        Imported("b?", (Expected(RHINE), Expected("세상에 없는 문장이 여기에 있다."))),
        Imported("c?", (Expected(BERTH, "no such document"),)),
        Imported("d?", (Expected("42"),)),  # too short to look for everywhere
    )
    assert [(each.index, each.kept) for each in added.unmatched] == [(0, False), (1, True), (2, False), (3, False)]
    assert [each.question for each in await place.questions()] == ["b?"]


async def test_a_passage_that_stands_in_two_documents_is_held_by_both(place: Place) -> None:
    await place.passages.add([RHINE], "copy")
    await place.add(Imported("라인강?", (Expected(RHINE),)))
    (question,) = await place.questions()
    assert sorted(question.passages[0].documents.values()) == ["copy", "rivers"]


async def test_an_answerable_question_needs_something_to_know_an_answer_by(place: Place) -> None:
    with pytest.raises(ExpectationMissing):
        await place.add(Imported("What?"))
    assert len((await place.add(Imported("What?", facts=(("that",),)))).ids) == 1


async def test_a_deleted_document_takes_its_words_and_the_questions_that_rest_on_it(place: Place) -> None:
    await place.add(*(*(Imported(f"{n}?", (Expected(each),)) for n, each in enumerate((RHINE, DANUBE, BERTH))),))
    await place.add(Imported("both?", (Expected(RHINE), Expected(BERTH))), Imported("fact?", facts=(("x",),)))
    await take_out(place.passages, await document_named(place, "rivers"))
    left = {each.question: [one.quote for one in each.passages] for each in await place.questions()}
    assert left == {"2?": [BERTH], "both?": [BERTH], "fact?": []}
    assert await place.count("passages") == 2


async def test_a_deleted_collection_takes_questions_and_runs(place: Place) -> None:
    await place.add()
    await place.evaluate()
    async with place.db.transaction(place.actor) as tx:
        values = {"id": place.collection.id}
        await tx.execute(text("delete from knowledge.documents where collection_id = :id"), values)
        await tx.execute(text("delete from knowledge.collections where id = :id"), values)
    assert [await place.count(table) for table in ("questions", "passages", "runs", "results")] == [0, 0, 0, 0]


async def test_another_workspace_sees_nothing(place: Place) -> None:
    added = await place.add()
    stranger = await new_workspace(place.db)
    async with place.db.transaction(stranger) as tx:
        with pytest.raises(QuestionNotFound):
            await golden.get(tx, stranger, added.ids[0])
        with pytest.raises(QuestionNotFound):
            await golden.remove(tx, stranger, added.ids[0])
    async with place.db.transaction(place.actor) as tx:
        await golden.remove(tx, place.actor, added.ids[0])
    assert len(await place.questions()) == 4
    assert somebody().workspace_id != place.actor.workspace_id


async def test_a_well_rated_answer_becomes_a_golden_question(place: Place) -> None:
    place = place.seen_by(replace(place.actor, kind="operator"))  # whose conversations are those without an account
    document = await document_named(place, "harbour")
    async with place.db.transaction(place.actor) as tx:
        chunks = (await knowledge.passages_of(tx, place.actor, [document]))[document]
        keys = {name: uuid.uuid4() for name in ("talk", "asked", "answer", "bad")}
        values = {"w": place.actor.workspace_id, "d": document, "c": place.collection.id, "n": chunks[0][0], **keys}
        for statement in (
            "insert into chat.conversations (workspace_id, id) values (:w, :talk)",
            (
                "insert into chat.messages (workspace_id, id, conversation_id, role, state, text) "
                "values (:w, :asked, :talk, 'user', 'complete', 'What is a berth?')"
            ),
            (
                "insert into chat.messages (workspace_id, id, conversation_id, parent_id, role, state, text) "
                "values (:w, :answer, :talk, :asked, 'assistant', 'complete', '42 euros [1].'), "
                "(:w, :bad, :talk, :asked, 'assistant', 'complete', 'Nothing [1].')"
            ),
            (
                "insert into chat.evidence (workspace_id, message_id, number, document_id, document_name, collection_id, "
                "chunk_id, text, start_offset, end_offset, cited) select :w, m, 1, :d, 'harbour', :c, :n, 'old words', 0, 9, true "
                "from unnest(array[cast(:answer as uuid), cast(:bad as uuid)]) m"
            ),
        ):
            await tx.execute(text(statement), values)
        await feedback_store.put(tx, place.actor, keys["answer"], 1, "")
        await feedback_store.put(tx, place.actor, keys["bad"], -1, "")
    added = await golden.from_feedback(place.db, place.retrieval, place.actor, place.collection)
    (question,) = await place.questions()
    assert (question.question, question.origin, question.source) == (
        "What is a berth?",
        "feedback",
        str(keys["answer"]),
    )
    assert [each.quote for each in question.passages] == [BERTH]
    assert len(added.ids) == 1
    again = await golden.from_feedback(place.db, place.retrieval, place.actor, place.collection)
    assert (again.ids, again.known) == ([], 1)
