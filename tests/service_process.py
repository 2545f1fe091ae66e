"""A real Nullus of its own for a test: started by the command line, looked at from outside, always stopped."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos.running import descendants, free_port

from nullus.platform.postgres import processes

COMMAND = (sys.executable, "-P", "-m", "nullus.cli.main")


@dataclass(slots=True)
class ServiceProcess:
    """One home, one port. `more` goes into the environment of every command."""

    home: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NULLUS_")}
        ours = {"NULLUS_HOME": str(self.home), "NULLUS_PORT": str(self.port), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        return {**kept, **ours, **self.more}

    def run(self, *arguments: str, given: str = "", patience: float = 300) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*COMMAND, *arguments],
            input=given,
            capture_output=True,
            text=True,
            env=self.environment(),
            cwd="/",
            timeout=patience,
        )

    def up(self) -> str:
        """Start in the background; returns what was said."""
        done = self.run("up", "--detach")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr

    def down(self) -> None:
        done = self.run("down")
        assert done.returncode == 0, done.stderr

    def status(self) -> dict[str, Any]:
        return dict(json.loads(self.run("status", "--json").stdout))

    def record(self) -> dict[str, Any]:
        """The supervisor's own record: cheap to read often."""
        return dict(json.loads((self.home / "run" / "state.json").read_text(encoding="utf-8")))

    def part(self, name: str) -> dict[str, Any]:
        return next(dict(each) for each in self.record()["parts"] if each["name"] == name)

    def pids(self) -> dict[str, int]:
        return {each["name"]: each["pid"] for each in self.record()["parts"] if each["pid"]}

    def kill(self, name: str) -> int:
        pid = self.pids()[name]
        os.kill(pid, signal.SIGKILL)
        return pid

    def wait_ready(self, patience: float = 60) -> None:
        wait_until(lambda: self.record()["state"] == "ready", patience, lambda: json.dumps(self.record(), indent=1))


@contextmanager
def service_process(parent: Path | None = None, **more: str) -> Iterator[ServiceProcess]:
    """A service that is not started yet, in a new private folder; whatever of it runs at the end is stopped."""
    top = Path(tempfile.mkdtemp(prefix="nullus-service-", dir=parent))
    service = ServiceProcess(top / "home", free_port(), more)
    try:
        yield service
    finally:
        service.run("down")
        shutil.rmtree(top, ignore_errors=True)


def wait_until(condition: Callable[[], bool], patience: float = 30, explain: Callable[[], str] = lambda: "") -> None:
    """Poll until it holds; fail with an explanation after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"not within {patience} s; {explain()}"
        time.sleep(0.02)


def all_gone(pids: list[int]) -> bool:
    return not any(processes.is_alive(pid) for pid in pids)


def family(pid: int) -> list[int]:
    """A process and everything below it (Linux)."""
    return [pid, *descendants(pid)]
