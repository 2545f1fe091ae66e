"""Search: one state of the index in every answer, walls between workspaces, filters, what is left out and why."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from tests.knowledge.filled import Filled, WordsEmbedder, filled, gateway_of
from tests.knowledge.workplace import take_out

from nullus.kit import new_id
from nullus.knowledge import Retrieval, SearchRequest, SearchResult
from nullus.knowledge.collections import collections
from nullus.knowledge.errors import CollectionNotFound
from nullus.llm import Vectors
from nullus.platform.database import Database
from nullus.platform.errors import ErrorKind, NullusError, Text


@pytest.fixture
async def place(database: Database) -> Filled:
    """A workspace of the test's own."""
    return await filled(database)


@pytest.fixture
async def retrieval(place: Filled) -> AsyncIterator[Retrieval]:
    made = Retrieval(place.db, gateway_of(place.embedder))
    yield made
    await made.close()


async def ask(retrieval: Retrieval, place: Filled, query: str, **more: Any) -> SearchResult:
    return await retrieval.search(place.actor, SearchRequest(query, **more))


def texts(found: SearchResult) -> list[str]:
    return [hit.text for hit in found.hits]


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
async def test_what_was_added_is_found_at_once_and_what_was_removed_is_not(
    retrieval: Retrieval, place: Filled, mode: str
) -> None:
    assert texts(await ask(retrieval, place, "violet harbour", mode=mode)) == []
    document = await place.add(["the violet harbour", "a grey field"])
    assert texts(await ask(retrieval, place, "violet harbour", mode=mode))[0] == "the violet harbour"
    await take_out(place, document)
    assert texts(await ask(retrieval, place, "violet harbour", mode=mode)) == []


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
async def test_another_workspaces_words_are_never_found(retrieval: Retrieval, place: Filled, mode: str) -> None:
    neighbour = await filled(place.db, place.embedder)
    await neighbour.add(["the secret walrus of the neighbour"], "walrus.txt")
    await place.add(["an open letter"])
    for query in ("walrus", "secret walrus neighbour", "walrsu"):
        assert not [each for each in texts(await ask(retrieval, place, query, mode=mode)) if "walrus" in each]
    assert texts(await ask(retrieval, neighbour, "walrus", mode=mode)) == ["the secret walrus of the neighbour"]


async def test_collections_are_looked_into_alone_and_unknown_ones_are_refused(
    retrieval: Retrieval, place: Filled
) -> None:
    async with place.db.transaction(place.actor) as tx:
        other = await collections.create(tx, place.actor, "other")
    await place.add(["the violet harbour"])
    await dataclasses.replace(place, collection=other.id).add(["the violet airport"])
    for mode in ("hybrid", "lexical", "dense"):
        assert texts(await ask(retrieval, place, "violet", mode=mode, collection_ids=[other.id])) == [
            "the violet airport"
        ]
        assert texts(await ask(retrieval, place, "violet", mode=mode, collection_ids=[])) == []
    neighbour = await filled(place.db)
    for unknown in (new_id(), neighbour.collection):
        with pytest.raises(CollectionNotFound):
            await ask(retrieval, place, "violet", collection_ids=[place.collection, unknown])


@pytest.mark.parametrize("wanted", [1, 3, 100])
async def test_no_more_than_asked_for_best_first_each_once(retrieval: Retrieval, place: Filled, wanted: int) -> None:
    await place.add([f"harbour note {number}" for number in range(150)])
    for mode in ("hybrid", "lexical", "dense"):
        hits = (await ask(retrieval, place, "harbour note", mode=mode, top_k=wanted)).hits
        assert len(hits) == wanted
        assert len({hit.chunk_id for hit in hits}) == wanted
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


async def test_highlights_lie_on_the_words_of_the_question(retrieval: Retrieval, place: Filled) -> None:
    await place.add(["The Harbour, seen from the harbour wall.", "항구에서 배가 떠났다."])
    for query, word in (("harbour", "harbour"), ("항구", "항구")):
        (hit,) = (await ask(retrieval, place, query, mode="lexical")).hits
        assert hit.highlights
        assert all(word in hit.text[start:end].lower() for start, end in hit.highlights)


class Broken(WordsEmbedder):
    """A model that does not answer questions."""

    async def embed_query(self, text: str) -> Vectors:
        raise ModelGone


class ModelGone(NullusError):
    kind = ErrorKind.UNAVAILABLE
    code = "test_model_gone"
    message = Text(en="The model is gone.", ko="모델이 없습니다.")


async def test_without_its_model_a_search_answers_by_words_and_says_so(place: Filled) -> None:
    await place.add(["the violet harbour"])
    retrieval = Retrieval(place.db, gateway_of(Broken()))
    found = await ask(retrieval, place, "violet")
    assert texts(found) == ["the violet harbour"]
    assert isinstance(found.degraded, ModelGone)
    assert (await ask(retrieval, place, "violet", mode="lexical")).degraded is None
    with pytest.raises(ModelGone):
        await ask(retrieval, place, "violet", mode="dense")
    await retrieval.close()


async def test_fifty_searches_at_once_while_the_index_changes_see_whole_states(
    retrieval: Retrieval, place: Filled
) -> None:
    """Each document comes with five passages in one commit: an answer holds five of it or none."""
    done = asyncio.Event()

    async def change() -> None:
        for number in range(12):
            await place.add([f"tide table {number} {part}" for part in range(5)], f"doc-{number}")
        done.set()

    async def look() -> Sequence[int]:
        counts: list[int] = []
        while not done.is_set():
            hits = (await ask(retrieval, place, "tide table", mode="lexical", top_k=100)).hits
            held: dict[str, int] = {}
            for hit in hits:
                held[hit.document_name] = held.get(hit.document_name, 0) + 1
            counts += held.values()
            await asyncio.sleep(0)
        return counts

    changing = asyncio.create_task(change())
    seen = await asyncio.gather(*(look() for _ in range(50)))
    await changing
    assert {count for counts in seen for count in counts} <= {5}
    assert len((await ask(retrieval, place, "tide table", mode="lexical", top_k=100)).hits) == 60


@pytest.mark.parametrize(
    "query", ["", " ", "\0", "!?", "😀", "\u202e", "(" * 3000, "x" * 10_000, "가" * 10_000, "' or 1=1", "%", "\\"]
)
async def test_any_query_is_answered(retrieval: Retrieval, place: Filled, query: str) -> None:
    await place.add(["the violet harbour", "항구 이야기"])
    for mode in ("hybrid", "lexical", "dense"):
        found = await ask(retrieval, place, query, mode=mode)
        assert found.took["total"] < 5000


async def test_what_stands_beside_a_passage_is_read_as_the_asker(retrieval: Retrieval, place: Filled) -> None:
    document = await place.add(["a first note", "a second note", "a third note"])
    await place.add(["a note of another document"])
    first, second, third = await place.numbers(document)
    found = await retrieval.beside(place.actor, [first, second])
    assert {of: [each.text for each in them] for of, them in found.items()} == {
        first: ["a second note"],
        second: ["a first note", "a third note"],
    }
    stranger = await filled(place.db)
    assert await retrieval.beside(stranger.actor, [first, second, third]) == {}
