"""The worker's side of the sandbox: hands over open files, collects answers, restarts the fork server when it died."""

import asyncio
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.sandbox import wire
from nullus.knowledge.sandbox.limits import SandboxLimits
from nullus.knowledge.sandbox.prepared import PageView, Picture, Prepared
from nullus.knowledge.sandbox.walls import Levels

_BOOT: Final = Path(__file__).with_name("boot.py")
_START_SECONDS: Final = 60.0
_GRACE_SECONDS: Final = 5.0
_HEAD: Final = struct.Struct("<I")
DocumentSource = Path | bytes | int
Answer = Prepared | Picture | PageView | ParseFailed


class ZygoteLost(Exception):
    """The fork server died while it had work."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: exit code or negative signal, and the most memory it held, in bytes."""

    code: int
    timed_out: bool
    peak: int


class Zygote:
    """One fork server and the conversation with it."""

    def __init__(self, process: "subprocess.Popen[bytes]", control: socket.socket) -> None:
        self.process = process
        self.levels: Levels | None = None
        self.alive = True
        self._control = control
        self._pending: dict[int, asyncio.Future[Ending]] = {}
        self._next = 0
        self._sending = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None

    @staticmethod
    async def start(analyser: str, fonts: str | None = None) -> "Zygote":
        """Start and wait until it is warm. Raises ParseFailed("unavailable")."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        given = [] if fonts is None else [fonts]
        with theirs:
            process = subprocess.Popen(  # noqa: ASYNC220 - one short fork; asyncio's own way keeps a thread for each process
                [sys.executable, "-I", "-X", "utf8", str(_BOOT), str(theirs.fileno()), analyser, *given],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
                start_new_session=True,
                close_fds=True,
            )
        ours.setblocking(False)
        zygote = Zygote(process, ours)
        ready: asyncio.Future[Levels] = asyncio.get_running_loop().create_future()
        zygote._listening = asyncio.create_task(zygote._listen(ready))
        try:
            zygote.levels = await asyncio.wait_for(ready, _START_SECONDS)
        except (TimeoutError, ZygoteLost) as error:
            await zygote.stop()
            raise ParseFailed("unavailable", f"fork server: {type(error).__name__}") from None
        except BaseException:
            await zygote.stop()
            raise
        return zygote

    async def _listen(self, ready: "asyncio.Future[Levels]") -> None:
        loop = asyncio.get_running_loop()
        rest = b""
        try:
            while part := await loop.sock_recv(self._control, 65536):
                *lines, rest = (rest + part).split(b"\n")
                for line in lines:
                    message = json.loads(line)
                    if "ready" in message:
                        ready.set_result(Levels(**message["ready"]))
                    elif (waiting := self._pending.pop(message["id"], None)) and not waiting.done():
                        waiting.set_result(Ending(message["code"], message["timed_out"], message["peak"]))
        except OSError:
            pass
        finally:
            self.alive = False
            lost: list[asyncio.Future[Any]] = [ready, *self._pending.values()]
            for future in lost:
                if not future.done():
                    future.set_exception(ZygoteLost())
                    future.exception()  # nobody may be waiting any more
            self._pending.clear()

    async def request(
        self, message: dict[str, Any], descriptors: Sequence[int]
    ) -> tuple[int, "asyncio.Future[Ending]"]:
        """Send a request; the future holds how its child ended. Raises ZygoteLost."""
        self._next += 1
        identifier = self._next
        ending: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self._pending[identifier] = ending
        await self._send({"id": identifier, **message}, descriptors)
        return identifier, ending

    async def cancel(self, identifier: int) -> None:
        """Kill the child of a request."""
        with suppress(ZygoteLost):
            await self._send({"cancel": identifier}, ())

    async def _send(self, message: dict[str, Any], descriptors: Sequence[int]) -> None:
        body = json.dumps(message).encode()
        loop = asyncio.get_running_loop()
        async with self._sending:
            if not self.alive:
                raise ZygoteLost
            try:
                # The descriptors ride on the length, whose four bytes are sent whole or not at all.
                while True:
                    try:
                        socket.send_fds(self._control, [_HEAD.pack(len(body))], descriptors)
                        break
                    except BlockingIOError:
                        await asyncio.sleep(0.001)
                await loop.sock_sendall(self._control, body)
            except OSError:
                raise ZygoteLost from None

    async def stop(self) -> None:
        """Close the socket, which ends it and its children, and wait for that."""
        self.alive = False
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        self._control.close()
        deadline = asyncio.get_running_loop().time() + _GRACE_SECONDS
        while self.process.poll() is None:
            if asyncio.get_running_loop().time() > deadline:
                self.process.kill()
            await asyncio.sleep(0.005)


def open_source(source: DocumentSource) -> int:
    """A descriptor of our own for a path, bytes or a descriptor of somebody else."""
    if isinstance(source, int):
        return os.dup(source)
    if isinstance(source, Path):
        return os.open(source, os.O_RDONLY | os.O_CLOEXEC)
    return descriptor_of(source)


def descriptor_of(data: bytes) -> int:
    """An unnamed file with this content."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("document", os.MFD_CLOEXEC)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        return descriptor
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        return os.dup(file.fileno())


