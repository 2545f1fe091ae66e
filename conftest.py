"""How the whole suite runs: in enough processes to keep all cores busy, and in CI with nothing skipped for want of something."""

import os
from collections.abc import Generator
from typing import Any

import pytest

# Skips that say "this case does not exist here", whatever is installed.
DOES_NOT_APPLY = (
    "a text format is known by its extension",
    "tried with the role that may make others",
    "run it by `pytest --node-provider",  # a programme of its own, asked for by its option
)
# Tests that share a running service stay in one process, one after the other; all other tests stay with their file.
# What takes longest comes first, so that no core waits for the other at the end.
TOGETHER = {
    "the shared service": ("tests/acceptance/", "tests/cli/"),
    "portals of their own": tuple(
        f"tests/portal/test_{name}.py" for name in ("every_page", "chat", "models", "first_run")
    ),
    "the portal": ("tests/portal/",),
    "the services of chat": ("tests/chat/",),
}
FIRST: tuple[str | tuple[str, ...], ...] = (
    *TOGETHER.values(), "tests/contract/", "tests/attacks/", "tests/roles/", "tests/docs/", "tests/wrapper/",
    "tests/platform/postgres/", "tests/jobs/", "tests/knowledge/", "tests/matrix/",
)  # fmt: skip
MOST_WORKERS = 4  # each has a PostgreSQL and services of its own: about 1.5 GB


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-build",
        action="store_true",
        help="run all builds without a guard, not one of each case (tests/attacks)",
    )
    parser.addoption(
        "--node-provider",
        action="store_true",
        help="install oidc-provider by npm and sign in by it (tests/identity/test_oidc_node_provider.py)",
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


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """The whole suite runs on every core, unless `-n` says otherwise; what somebody picks runs in this process.

    One process more than cores: the tests of the portal and of the shared service mostly wait, for a browser or a process.
    """
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.collectonly
    if whole and not hasattr(config, "workerinput") and getattr(config.option, "numprocesses", 0) is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        config.option.numprocesses = min(cores + 1, MOST_WORKERS) if cores > 1 else 0


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands out tests by the table above."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-not-found,import-untyped,unused-ignore]

    class Together(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return next(
                (name for name, paths in TOGETHER.items() if nodeid.startswith(paths)), nodeid.partition("::")[0]
            )

    config.option.loadscopereorder = False  # the order of the collection, below
    return Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(
            key=lambda item: next((n for n, paths in enumerate(FIRST) if item.nodeid.startswith(paths)), len(FIRST))
        )
