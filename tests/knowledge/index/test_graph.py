"""The vector graph is extended beside ingestion and deletion, never against them."""

import asyncio

from sqlalchemy import text
from tests.knowledge.filled import filled

from nullus.knowledge.index import index_store
from nullus.platform.database import Database


async def test_making_the_graph_waits_for_a_commit_instead_of_crossing_it(database: Database) -> None:
    held = await filled(database)
    document = await held.add(["the first passage", "the second passage"])
    workspace = held.actor.workspace_id

    async def make() -> None:
        async with database.transaction(held.actor) as tx:
            await index_store.build_graph(tx, workspace, held.embedder.dimension)

    async with database.transaction(held.actor) as tx:
        await index_store.next_generation(tx, workspace)  # as every commit of ingestion and every deletion begins
        making = asyncio.create_task(make())
        async with asyncio.timeout(20), database.system_transaction() as looking:
            while not await looking.scalar(text("select exists (select from pg_locks where not granted)")):
                await asyncio.sleep(0.01)
        await index_store.remove_chunks(tx, workspace, await held.numbers(document))
    await asyncio.wait_for(making, 20)


async def test_vectors_that_somebody_deletes_are_left_out_of_the_graph(database: Database) -> None:
    held = await filled(database)
    going = await held.add(["one passage", "another passage"])
    await held.add(["a passage that stays"])
    workspace = held.actor.workspace_id
    async with database.transaction(held.actor) as tx:
        await index_store.build_graph(tx, workspace, held.embedder.dimension)
    async with database.transaction(held.actor) as tx:
        await index_store.remove_chunks(tx, workspace, await held.numbers(going))
        async with database.transaction(held.actor) as other:
            assert await index_store.move_into_graph(other, workspace, 100) == 1
