"""Which account the database server runs as: our own, or, when we are root, one that is not.

PostgreSQL refuses to run as root and initdb needs a name for its uid, so a bare number will not do. The server gets an
account of its own where one can be made (`nullus`), because `nobody` is shared with other programs.
"""

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nullus.platform.postgres.errors import ClusterForeign, NoServerAccount

OWN_ACCOUNT = "nullus"
SHARED_ACCOUNT = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server. `other`: not the account of this process; `shared`: other programs may use it too."""

    uid: int
    gid: int
    other: bool
    shared: bool = False

    def popen_arguments(self) -> dict[str, Any]:
        """What `subprocess` needs to start a child as this account, without any right of root."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}


def account_for(data: Path, make: bool = True) -> Account:
    """The account for the server of this data folder; the folder's owner decides when it exists already.

    With `make` false no account is made: for looking only.
    """
    if os.geteuid() != 0:
        return _own_account(data)
    if data.is_dir() and data.stat().st_uid != 0:
        return _account_of(data.stat().st_uid)
    for name in (OWN_ACCOUNT, SHARED_ACCOUNT):
        found = _find(name) or (_make(name) if make and name == OWN_ACCOUNT else None)
        if found is not None and found.pw_uid != 0:
            return Account(found.pw_uid, found.pw_gid, other=True, shared=name == SHARED_ACCOUNT)
    raise NoServerAccount


def _own_account(data: Path) -> Account:
    if data.is_dir() and data.stat().st_uid != os.geteuid():
        raise ClusterForeign(
            folder=data,
            problem=f"it belongs to user {_name(data.stat().st_uid)}",
            mend=f"Start Nullus as that user, or as root: `sudo chown -R {_name(os.geteuid())} {data}`.",
        )
    return Account(os.geteuid(), os.getegid(), other=False)


def _account_of(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise NoServerAccount from None
    return Account(entry.pw_uid, entry.pw_gid, other=True)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make(name: str) -> pwd.struct_passwd | None:
    """A system account without home, password or shell, where this machine lets us make one."""
    useradd = shutil.which("useradd", path=os.defpath + os.pathsep + "/usr/sbin:/sbin")
    if useradd is None or sys.platform != "linux":
        return None
    arguments = [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
    ]
    subprocess.run([useradd, *arguments, name], check=False, capture_output=True, timeout=20)
    return _find(name)
