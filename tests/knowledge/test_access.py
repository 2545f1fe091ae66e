"""Who sees a collection inside a workspace: its owner, its groups, the members, guests; for all others it is not there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.knowledge.workplace import Workplace, workplace

from nullus.kit import new_id
from nullus.knowledge import SearchRequest
from nullus.knowledge.collections import collections
from nullus.knowledge.documents import deleting
from nullus.knowledge.errors import (
    AccessNotPossible,
    CollectionExists,
    CollectionNotFound,
    CollectionNotYours,
    DocumentNotFound,
)
from nullus.knowledge.sandbox import Sandbox
from nullus.platform.actor import ROLE_SCOPES, Actor, Role
from nullus.platform.database import Database


@pytest.fixture
async def place(database: Database, tmp_path: Path, sandbox: Sandbox) -> AsyncIterator[Workplace]:
    async with workplace(database, tmp_path, sandbox) as made:
        yield made


async def member(place: Workplace, role: Role = "editor") -> Actor:
    """Somebody with an account and this role in the workspace."""
    account = new_id()
    async with place.db.system_transaction() as tx:
        keys = {"id": account, "workspace": place.actor.workspace_id, "role": role}
        await tx.execute(
            text("insert into identity.accounts (id, kind, state, tier) values (:id, 'person', 'active', 'protostar')"),
            {"id": account},
        )
        await tx.execute(
            text("insert into identity.memberships (workspace_id, account_id, role) values (:workspace, :id, :role)"),
            keys,
        )
    return Actor("person", place.actor.workspace_id, account, scopes=ROLE_SCOPES[role], role=role)


async def group_of(place: Workplace, *members: Actor) -> UUID:
    group = new_id()
    async with place.db.transaction(place.actor) as tx:
        keys = {"workspace": place.actor.workspace_id, "group": group}
        await tx.execute(
            text("insert into identity.groups (workspace_id, id, name) values (:workspace, :group, 'g')"), keys
        )
        for each in members:
            await tx.execute(
                text("insert into identity.group_members values (:workspace, :group, :account)"),
                keys | {"account": each.person_id},
            )
    return group


async def collection_of(place: Workplace, owner: Actor, access: str = "private", *groups: UUID) -> Workplace:
    """The workplace as its owner works in a collection of their own."""
    async with place.db.transaction(owner) as tx:
        made = await collections.create(tx, owner, "diary", access=access, group_ids=groups)
    return replace(place, actor=owner, collection=made.id)


async def seen(place: Workplace, actor: Actor) -> set[str]:
    async with place.db.transaction(actor) as tx:
        return {each.name for each in await collections.list_collections(tx, actor)}


async def test_what_is_private_is_read_searched_and_listed_by_its_owner_alone(place: Workplace) -> None:
    owner, other = await member(place), await member(place, "admin")
    own = await collection_of(place, owner)
    document = await own.ready("secret.txt", "The zebra lives behind the harbour.")
    assert len(await own.find("zebra")) == 1
    assert len(await own.find("zebra", mode="hybrid")) == 1
    assert len(await own.find("zebra", mode="dense")) == 1
    for stranger in (other, place.actor):
        theirs = replace(place, actor=stranger)
        assert await seen(place, stranger) == {"papers"}
        for mode in ("lexical", "hybrid", "dense"):
            assert await theirs.find("zebra", mode=mode) == []
        with pytest.raises(CollectionNotFound):
            await theirs.find("zebra", collection_ids=[own.collection])
        with pytest.raises(DocumentNotFound):
            await theirs.document(document.id)
        with pytest.raises(DocumentNotFound):
            await theirs.delete(document.id)
        with pytest.raises(CollectionNotFound):
            await deleting.delete_collection(place.db, place.objects, stranger, own.collection)
        with pytest.raises(CollectionNotFound):
            await replace(theirs, collection=own.collection).put("mine.txt", "I was here.")
    assert (await own.document(document.id)).status == "ready"


async def test_words_of_what_is_hidden_change_no_answer(place: Workplace) -> None:
    owner, other = await member(place), await member(place)
    await replace(place, actor=other).ready("shared.txt", "A boat and a harbour at night.")
    theirs = replace(place, actor=other)
    asked = SearchRequest("zebra harbour habrour", mode="lexical")
    before = (await theirs.retrieval.search(other, asked)).hits
    own = await collection_of(place, owner)
    await own.ready("secret.txt", "zebra harbour zebra. The zebra is the zebra of zebras.")
    after = (await theirs.retrieval.search(other, asked)).hits
    assert after == before
    assert before


async def test_a_group_shares_what_the_workspace_does_not_see(place: Workplace) -> None:
    owner, friend, other = await member(place), await member(place), await member(place)
    guest = replace(friend, kind="guest", role="guest")
    group = await group_of(place, friend)
    shared = await collection_of(place, owner, "group", group)
    document = await shared.ready("plan.txt", "The walrus sings on Friday.")
    assert len(await replace(shared, actor=friend).find("walrus")) == 1
    assert await replace(shared, actor=other).find("walrus") == []
    assert await seen(place, friend) == {"papers", "diary"}
    assert await seen(place, other) == {"papers"}
    assert await seen(place, guest) == set()
    async with place.db.transaction(friend) as tx:
        with pytest.raises(CollectionNotYours):
            await collections.change(tx, friend, shared.collection, {"access": "workspace"})
    # Leaving the group acts on the next look.
    async with place.db.transaction(place.actor) as tx:
        await tx.execute(text("delete from identity.group_members where group_id = :id"), {"id": group})
    assert await replace(shared, actor=friend).find("walrus") == []
    with pytest.raises(DocumentNotFound):
        await replace(shared, actor=friend).document(document.id)


async def test_a_change_of_access_acts_at_once(place: Workplace) -> None:
    owner, other = await member(place), await member(place)
    shared = await collection_of(place, owner, "workspace")
    await shared.ready("note.txt", "The heron waits.")
    theirs = replace(shared, actor=other)
    for access, found in (("private", 0), ("public", 1), ("group", 0), ("workspace", 1)):
        async with place.db.transaction(owner) as tx:
            await collections.change(tx, owner, shared.collection, {"access": access})
        assert len(await theirs.find("heron")) == found
        assert len(await theirs.find("heron", mode="dense")) == found
        assert len(await shared.find("heron")) == 1


async def test_guests_see_what_is_public(place: Workplace) -> None:
    guest = replace(await member(place, "guest"), kind="guest")
    owner = await member(place)
    assert await seen(place, guest) == set()
    await collection_of(place, owner, "public")
    assert await seen(place, guest) == {"diary"}


async def test_a_name_tells_nothing_of_what_is_hidden(place: Workplace) -> None:
    owner, other = await member(place), await member(place)
    first = await collection_of(place, owner)
    second = await collection_of(place, other)
    assert first.collection != second.collection
    async with place.db.transaction(owner) as tx:
        assert (await collections.by_name(tx, owner, "diary")).id == first.collection
        with pytest.raises(CollectionExists):
            await collections.create(tx, owner, "diary", access="private")
    async with place.db.transaction(other) as tx:
        shared = await collections.create(tx, other, "diary")
        assert (await collections.by_name(tx, other, "diary")).id == second.collection
    async with place.db.transaction(owner) as tx:
        with pytest.raises(CollectionExists):  # this one everybody sees
            await collections.change(tx, owner, first.collection, {"access": "workspace"})
    async with place.db.transaction(place.actor) as tx:
        assert (await collections.by_name(tx, place.actor, "diary")).id == shared.id


async def test_who_may_change_a_collection_as_a_whole(place: Workplace) -> None:
    owner, editor, admin = await member(place), await member(place), await member(place, "admin")
    shared = await collection_of(place, owner, "workspace")
    async with place.db.transaction(editor) as tx:
        with pytest.raises(CollectionNotYours):
            await collections.change(tx, editor, shared.collection, {"name": "mine"})
    with pytest.raises(CollectionNotYours):
        await deleting.delete_collection(place.db, place.objects, editor, shared.collection)
    async with place.db.transaction(admin) as tx:
        assert (await collections.change(tx, admin, shared.collection, {"name": "ours"})).name == "ours"
        with pytest.raises(AccessNotPossible):
            await collections.change(tx, admin, shared.collection, {"access": "private"})
    async with place.db.transaction(place.actor) as tx:  # a key of the operator has no account that could own it
        with pytest.raises(AccessNotPossible):
            await collections.create(tx, place.actor, "mine", access="private")
        with pytest.raises(AccessNotPossible):
            await collections.create(tx, place.actor, "mine", group_ids=[new_id()])


async def test_documents_of_several_people_in_one_batch_are_all_read(place: Workplace) -> None:
    owners = [await member(place) for _ in range(3)]
    own = [await collection_of(place, owner) for owner in owners]
    waiting = [await each.upload({f"{n}.txt": f"Note {n} of a person." for n in range(4)}) for each in own]
    for each, received in zip(own, waiting, strict=True):
        for document in received:
            assert (await each.settled(document.id)).status == "ready"
