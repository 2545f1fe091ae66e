"""An embedder outside that may not see a collection: its documents fail with a mend, and a search goes on by words and says so."""

from dataclasses import replace

import pytest
from tests.knowledge.filled import Filled, WordsEmbedder, filled
from tests.knowledge.workplace import Workplace, work

from nullus.knowledge import Retrieval, SearchRequest
from nullus.knowledge.collections import collections
from nullus.knowledge.documents.reasons import describe
from nullus.llm import EgressRefused, Gateway, LlmSettings
from nullus.platform.database import Database


def outside(embedder: WordsEmbedder, clearance: str = "") -> Gateway:
    """A gateway whose embedder stands on a server elsewhere; nobody is asked but the embedder given."""
    settings = LlmSettings(
        provider="none",
        embedder="openai:vectors",
        embedder_url="https://api.example.com/v1",
        embedder_clearance=clearance,
    )
    gateway = Gateway(settings)
    gateway._embedder = embedder
    return gateway


@pytest.fixture
async def place(database: Database) -> Filled:
    made = await filled(database)
    await made.add(["the violet harbour"])
    return made


async def test_a_search_that_may_not_be_embedded_goes_on_by_words_and_says_why(place: Filled) -> None:
    asked = WordsEmbedder()
    retrieval = Retrieval(place.db, outside(asked))
    found = await retrieval.search(place.actor, SearchRequest("violet"))
    assert [hit.text for hit in found.hits] == ["the violet harbour"]
    assert isinstance(found.degraded, EgressRefused)
    assert "Only local models" in found.degraded.message_in("en")
    with pytest.raises(EgressRefused):
        await retrieval.search(place.actor, SearchRequest("violet", mode="dense"))
    await retrieval.close()


async def test_one_collection_that_may_not_leave_counts_for_the_whole_question(place: Filled) -> None:
    async with place.db.transaction(place.actor) as tx:
        open_ = await collections.create(tx, place.actor, "open", sensitivity="public")
    await replace(place, collection=open_.id).add(["the violet airport"])
    retrieval = Retrieval(place.db, outside(WordsEmbedder()))
    both = await retrieval.search(place.actor, SearchRequest("violet"))
    assert isinstance(both.degraded, EgressRefused)
    alone = await retrieval.search(place.actor, SearchRequest("violet", collection_ids=[open_.id]))
    assert (alone.degraded, [hit.text for hit in alone.hits]) == (None, ["the violet airport"])
    said_before = SearchRequest("violet", collection_ids=[open_.id], sensitivity="confidential")
    assert isinstance((await retrieval.search(place.actor, said_before)).degraded, EgressRefused)
    await retrieval.close()


async def test_a_document_that_may_not_be_embedded_fails_with_a_mend_and_its_neighbours_do_not(idle: Workplace) -> None:
    embedder = WordsEmbedder()
    place = replace(idle, resources=replace(idle.resources, gateway=outside(embedder)))
    async with place.db.transaction(place.actor) as tx:
        open_ = await collections.create(tx, place.actor, "open", sensitivity="public")
    kept = await place.put("plan.md", "The violet canary of the house.")
    free = await replace(place, collection=open_.id).put("news.md", "The violet news of the town.")
    async with work(place):
        refused, ready = await place.settled(kept), await place.settled(free)
        assert (refused.status, ready.status) == ("failed", "ready")
        assert refused.failure is not None
        code, fields = refused.failure.code, refused.failure.fields
        for (message, hint), word in (
            (describe(code, fields, "en"), "EMBEDDER_CLEARANCE"),
            (describe(code, fields, "ko"), "로컬"),
        ):
            assert "internal" in message
            assert hint is not None
            assert word in hint
    assert any("news" in each for each in embedder.embedded)
    assert not any("canary" in each for each in embedder.embedded)
