"""A child that an attacker has taken over can open nothing, reach nobody and start nothing: each is tried."""

import ctypes
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nullus.knowledge.sandbox import Sandbox, SandboxLimits, landlock, seccomp, walls

linux = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are parts of Linux")

# Runs in a process of its own: raises the walls in a child, lets it try everything, prints what came of it.
_ATTACK = """
import ctypes, json, mmap, os, resource, socket, sys, threading
from nullus.knowledge.sandbox import walls, limits
ready = walls.Walls.prepare()
if sys.argv[1] == "landlock":
    ready.code = b""
elif sys.argv[1] == "seccomp":
    import dataclasses
    ready.levels = dataclasses.replace(ready.levels, landlock=0)
libc = ctypes.CDLL(None, use_errno=True)
open_file = os.open("/etc/hostname", os.O_RDONLY)
def errno_of(call, *arguments):
    if call(*arguments) < 0:
        raise OSError(ctypes.get_errno(), "failed")
def unix():
    with socket.socket(socket.AF_UNIX) as s: s.connect(sys.argv[2])
def tcp():
    with socket.socket() as s: s.connect(("127.0.0.1", int(sys.argv[3])))
def udp():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s: s.sendto(b"x", ("127.0.0.1", 9))
def fork():
    if os.fork() == 0: os._exit(0)
attempts = {
    "read a file": lambda: os.open("/etc/passwd", os.O_RDONLY), "list a folder": lambda: os.listdir("/"),
    "write a file": lambda: os.open("/tmp/x", os.O_CREAT | os.O_WRONLY), "make a folder": lambda: os.mkdir("/tmp/nullus-x"),
    "look at a file": lambda: os.stat("/etc/passwd"), "remove a file": lambda: os.unlink(sys.argv[4]),
    "open a UNIX socket": unix, "open a TCP socket": tcp, "send a datagram": udp, "make a pair": socket.socketpair,
    "fork": fork, "start a thread": lambda: threading.Thread(target=int).start(), "exec": lambda: os.execv("/bin/true", ["true"]),
    "signal the parent": lambda: os.kill(os.getppid(), 0), "signal all": lambda: os.kill(-1, 0),
    "trace the parent": lambda: errno_of(libc.ptrace, 16, os.getppid(), 0, 0),
    "read the parent's memory": lambda: os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY),
    "mount": lambda: errno_of(libc.mount, b"x", b"/", b"tmpfs", 0, None), "chroot": lambda: os.chroot("/tmp"),
    "leave the namespace": lambda: errno_of(libc.unshare, 0x10000000), "become root": lambda: os.setuid(0),
    "make code": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC),
    "use io_uring": lambda: errno_of(libc.syscall, 425, 8, 0),
    "raise a limit": lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)),
    "another descriptor": lambda: os.dup(open_file), "shared memory": lambda: os.memfd_create("x"),
}
reading, writing = os.pipe()
pid, parent = os.fork(), os.getppid()
if pid == 0:
    ready.raise_all(limits.SandboxLimits(), os.getppid())
    done = {}
    for name, attempt in attempts.items():
        try:
            attempt(); done[name] = "SUCCEEDED"
        except (OSError, RuntimeError, ValueError) as error:
            done[name] = type(error).__name__
    try:
        held = bytearray(2 << 30); done["take two gigabytes"] = "SUCCEEDED"
    except MemoryError:
        done["take two gigabytes"] = "MemoryError"
    done["user"] = os.getuid()
    os.write(writing, json.dumps(done).encode())
    os._exit(0)
os.close(writing)
print(os.read(reading, 100000).decode())
os.waitpid(pid, 0)
"""


def attack(tmp_path: Path, which: str) -> dict[str, Any]:
    import socket

    victim = tmp_path / "victim"
    victim.touch()
    # What a PostgreSQL on this machine offers: a path-name socket that anybody may connect to, and a port.
    tmp_path.chmod(0o777)
    with socket.socket(socket.AF_UNIX) as local, socket.create_server(("127.0.0.1", 0)) as server:
        local.bind(str(tmp_path / "s"))
        local.listen()
        (tmp_path / "s").chmod(0o777)
        arguments = [which, str(tmp_path / "s"), str(server.getsockname()[1]), str(victim)]
        done = subprocess.run(
            [sys.executable, "-I", "-c", _ATTACK, *arguments], capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert victim.exists()
    return found


@linux
def test_with_all_walls_nothing_succeeds(tmp_path: Path) -> None:
    found = attack(tmp_path, "all")
    user = found.pop("user")
    assert [name for name, outcome in found.items() if outcome == "SUCCEEDED"] == []
    import os

    assert user == (65534 if os.geteuid() == 0 else os.geteuid())


@linux
def test_seccomp_alone_is_enough_against_all_of_it(tmp_path: Path) -> None:
    found = attack(tmp_path, "seccomp")
    assert [name for name, outcome in found.items() if outcome == "SUCCEEDED"] == []


@linux
def test_landlock_alone_keeps_files_and_tcp_closed(tmp_path: Path) -> None:
    # Not by Walls.prepare(): it would take the network from every test that comes after this one.
    if not landlock.abi(ctypes.CDLL(None, use_errno=True)):
        pytest.skip("this kernel has no Landlock")
    found = attack(tmp_path, "landlock")
    for name in (
        "read a file",
        "list a folder",
        "write a file",
        "make a folder",
        "remove a file",
        "open a TCP socket",
        "exec",
        "fork",
    ):
        assert found[name] != "SUCCEEDED", name


@linux
async def test_the_levels_are_known_for_the_doctor(sandbox: Sandbox) -> None:
    levels = await sandbox.levels()
    assert levels.platform == "linux"
    assert levels.enough
    assert len(levels.sentences()) == 4


def test_without_kernel_walls_linux_is_not_enough_and_macos_says_so() -> None:
    bare = walls.Levels("linux", landlock=0, seccomp=False, own_user=True, no_network=True, parent_death=True)
    assert not bare.enough
    mac = walls.Levels("darwin", landlock=0, seccomp=False, own_user=False, no_network=False, parent_death=False)
    assert mac.enough
    assert "neither Landlock nor seccomp" in mac.sentences()[0]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filters_are_well_formed_programs(machine: str) -> None:
    for steps in (seccomp.parser_filter(machine), seccomp.program_filter(machine)):
        assert len(steps) < 4096
        for at, (code, yes, no, _) in enumerate(steps):
            assert code in (0x20, 0x15, 0x35, 0x45, 0x06)
            assert at + 1 + max(yes, no) < len(steps) or code == 0x06
        assert steps[-1][0] == 0x06


def test_limits_survive_the_wire() -> None:
    limits = SandboxLimits(wall_seconds=3.5, ocr_languages="eng")
    assert SandboxLimits.from_json(json.loads(json.dumps(limits.to_json()))) == limits
