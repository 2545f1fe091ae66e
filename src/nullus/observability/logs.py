"""Logs as one JSON object a line on stdout, with the request's id, and without anybody's content.

Fields that could hold content or a credential are withheld by name; messages of exceptions are cut to their first line,
because drivers put the offending row into the lines after it.
"""

import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, cast

import structlog
from structlog.typing import EventDict, FilteringBoundLogger

from nullus.observability.errors import UnknownLogLevel
from nullus.observability.lines import Lines

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
WITHHELD = frozenset(
    {"answer", "authorization", "body", "content", "cookie", "database_url", "key", "messages", "passage", "password"}
    | {"prompt", "query", "question", "secret", "snippet", "text", "token", "url"}
)
LONGEST_MESSAGE = 300
FRAMES = 6


def configure(role: str, level: str = "info", *, gather: float = 0.0) -> Callable[[], None]:
    """Set up this process's logs, the libraries' included; what it gives back writes lines that still wait.

    `gather`: seconds that a line below a warning may wait for others, see `Lines`. Raises UnknownLogLevel.
    """
    if level.lower() not in LEVELS:
        raise UnknownLogLevel(level=level, known=", ".join(LEVELS))
    least = LEVELS[level.lower()]
    lines = Lines(sys.stdout, gather)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            withhold,
            format_exception,
            structlog.processors.JSONRenderer(serializer=_to_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(role=role)
    logging.basicConfig(handlers=[_Bridge()], level=max(least, logging.WARNING), force=True)
    logging.captureWarnings(True)
    return lines.flush


def get(name: str) -> FilteringBoundLogger:
    """A logger; events are short constants, what varies goes into fields."""
    return cast("FilteringBoundLogger", structlog.get_logger(source=name))


@contextmanager
def fields(**values: object) -> Iterator[None]:
    """Fields that every line inside the block carries: a request's id, a job's."""
    with structlog.contextvars.bound_contextvars(**values):
        yield


def withhold(logger: Any, method: str, event: EventDict) -> EventDict:
    """Replace fields that may hold content or credentials; lengths are kept, they help."""
    for name in event:
        if name in WITHHELD:
            value = event[name]
            event[name] = f"[withheld, {len(value)}]" if isinstance(value, (str, bytes, list)) else "[withheld]"
    return event


def format_exception(logger: Any, method: str, event: EventDict) -> EventDict:
    """Where it failed and what kind of failure it was."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()[1]
    elif isinstance(given, tuple):
        given = given[1]
    if isinstance(given, BaseException):
        event["exception"] = "".join(describe(given)).rstrip()
    return event


def describe(error: BaseException) -> list[str]:
    """A traceback without values: frames, types, and the first line of each message."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines = [
            *traceback.format_tb(seen.__traceback__)[-FRAMES:],
            f"{type(seen).__qualname__}: {_first_line(seen)}\n",
            *lines,
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines


def _first_line(error: BaseException) -> str:
    return str(error).split("\n", 1)[0][:LONGEST_MESSAGE]


def _to_json(event: MutableMapping[str, Any], **_: Any) -> str:
    return _ENCODER.encode(event)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)


class _Bridge(logging.Handler):
    """The libraries' own log records, in our form."""

    def emit(self, record: logging.LogRecord) -> None:
        level = record.levelname.lower() if record.levelname.lower() in LEVELS else "error"
        getattr(get(record.name), level)(record.getMessage().split("\n", 1)[0], exc_info=record.exc_info)
