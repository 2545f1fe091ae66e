"""Translations: a paragraph at a time, kept for who may see them, refused where no model may see the text."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.chat.conftest import Asked
from tests.chat.people import Talking, member, workspace
from tests.knowledge.filled import Filled, WordsEmbedder
from tests.llm.scripted_server import Reply, ScriptedServer, Seen, json_reply, openai_stream

from nullus.chat import ChatSettings
from nullus.chat.conversations import conversations
from nullus.chat.errors import TooManyAnswers
from nullus.chat.translation.translating import Source, Translated, Translator
from nullus.identity import Quotas, QuotaSettings
from nullus.knowledge.collections import collections
from nullus.llm import EgressRefused, Gateway, LlmSettings
from nullus.llm.routing.errors import NoModel
from nullus.platform.database import Database

COMPLETIONS = "/v1/chat/completions"
TEXT = "라인강의 길이는 1,230 km이다 [1].\n\n```\n코드\n```\n\nThe end is here and that is it.\n"


def material(seen: Seen) -> str:
    """What the model is given to translate."""
    found = re.fullmatch(r'<text key="(\w+)">\n(.*)\n</text key="\1">', seen.body["messages"][-1]["content"], re.DOTALL)
    assert found
    assert found[1] in seen.body["messages"][0]["content"]
    return found[2]


def bracketed(seen: Seen) -> Reply:
    return openai_stream("«", material(seen), "»")


@dataclass
class Place:
    """Somebody with a document, and a translator whose model says what it is given in brackets."""

    who: Talking
    collection: UUID
    document: UUID
    server: ScriptedServer
    gateway: Gateway
    translator: Translator

    def source(self, words: str = TEXT, **changed: Any) -> Source:
        places = frozenset({self.collection}), frozenset({self.document})
        return Source(words, changed.get("sensitivity", "internal"), *places)

    async def translate(self, words: str = TEXT, by: Talking | None = None, **changed: Any) -> list[Translated]:
        done = await self.translator.translate((by or self.who).actor, [self.source(words, **changed)], "en")
        return done[0]

    @property
    def asked(self) -> int:
        return len(self.server.requests)


@pytest.fixture
async def place(database: Database) -> AsyncIterator[Place]:
    here = await workspace(database)
    who = await member(database, here, "owner")
    async with database.transaction(who.actor) as tx:
        made = await collections.create(tx, who.actor, "papers")
    document = await Filled(database, who.actor, made.id, WordsEmbedder()).add([TEXT])
    async with ScriptedServer() as server:
        server.on(COMPLETIONS, bracketed)
        gateway = Gateway(LlmSettings(provider="openai", url=server.url, model="tiny", embedder="static"), database)
        translator = Translator(database, gateway, ChatSettings(), Quotas(database, QuotaSettings()))
        yield Place(who, made.id, document, server, gateway, translator)
        await gateway.close()


async def test_each_paragraph_is_translated_beside_its_original_and_code_stays(place: Place) -> None:
    first, code, end = await place.translate()
    assert (first.how, first.original, first.text) == (
        "model",
        "라인강의 길이는 1,230 km이다 [1].",
        "«라인강의 길이는 1,230 km이다 [1].»",
    )
    assert (first.model, first.prompt, first.lost) == ("openai/tiny", "translate.v1", [])
    assert (code.how, code.text) == ("unchanged", "```\n코드\n```")
    assert (end.how, end.text) == ("unchanged", "The end is here and that is it."), "it is English already"
    assert first.behind + code.behind + end.behind == "\n\n\n\n\n"
    assert place.asked == 1


async def test_what_was_translated_is_kept_for_others_who_see_the_document(place: Place) -> None:
    await place.translate()
    colleague = await member(place.who.db, place.who.actor.workspace_id, "viewer")
    (first, *_) = await place.translate(by=colleague)
    assert (first.how, first.text) == ("kept", "«라인강의 길이는 1,230 km이다 [1].»")
    assert place.asked == 1
    stranger = await member(place.who.db, await workspace(place.who.db), "owner")
    await place.translate(by=stranger)
    assert place.asked == 2


async def test_a_changed_paragraph_alone_is_translated_again(place: Place) -> None:
    await place.translate("하나입니다.\n\n둘입니다.")
    assert [each.how for each in await place.translate("하나입니다.\n\n셋입니다.")] == ["kept", "model"]


async def test_it_goes_with_the_document(place: Place) -> None:
    await place.translate()
    async with place.who.db.transaction(place.who.actor) as tx:
        await tx.execute(text("delete from knowledge.documents where id = :id"), {"id": place.document})
        assert (await tx.execute(text("select count(*) from llm.kept_sources"))).scalar_one() == 0


async def test_the_translation_of_a_message_is_its_owners_and_goes_with_it(place: Place) -> None:
    who = place.who
    async with who.db.transaction(who.actor) as tx:
        room = await conversations.create(tx, who.actor)
    question = await who.asks(room.id, "라인강은 얼마나 긴가요?")
    source = Source(question.text, "internal", frozenset(), frozenset({question.id}))
    for how in ("model", "kept"):
        assert (await place.translator.translate(who.actor, [source], "en"))[0][0].how == how
    colleague = await member(who.db, who.actor.workspace_id, "owner")
    assert (await place.translator.translate(colleague.actor, [source], "en"))[0][0].how == "model"
    async with who.db.transaction(who.actor) as tx:
        await tx.execute(text("delete from chat.conversations where id = :id"), {"id": room.id})
        assert (await tx.execute(text("select count(*) from llm.kept_sources"))).scalar_one() == 0


def losing(*losses: bool) -> Callable[[Seen], Reply]:
    """Leaves the citation out, or not, one request after another."""
    turns = iter(losses)
    return lambda seen: openai_stream(material(seen).replace("[1]", "") if next(turns) else material(seen))


@pytest.mark.parametrize(("losses", "lost"), [((True, False), []), ((True, True), ["[1]"])])
async def test_a_lost_citation_is_asked_for_once_more_and_then_named(
    place: Place, losses: tuple[bool, ...], lost: list[str]
) -> None:
    place.server.on(COMPLETIONS, losing(*losses))
    (first, *_) = await place.translate()
    assert list(first.lost) == lost
    assert place.asked == 2
    assert [list((await place.translate())[0].lost), place.asked] == [lost, 2]


async def test_marks_around_the_translation_are_taken_away(place: Place) -> None:
    place.server.on(COMPLETIONS, lambda seen: openai_stream('<text key="1">\nThe Rhine. \n</text key="1">'))
    (first,) = await place.translate("라인강.")
    assert first.text == "The Rhine."


async def test_nothing_is_sent_to_a_model_that_may_not_see_it(place: Place) -> None:
    settings = LlmSettings(provider="openai", url=place.server.url, model="tiny", embedder="static", clearance="public")
    gateway = Gateway(settings, place.who.db)
    translator = Translator(place.who.db, gateway, ChatSettings(), Quotas(place.who.db, QuotaSettings()))
    with pytest.raises(EgressRefused):
        await translator.translate(place.who.actor, [place.source()], "en")
    await gateway.close()
    assert place.asked == 0


async def test_without_a_model_it_is_refused_and_nothing_else(place: Place) -> None:
    gateway = Gateway(LlmSettings(provider="none", embedder="static"), place.who.db)
    translator = Translator(place.who.db, gateway, ChatSettings(), Quotas(place.who.db, QuotaSettings()))
    with pytest.raises(NoModel):
        await translator.translate(place.who.actor, [place.source()], "en")
    untouched = await translator.translate(place.who.actor, [place.source("```\n1\n```")], "en")
    assert untouched[0][0].how == "unchanged"
    await gateway.close()


async def test_only_so_many_texts_are_translated_at_once(place: Place) -> None:
    full = Translator(
        place.who.db, place.gateway, ChatSettings(answers_at_once=0), Quotas(place.who.db, QuotaSettings())
    )
    with pytest.raises(TooManyAnswers):
        await full.translate(place.who.actor, [place.source()], "en")


async def test_a_failing_model_is_one_error_and_what_was_done_is_kept(place: Place) -> None:
    def moody(seen: Seen) -> Reply:
        return json_reply({"error": {"message": "no"}}, 400) if "셋" in material(seen) else bracketed(seen)

    place.server.on(COMPLETIONS, moody)
    with pytest.raises(Exception, match="no") as failed:
        await place.translate("하나입니다.\n\n셋입니다.")
    assert not isinstance(failed.value, ExceptionGroup)


async def document_of(asked: Asked, name: str) -> str:
    async with asked.client() as client:
        for each in (await client.get("/api/v1/collections")).json()["data"]["items"]:
            listed = (await client.get(f"/api/v1/collections/{each['id']}/documents")).json()["data"]["items"]
            for document in listed:
                if document["name"] == name:
                    return str(document["id"])
    raise AssertionError(name)


async def test_a_document_is_translated_over_http_page_by_page(written: Asked, model_server: ScriptedServer) -> None:
    model_server.on(COMPLETIONS, bracketed)
    path = f"/api/v1/documents/{await document_of(written, '강.md')}/translation"
    async with written.client() as client:
        whole = (await client.post(path, json={"language": "en", "limit": 20})).raise_for_status().json()["data"]
        page = (await client.post(path, json={"language": "en", "limit": 1})).raise_for_status().json()["data"]
    assert whole["nextCursor"] is None
    assert whole["items"][0]["text"].startswith("«")
    assert page["items"][0]["paragraphs"] == whole["items"][0]["paragraphs"]
    assert whole["items"][0]["paragraphs"][0]["original"] in whole["items"][0]["text"]


async def test_a_document_is_not_translated_over_http_without_a_model(plain: Asked) -> None:
    path = f"/api/v1/documents/{await document_of(plain, '강.md')}/translation"
    async with plain.client() as client:
        refused = await client.post(path, json={"language": "en"})
        unknown = await client.post(path, json={"language": "xx"})
    assert (refused.status_code, refused.json()["resultCode"]) == (503, "NO_MODEL")
    assert unknown.status_code == 422
