"""Documents below HTTP: walls between workspaces, one transaction for everything, receipts, crossings."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.knowledge.workplace import Workplace, digest, one_piece, sections, workplace

from nullus.kit import new_id
from nullus.knowledge.documents import deleting, documents, receiving
from nullus.knowledge.documents.store import Asked
from nullus.knowledge.documents.uploads import Upload, UploadedFile
from nullus.knowledge.errors import CollectionNotFound, DocumentNotFound, KeyReused, NothingToRetry, UploadCrossed
from nullus.knowledge.sandbox import Sandbox
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted
from nullus.platform.objects import StoredObject
from nullus.platform.objects.local import LocalObjects


@pytest.fixture(scope="module")
async def place(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> AsyncIterator[Workplace]:
    async with workplace(database, tmp_path_factory.mktemp("objects"), sandbox) as made:
        yield made


async def test_another_workspaces_document_is_like_none_for_every_use(place: Workplace) -> None:
    document_id = (await place.ready("secret.md", sections(["walrus"]))).id
    stranger = await place.neighbour()
    said = set()
    for wanted in (document_id, new_id()):
        for ask in (stranger.document, stranger.delete):
            with pytest.raises(DocumentNotFound) as refused:
                await ask(wanted)
            said.add(refused.value.message_in("ko").replace(str(wanted), "…"))
        with pytest.raises(DocumentNotFound):
            async with place.db.transaction(stranger.actor) as tx:
                await documents.retry(tx, stranger.actor, wanted)
    assert len(said) == 1
    assert (await place.document(document_id)).searchable


async def test_another_workspaces_collection_takes_no_upload_and_is_not_deleted(place: Workplace) -> None:
    stranger = await place.neighbour()
    kept = Upload([UploadedFile("a.txt", await place.objects.put(one_piece(b"a")))])
    with pytest.raises(CollectionNotFound):
        await receiving.receive(place.db, place.objects, stranger.actor, place.collection, kept, None)
    with pytest.raises(CollectionNotFound):
        await deleting.delete_collection(place.db, place.objects, stranger.actor, place.collection)
    with pytest.raises(CollectionNotFound):
        async with place.db.transaction(stranger.actor) as tx:
            await documents.list_page(tx, stranger.actor, place.collection, Asked(), 10)


async def test_a_key_of_one_workspace_means_nothing_in_another(place: Workplace) -> None:
    stranger = await place.neighbour()
    mine = await place.upload({"a.txt": "one"}, key="the same")
    theirs = await stranger.upload({"a.txt": "two"}, key="the same")
    assert mine[0].id != theirs[0].id
    with pytest.raises(KeyReused):
        await stranger.upload({"a.txt": "one"}, key="the same")


async def test_writing_needs_the_permission(place: Workplace) -> None:
    document_id = (await place.ready("kept.txt", "kept")).id
    reader = Actor("key", place.actor.workspace_id, scopes=frozenset({"documents:read", "search"}))
    kept = Upload([UploadedFile("a.txt", await place.objects.put(one_piece(b"a")))])
    with pytest.raises(NotPermitted):
        await receiving.receive(place.db, place.objects, reader, place.collection, kept, None)
    with pytest.raises(NotPermitted):
        await deleting.delete(place.db, place.objects, reader, document_id)
    with pytest.raises(NotPermitted):
        await deleting.delete_collection(place.db, place.objects, reader, place.collection)
    with pytest.raises(NotPermitted):
        async with place.db.transaction(reader) as tx:
            await documents.retry(tx, reader, document_id)


async def test_fifty_at_once_under_one_key_have_one_effect(place: Workplace) -> None:
    received = await asyncio.gather(*(place.upload({"k.txt": "fifty"}, key="fifty") for _ in range(50)))
    assert len({(each[0].id, each[0].version, each[0].job_id) for each in received}) == 1
    found = await place.settled(received[0][0].id)
    assert (found.version, found.status) == (1, "ready")
    assert len(await place.find("fifty")) == 1


async def test_one_request_with_the_same_name_twice_keeps_the_last(place: Workplace) -> None:
    files = [
        UploadedFile("same.txt", await place.objects.put(one_piece(each)))
        for each in (b"former walnut", b"later walnut")
    ]
    received = await receiving.receive(place.db, place.objects, place.actor, place.collection, Upload(files), None)
    assert len({each.id for each in received}) == 1
    found = await place.settled(received[0].id)
    assert (found.version, found.digest) == (2, digest("later walnut"))
    assert [hit.text for hit in await place.find("walnut")] == ["later walnut"]


async def test_an_upload_whose_original_was_deleted_meanwhile_is_asked_to_come_again(place: Workplace) -> None:
    ghost = Upload([UploadedFile("ghost.txt", StoredObject(digest("ghost"), 5))])
    with pytest.raises(UploadCrossed):
        await receiving.receive(place.db, place.objects, place.actor, place.collection, ghost, "ghost")
    assert await place.find("ghost") == []
    received = await place.upload({"ghost.txt": "ghost"}, key="ghost")
    assert (await place.settled(received[0].id)).status == "ready"


async def test_uploads_and_deletions_of_one_content_never_lose_it(place: Workplace) -> None:
    """Whatever the order, an original is there exactly as long as a document refers to it."""
    for turn in range(8):
        content = f"crossing {turn}"
        first = (await place.upload({f"first-{turn}.txt": content}))[0]

        async def again(turn: int = turn, content: str = content) -> UUID | None:
            try:
                return await place.put(f"second-{turn}.txt", content)
            except UploadCrossed:
                return None

        second, receipt = await asyncio.gather(
            again(), deleting.delete(place.db, place.objects, place.actor, UUID(first.id))
        )
        assert receipt.documents == 1
        assert await place.objects.exists(digest(content)) == (second is not None)
        if second is not None:
            assert (await place.settled(second)).status == "ready"


async def test_a_receipt_counts_and_proves(place: Workplace) -> None:
    before = {
        table: await place.count(table) for table in ("documents", "versions", "chunks", "vectors", "lexical_entries")
    }
    found = await place.ready("gone.md", sections(["apple", "pear", "plum"]))
    await place.ready("gone.md", sections(["apple", "pear", "quince"]))
    receipt = await place.delete(found.id)
    assert (receipt.documents, receipt.versions, receipt.chunks, receipt.vectors, receipt.lexical_entries) == (
        1,
        2,
        3,
        3,
        3,
    )
    assert (receipt.objects, receipt.objects_kept, receipt.verified) == (2, 0, True)
    assert {table: await place.count(table) for table in before} == before
    assert await place.find("quince") == []


class Stubborn(LocalObjects):
    """A store that does not let go, such as a disk that became read-only."""

    async def delete_all(self, digests: Sequence[str]) -> int:
        return 0


async def test_a_receipt_is_not_verified_while_something_is_left(place: Workplace) -> None:
    found = await place.ready("stubborn.md", sections(["stubborn"]))
    assert isinstance(place.objects, LocalObjects)
    stubborn = Stubborn(place.objects.root)
    assert not (await deleting.delete(place.db, stubborn, place.actor, found.id)).verified
    await deleting.remove_objects(place.db, place.objects, place.actor, [found.digest])
    assert not await place.objects.exists(found.digest)


async def test_a_deletion_that_ends_before_the_original_goes_is_finished_by_the_queue(place: Workplace) -> None:
    found = await place.ready("killed.md", sections(["killed"]))
    async with place.db.transaction(place.actor) as tx:
        waiting = text(
            "select count(*) from jobs.procrastinate_jobs where task_name = 'knowledge.remove_objects' and status = 'todo'"
        )
        before = (await tx.execute(waiting)).scalar_one()
    await place.delete(found.id)
    async with place.db.transaction(place.actor) as tx:
        assert (await tx.execute(waiting)).scalar_one() == before + 1


async def test_deleting_twice_at_once_answers_one_and_finds_nothing_for_the_other(place: Workplace) -> None:
    found = await place.ready("twice.txt", "twice")
    ended = await asyncio.gather(place.delete(found.id), place.delete(found.id), return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == ["DocumentNotFound", "Receipt"]


async def test_only_failed_documents_are_tried_again(place: Workplace) -> None:
    good = await place.ready("good.txt", "good")
    with pytest.raises(NothingToRetry):
        async with place.db.transaction(place.actor) as tx:
            await documents.retry(tx, place.actor, good.id)
    bad = await place.settled(await place.put("bad.txt", b""))
    assert bad.failure is not None
    assert bad.failure.code == "empty"
    ended = await asyncio.gather(*(retry(place, bad.id) for _ in range(5)), return_exceptions=True)
    assert sum(each is None for each in ended) >= 1
    assert (await place.settled(bad.id)).status == "failed"


async def retry(place: Workplace, document_id: UUID) -> None:
    async with place.db.transaction(place.actor) as tx:
        await documents.retry(tx, place.actor, document_id)


async def test_a_failed_version_sent_again_is_read_again(place: Workplace) -> None:
    first = (await place.upload({"again.txt": b""}))[0]
    await place.settled(first.id)
    second = (await place.upload({"again.txt": b""}))[0]
    assert (second.id, second.unchanged, second.version) == (first.id, False, 2)
    await place.settled(first.id)
    third = (await place.upload({"again.txt": "now with words"}))[0]
    assert (await place.settled(third.id)).status == "ready"


async def test_metadata_stays_unless_new_metadata_comes(place: Workplace) -> None:
    first = (await place.upload({"m.txt": "one"}, year=2025))[0]
    await place.upload({"m.txt": "two"})
    assert (await place.settled(first.id)).metadata == {"year": 2025}
    await place.upload({"m.txt": "three"}, year=2026, open=True)
    assert (await place.settled(first.id)).metadata == {"year": 2026, "open": True}
