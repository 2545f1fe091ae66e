"""Processes are killed at random moments of ingest and delete; nothing is lost, doubled, mixed or left over."""

import os

import pytest
from chaos import programme

SEED = int(os.environ.get("CHAOS_SEED", "20261121"))


@pytest.mark.slow
def test_five_kills_lose_nothing_double_nothing_and_leave_nothing() -> None:
    report = programme.run(5, SEED, longest=1.5)

    assert report.problems == [], f"seed {SEED} (repeat it: python -m chaos --rounds 5 --seed {SEED} --longest 1.5)"
    assert {each.victim for each in report.rounds} == {"worker", "api", "postgres"}
    assert report.ledger["acknowledged"] > 20
    assert report.ledger["deleted"] > 0
    assert report.ledger["replaced"] > 0
