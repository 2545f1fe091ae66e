"""How a run becomes a verdict, and the waits between tries."""

import asyncio

import pytest
from tests.jobs.work import Closed, Note, Wrong

from nullus.jobs import JobCancelled, LeaseLost, Task
from nullus.jobs.models import Leased
from nullus.jobs.outcomes import backoff, describe, judge, storable
from nullus.kit import new_id

TASK = Task("tests.task", Note, retries=3, backoff=1.0, backoff_limit=60.0)


def lease(attempts: int = 0, forgiven: int = 0) -> Leased:
    return Leased(1, "tests.task", new_id(), 1, attempts, forgiven, 0, {})


@pytest.mark.parametrize(
    ("error", "attempts", "forgiven", "status"),
    [
        (None, 0, 0, "succeeded"),
        (Closed(name="x"), 2, 0, "todo"),
        (Closed(name="x"), 3, 0, "failed"),
        (Closed(name="x"), 3, 1, "todo"),
        (Wrong(name="x"), 0, 0, "failed"),
        (KeyError("x"), 0, 0, "todo"),
        (KeyError("x"), 3, 0, "failed"),
        (JobCancelled(job_id=1), 0, 0, "aborted"),
        (asyncio.CancelledError(), 9, 0, "todo"),
    ],
)
def test_the_verdict_follows_the_kind_of_error_and_the_tries_left(
    error: BaseException | None, attempts: int, forgiven: int, status: str
) -> None:
    verdict = judge(TASK, lease(attempts, forgiven), error, None, cancelled=False)
    assert verdict is not None
    assert verdict.status == status
    assert verdict.forgive == isinstance(error, asyncio.CancelledError)


def test_a_lost_lease_leaves_nothing_to_write() -> None:
    assert judge(TASK, lease(), LeaseLost(job_id=1), None, cancelled=False) is None


def test_an_interruption_after_a_cancellation_is_the_cancellation() -> None:
    verdict = judge(TASK, lease(), asyncio.CancelledError(), None, cancelled=True)
    assert verdict is not None
    assert verdict.status == "aborted"


def test_waits_double_are_bounded_and_spread() -> None:
    for retry, full in ((1, 1.0), (2, 2.0), (5, 16.0), (9, 60.0), (5000, 60.0)):
        waits = {backoff(TASK, retry) for _ in range(50)}
        assert all(full / 2 <= wait <= full for wait in waits)
        assert len(waits) > 40


def test_a_wait_that_the_error_asks_for_is_kept() -> None:
    verdict = judge(TASK, lease(), Closed(name="x", retry_after_seconds=30), None, cancelled=False)
    assert verdict is not None
    assert verdict.delay == 30


def test_a_description_is_bilingual_and_hides_foreign_texts() -> None:
    ours = describe(Closed(name="x"), task="t", job_id=1)
    assert ours["hint"] == {"en": "Come again with `later`.", "ko": "`later`로 다시 오세요."}
    assert "secret" not in str(describe(ValueError("secret"), task="t", job_id=1))


def test_what_json_cannot_hold_is_taken_out() -> None:
    assert storable({"a\x00": ["b\ud800", (1, None, 2.5)]}) == {"a": ["b?", [1, None, 2.5]]}
    assert storable([float("nan"), True, {1}]) == [None, True, "{1}"]


def test_of_errors_raised_together_ours_counts() -> None:
    group = ExceptionGroup("", [ValueError("x"), ExceptionGroup("", [Wrong(name="x")])])
    verdict = judge(TASK, lease(), group, None, cancelled=False)
    assert verdict is not None
    assert verdict.failure is not None
    assert (verdict.status, verdict.failure["code"]) == ("failed", "tests_wrong")
