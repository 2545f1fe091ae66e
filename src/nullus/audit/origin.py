"""Where the act in hand comes from, for acts that have no actor yet: a failed sign-in has an address and a request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from nullus.platform.actor import Actor


@dataclass(frozen=True, slots=True)
class Origin:
    """`address` is the network address of whoever asked, empty inside the service. `who`: for whom the work is done, once
    that is known.
    """

    address: str = ""
    request_id: str = "-"
    who: Callable[[], Actor | None] = lambda: None


_NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("audit_origin", default=_NOWHERE)


def current_origin() -> Origin:
    """The origin of the request that this task serves."""
    return _current.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """What is recorded inside the block comes from there, unless its actor says otherwise."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)
