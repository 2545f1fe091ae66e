"""A real service for a measurement: its own home and port, started and stopped by the command that measures."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nullus.cli.client import Client
from nullus.platform.settings import PlatformSettings

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service and a client with the operator's rights."""

    home: Path
    port: int
    client: Client
    token: str
    environment: dict[str, str]

    def pids(self) -> dict[str, int]:
        """The process of each part."""
        record = json.loads((self.home / "run" / "state.json").read_text())
        return {part["name"]: part["pid"] for part in record["parts"] if part.get("pid")}


@contextlib.contextmanager
def running(home: Path | None = None, settings: Mapping[str, str] | None = None) -> Iterator[Service]:
    """Start a service; stop it and, unless `home` was given, remove its data afterwards."""
    folder = home or Path(tempfile.mkdtemp(prefix="nullus-benchmark-"))
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NULLUS_")},
        "NULLUS_HOME": str(folder),
        "NULLUS_PORT": str(port),
        "NULLUS_LLM_PROVIDER": "none",
        **(settings or {}),
    }
    command(environment, "up", "--detach")
    try:
        token = (folder / "secrets" / "operator-token").read_text().strip()
        client = Client(PlatformSettings(home=folder, port=port), token, "en")
        yield Service(folder, port, client, token, environment)
    finally:
        command(environment, "down")
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)


def command(environment: Mapping[str, str], *arguments: str) -> str:
    """Run `nullus …` and return its stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "nullus.cli.main", *arguments],
        check=False,
        env=dict(environment),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"nullus {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def memory_mib(pid: int) -> float:
    """Proportional set size of a process and all its descendants."""
    total = 0
    for each in family(pid):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = stat.read_text().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, pending = [], [pid]
    while pending:
        each = pending.pop()
        found.append(each)
        pending += children.get(each, [])
    return found


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and its living descendants, with that of those they waited for."""
    total = 0
    for each in family(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(value) for value in fields[11:15])
    return total / os.sysconf("SC_CLK_TCK")


def wait_for_documents(client: Client, collection_id: str, expected: int) -> float:
    """Seconds until no document of the collection waits or is being read; fails when one failed."""
    started = time.perf_counter()
    path = f"/api/v1/collections/{collection_id}/documents"
    while True:
        busy = [client.get(path, status=status, limit=1)["items"] for status in ("received", "processing")]
        if not any(busy):
            break
        time.sleep(0.1)  # asking costs the service time too
    failed: list[Any] = client.get(path, status="failed", limit=5)["items"]
    if failed:
        raise SystemExit(f"documents failed: {[each['failure'] for each in failed]}")
    return time.perf_counter() - started
