"""The embedded server as a direct child of ours: prepare, launch, wait, stop; and stop what an earlier run left behind.

A left-over server is stopped, not adopted: its settings, account and socket may be of another release, and a stop takes
a second. Removing a pid file by hand is the classic way to lose data, so it goes only when no process uses the folder.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from nullus.platform import secrets
from nullus.platform.postgres import binaries, cluster, processes, sockets, tuning
from nullus.platform.postgres.account import Account, account_for
from nullus.platform.postgres.errors import ServerNotStarted, ServerWillNotStop

SUPERUSER_SECRET = "postgres-superuser"  # noqa: S105  # the name of a file
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything needed to launch the server, any number of times."""

    data: Path
    account: Account
    programs: Path
    socket_folder: str
    created: bool


def prepare(home: Path) -> Prepared:
    """Make what is missing (account, copy of the programs, data folder, password) and stop what is left over."""
    data = cluster.data_folder(home)
    account = account_for(data)
    programs = binaries.reachable_installation(account)
    stop_left_over(data)
    password, new_password = secrets.read_or_create(home, SUPERUSER_SECRET)
    created = not cluster.exists(data)
    if created:
        cluster.make(data, account, programs, password)
    elif new_password:
        cluster.reset_password(data, account, programs, password)
    return Prepared(data, account, programs, sockets.choose_folder(home, account), created)


def launch(
    prepared: Prepared, output: int | IO[bytes], changed: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start the server; its log goes to `output`. On Linux it stops (fast, clean) when this process dies.

    `changed` replaces settings of `tuning`: for tests and tools, never for the service.
    """
    settings = tuning.server_settings(prepared.socket_folder, tuning.memory_bytes()) | dict(changed or {})
    with cluster.entered(prepared.data, prepared.account) as (name, descriptors):
        return subprocess.Popen(
            [
                prepared.programs / "bin" / "postgres",
                "-D",
                name,
                *(part for key, value in settings.items() for part in ("-c", f"{key}={value}")),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=cluster.CHILD_ENVIRONMENT,
            pass_fds=descriptors,
            start_new_session=True,  # Ctrl-C in the terminal is ours to pass on, in order
            preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509  # no threads here
            **prepared.account.popen_arguments(),
        )


def die_with_parent(with_signal: signal.Signals) -> Callable[[], None] | None:
    """What a child runs before exec so that the kernel signals it when this process ends, however it ends (Linux)."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def arrange() -> None:
        library.prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died between fork and prctl
            os._exit(1)

    return arrange


def wait_until_ready(process: subprocess.Popen[bytes], prepared: Prepared, progress: Callable[[float], None]) -> None:
    """Return when the server takes connections. Crash recovery has no limit; `progress` hears of it with the seconds so far."""
    begun = told = time.monotonic()
    while not is_ready(prepared):
        status = process.poll()
        if status is not None:
            raise ServerNotStarted(status=status, problem="it ended before it took connections")
        now = time.monotonic()
        if now - told >= 5:
            told = now
            progress(now - begun)
        time.sleep(0.02)


def is_ready(prepared: Prepared) -> bool:
    """Whether it takes connections. Its pid file is looked at first: asking too early fills the log with refusals."""
    try:
        lines = (prepared.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready" and sockets.ask(prepared.socket_folder) == "ready"


def stop(process: subprocess.Popen[bytes], patience: float = 30) -> None:
    """Fast stop: roll back what runs, write everything, end. Immediate stop when that takes too long."""
    for with_signal, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        if process.poll() is not None:
            return
        process.send_signal(with_signal)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


def stop_left_over(data: Path, patience: float = 30) -> bool:
    """Stop a server of an earlier run on this data folder; whether there was one."""
    pid_file = data / "postmaster.pid"
    pid = _postmaster(pid_file)
    users = _users_of(data)
    if pid is not None and processes.is_alive(pid) and (pid in users or (sys.platform != "linux" and _is_server(pid))):
        for with_signal, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)):
            _signal(pid, with_signal)
            if _wait_gone([pid], seconds):
                break
    rest = _users_of(data)
    if rest and not _wait_gone(rest, 5):  # backends end by themselves when their postmaster is gone
        for each in rest:
            _signal(each, signal.SIGKILL)
        if not _wait_gone(rest, 5):
            raise ServerWillNotStop(pid=rest[0], folder=data)
    if pid is not None and sys.platform == "linux" and pid_file.exists() and not _users_of(data):
        # The number may belong to another program by now, which the server would take for a rival and refuse to start.
        if processes.is_alive(pid):
            pid_file.unlink()
    return bool(users)


@contextmanager
def running(
    home: Path, output: int | IO[bytes] = subprocess.DEVNULL, changed: Mapping[str, str] | None = None
) -> Iterator[Prepared]:
    """A server for the time of a `with` block: tests, and tools that need the data while nothing else runs."""
    prepared = prepare(home)
    process = launch(prepared, output, changed)
    try:
        wait_until_ready(process, prepared, lambda _: None)
        yield prepared
    finally:
        stop(process)
        sockets.forget_folder(home)


def _postmaster(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _users_of(data: Path) -> list[int]:
    """Processes that work in the data folder; on Linux these are the server and its backends, all of them."""
    if sys.platform != "linux" or not data.is_dir():
        return []
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if processes.works_in(pid, data) and processes.is_alive(pid)]


def _is_server(pid: int) -> bool:
    return "postgres" in processes.command(pid)


def _signal(pid: int, with_signal: signal.Signals) -> None:
    try:
        os.kill(pid, with_signal)
    except ProcessLookupError:
        pass


def _wait_gone(pids: list[int], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while any(processes.is_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
