"""Imports the rooms once and forks the roles from there: they start at once and share most of their memory (Linux).

A role is forked twice, so that it becomes a child of the supervisor (its subreaper) and not of this process. There must be no
thread here: a fork copies only the thread that calls it. Other systems start each role as an interpreter of its own.
"""

import ctypes
import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from nullus.roles.arguments import parse

REQUEST_BYTES = 4096
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def become_subreaper() -> bool:
    """Let orphans below this process become its children; whether this system can."""
    if sys.platform != "linux":
        return False
    return int(ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)) == 0


def serve(channel: socket.socket) -> None:
    """Fork a role for each request until the supervisor is gone."""
    from nullus.roles import api, scheduler, worker

    mains: dict[str, Callable[[list[str]], int]] = {"api": api.main, "worker": worker.main, "scheduler": scheduler.main}
    gc.collect()
    gc.freeze()  # what is here stays here, and is not touched (copied) by collections of the children
    channel.sendall(b'{"ready": true}\n')
    while True:
        data, descriptors, _, _ = socket.recv_fds(channel, REQUEST_BYTES, 3)
        if not data:
            return
        request = json.loads(data)
        role = request["role"]
        pid = _fork_role(role, mains[role], descriptors, request.get("address"), channel)
        for each in descriptors:
            os.close(each)
        channel.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _fork_role(
    role: str, main: Callable[[list[str]], int], descriptors: list[int], address: str | None, channel: socket.socket
) -> int:
    """The process id of the role, which the supervisor inherits as soon as the process between is gone."""
    read_end, write_end = os.pipe()
    supervisor = os.getppid()
    between = os.fork()
    if between == 0:
        pid = os.fork()
        if pid:
            os.write(write_end, pid.to_bytes(4, "little"))
            os._exit(0)
        status = 70
        try:
            os.close(read_end)
            os.close(write_end)
            channel.close()
            status = _become_role(role, main, descriptors, address, supervisor)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    os.close(write_end)
    os.waitpid(between, 0)
    pid = int.from_bytes(os.read(read_end, 4), "little")
    os.close(read_end)
    return pid


def _become_role(
    role: str, main: Callable[[list[str]], int], descriptors: list[int], address: str | None, supervisor: int
) -> int:
    """In the new process: a session, an output and a parent of its own, then the role's main function."""
    os.setsid()
    lifeline, output, *rest = descriptors
    for number in (1, 2):
        os.dup2(output, number)
    os.close(output)
    while os.getppid() != supervisor:  # until the process between has gone; the death signal follows the parent
        time.sleep(0.0005)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    _show_name(f"nullus.roles.{role}")
    arguments = ["--lifeline", str(lifeline)]
    if rest:
        arguments += ["--socket", str(rest[0]), "--address", address or ""]
    try:
        return main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        raise


def _show_name(name: str) -> None:
    """What `ps` shows: the kernel reads it from where this process's arguments lie in memory."""
    fields = Path("/proc/self/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    start, end = int(fields[45]), int(fields[46])
    if 0 < start < end:
        title = name.encode()[: end - start - 1]
        ctypes.memmove(start, title.ljust(end - start, b"\0"), end - start)


def main() -> int:
    given = parse(sys.argv[1:])
    if given.lifeline is None:
        return 2
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(socket.socket(fileno=given.lifeline))
    return 0


if __name__ == "__main__":
    sys.exit(main())
