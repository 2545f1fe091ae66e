"""`nullus up`: one small process that starts the parts in order, restarts what dies, and stops them in order.

It imports no database driver and no web framework. One thread, one loop: signals, outputs and messages of the children
all arrive through one selector.
"""

import argparse
import os
import selectors
import shutil
import signal
import socket
import sys
import time
from pathlib import Path

from nullus.platform import postgres
from nullus.platform.errors import EXIT_CODE, NullusError, Text
from nullus.platform.postgres import processes
from nullus.platform.settings import PlatformSettings, ambient_language, load
from nullus.roles import children, leftovers, ports, state
from nullus.roles.announcements import Announcer
from nullus.roles.errors import DidNotStart
from nullus.roles.lock import Lock
from nullus.roles.part import STOP_ORDER, Part, plan_parts
from nullus.roles.spawner import become_subreaper

TICK_SECONDS = 0.1
TRIES_BEFORE_FIRST_READY = 3
HURRY_AT = 3  # a third Ctrl-C: no more patience


class Supervisor:
    """The state of one run; `run()` returns when everything has stopped."""

    def __init__(self, settings: PlatformSettings, announcer: Announcer) -> None:
        self._settings = settings
        self._home: Path = settings.home
        self._say = announcer
        self._selector = selectors.DefaultSelector()
        self._stopping = False
        self._asked = 0
        self._was_ready = False
        self._started_at = time.time()
        self._metrics = self._home / "run" / "metrics"
        self._prepared: postgres.Prepared | None = None
        self._record_text = ""
        self._asked_at = 0.0

    def run(self) -> None:
        """Start, watch, stop. Raises NullusError when the service cannot start; everything is stopped by then."""
        lock = Lock(self._home)
        try:
            leftovers.stop_all(self._home, self._say.progress)
            self._listener = ports.bind(self._settings.host, self._settings.port)
            self._address = ports.address_of(self._settings.host, self._listener)
            self._forks = become_subreaper()
            self._parts = plan_parts(self._settings, self._home / "logs", self._say.echo, self._forks)
            self._take_signals()
            shutil.rmtree(self._metrics, ignore_errors=True)
            self._metrics.mkdir(mode=0o700, parents=True)
            try:
                self._watch()
            finally:
                self._stop_everything()
        finally:
            lock.release()

    def _watch(self) -> None:
        while not self._stopping:
            for part in self._parts.values():
                self._advance(part)
            if self._forks:
                children.reap_orphans({part.child.pid for part in self._parts.values() if part.child is not None})
            self._note_state()
            self._wait(TICK_SECONDS)

    def _advance(self, part: Part) -> None:
        """Take one part one step further if it is its turn."""
        if part.child is None:
            if part.is_due(self._parts):
                self._try_to_start(part)
        elif part.name == "postgres" and part.record.state == "starting":
            self._ask_postgres(part)
        if part.child is not None and part.child.process.poll() is not None:
            self._drain(part)
            self._ended(part)

    def _try_to_start(self, part: Part) -> None:
        try:
            self._start(part)
        except NullusError as error:
            if not self._was_ready:
                raise
            delay = part.failed(str(error))
            part.logbook.note(f"{error}; trying again in {delay:g} s")

    def _start(self, part: Part) -> None:
        if part.name == "postgres":
            self._start_postgres(part)
        elif part.forked:
            spawner = self._parts["spawner"].child
            assert spawner is not None
            listener = self._listener if part.takes_socket else None
            part.began(children.fork_role(spawner, part.name, listener, self._address))
        else:
            inherited = [self._listener.fileno()] if part.takes_socket else []
            extra = ["--socket", str(self._listener.fileno()), "--address", self._address] if part.takes_socket else []
            part.began(children.start_role(part.module, extra, inherited, self._metrics))
        assert part.child is not None
        if part.child.output is not None:
            self._selector.register(part.child.output, selectors.EVENT_READ, part)
        if part.child.told is not None:
            self._selector.register(part.child.told, selectors.EVENT_READ, part)

    def _start_postgres(self, part: Part) -> None:
        if self._prepared is None:
            self._say.progress(Text(en="Preparing the database …", ko="데이터베이스를 준비하는 중 …"))
        # Prepared anew each time: after a crash, backends of the old server may still hold the data folder.
        self._prepared = prepared = postgres.prepare(self._home)
        part.began(children.adopt_output(lambda output: postgres.launch(prepared, output)))

    def _ask_postgres(self, part: Part) -> None:
        assert self._prepared is not None
        assert part.child is not None
        if postgres.is_ready(self._prepared):
            part.became("ready")
        elif part.child.lived() - self._asked_at > 5:
            self._asked_at = part.child.lived()
            self._say.progress(
                Text(
                    en="The database is recovering from an unclean stop ({seconds} s so far) …",
                    ko="데이터베이스가 비정상 종료에서 복구하는 중입니다({seconds}초 경과) …",
                ),
                seconds=int(self._asked_at),
            )

    def _ended(self, part: Part) -> None:
        """A child is gone: was that its job, does it start again, or is the whole start in vain?"""
        assert part.child is not None
        status = part.child.process.returncode
        self._forget_descriptors(part)
        part.child.kill_group()  # helpers that it left
        if part.once and status == 0:
            part.finished()
            return
        reason = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit {status}"
        delay = part.failed(reason)
        if not self._was_ready and (status == 2 or part.backoff.failures >= TRIES_BEFORE_FIRST_READY):
            raise DidNotStart(part=part.name, reason=reason, lines="\n".join(part.logbook.last_lines()))
        part.logbook.note(f"{part.name} ended ({reason}); starting it again in {delay:g} s")

    def _heard(self, part: Part, message: dict[str, object]) -> None:
        if message.get("ready"):
            part.became("ready")
        if "reason" in message:
            part.record.reason = str(message["reason"]) or None
        if "ownerLink" in message:
            self._say.owner_link(str(message["ownerLink"]))

    def _note_state(self) -> None:
        ready = all(part.is_well for part in self._parts.values())
        if ready and not self._was_ready:
            self._was_ready = True
            self._say.ready(self._address)
        self._write("ready" if ready else "degraded" if self._was_ready else "starting")

    def _write(self, service: state.ServiceState, reason: str | None = None) -> None:
        parts = [part.record for part in self._parts.values()]
        record = state.ServiceRecord(
            service, self._address, os.getpid(), processes.started_at(os.getpid()), self._started_at, parts, reason
        )
        if repr(record) != self._record_text:
            self._record_text = repr(record)
            state.write(self._home, record)

    def _wait(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            if key.data is None:
                self._signals.recv(64)
                continue
            part: Part = key.data
            if part.child is None:
                continue
            if key.fileobj is part.child.told:
                messages = part.child.read_told()
                if messages is None:
                    self._selector.unregister(key.fileobj)
                    part.child.close_told()
                for message in messages or ():
                    self._heard(part, message)
            elif (data := part.child.read_output()) is not None:
                part.logbook.feed(data)
            else:
                self._selector.unregister(key.fileobj)
                part.child.close_output()

    def _drain(self, part: Part) -> None:
        """Read what a dead child still had to say, without waiting for helpers that hold its pipe."""
        child = part.child
        while child is not None and child.output is not None and _readable(child.output):
            data = child.read_output()
            if data is None:
                break
            part.logbook.feed(data)
        if child is not None and child.told is not None and _readable(child.told.fileno()):
            for message in child.read_told() or ():
                self._heard(part, message)

    def _forget_descriptors(self, part: Part) -> None:
        assert part.child is not None
        for each in (part.child.output, part.child.told):
            if each is not None:
                self._selector.unregister(each)
        part.child.close_output()
        part.child.close_told()

    def _stop_everything(self) -> None:
        """In order: the API takes no more, the scheduler, the worker ends its jobs, the database last."""
        self._say.progress(Text(en="Stopping …", ko="중지하는 중 …"))
        self._listener.close()
        for name in STOP_ORDER:
            part = self._parts.get(name)
            if part is not None and part.child is not None:
                self._stop(part)
        postgres.stop_left_over(postgres.data_folder(self._home))
        postgres.forget_folder(self._home)
        for part in self._parts.values():
            part.logbook.close()
            part.record.state = "stopped" if part.record.state != "external" else "external"
        self._write("stopped")
        self._say.stopped()

    def _stop(self, part: Part) -> None:
        assert part.child is not None
        part.record.state = "stopping"
        self._write("stopping")
        for with_signal, seconds in part.stop_steps:
            part.child.signal(with_signal)
            deadline = time.monotonic() + seconds
            while part.child.process.poll() is None and time.monotonic() < deadline and self._asked < HURRY_AT:
                self._wait(0.02)
            if part.child.process.poll() is not None:
                break
        part.child.kill_group()
        while part.child.process.poll() is None:
            self._wait(0.02)
        self._drain(part)
        self._forget_descriptors(part)
        part.child = None
        part.record.pid = part.record.token = None
        part.became("stopped")

    def _take_signals(self) -> None:
        self._signals, wake = socket.socketpair()
        self._wake = wake
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(each, self._asked_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake the loop
        self._selector.register(self._signals, selectors.EVENT_READ, None)

    def _asked_to_stop(self, number: int, frame: object) -> None:
        self._stopping = True
        self._asked += 1


def _readable(descriptor: int) -> bool:
    with selectors.DefaultSelector() as one:
        one.register(descriptor, selectors.EVENT_READ)
        return bool(one.select(0))


def main(arguments: list[str]) -> int:
    """Run in the foreground; with `--report N` tell the starter through descriptor N and keep the terminal quiet."""
    parser = argparse.ArgumentParser(prog="nullus.roles.supervisor")
    parser.add_argument("--report", type=int)
    given = parser.parse_args(arguments)
    announcer = Announcer(ambient_language(), given.report)
    try:
        settings = load(PlatformSettings)
        announcer = Announcer(ambient_language(settings.language), given.report)
        Supervisor(settings, announcer).run()
    except NullusError as error:
        announcer.failed(error)
        return EXIT_CODE[error.kind]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
