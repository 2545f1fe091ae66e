"""How often: limits on calls, exact over every process, with a guard in each process that keeps a flood off the database.

A limit is a leaky bucket kept as one instant, the generic cell rate algorithm (GCRA, ITU-T I.371): `due` is when the
bucket will be empty again. A call is let in when emptying it too would take no longer than the limit's whole span, and
moves `due` on by one interval.
"""

import hashlib
import ipaddress
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nullus.identity.errors import TooManyRequests
from nullus.identity.limits import rates_store
from nullus.platform.database import Database

REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` calls in `seconds`, all of them at once if need be; then one each `seconds / count`."""

    count: int
    seconds: float = 60.0

    @property
    def interval(self) -> float:
        return self.seconds / self.count


@dataclass(frozen=True, slots=True)
class Ask:
    """One limit that a call must pass: which (`login.address`), of whom (a network, an account, an e-mail), how often.

    Of whom is kept as a hash: the table of rates names nobody.
    """

    limit: str
    of: str
    rate: Rate

    @property
    def key(self) -> str:
        return f"{self.limit}:{hashlib.blake2b(self.of.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"


class Rates:
    """The limits as one process sees them."""

    def __init__(self, db: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._clock = clock
        self._refused: dict[str, float] = {}
        self._local: dict[str, float] = {}

    async def take(self, *asked: Ask) -> None:
        """Let a call in by every one of the limits, or by none of them. Raises TooManyRequests, which says when to come back.

        Whoever was refused is refused again without a look into the database until their next call is due.
        """
        limits = [each for each in asked if each.rate.count > 0]
        if not limits:
            return
        self._refuse_known(limits)
        waits = await self._take(limits)
        for key, wait in waits.items():
            self._keep(self._refused, key, self._clock() + wait)
        if waits:
            raise _too_many(max(waits.values()))

    async def _take(self, limits: Sequence[Ask]) -> dict[str, float]:
        """Seconds to wait, by the key of each limit that does not let the call in; none of them has counted it then."""
        if len(limits) == 1:
            (only,) = limits
            async with self._db.system_reading() as reader:
                wait = await rates_store.take_one(reader, only.key, only.rate.interval, only.rate.seconds)
            return {only.key: wait} if wait else {}
        try:
            async with self._db.system_transaction() as tx:
                asked = [(each.key, each.rate.interval, each.rate.seconds) for each in limits]
                waits = await rates_store.take(tx, asked)
                if waits:
                    raise _Refused(waits)
        except _Refused as refused:
            return refused.waits
        return {}

    def take_here(self, *asked: Ask) -> None:
        """The same in this process alone, without the database: for what anybody may send. Raises TooManyRequests."""
        now = self._clock()
        dues = {}
        for each in (each for each in asked if each.rate.count > 0):
            due = max(self._local.get(each.key, now), now) + each.rate.interval
            if due - now > each.rate.seconds:
                raise _too_many(due - now - each.rate.seconds)
            dues[each.key] = due
        for key, due in dues.items():
            self._keep(self._local, key, due)

    async def forget(self, *asked: Ask) -> None:
        """Begin anew: whoever signed in after some failures has not used up their attempts."""
        keys = [each.key for each in asked]
        for key in keys:
            self._refused.pop(key, None)
        async with self._db.system_transaction() as tx:
            await rates_store.forget(tx, keys)

    def _refuse_known(self, limits: Sequence[Ask]) -> None:
        now = self._clock()
        waits = [until - now for each in limits if (until := self._refused.get(each.key, 0.0)) > now]
        if waits:
            raise _too_many(max(waits))

    def _keep(self, entries: dict[str, float], key: str, until: float) -> None:
        """Remember, but no more than so much: what is past goes first, then what ends soonest."""
        entries[key] = until
        if len(entries) > REMEMBERED:
            now = self._clock()
            for old in [each for each, end in entries.items() if end <= now] or sorted(
                entries, key=entries.__getitem__
            )[: REMEMBERED // 10]:
                del entries[old]


class _Refused(Exception):
    """Rolls back what the other limits of a call have counted."""

    def __init__(self, waits: dict[str, float]) -> None:
        super().__init__()
        self.waits = waits


def network_of(address: str) -> str:
    """What one customer of a network has: an IPv4 address, or the /64 of an IPv6 one. Anything else stands for itself."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address or "-"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _too_many(seconds: float) -> TooManyRequests:
    wait = max(1, math.ceil(seconds))
    return TooManyRequests(seconds=wait, retry_after_seconds=wait)