async def collect(descriptor: int, most: int) -> bytearray | None:
    """Everything that comes out of a pipe, or None as soon as it is more than `most` bytes."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    data = bytearray()
    os.set_blocking(descriptor, False)

    def read() -> None:
        try:
            part = os.read(descriptor, 1 << 20)
        except BlockingIOError:
            return
        data.extend(part)
        if (not part or len(data) > most) and not done.done():
            done.set_result(None)
            loop.remove_reader(descriptor)

    loop.add_reader(descriptor, read)
    try:
        await done
    finally:
        loop.remove_reader(descriptor)
    return data if len(data) <= most else None


async def run(
    zygote: Zygote, limits: SandboxLimits, names: Sequence[str], files: Sequence[int], extra: dict[str, Any]
) -> tuple[list[Answer], Ending]:
    """One child for these files: the answers it gave, in order, and how it ended. Raises ZygoteLost."""
    reading, writing = os.pipe2(os.O_CLOEXEC) if hasattr(os, "pipe2") else os.pipe()
    _widen(reading)
    try:
        message = {"names": [name[-1000:] for name in names], "limits": limits.to_json(), "ocr": False, **extra}
        try:
            identifier, ending = await zygote.request(message, (writing, *files))
        finally:
            os.close(writing)
        try:
            async with asyncio.timeout(limits.wall_seconds + _GRACE_SECONDS):
                data = await collect(reading, limits.output_bytes)
                if data is None:
                    await zygote.cancel(identifier)
                end = await ending
        except TimeoutError:
            # Not even the fork server answers; without it there are no children either.
            zygote.process.kill()
            raise ZygoteLost from None
        except asyncio.CancelledError:
            await asyncio.shield(zygote.cancel(identifier))
            raise
    finally:
        os.close(reading)
    if data is None:
        return [ParseFailed("too_complex", f"more than {limits.output_bytes} bytes of output")], end
    return wire.read_frames(data), end


def _widen(descriptor: int) -> None:
    """A pipe that takes most answers whole saves switches between the processes."""
    try:
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, 1 << 20)
    except (ImportError, AttributeError, OSError):
        pass


def failure_of(end: Ending) -> ParseFailed:
    """Why a child that gave no answer ended."""
    detail = f"child ended with {end.code}, {end.peak >> 20} MiB"
    if end.timed_out or end.code == -24:  # SIGXCPU
        return ParseFailed("timed_out", detail)
    if end.code == 70:
        return ParseFailed("unavailable", "a wall of the sandbox could not be raised")
    # Out of memory ends in a kill by the system, an abort or a trap of the allocator, or MemoryError.
    return ParseFailed("too_complex" if end.code in (-9, -6, -5, -4, 72) else "damaged", detail)
