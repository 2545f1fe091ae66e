"""Health checks: run together, within a time limit, each failure a finding."""

import asyncio

import pytest

from nullus.observability import Checks, Finding
from nullus.observability.checks import are_ready
from nullus.platform.errors import DatabaseUnavailable, Text


async def well() -> Finding:
    return Finding("ready")


async def test_findings_keep_their_order_and_degraded_is_still_ready() -> None:
    async def slow_but_fine() -> Finding:
        return Finding("degraded", Text(en="slow", ko="느림"))

    checks = Checks()
    checks.add("b", well)
    checks.add("a", slow_but_fine)
    found = await checks.run()
    assert list(found) == ["b", "a"]
    assert are_ready(found)


async def test_a_check_that_hangs_fails_after_its_patience_and_holds_back_no_other() -> None:
    async def hangs() -> Finding:
        await asyncio.Event().wait()
        return Finding("ready")

    checks = Checks(patience_seconds=0.05)
    checks.add("hangs", hangs)
    checks.add("well", well)
    found = await checks.run()
    assert found["hangs"].state == "failed"
    assert found["well"].state == "ready"
    assert not are_ready(found)


async def test_an_error_becomes_a_finding_with_its_message_and_mend() -> None:
    async def raises() -> Finding:
        raise DatabaseUnavailable

    checks = Checks()
    checks.add("database", raises)
    finding = (await checks.run())["database"]
    assert finding.state == "failed"
    assert finding.reason is not None
    assert finding.mend is not None
    assert "데이터베이스" in finding.reason.render("ko", {})
    assert "nullus logs postgres" in finding.mend.render("en", {})


async def test_a_run_is_kept_for_a_moment() -> None:
    runs = 0

    async def counted() -> Finding:
        nonlocal runs
        runs += 1
        return Finding("ready")

    checks = Checks(keep_seconds=60)
    checks.add("counted", counted)
    await asyncio.gather(*(checks.run() for _ in range(20)))
    assert runs == 1


def test_two_checks_of_one_name_are_a_mistake() -> None:
    checks = Checks()
    checks.add("same", well)
    with pytest.raises(ValueError, match="same"):
        checks.add("same", well)
