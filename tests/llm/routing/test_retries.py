"""Trying again never becomes the load."""

from nullus.llm.routing.retries import LONGEST_PAUSE, RetryBudget, pause_before


def test_retries_are_a_tenth_of_the_calls() -> None:
    budget, retried = RetryBudget(), 0
    for _ in range(10_000):
        budget.earn()
        while budget.spend():
            retried += 1
    assert 1_000 <= retried <= 1_003


def test_a_calm_hour_does_not_save_up_a_storm() -> None:
    budget = RetryBudget()
    for _ in range(10_000):
        budget.earn()
    assert sum(budget.spend() for _ in range(1_000)) == 10


def test_a_pause_grows_with_jitter_unless_the_server_says_how_long() -> None:
    for turn in range(12):
        pauses = {pause_before(turn, None) for _ in range(50)}
        ceiling = min(LONGEST_PAUSE, 0.3 * 2**turn)
        assert all(ceiling / 2 <= each <= ceiling for each in pauses)
        assert len(pauses) > 1
    assert pause_before(0, 7.5) == 7.5
