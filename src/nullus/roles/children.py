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
from typing import Any

from nullus.platform.postgres import die_with_parent
from nullus.platform.settings import child_environment

METRICS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


class Child:
    """A running process, its output, and what it tells."""

    def __init__(self, process: subprocess.Popen[bytes], output: int, told: socket.socket | None) -> None:
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
