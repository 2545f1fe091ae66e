"""One supervisor for one home: a file lock that the kernel frees when its holder dies, however it dies."""

import fcntl
import json
import os
import time
from pathlib import Path

from nullus.platform.secrets import make_private_folder
from nullus.roles.errors import AlreadyRunning


def lock_path(home: Path) -> Path:
    return home / "run" / "supervisor.lock"


class Lock:
    """Held by the supervisor for its whole life. The file says who holds it; its removal is never needed."""

    def __init__(self, home: Path) -> None:
        path = lock_path(home)
        make_private_folder(path.parent)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._descriptor)
            holder = holder_of(home) or {}
            raise AlreadyRunning(pid=holder.get("pid", "?"), since=holder.get("since", "?")) from None
        content = json.dumps({"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")})
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, content.encode(), 0)

    def release(self) -> None:
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)


def holder_of(home: Path) -> dict[str, object] | None:
    """Process id and start time of the running supervisor; None when none runs."""
    try:
        descriptor = os.open(lock_path(home), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        try:
            content = json.loads(os.pread(descriptor, 4096, 0) or b"{}")
        except ValueError:
            content = {}
        return content if isinstance(content, dict) else {}
    finally:
        os.close(descriptor)
    return None
