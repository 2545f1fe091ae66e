"""Looking at processes from outside, by /proc."""

import time
from collections.abc import Iterator
from pathlib import Path


def children(pid: int) -> set[int]:
    """The processes whose parent this is, by /proc."""
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found |= set(map(int, task.read_text().split()))
        except OSError:
            continue
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until(deadline: float = 10.0) -> Iterator[None]:
    """Poll: one turn each few milliseconds, until the time is up."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        yield
        time.sleep(0.01)
