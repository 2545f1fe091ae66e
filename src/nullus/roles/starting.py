"""Starting the supervisor: in place of this process, or in the background until it is ready."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nullus.platform.secrets import make_private_folder
from nullus.platform.settings import child_environment
from nullus.roles.errors import DidNotStart

COMMAND = (sys.executable, "-P", "-m", "nullus.roles.supervisor")


def become_supervisor() -> None:
    """Replace this process: what the command line loaded does not stay in memory."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, COMMAND)  # noqa: S606  # a list of arguments, no shell


def start_detached(home: Path, tell: Callable[[str], None]) -> int:
    """Start in the background; return 0 when ready, else the exit status of the failure, told with its reason.

    An interrupt while waiting stops what was begun.
    """
    make_private_folder(home / "logs")
    read_end, write_end = os.pipe()
    last_words = home / "logs" / "supervisor.log"
    with last_words.open("wb") as errors:
        last_words.chmod(0o600)
        process = subprocess.Popen(
            [*COMMAND, "--report", str(write_end)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=child_environment(),
            pass_fds=(write_end,),
            start_new_session=True,
        )
    os.close(write_end)
    try:
        with os.fdopen(read_end, encoding="utf-8") as reports:
            status = _follow(reports, tell)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    if status is None:
        lines = last_words.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-20:]
        raise DidNotStart(part="supervisor", reason=f"exit {process.wait()}", lines="\n".join(lines))
    return status


def _follow(reports: Any, tell: Callable[[str], None]) -> int | None:
    """Show reports until the service is ready (0) or has failed (its code); None when it ends without a word."""
    for line in reports:
        report = json.loads(line)
        tell(report["text"])
        if report["kind"] == "ready":
            return 0
        if report["kind"] == "failed":
            return int(report["code"])
    return None
