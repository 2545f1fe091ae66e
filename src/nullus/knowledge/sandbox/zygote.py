"""The fork server: has everything imported, trusts nobody with it, and forks one child for each request.

It reads nothing of any document. It ends when its parent's end of the socket closes, and takes its children with it.
"""

import gc
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Final, NoReturn

from nullus.knowledge.sandbox import child
from nullus.knowledge.sandbox.limits import SandboxLimits
from nullus.knowledge.sandbox.walls import Walls

_HEAD: Final = struct.Struct("<I")
_DESCRIPTORS: Final = 250
_BROKEN_WALL: Final = 70


@dataclass(slots=True)
class _Running:
    identifier: int
    deadline: float
    timed_out: bool = False


class _Zygote:
    """The control socket, the children, and what every child begins with."""

    def __init__(self, control: socket.socket, walls: Walls, analyser: child.Analyser | None) -> None:
        self._control = control
        self._walls = walls
        self._analyser = analyser
        self._running: dict[int, _Running] = {}
        self._null = os.open(os.devnull, os.O_RDWR)
        self._pid = os.getpid()
        self._wake, wake_end = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(wake_end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_end, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Until the parent is gone."""
        self._tell({"ready": asdict(self._walls.levels), "pid": self._pid})
        while True:
            ready = set(select.select([self._control.fileno(), self._wake], [], [], self._patience())[0])
            if self._wake in ready:
                with suppress(BlockingIOError):
                    os.read(self._wake, 4096)
            self._reap()
            if self._control.fileno() in ready and not self._request():
                break
            self._kill_late()
        for pid in self._running:
            self._kill(pid)

    def _patience(self) -> float | None:
        deadlines = [running.deadline for running in self._running.values() if not running.timed_out]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _tell(self, message: dict[str, Any]) -> None:
        with suppress(OSError):
            self._control.sendall(json.dumps(message).encode() + b"\n")

    def _reap(self) -> None:
        while self._running:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if not pid:
                return
            running = self._running.pop(pid, None)
            if running is None:
                continue
            code = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss * (1024 if sys.platform == "linux" else 1)
            self._tell({"id": running.identifier, "code": code, "timed_out": running.timed_out, "peak": peak})

    def _kill(self, pid: int) -> None:
        for kill in (os.killpg, os.kill):  # before its setsid the child has no group of its own
            with suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)

    def _kill_late(self) -> None:
        now = time.monotonic()
        for pid, running in self._running.items():
            if not running.timed_out and running.deadline <= now:
                running.timed_out = True
                self._kill(pid)

    def _request(self) -> bool:
        """One request with its descriptors; False at the end of the connection."""
        try:
            head, descriptors, _, _ = socket.recv_fds(self._control, _HEAD.size, _DESCRIPTORS)
            while head and len(head) < _HEAD.size:
                head += self._control.recv(_HEAD.size - len(head))
            if not head:
                return False
            left = _HEAD.unpack(head)[0]
            body = b""
            while len(body) < left:
                part = self._control.recv(left - len(body))
                if not part:
                    return False
                body += part
        except OSError:
            return False
        message = json.loads(body)
        if "cancel" in message:
            for pid, running in self._running.items():
                if running.identifier == message["cancel"]:
                    self._kill(pid)
            return True
        self._fork(message, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        return True

    def _fork(self, message: dict[str, Any], descriptors: list[int]) -> None:
        limits = SandboxLimits.from_json(message["limits"])
        try:
            pid = os.fork()
        except OSError as error:
            self._tell({"id": message["id"], "code": _BROKEN_WALL, "timed_out": False, "peak": 0, "error": str(error)})
            return
        if pid == 0:
            self._become_child(message, descriptors, limits)
        self._running[pid] = _Running(message["id"], time.monotonic() + limits.wall_seconds)

    def _become_child(self, message: dict[str, Any], descriptors: list[int], limits: SandboxLimits) -> NoReturn:
        """Never returns, whatever happens."""
        code = _BROKEN_WALL
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            for standard in (0, 1, 2):
                os.dup2(self._null, standard)
            _close_others({0, 1, 2, *descriptors})
            self._walls.raise_all(limits, self._pid)
            output, *documents = descriptors
            code = 71
            gc.set_threshold(50_000)
            if "draw" in message:
                child.write_all(output, child.draw(documents[0], message["names"][0], message["draw"], limits))
            elif "show" in message:
                child.write_all(output, child.show(documents[0], message["show"], limits))
            else:
                ocr = documents.pop() if message["ocr"] else None
                for frame in child.prepare_all(documents, message["names"], limits, self._analyser, ocr):
                    child.write_all(output, frame)
            code = 0
        except MemoryError:
            code = 72
        finally:
            os._exit(code)


def _close_others(kept: set[int]) -> None:
    """Close every descriptor but these."""
    last = -1
    for descriptor in sorted(kept):
        if last + 1 < descriptor:  # CPython takes an empty range that ends at 0 for everything
            os.closerange(last + 1, descriptor)
        last = descriptor
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(last + 1, most if 0 < most < 1 << 20 else 1 << 20)


def main(descriptor: int, analyser: str, fonts: str | None = None) -> None:
    """Warm up, say so, serve."""
    control = socket.socket(fileno=descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # its end is the end of the socket
    child.warm_up(fonts)
    found = child.load_analyser(analyser) if analyser else None
    walls = Walls.prepare()
    gc.collect()
    gc.freeze()
    _Zygote(control, walls, found).serve()
