"""Facts about other processes that must not be guessed: does it live, since when, what folder does it work in."""

import os
import subprocess
import sys
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether the process exists and is not a zombie (a zombie is dead; it only waits to be reaped)."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _state(pid) not in {"Z", "X", None}


def started_at(pid: int) -> str | None:
    """A token that tells this process from a later one with the same id; None when there is no such process."""
    if sys.platform == "linux":
        fields = _stat_fields(pid)
        return f"{_boot()}:{fields[19]}" if fields else None
    text = _ps(pid, "lstart=")
    return text or None


def command(pid: int) -> str:
    """The program's name, for messages; empty when it cannot be known."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return ""
    return Path(_ps(pid, "comm=")).name


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process has `folder` as its working folder (the server always has its data folder)."""
    if sys.platform != "linux":
        return True  # macOS gives no cheap answer; the pid file's start time has to do
    try:
        return os.path.samestat(os.stat(f"/proc/{pid}/cwd"), folder.stat())  # noqa: PTH116  # a magic link, not a path
    except OSError:
        return False


def _state(pid: int) -> str | None:
    if sys.platform == "linux":
        fields = _stat_fields(pid)
        return fields[0] if fields else None
    return _ps(pid, "stat=")[:1] or None


def _stat_fields(pid: int) -> list[str] | None:
    """Fields 3… of /proc/<pid>/stat; the second may hold spaces and brackets, so cut after its last one."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]
    except OSError:
        return ""


def _ps(pid: int, column: str) -> str:
    done = subprocess.run(["ps", "-o", column, "-p", str(pid)], check=False, capture_output=True, text=True, timeout=10)
    return done.stdout.strip()
