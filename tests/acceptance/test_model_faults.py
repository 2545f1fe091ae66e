"""Faults F17 to F25 on a real service, a few rounds each; the commands under chaos/ run them at length and print their figures."""

import asyncio

import pytest
from chaos import model_faults, streams
from chaos.talking import Finding


def broken(found: list[Finding]) -> list[str]:
    return [f"{each.fault}: {words}" for each in found for words in each.broken]


# Who hangs up while the line is still being made leaves a socket to the garbage collector: that is asyncio's, in this process.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.slow
def test_models_that_fail_in_every_way_leave_typed_answers_and_nothing_else() -> None:
    told: list[Finding] = []
    found = asyncio.run(model_faults.run(3, told=told.append))
    assert broken(found) == []
    assert [each.fault for each in told] == list(model_faults.FAULTS)


@pytest.mark.slow
def test_people_who_leave_or_do_not_read_cost_nothing_afterwards() -> None:
    told: list[Finding] = []
    found = asyncio.run(streams.run(leaves=40, slow=20, told=told.append))
    assert broken(found) == []
    assert [each.fault for each in told] == ["F24", "F25"]
