"""Deleting a workspace: nothing of it is left in any table, store, index or file, and nothing of the others is touched."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.knowledge.workplace import QUICK, Workplace, digest, sections, workplace

from nullus import identity, jobs, knowledge
from nullus.identity.erasure import removal
from nullus.identity.erasure.removal import WorkspaceReceipt
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.spaces import workspace_store
from nullus.knowledge.index.follower import Follower, Storing
from nullus.knowledge.sandbox import Sandbox
from nullus.platform.actor import Actor
from nullus.platform.database import Database


@pytest.fixture(scope="module")
async def place(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> AsyncIterator[Workplace]:
    async with workplace(database, tmp_path_factory.mktemp("objects"), sandbox) as made:
        yield made


def parts_of(place: Workplace, follower: Follower | None = None) -> tuple[identity.Holder, ...]:
    return (knowledge.WorkspaceContents(place.db, place.objects, follower),)


async def close(place: Workplace) -> None:
    """The first half of a deletion, by the operator of the machine."""
    actor = Actor("operator", place.actor.workspace_id, scopes=frozenset({"*"}), credential="operator")
    async with place.db.system_transaction() as tx:
        await removal.close(tx, actor, actor.workspace_id)


async def delete(place: Workplace) -> WorkspaceReceipt:
    await close(place)
    return await removal.finish(place.db, place.actor.workspace_id, parts_of(place, place.retrieval.follower))


async def rows_left(place: Workplace) -> dict[str, int]:
    inside = Actor("system", place.actor.workspace_id, scopes=frozenset({"*"}))
    async with place.db.transaction(inside) as tx:
        return await workspace_store.remains(tx, place.actor.workspace_id)


async def test_everything_goes_and_what_others_share_stays(place: Workplace) -> None:
    gone = await place.neighbour()
    shared, own = sections(["heron"]), sections(["bittern"])
    await place.ready("shared.md", shared)
    await gone.ready("shared.md", shared)
    await gone.ready("own.md", own)
    assert len(await gone.find("bittern")) == 1
    assert {"knowledge.documents", "knowledge.vectors", "jobs.procrastinate_jobs"} <= set(await rows_left(gone))
    receipt = await delete(gone)
    removed = receipt.removed
    assert receipt.verified
    assert (removed["collections"], removed["documents"], removed["objects"], removed["objects_kept"]) == (
        1,
        2,
        2,
        0,
    )  # what others keep is not told
    assert removed["chunks"] == removed["vectors"] == removed["lexical_entries"] > 0
    assert removed["jobs"] >= 2
    assert await rows_left(gone) == {}
    assert not gone.retrieval.follower.keeps(gone.actor.workspace_id)
    assert await place.objects.exists(digest(shared))
    assert not await place.objects.exists(digest(own))
    assert len(await place.find("heron")) == 1
    with pytest.raises(WorkspaceNotFound):
        await close(gone)


class Reluctant:
    """A part that finds something left when it has cleared."""

    async def clear(self, actor: Actor) -> identity.Cleared:
        return identity.Cleared({"files": 1}, verified=False)


async def test_a_receipt_is_not_verified_while_a_part_finds_something_left(place: Workplace) -> None:
    gone = await place.neighbour()
    await gone.ready("a.md", sections(["curlew"]))
    await close(gone)
    receipt = await removal.finish(place.db, gone.actor.workspace_id, (*parts_of(place), Reluctant()))
    assert not receipt.verified
    assert (receipt.removed["documents"], receipt.removed["files"]) == (1, 1)
    assert await rows_left(gone) == {}


async def test_a_job_finishes_what_was_interrupted(place: Workplace) -> None:
    gone = await place.neighbour()
    await gone.ready("a.md", sections(["plover"]))
    await close(gone)
    async with place.db.system_transaction() as tx:
        await tx.execute(
            text(
                "update jobs.procrastinate_jobs set scheduled_at = null "
                "where task_name = 'identity.remove_workspace' and args #>> '{payload,workspace_id}' = :id"
            ),
            {"id": str(gone.actor.workspace_id)},
        )
    handlers = identity.build_handlers(identity.QuotaSettings(), identity.IdentitySettings(), parts_of(place), "")
    runner = jobs.Runner(place.db, handlers, QUICK)
    running = asyncio.create_task(runner.run())
    try:
        async with asyncio.timeout(30):
            while await rows_left(gone):
                await asyncio.sleep(0.02)
    finally:
        runner.stop()
        await running
    assert not await place.objects.exists(digest(sections(["plover"])))


async def test_a_finished_deletion_leaves_the_job_nothing_to_do(place: Workplace) -> None:
    gone, living = await place.neighbour(), await place.neighbour()
    await delete(gone)
    for workspace_id in (gone.actor.workspace_id, living.actor.workspace_id):
        assert await removal.finish_interrupted(place.db, workspace_id, parts_of(place)) is None
    assert await rows_left(living)


async def test_two_at_once_delete_it_once(place: Workplace) -> None:
    gone = await place.neighbour()
    ended = await asyncio.gather(*(close(gone) for _ in range(10)), return_exceptions=True)
    assert sum(each is None for each in ended) == 1
    assert sum(isinstance(each, WorkspaceNotFound) for each in ended) == 9


async def test_files_of_the_index_go_too(place: Workplace, tmp_path: Path) -> None:
    gone = await place.neighbour()
    await gone.ready("a.md", sections(["dunlin"]))
    follower = Follower(place.db, Storing(tmp_path, least=1, changes=1, seconds=0))
    follower.start()
    try:
        folder = tmp_path / str(gone.actor.workspace_id)
        async with asyncio.timeout(30):
            while not folder.is_dir():
                await asyncio.sleep(0.02)
        await close(gone)
        receipt = await removal.finish(place.db, gone.actor.workspace_id, parts_of(place, follower))
        assert receipt.verified
        assert not folder.exists()
    finally:
        await follower.close()


async def test_files_of_a_workspace_that_went_meanwhile_are_found_at_the_start(
    place: Workplace, tmp_path: Path
) -> None:
    folder, stranger = tmp_path / str(UUID(int=7)), tmp_path / "not-ours"
    for each in (folder, stranger):
        each.mkdir()
        (each / "x.segment").write_bytes(b"x")
    follower = Follower(place.db, Storing(tmp_path))
    follower.start()
    try:
        async with asyncio.timeout(30):
            while folder.exists():
                await asyncio.sleep(0.02)
        assert stranger.exists()
    finally:
        await follower.close()
