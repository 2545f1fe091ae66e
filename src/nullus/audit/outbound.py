"""Every call that leaves this machine is recorded before it is made: to whom, for whom, how much; never what."""

import ipaddress
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlsplit

from nullus.audit.entries import Detail
from nullus.audit.origin import Origin, coming_from, current_origin
from nullus.audit.trail import record
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.outbound import OutboundCall, announcing


@contextmanager
def recording_outbound(db: Database) -> Iterator[None]:
    """Inside the block no call of this process leaves without its entry: while the database is down none leaves."""

    async def note(call: OutboundCall) -> None:
        if call.method == "GET" and _is_here(call.origin):  # asking this machine which models it has
            return
        actor = current_origin().who()
        details: dict[str, Detail] = {"method": call.method, "host": call.origin, "bytes": call.size, **call.about}
        action = "model.called" if call.about else "outbound.called"
        async with db.system_transaction() as tx:
            await record(tx, actor, action, details=details)

    with announcing(note):
        yield


def working_for(actor: Actor) -> AbstractContextManager[None]:
    """What a job does, it does for this actor."""
    return coming_from(Origin(actor.address, actor.request_id, lambda: actor))


def _is_here(origin: str) -> bool:
    host = urlsplit(origin).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
