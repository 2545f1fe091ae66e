"""Landlock: the kernel's own list of what a process may open; here that is nothing, or one program and its data."""

import ctypes
import os
import struct
from typing import Final

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
EXECUTE, _WRITE_FILE, READ_FILE, READ_DIRECTORY = 1, 2, 4, 8
_FILE_RIGHTS: Final = EXECUTE | _WRITE_FILE | READ_FILE
# Rights that exist from each version of the interface on.
_ACCESS: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}


def abi(libc: ctypes.CDLL | None = None) -> int:
    """The version of the interface, 0 when the kernel has none."""
    libc = libc or ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syscall"):
        return 0
    libc.syscall.restype = ctypes.c_long
    return max(0, int(libc.syscall(ctypes.c_long(_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION))))


def restrict(version: int, libc: ctypes.CDLL, allowed: dict[str, int] | None = None) -> None:
    """Deny every path, TCP and (from version 6) abstract sockets and signals outward; `allowed` maps paths to rights.

    Raises OSError. Paths that do not exist are left out.
    """
    access = _ACCESS[max(at for at in _ACCESS if at <= version)]
    network = 3 if version >= 4 else 0
    scopes = 3 if version >= 6 else 0
    rules = struct.pack("=QQQ", access, network, scopes)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    libc.syscall.restype = ctypes.c_long
    ruleset = libc.syscall(ctypes.c_long(_CREATE), rules, ctypes.c_size_t(len(rules)), ctypes.c_uint(0))
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    try:
        for path, rights in (allowed or {}).items():
            _allow(libc, ruleset, path, rights & access)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs")
        if libc.syscall(ctypes.c_long(_RESTRICT), ctypes.c_int(ruleset), ctypes.c_uint(0)):
            raise OSError(ctypes.get_errno(), "landlock")
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - pathlib is not needed in a launcher that must start fast
            rights &= _FILE_RIGHTS
        rule = struct.pack("=Qi", rights, folder)
        if libc.syscall(
            ctypes.c_long(_ADD), ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint(0)
        ):
            raise OSError(ctypes.get_errno(), "landlock")
    finally:
        os.close(folder)
