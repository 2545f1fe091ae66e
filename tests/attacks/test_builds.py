"""Each guard of identity, taken out of a build of its own: a test that is there to hold it fails (classes B, C, H).

One guard of each case runs with the suite; `python -m pytest tests/attacks/test_builds.py --every-build` runs them all.
"""

from collections.abc import Iterator

import pytest
from tests.attacks.builds import PACKAGE, Build, Workshop, source_with, workshop
from tests.attacks.guards_off import BUILDS
from tests.postgres_server import SharedServer

FIRST = {each.case: each for each in reversed(BUILDS)}.values()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "build" in metafunc.fixturenames:
        some = BUILDS if metafunc.config.getoption("--every-build") else [each for each in BUILDS if each in FIRST]
        metafunc.parametrize("build", some, ids=[each.name for each in some])


@pytest.fixture(scope="module")
def builds(server: SharedServer) -> Iterator[Workshop]:
    with workshop(server.home) as made:
        yield made


def test_without_its_guard_a_test_fails(builds: Workshop, build: Build) -> None:
    outcome = builds.run(build)
    assert not outcome.broken, outcome.broken
    assert outcome.failed, f"{outcome.passed} tests pass although the guard is gone: {build.guard}"


def test_every_guard_stands_where_the_table_says() -> None:
    for build in BUILDS:
        for file, present, _ in build.edits:
            source_with(PACKAGE / file, present)


def test_a_build_with_every_guard_passes(builds: Workshop) -> None:
    """The failures above are the guards' and not the workshop's."""
    outcome = builds.run(Build("-", "nothing is taken out", (), ("tests/identity/test_first_start.py",)))
    assert (outcome.failed, outcome.broken) == ([], [])
    assert outcome.passed > 10
