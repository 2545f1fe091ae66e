"""Becomes tesseract behind walls: run as a script with the program, its data, languages, memory and seconds."""

import ctypes
import os
import resource
import sys
import types
from pathlib import Path

_READ_EXECUTE = 1 | 4 | 8
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/nix/store")


def main() -> None:
    """Walls, then exec: limits, another user, no files but its own, no sockets, no further processes."""
    program, data, languages, memory, seconds = sys.argv[1:6]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        _linux_walls(program, data)
    os.execve(  # noqa: S606 - becoming the program is the point
        program,
        ["tesseract", "stdin", "stdout", "--tessdata-dir", data, "-l", languages, "--psm", "3"],
        {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
    )


def _linux_walls(program: str, data: str) -> None:
    here = Path(__file__).resolve()
    for name, folder in (
        ("nullus", here.parents[2]),
        ("nullus.knowledge", here.parents[1]),
        ("nullus.knowledge.sandbox", here.parent),
    ):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    from nullus.knowledge.sandbox import landlock, seccomp

    libc = ctypes.CDLL(None, use_errno=True)
    machine = seccomp.machine()
    version = landlock.abi(libc)
    filtered = machine is not None and seccomp.available()
    if os.geteuid() == 0:
        libc.unshare(0x40000000)
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
    libc.prctl(1, 9, 0, 0, 0)  # killed with its parent; after the change of user, which clears it
    if version:
        paths = dict.fromkeys(_LIBRARIES, _READ_EXECUTE)
        landlock.restrict(
            version, libc, {**paths, program: _READ_EXECUTE, data: 4 | 8, "/dev/null": 4, "/dev/urandom": 4}
        )
    if filtered and machine is not None:
        seccomp.install(seccomp.packed(seccomp.program_filter(machine)), libc)


if __name__ == "__main__":
    main()
