"""The data folder: made once and whole, entered by the server's account even below folders closed to it.

Below a private folder of root (every parent 0700) the server's account cannot walk to its data. It does not have to: we open the
folder and hand the descriptor down, and the server works in /proc/self/fd/N. No parent's mode is ever changed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nullus.platform.postgres.account import Account
from nullus.platform.postgres.binaries import MAJOR
from nullus.platform.postgres.errors import ClusterForeign, ClusterNotMade
from nullus.platform.secrets import make_private_folder

SUPERUSER = "postgres"
CHILD_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
_DRAFT = ".making-"


def data_folder(home: Path) -> Path:
    """Where the embedded server of this major version keeps its data."""
    return home / "postgres" / str(MAJOR)


def exists(data: Path) -> bool:
    """Whether a database was made here; refuses one of another major version."""
    version = data / "PG_VERSION"
    if not version.is_file():
        return False
    found = version.read_text(encoding="ascii").strip()
    if found != str(MAJOR):
        raise ClusterForeign(
            folder=data,
            problem=f"it is of PostgreSQL {found}, this is {MAJOR}",
            mend="Export it with the release that made it: `nullus backup create`.",
        )
    return True


@contextmanager
def entered(data: Path, account: Account) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The name under which `account` reaches the folder, and the descriptors that a child must inherit for it."""
    if not (account.other and sys.platform == "linux"):
        yield str(data), ()
        return
    descriptor = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}", (descriptor,)
    finally:
        os.close(descriptor)


def make(data: Path, account: Account, programs: Path, password: str) -> None:
    """initdb into a draft folder, renamed into place when it is whole, so that an interrupted first start leaves nothing."""
    make_private_folder(data.parent)
    for draft in data.parent.glob(f"{_DRAFT}*"):
        shutil.rmtree(draft)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=data.parent))
    if account.other:
        os.chown(draft, account.uid, account.gid)
    with entered(draft, account) as (name, descriptors), _as_readable_pipe(password, account) as secret:
        done = subprocess.run(
            [
                programs / "bin" / "initdb",
                *("-D", name, "-U", SUPERUSER, "--encoding=UTF8", "--data-checksums"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
                *("--auth=scram-sha-256", f"--pwfile=/dev/fd/{secret}"),
            ],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            env=CHILD_ENVIRONMENT,
            pass_fds=(*descriptors, secret),
            **account.popen_arguments(),
        )
    if done.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise ClusterNotMade(folder=data, problem=_last_line(done.stderr))
    draft.rename(data)
    _sync_folder(data.parent)


def reset_password(data: Path, account: Account, programs: Path, password: str) -> None:
    """Set the superuser's password with the server stopped: for a home whose secrets were lost or replaced."""
    statement = f"alter role {SUPERUSER} password '{password}';\n"  # URL-safe characters only
    with entered(data, account) as (name, descriptors):
        done = subprocess.run(
            [programs / "bin" / "postgres", "--single", "-D", name, "-c", "log_min_messages=fatal", "postgres"],
            check=False,
            input=statement,
            capture_output=True,
            text=True,
            cwd="/",
            env=CHILD_ENVIRONMENT,
            pass_fds=descriptors,
            **account.popen_arguments(),
        )
    if done.returncode != 0 or "ERROR" in done.stderr:
        raise ClusterForeign(
            folder=data,
            problem="its password is lost and could not be reset",
            mend="Put the folder `secrets` of this installation back from a backup.",
        )


@contextmanager
def _as_readable_pipe(password: str, account: Account) -> Iterator[int]:
    """A descriptor that the account can read the password from: it never stands in a file or on a command line."""
    read_end, write_end = os.pipe()
    try:
        if account.other:
            os.fchown(read_end, account.uid, account.gid)
        os.write(write_end, password.encode("ascii") + b"\n")
        os.close(write_end)
        yield read_end
    finally:
        os.close(read_end)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
