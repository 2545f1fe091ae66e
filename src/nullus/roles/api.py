"""The process that answers HTTP: the assembled app on the socket that the supervisor bound."""

import asyncio
import contextlib
import functools
import logging
import socket
import sys
from collections.abc import Iterator

import uvicorn

from nullus.platform.settings import PlatformSettings
from nullus.roles import ports
from nullus.roles.arguments import Arguments
from nullus.roles.assembly import assemble_api
from nullus.roles.connections import BoundedHttp
from nullus.roles.open_files import open_more_files
from nullus.roles.process import Lifeline, run_role

GRACE_SECONDS = 8


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the role's own decide when it ends."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _is_no_cut(record: logging.LogRecord) -> bool:
    """An answer whose asker lost the right to it ends without its end on purpose: the watch over routes logged why."""
    return record.msg != "ASGI callable returned without completing response."


async def serve(settings: PlatformSettings, given: Arguments, lifeline: Lifeline, stop: asyncio.Event) -> None:
    """Serve until `stop`; requests in flight get a few seconds to end."""
    bound = socket.socket(fileno=given.socket) if given.socket is not None else ports.bind(settings.host, settings.port)
    open_more_files()  # a stream takes two: its reader's and its model's
    address = given.address or ports.address_of(settings.host, bound)
    async with assemble_api(settings, address) as assembled:
        config = uvicorn.Config(
            assembled.app,
            http=functools.partial(BoundedHttp, head_seconds=settings.silence_seconds),  # type: ignore[arg-type]  # it is only called
            log_config=None,
            access_log=False,
            proxy_headers=False,  # what a client says of itself is not believed; a proxy's word will be a setting
            server_header=False,
            date_header=False,
            lifespan="off",
            backlog=2048,
            timeout_graceful_shutdown=GRACE_SECONDS,
            ws="none",
        )
        logging.getLogger("uvicorn.error").addFilter(_is_no_cut)
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        while not server.started and not serving.done():  # noqa: ASYNC110  # uvicorn has a flag, not an event
            await asyncio.sleep(0.01)
        if assembled.owner_link_token:
            lifeline.tell(ownerLink=f"{address}/claim#{assembled.owner_link_token}")
        lifeline.tell(ready=True)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
        stopping.cancel()


def main(arguments: list[str]) -> int:
    return run_role("api", serve, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
