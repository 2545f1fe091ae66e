"""The walls around one child, raised in the only order that works; and the list of those that this machine has."""

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass
from typing import Final

from nullus.knowledge.sandbox import landlock, seccomp
from nullus.knowledge.sandbox.limits import SandboxLimits

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_NOBODY: Final = 65534


@dataclass(frozen=True, slots=True)
class Levels:
    """Which walls stand on this machine. `landlock` is the version of the interface, 0 for none."""

    platform: str
    landlock: int
    seccomp: bool
    own_user: bool
    no_network: bool
    parent_death: bool

    @property
    def enough(self) -> bool:
        """Whether documents of strangers may be read: on Linux one of the two walls in the kernel must stand."""
        return self.platform != "linux" or self.landlock > 0 or self.seccomp

    def sentences(self) -> list[str]:
        """For the operator, one wall a line."""
        if self.platform != "linux":
            return ["Only limits of memory, time and files: this system has neither Landlock nor seccomp."]
        return [
            f"Landlock (no files): {f'version {self.landlock}' if self.landlock else 'missing'}",
            f"seccomp (no sockets, programs, processes): {'yes' if self.seccomp else 'missing'}",
            f"Own user: {'yes' if self.own_user else 'no, Nullus does not run as root'}",
            f"Own network without addresses: {'yes' if self.no_network else 'no'}",
        ]


@dataclass(slots=True)
class Walls:
    """Everything that can be made ready before the fork, so that a child costs little."""

    levels: Levels
    libc: ctypes.CDLL
    code: bytes

    @staticmethod
    def prepare() -> "Walls":
        """Find out what this machine has; called once, in the fork server. Leaves the network where it may."""
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform != "linux":
            return Walls(Levels(sys.platform, 0, False, os.geteuid() == 0, False, False), libc, b"")
        name = seccomp.machine()
        has_filter = name is not None and seccomp.available()
        levels = Levels("linux", landlock.abi(libc), has_filter, os.geteuid() == 0, _leave_network(libc), True)
        return Walls(levels, libc, seccomp.packed(seccomp.parser_filter(name)) if has_filter and name else b"")

    def raise_all(self, limits: SandboxLimits, parent: int) -> None:
        """Called in the child; after it only open descriptors, memory and time are left. Raises OSError."""
        os.setsid()
        if self.levels.own_user:
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY) if hasattr(os, "setresgid") else os.setgid(_NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY) if hasattr(os, "setresuid") else os.setuid(_NOBODY)
        set_limits(limits, processes=0)
        if self.levels.platform != "linux":
            return
        # A change of user clears the signal, so it is set afterwards; the parent may be gone already.
        self.libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        self.libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)
        if self.libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs")
        if self.levels.landlock:
            landlock.restrict(self.levels.landlock, self.libc)
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # no new descriptor of any kind; the open ones stay
        if self.code:
            seccomp.install(self.code, self.libc)


def _leave_network(libc: ctypes.CDLL) -> bool:
    """An empty network namespace for this process and its children; works as root only, and that is fine."""
    return bool(hasattr(libc, "unshare") and libc.unshare(0x40000000) == 0)


def set_limits(limits: SandboxLimits, *, processes: int | None) -> None:
    """Resource limits of this process; those that a system does not know are left out."""
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_NPROC": processes,
        "RLIMIT_NOFILE": 300,
        "RLIMIT_AS": limits.memory_bytes if sys.platform == "linux" else None,  # macOS refuses this one
    }
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if number is None or value is None:
            continue
        hard = resource.getrlimit(number)[1]
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # One second between the signals lets the exit status say that it was the CPU.
        resource.setrlimit(
            number, (soft, soft + 1 if name == "RLIMIT_CPU" and hard == resource.RLIM_INFINITY else soft)
        )
