"""What every role process shares: its arguments, its lifeline to the supervisor, its signals, its log."""

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Sequence

from nullus.observability import logs
from nullus.platform.errors import EXIT_CODE, NullusError
from nullus.platform.settings import PlatformSettings, load
from nullus.roles.arguments import Arguments, parse

LAST_GRACE_SECONDS = 5.0
# Python looks for garbage in cycles after every 700 new objects, which is most requests: that took 3 % of a search.
GARBAGE = (20_000, 20, 20)
# A line for each request, written alone, took 6 % of a search here and woke the supervisor for each.
GATHER_SECONDS = 0.05

Serve = Callable[[PlatformSettings, Arguments, "Lifeline", asyncio.Event], Awaitable[None]]


def _nothing() -> None:
    return None


class Lifeline:
    """The connection to the supervisor: tells it things, and ends this process when it is gone."""

    def __init__(self, descriptor: int | None) -> None:
        self._socket = socket.socket(fileno=descriptor) if descriptor is not None else None
        self._last_act = _nothing
        if self._socket is not None:
            threading.Thread(target=self._watch, name="lifeline", daemon=True).start()

    def tell(self, **facts: object) -> None:
        """Send one message, such as `ready=True`."""
        if self._socket is not None:
            try:
                self._socket.sendall(json.dumps(facts).encode() + b"\n")
            except OSError:  # the watch will notice
                pass

    def before_the_end(self, act: Callable[[], None]) -> None:
        """What to do before this process is ended without being asked."""
        self._last_act = act

    def _watch(self) -> None:
        assert self._socket is not None
        try:
            while self._socket.recv(1024):
                pass
        except OSError:
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(LAST_GRACE_SECONDS)  # a thread of its own: nothing waits for this but the end
        self._last_act()
        os._exit(1)


def run_once(role: str, work: Callable[[PlatformSettings], None]) -> int:
    """Run a role that does one thing and ends; a failure is logged and becomes the exit status of its kind."""
    Lifeline(parse(sys.argv[1:]).lifeline)
    try:
        settings = load(PlatformSettings)
        logs.configure(role, settings.log_level)
        work(settings)
    except NullusError as error:
        return _failed(role, error)
    return 0


def run_role(role: str, serve: Serve, arguments: Sequence[str]) -> int:
    """Run a long-lived role until SIGTERM, SIGINT or the end of its supervisor sets the event it is given."""
    given = parse(arguments)
    lifeline = Lifeline(given.lifeline)

    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, stop.set)
        await serve(settings, given, lifeline, stop)

    gc.set_threshold(*GARBAGE)
    write_lines = _nothing
    try:
        settings = load(PlatformSettings)
        write_lines = logs.configure(role, settings.log_level, gather=GATHER_SECONDS)
        lifeline.before_the_end(write_lines)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(main())
    except NullusError as error:
        return _failed(role, error)
    finally:
        write_lines()
    return 0


def _failed(role: str, error: NullusError) -> int:
    logs.get(role).error(error.message_in("en"), code=error.code, hint=error.hint_in("en"))
    return EXIT_CODE[error.kind]


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
