"""Builds of the product that lack one guard, and the tests that have to fail on them.

A build is a copy of the package in which one guard is taken out of its source. The tests run on it in a process of their own,
which is forked from one that has loaded what does not change: nothing in this process is touched.
"""

import importlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "nullus"
PATIENCE_SECONDS = 600  # seconds suffice; the machine may be very busy


@dataclass(frozen=True, slots=True)
class Build:
    """`guard` is taken out: in each file of `edits` the first text, which stands there once, gives way to the second.

    `tests` see that it is gone. More than one edit: where two walls stand one behind the other.
    """

    case: str
    guard: str
    edits: tuple[tuple[str, str, str], ...]
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.case}: {self.guard}".replace("[", "(").replace("]", ")")


@dataclass(slots=True)
class Outcome:
    """How many tests were run on a build, and which failed; `broken` says what could not even be run."""

    failed: list[str]
    passed: int
    broken: list[str]


class Workshop:
    """Makes builds in one folder, one after the other, and runs tests on each."""

    def __init__(self, folder: Path, postgres_home: Path) -> None:
        self._folder = folder
        self._home = postgres_home
        shutil.copytree(PACKAGE, folder / "nullus", copy_function=shutil.copy2)

    def run(self, build: Build) -> Outcome:
        """Run the build's tests on it. Raises ValueError when the guard is not (or not only) where the table says."""
        with ExitStack() as mended:
            for file, present, absent in build.edits:
                target = self._folder / "nullus" / file
                whole, kept = source_with(target, present), target.stat()
                mended.callback(os.utime, target, ns=(kept.st_atime_ns, kept.st_mtime_ns))
                mended.callback(target.write_text, whole)
                target.write_text(whole.replace(present, absent))
            return self._forked(build.tests)

    def _forked(self, tests: tuple[str, ...]) -> Outcome:
        ours, theirs = _SERVER.Pipe()
        process = _SERVER.Process(target=_run, args=(theirs, str(self._folder), str(self._home), tests))
        process.start()
        theirs.close()
        try:
            told = (
                ours.recv()
                if ours.poll(PATIENCE_SECONDS)
                else json.dumps(asdict(Outcome([], 0, [f"no answer in {PATIENCE_SECONDS} s"])))
            )
        except EOFError:
            told = json.dumps(asdict(Outcome([], 0, ["the process ended without an answer"])))
        process.join(20)
        if process.is_alive():
            process.kill()
        return Outcome(**json.loads(told))


def source_with(file: Path, present: str) -> str:
    """The source of a file in which a text stands once. Raises ValueError."""
    whole = file.read_text()
    if whole.count(present) != 1:
        raise ValueError(f"{file.name} has {whole.count(present)} times: {present}")
    return whole


@contextmanager
def workshop(postgres_home: Path) -> Iterator[Workshop]:
    """A workshop beside a running PostgreSQL with the template of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="nullus-builds-"))
    try:
        yield Workshop(folder, postgres_home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_SERVER = get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.attacks.preloaded"])


class _Watcher:
    """What pytest says of each test; only what fails while it runs counts as failed."""

    def __init__(self) -> None:
        self.outcome = Outcome([], 0, [])

    def pytest_runtest_logreport(self, report: object) -> None:
        name, when, said = (str(getattr(report, each)) for each in ("nodeid", "when", "outcome"))
        if when == "call" and said == "failed":
            self.outcome.failed.append(name)
        elif when == "call" and said == "passed":
            self.outcome.passed += 1
        elif said == "failed" and when == "setup":
            self.outcome.broken.append(f"{name} in {when}")

    def pytest_collectreport(self, report: object) -> None:
        if getattr(report, "outcome", "") == "failed":
            self.outcome.broken.append(f"{getattr(report, 'nodeid', '?')}: {getattr(report, 'longrepr', '')}"[:2000])


def _run(answer: Connection, folder: str, postgres_home: str, tests: tuple[str, ...]) -> None:
    """In the forked process: the build comes first wherever the package is looked for."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    os.chdir(ROOT)
    os.environ["TESTS_POSTGRES_HOME"] = postgres_home
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  for the rest of the process
    pytest = importlib.import_module("pytest")
    watcher = _Watcher()
    pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", *tests], plugins=[watcher])
    used = Path(importlib.import_module("nullus").__file__ or "").parent.parent
    if used != Path(folder):
        watcher.outcome.broken.append(f"{used} was tested instead")
    answer.send(json.dumps(asdict(watcher.outcome)))
    answer.close()
