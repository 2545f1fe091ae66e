"""Collections: named sets inside a workspace, invisible from any other."""

import pytest
from tests.knowledge.workplace import new_workspace

from nullus.kit import new_id
from nullus.knowledge.collections import collections
from nullus.knowledge.errors import CollectionExists, CollectionNotFound
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted


async def test_a_collection_is_made_found_changed_and_listed_by_name(database: Database) -> None:
    actor = await new_workspace(database)
    async with database.transaction(actor) as tx:
        for name in ("b", "a", "다", "가"):
            await collections.create(tx, actor, name, f"about {name}", "personal")
        listed = await collections.list_collections(tx, actor)
        assert [each.name for each in listed] == ["a", "b", "가", "다"]
        found = await collections.get(tx, actor, listed[0].id)
        assert (found.name, found.description, found.sensitivity, found.documents) == ("a", "about a", "personal", 0)
        assert await collections.by_name(tx, actor, "가") == listed[2]
        changed = await collections.change(tx, actor, found.id, {"name": "z", "sensitivity": "public"})
        assert (changed.name, changed.description, changed.sensitivity) == ("z", "about a", "public")
        assert changed.updated_at >= found.updated_at
        assert await collections.change(tx, actor, found.id, {"name": "z"})
        assert (await collections.change(tx, actor, found.id, {})).name == "z"


async def test_a_name_is_taken_once_in_a_workspace_and_free_in_the_next(database: Database) -> None:
    actor, neighbour = await new_workspace(database), await new_workspace(database)
    async with database.transaction(actor) as tx:
        await collections.create(tx, actor, "papers")
        other = await collections.create(tx, actor, "letters")
        with pytest.raises(CollectionExists):
            await collections.create(tx, actor, "papers")
        with pytest.raises(CollectionExists):
            await collections.change(tx, actor, other.id, {"name": "papers"})
    async with database.transaction(neighbour) as tx:
        await collections.create(tx, neighbour, "papers")


async def test_another_workspaces_collection_is_like_none(database: Database) -> None:
    actor, neighbour = await new_workspace(database), await new_workspace(database)
    async with database.transaction(actor) as tx:
        made = await collections.create(tx, actor, "papers")
    sentences = set()
    for wanted in (made.id, new_id()):
        for ask in (collections.get, lambda tx, who, which: collections.change(tx, who, which, {"name": "mine"})):
            with pytest.raises(CollectionNotFound) as refused:
                async with database.transaction(neighbour) as tx:
                    await ask(tx, neighbour, wanted)
            sentences.add(refused.value.message_in("en").replace(str(wanted), "…"))
    assert len(sentences) == 1
    with pytest.raises(CollectionNotFound):
        async with database.transaction(neighbour) as tx:
            await collections.by_name(tx, neighbour, "papers")


async def test_making_and_changing_need_the_permission(database: Database) -> None:
    actor = await new_workspace(database)
    reader = Actor("key", actor.workspace_id, scopes=frozenset({"documents:read"}))
    async with database.transaction(actor) as tx:
        made = await collections.create(tx, actor, "papers")
        with pytest.raises(NotPermitted):
            await collections.create(tx, reader, "more")
        with pytest.raises(NotPermitted):
            await collections.change(tx, reader, made.id, {"name": "x"})
