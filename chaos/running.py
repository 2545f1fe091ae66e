"""A real service in a folder of its own: started by the command line, driven by HTTP and the command line, taken apart."""

import json
import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
from psycopg.rows import TupleRow

from nullus.platform import postgres

START_SECONDS = 180
ROOT = Path(__file__).parent.parent
# A dead worker is noticed at once here, so that rounds are short; what an interrupted upload left is swept at once.
QUICK: dict[str, str] = {
    "NULLUS_JOBS_HEARTBEAT_SECONDS": "0.5",
    "NULLUS_JOBS_DEAD_AFTER_SECONDS": "3",
    "NULLUS_KNOWLEDGE_ORPHAN_SECONDS": "1",
}
# A service here speaks plain HTTP; without this, every client would load all certificates of the world first (25 ms).
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Running:
    """One service. `folder` holds everything of it: `home`, `tmp` (its temporary files), `work` (its working folder)."""

    def __init__(self, folder: Path, changed: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.tmp = folder / "tmp"
        for made in (self.tmp, folder / "work"):
            made.mkdir(parents=True, exist_ok=True)
        self.tmp.chmod(0o1777)  # parts of the service have accounts of their own
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NULLUS_")}
        self.environment = kept | {
            "NULLUS_HOME": str(self.home),
            "NULLUS_PORT": str(self.port),
            "TMPDIR": str(self.tmp),
            "LANG": "en_US.UTF-8",
            **(changed or {}),
        }
        self._read: dict[str, tuple[int, int]] = {}

    def cli(self, *arguments: str | Path, seconds: float = 120, **changed: str) -> subprocess.CompletedProcess[str]:
        """Run one command as an operator would."""
        return subprocess.run(
            [sys.executable, "-m", "nullus.cli.main", *map(str, arguments)],
            env=self.environment | changed,
            cwd=self.folder / "work",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def start(self) -> str:
        """Start and wait until it is ready; returns what `up` said. Raises RuntimeError."""
        done = self.cli("up", "--detach", seconds=START_SECONDS)
        if done.returncode != 0:
            raise RuntimeError(f"up ended with {done.returncode}:\n{done.stdout}{done.stderr}\n{self.logs()}")
        return done.stdout + done.stderr

    def stop(self) -> None:
        self.cli("down", seconds=60)

    def client(self, token: str | None = None, **headers: str) -> httpx.Client:
        """An HTTP client with the operator's credential, or another."""
        sent = {"Authorization": f"Bearer {token or self.operator_token}", **headers}
        return httpx.Client(base_url=self.url, headers=sent, timeout=60, verify=NO_TLS)

    @property
    def operator_token(self) -> str:
        return (self.home / "secrets" / "operator-token").read_text(encoding="utf-8").strip()

    def part(self, name: str) -> dict[str, Any]:
        """What the supervisor says of a part: its `state` and `pid`; empty before the first word."""
        try:
            state = json.loads((self.home / "run" / "state.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return next((dict(part) for part in state["parts"] if part["name"] == name), {})

    def kill(self, name: str) -> int | None:
        """kill -9 of one part (of PostgreSQL: with all its processes); its process id, None when it does not run now."""
        pid: int | None = self.part(name).get("pid")
        if pid is None or not Path(f"/proc/{pid}").exists():
            return None
        family = [pid, *(descendants(pid) if name == "postgres" else ())]
        for each in family:
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return pid

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[TupleRow]]:
        """The database as its superuser sees it."""
        with psycopg.connect(postgres.superuser_url(self.home, postgres.DATABASE), autocommit=True) as connection:
            yield connection

    def objects(self) -> set[str]:
        """The digests that lie in the object store."""
        return {path.name for path in (self.home / "objects").glob("??/*")}

    def incoming(self) -> list[Path]:
        return list((self.home / "objects" / "incoming").iterdir())

    def processes(self) -> list[int]:
        """Everything that runs for this service, by the NULLUS_HOME in its environment or its data folder."""
        wanted = f"NULLUS_HOME={self.home}\0".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                told = (entry / "environ").read_bytes() + b"\0" + (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if wanted in told or f"{self.home}/".encode() in told:
                found.append(int(entry.name))
        return found

    def logs(self) -> str:
        parts = sorted((self.home / "logs").glob("*.log"))
        return "\n".join(f"== {path.name}\n{path.read_text(errors='replace')[-4000:]}" for path in parts)

    def log_lines(self, role: str) -> list[dict[str, Any]]:
        """The structured lines of one part's log."""
        return structured((self.home / "logs" / f"{role}.log").read_bytes())

    def new_log_lines(self, role: str) -> list[dict[str, Any]]:
        """Those written since the last call, in files that were put aside meanwhile, too."""
        newest = self.home / "logs" / f"{role}.log"
        aside = (newest.with_name(f"{newest.name}.{number}") for number in (3, 2, 1))
        files = [path for path in (*aside, newest) if path.exists()]
        known, offset = self._read.get(role, (0, 0))
        at = next((number for number, path in enumerate(files) if path.stat().st_ino == known), None)
        text = b""
        for path in files[at or 0 :]:
            with path.open("rb") as opened:
                opened.seek(offset if at is not None and path == files[at] else 0)
                came = opened.read()
                whole = came.rfind(b"\n") + 1  # the rest of a line is still being written
                self._read[role] = (os.fstat(opened.fileno()).st_ino, opened.tell() - len(came) + whole)
            text += came[:whole]
        return structured(text)

    def wait_ready(self, seconds: float) -> float:
        """Wait until `/readyz` says yes; returns how long it took. Raises TimeoutError."""
        began, said = time.monotonic(), ""
        while time.monotonic() - began < seconds:
            try:
                answer = httpx.get(f"{self.url}/readyz", timeout=5, verify=NO_TLS)
            except httpx.TransportError as error:
                said = repr(error)
            else:
                if answer.status_code == 200:
                    return time.monotonic() - began
                said = answer.text
            time.sleep(0.05)
        raise TimeoutError(f"not ready after {seconds} s: {said}\n{self.logs()}")


@contextmanager
def running(changed: Mapping[str, str] | None = None) -> Iterator[Running]:
    """A started service in a temporary folder; everything of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="nullus-service-"))
    folder.chmod(0o755)  # PostgreSQL runs under an account of its own and has to reach its folder
    service = Running(folder, changed)
    try:
        service.start()
        yield service
    finally:
        service.stop()
        for pid in service.processes():  # only what a failed stop left; the tests look before
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        shutil.rmtree(folder, ignore_errors=True)


def structured(log: bytes) -> list[dict[str, Any]]:
    """The lines of a log that are JSON; other lines are somebody else's words."""
    lines = []
    for line in log.decode("utf-8", "replace").split("\n"):
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    return lines


def free_port() -> int:
    """A port below those that the system gives to connections: none of the many that tests open can take it meanwhile."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def descendants(pid: int) -> list[int]:
    """Children of a process and theirs, from /proc."""
    found: list[int] = []
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(each) for thread in threads for each in (thread / "children").read_text().split()]
    except OSError:
        return found
    for child in children:
        found += [child, *descendants(child)]
    return found


def pss_bytes(pid: int) -> int:
    """Proportional set size of a process with all its descendants, in bytes."""
    total = 0
    for each in (pid, *descendants(pid)):
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:"))
    return total
