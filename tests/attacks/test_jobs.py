"""A job whose payload was turned to another workspace's document (B16): it works for its own workspace and finds nothing there."""

import json

import psycopg
import pytest
from tests.knowledge.workplace import work, workplace
from tests.postgres_server import SharedServer

from nullus import jobs
from nullus.knowledge.sandbox import Sandbox, SandboxLimits
from nullus.platform.database import Database
from nullus.platform.postgres import Access


async def test_a_payload_that_names_others_documents_changes_nothing_of_theirs(
    server: SharedServer, access: Access, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("objects")
    async with (
        Sandbox(SandboxLimits(ocr=False)) as sandbox,
        workplace(database, folder, sandbox, working=False) as victim,
    ):
        async with work(victim):
            theirs = await victim.ready("ships.txt", "Ships lie in the harbour. " * 20)
        attacker = await victim.neighbour()
        own = await attacker.document(await attacker.put("mine.txt", "Nothing of interest. " * 20))
        with psycopg.connect(server.superuser_url(access), autocommit=True) as rows:
            before = rows.execute("select * from knowledge.versions where document_id = %s", (theirs.id,)).fetchall()
            payload = {"document_id": str(theirs.id), "version_id": str(theirs.version_id)}
            rows.execute(
                "update jobs.procrastinate_jobs set args = jsonb_set(args, '{payload}', %s) where id = %s",
                (json.dumps(payload), own.job_id),
            )
            async with work(victim):
                marker = await attacker.ready("later.txt", "What comes after it. " * 20)
            assert marker.status == "ready"
            async with database.transaction(attacker.actor) as tx:
                assert own.job_id is not None
                assert (await jobs.get_job(tx, attacker.actor, own.job_id)).status in {
                    "succeeded",
                    "failed",
                    "cancelled",
                }
            after = rows.execute("select * from knowledge.versions where document_id = %s", (theirs.id,)).fetchall()
        assert after == before
        assert (await attacker.document(own.id)).status == "received"
        assert len(await victim.find("harbour")) == theirs.chunks
        assert await attacker.find("harbour") == []
