"""In CI nothing may be skipped for want of a tool or of data: what was not tried has not passed."""

import os
from collections.abc import Generator

import pytest

# Skips that say "this case does not exist here", whatever is installed.
DOES_NOT_APPLY = ("a text format is known by its extension", "tried with the role that may make others")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-build",
        action="store_true",
        help="run all builds without a guard, not one of each case (tests/attacks)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and "CI" in os.environ and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(each in reason for each in DOES_NOT_APPLY):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped in CI: {reason}. Mend: install what it needs in .ci/run."
    return report
