"""What a supervisor that was killed left running: found by the last record, told apart by start time, stopped."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from nullus.platform import postgres
from nullus.platform.errors import Text
from nullus.platform.postgres import processes
from nullus.roles import state


def stop_all(home: Path, progress: Callable[[Text], None]) -> bool:
    """Stop every process of the last run that still lives, the database last; whether there was any. Hold the lock."""
    left = living_parts(home)
    if left:
        progress(Text(en="Stopping what an earlier run left behind …", ko="이전 실행이 남긴 프로세스를 중지하는 중 …"))
    for pid in left:
        _signal_group(pid, signal.SIGTERM)
    deadline = time.monotonic() + 5
    while any(processes.is_alive(pid) for pid in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in left:
        if processes.is_alive(pid):
            _signal_group(pid, signal.SIGKILL)
    return postgres.stop_left_over(postgres.data_folder(home)) or bool(left)


def living_parts(home: Path) -> list[int]:
    """Processes of the last recorded run, without the database's, that are still the same processes."""
    record = state.read(home)
    if record is None:
        return []
    return [
        part.pid
        for part in record.parts
        if part.pid and part.name != "postgres" and part.token and processes.started_at(part.pid) == part.token
    ]


def _signal_group(pid: int, with_signal: signal.Signals) -> None:
    try:
        os.killpg(pid, with_signal)
    except (ProcessLookupError, PermissionError):
        pass
