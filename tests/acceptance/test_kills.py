"""Processes are killed at random moments of ingest and delete; nothing is lost, doubled, mixed or left over."""

import os

import httpx
import psycopg
import pytest
from chaos import checker, programme
from chaos.running import Running
from psycopg.rows import TupleRow
from tests.acceptance import asking

SEED = int(os.environ.get("CHAOS_SEED", "20261121"))


@pytest.mark.slow
def test_five_kills_lose_nothing_double_nothing_and_leave_nothing() -> None:
    report = programme.run(5, SEED, longest=1.5)

    assert report.problems == [], f"seed {SEED} (repeat it: python -m chaos --rounds 5 --seed {SEED} --longest 1.5)"
    assert {each.victim for each in report.rounds} == {"worker", "api", "postgres"}
    assert report.ledger["acknowledged"] > 20
    assert report.ledger["deleted"] > 0
    assert report.ledger["replaced"] > 0


LOST = "delete from knowledge.{} where number = (select min(number) from knowledge.chunks)"
BREAKAGES = {
    "a passage that is lost": LOST.format("chunks"),
    "a vector that is lost": LOST.format("vectors"),
    "a lexical entry that is lost": LOST.format("lexical_entries"),
    "a passage twice": "insert into knowledge.chunks (workspace_id, collection_id, document_id, version_id, generation, ordinal, "
    "start_offset, end_offset, heading_path, digest, text) select workspace_id, collection_id, document_id, version_id, "
    "generation, ordinal, start_offset, end_offset, heading_path, digest, text from knowledge.chunks limit 1",
    "a version that is not current": "update knowledge.documents set current_version_id = gen_random_uuid() "
    "where id = (select document_id from knowledge.chunks limit 1)",
    "a wrong count": "update knowledge.indexes set chunks = chunks + 1",
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_the_check_of_the_kills_sees_what_is_broken(
    service: Running, client: httpx.Client, collection: str, breakage: str
) -> None:
    document_id = asking.uploaded(client, collection, "whole.md", b"# Whole\n\nA document that is whole.")
    asking.settled(client, document_id)
    with service.database() as connection:
        before = broken(connection)
        with connection.transaction(force_rollback=True):
            connection.execute(BREAKAGES[breakage].encode())
            assert broken(connection) > before
    assert asking.document(client, document_id)["status"] == "ready"


def broken(connection: psycopg.Connection[TupleRow]) -> int:
    """How many rows disagree."""
    rows = [connection.execute(statement.encode()).fetchone() for statement in checker.AGREEMENTS.values()]
    return sum(int(row[0]) for row in rows if row is not None)
