"""Stopping the service, and, when somebody really wants it, removing its data."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from nullus.platform import postgres
from nullus.platform.errors import Text
from nullus.roles import leftovers
from nullus.roles.errors import WillNotStop
from nullus.roles.lock import Lock, holder_of

PATIENCE_SECONDS = 120.0
OURS = ("postgres", "objects", "secrets", "run", "logs", "cache", "derived", "uploads", "tmp")


def stop_service(home: Path, tell: Callable[[Text], None]) -> bool:
    """Stop the supervisor and everything under it, or what a killed one left; whether there was anything."""
    holder = holder_of(home)
    if holder is None:
        return stop_left_overs(home, tell)
    pid = holder.get("pid")
    deadline = time.monotonic() + PATIENCE_SECONDS
    if isinstance(pid, int):
        try:
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
    while holder_of(home) is not None:
        if time.monotonic() > deadline:
            raise WillNotStop(pid=pid)
        time.sleep(0.05)
    return True


def stop_left_overs(home: Path, tell: Callable[[Text], None]) -> bool:
    """With no supervisor alive: stop the processes that it left, if any."""
    if not (home / "run").is_dir():
        return False
    lock = Lock(home)
    try:
        left = leftovers.stop_all(home, tell)
        postgres.forget_folder(home)
    finally:
        lock.release()
    return left


def data_in(home: Path) -> list[Path]:
    """What removing the data would remove: the folders that Nullus makes, nothing that somebody else put there."""
    return [home / name for name in OURS if (home / name).is_dir() and not (home / name).is_symlink()]


def remove_data(home: Path) -> None:
    """Remove all data of a stopped service, its secrets included. There is no way back but a backup."""
    for folder in data_in(home):
        shutil.rmtree(folder)
    if home.is_dir() and not any(home.iterdir()):
        home.rmdir()
