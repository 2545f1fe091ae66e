"""One child process of the supervisor: started so that it cannot outlive it, heard through one socket.

The socket serves both ways: the child reads its end as a lifeline (end of file: the supervisor is gone, on any system),
and writes JSON lines to it (`{"ready": true}`). On Linux the kernel signals the child as well.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from nullus.platform.postgres import die_with_parent, processes
from nullus.platform.settings import child_environment
from nullus.roles.errors import SpawnerSilent

ANSWER_SECONDS = 10.0
METRICS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


class Process(Protocol):
    """What the supervisor needs of a process that it must reap; `subprocess.Popen` has it."""

    pid: int
    returncode: Any

    def poll(self) -> int | None: ...
    def send_signal(self, sig: int) -> None: ...


class ForkedProcess:
    """A process that became our child by inheritance (see `spawner`), not by our own fork."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, negative for a signal; None while it runs. Reaps it."""
        if self.returncode is None:
            try:
                found, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # not ours yet (the process between still lives), or not at all
                if processes.is_alive(self.pid):
                    return None
                found, status = self.pid, 1 << 8
            if found:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)


class Child:
    """A running process, its output, and what it tells."""

    def __init__(self, process: Process, output: int, told: socket.socket | None) -> None:
        self.process = process
        self.output: int | None = output
        self.told = told
        self.started = time.monotonic()
        self._unread = b""

    @property
    def pid(self) -> int:
        return self.process.pid

    def lived(self) -> float:
        return time.monotonic() - self.started

    def read_output(self) -> bytes | None:
        """What it printed since; None at its end."""
        if self.output is None:
            return None
        data = os.read(self.output, 65536)
        return data or None

    def read_told(self) -> list[dict[str, Any]] | None:
        """The messages it sent since; None when it closed its end."""
        if self.told is None:
            return None
        try:
            data = self.told.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            return None
        *lines, self._unread = (self._unread + data).split(b"\n")
        return [json.loads(line) for line in lines if line]

    def signal(self, with_signal: signal.Signals) -> None:
        """To the process itself; it knows how to end its own helpers."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)

    def kill_group(self) -> None:
        """To the process and every helper that is still in its group."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass

    def close_output(self) -> None:
        if self.output is not None:
            os.close(self.output)
            self.output = None

    def close_told(self) -> None:
        if self.told is not None:
            self.told.close()
            self.told = None


def start_role(module: str, extra: Sequence[str], inherited: Sequence[int], metrics: Path) -> Child:
    """Run `python -m <module>` as a child with a lifeline; `inherited` descriptors keep their numbers."""
    ours, theirs = socket.socketpair()
    read_end, write_end = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", module, "--lifeline", str(theirs.fileno()), *extra],
        stdin=subprocess.DEVNULL,
        stdout=write_end,
        stderr=write_end,
        env=child_environment(**{METRICS_VARIABLE: str(metrics), "PYTHONUNBUFFERED": "1"}),
        pass_fds=(theirs.fileno(), *inherited),
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509  # the supervisor has no threads
    )
    theirs.close()
    os.close(write_end)
    ours.setblocking(False)
    return Child(process, read_end, ours)


def fork_role(spawner: Child, role: str, listener: socket.socket | None, address: str) -> Child:
    """Let the spawner fork a role. It holds its lifeline, its output and, the API, the listening socket."""
    assert spawner.told is not None
    ours, theirs = socket.socketpair()
    read_end, write_end = os.pipe()
    request = json.dumps({"role": role, "address": address}).encode()
    descriptors = [theirs.fileno(), write_end] + ([listener.fileno()] if listener is not None else [])
    try:
        spawner.told.setblocking(True)
        spawner.told.settimeout(ANSWER_SECONDS)
        socket.send_fds(spawner.told, [request], descriptors)
        answers = spawner.read_told()
    except OSError:
        answers = None
    finally:
        theirs.close()
        os.close(write_end)
    if not answers:
        ours.close()
        os.close(read_end)
        raise SpawnerSilent
    spawner.told.setblocking(False)
    ours.setblocking(False)
    return Child(ForkedProcess(answers[0]["pid"]), read_end, ours)


def reap_orphans(known: set[int]) -> None:
    """Bury helpers whose parent died before them: as a subreaper we inherit them. The known children are left alone."""
    while True:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid in known:
            return
        os.waitpid(found.si_pid, os.WNOHANG)


def adopt_output(launch: Any) -> Child:
    """A child that only prints (the database): `launch` is given the descriptor to print to and returns its process."""
    read_end, write_end = os.pipe()
    try:
        process: subprocess.Popen[bytes] = launch(write_end)
    except BaseException:
        os.close(read_end)
        raise
    finally:
        os.close(write_end)
    return Child(process, read_end, None)
