"""Documents moved between collections: found where they are and nowhere else, at the same address, all or none."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import pytest
from tests.knowledge.workplace import Workplace, sections, workplace

from nullus import knowledge
from nullus.kit import new_id
from nullus.knowledge.collections import collections
from nullus.knowledge.collections.collections import KnownCollection
from nullus.knowledge.documents import documents, moving
from nullus.knowledge.documents.documents import Document
from nullus.knowledge.documents.store import Asked
from nullus.knowledge.errors import DocumentBusy, NameTaken
from nullus.knowledge.sandbox import Sandbox
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted


@pytest.fixture(scope="module")
async def place(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> AsyncIterator[Workplace]:
    async with workplace(database, tmp_path_factory.mktemp("objects"), sandbox) as made:
        yield made


async def shelf(place: Workplace, name: str, access: str = "workspace") -> KnownCollection:
    async with place.db.transaction(place.actor) as tx:
        made = await collections.create(tx, place.actor, name, access=access)
    return KnownCollection(made.id, made.name)


async def move(place: Workplace, found: list[Document], target: KnownCollection, actor: Actor | None = None) -> int:
    asking = actor or place.actor
    async with place.db.transaction(asking) as tx:
        moved = await moving.move(tx, asking, found, target)
    await place.retrieval.refresh(place.actor)
    return moved


async def listed(place: Workplace, collection: UUID, **asked: object) -> list[str]:
    async with place.db.transaction(place.actor) as tx:
        page, _ = await documents.list_page(tx, place.actor, collection, Asked(**asked), 100)  # type: ignore[arg-type]
    return [each.name for each in page]


async def test_a_moved_document_is_found_where_it_is_and_nowhere_else(place: Workplace) -> None:
    found = await place.ready("walrus.md", sections(["walrus", "walnut"]))
    before = await place.find("walrus", collection_ids=[place.collection])
    target = await shelf(place, "animals")
    assert await move(place, [found], target) == 1
    assert await move(place, [await place.document(found.id)], target) == 0
    for mode in ("lexical", "dense", "hybrid"):
        assert not await place.find("walrus", collection_ids=[place.collection], mode=mode), mode
        after = await place.find("walrus", collection_ids=[target.id], mode=mode)
        assert {hit.chunk_id for hit in after} == {hit.chunk_id for hit in before}, mode
    assert "walrus.md" not in await listed(place, place.collection)
    assert await listed(place, target.id) == ["walrus.md"]


async def test_a_follower_that_starts_afterwards_knows_the_new_place(place: Workplace) -> None:
    found = await place.ready("heron.md", sections(["heron"]))
    target = await shelf(place, "birds")
    await move(place, [found], target)
    fresh = knowledge.Retrieval(place.db, place.resources.gateway)
    try:
        later = replace(place, retrieval=fresh)
        assert await later.find("heron", collection_ids=[target.id])
        assert not await later.find("heron", collection_ids=[place.collection])
    finally:
        await fresh.close()


async def test_all_move_or_none(place: Workplace) -> None:
    target = await shelf(place, "twins")
    first, second = await place.ready("twin.md", "one twin"), await place.ready("single.md", "a single one")
    await move(place, [first], target)
    again = await place.ready("twin.md", "another twin")
    with pytest.raises(NameTaken) as refused:
        await move(place, [second, again], target)
    assert "twin.md" in refused.value.message_in("ko")
    assert "single.md" in await listed(place, place.collection)


async def test_what_is_still_being_read_stays(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> None:
    async with workplace(database, tmp_path_factory.mktemp("idle"), sandbox, working=False) as idle:
        waiting = await idle.document(await idle.put("waiting.md", "waiting"))
        with pytest.raises(DocumentBusy):
            await move(idle, [waiting], await shelf(idle, "later"))


async def test_moving_needs_the_right_to_write(place: Workplace) -> None:
    found = await place.ready("fixed.md", "fixed")
    reader = Actor("key", place.actor.workspace_id, scopes=frozenset({"documents:read", "search"}))
    with pytest.raises(NotPermitted):
        await move(place, [found], KnownCollection(new_id(), "anywhere"), reader)


async def test_lists_are_ordered_filtered_and_paged_to_their_end(place: Workplace) -> None:
    target = await shelf(place, "list")
    sizes = {"가나.md": "a" * 30, "Beta.md": "b" * 10, "alpha.md": "c" * 20}
    await move(place, [await place.ready(name, text) for name, text in sizes.items()], target)
    assert await listed(place, target.id, order="name", descending=False) == ["alpha.md", "Beta.md", "가나.md"]
    assert await listed(place, target.id, order="size") == ["가나.md", "alpha.md", "Beta.md"]
    assert await listed(place, target.id, name="BET") == ["Beta.md"]
    assert await listed(place, target.id, name="%") == []
    seen: list[str] = []
    after = None
    for _ in range(3):
        async with place.db.transaction(place.actor) as tx:
            page, after = await documents.list_page(
                tx, place.actor, target.id, Asked(order="name", descending=False, after=after), 1
            )
        seen += [each.name for each in page]
    assert seen == ["alpha.md", "Beta.md", "가나.md"]
    assert after is None
    async with place.db.transaction(place.actor) as tx:
        counted = await collections.get(tx, place.actor, target.id)
    assert (counted.documents, counted.size, counted.failed, counted.unsettled) == (3, 60, 0, 0)


async def test_versions_are_told_newest_first(place: Workplace) -> None:
    first = await place.ready("changing.md", "first text")
    await place.ready("changing.md", "second and longer text")
    async with place.db.transaction(place.actor) as tx:
        found = await documents.versions_of(tx, place.actor, first.id)
        oldest = await documents.version_of(tx, place.actor, first, 1)
    assert [(each.number, each.searchable) for each in found] == [(2, True), (1, False)]
    assert oldest.digest == first.digest
