"""What the supervisor tells whoever started it: people at the terminal, or `up --detach` through a pipe.

Logs go to stdout of a foreground supervisor; announcements go to stderr, so that a pipe of the logs stays clean.
The owner link is announced only here: it must never reach a log file.
"""

import json
import os
import sys
from collections.abc import Callable

from nullus.platform.errors import EXIT_CODE, Language, NullusError, Text

READY = Text(en="Nullus is ready at {address}", ko="Nullus가 준비되었습니다: {address}")
OWNER_LINK = Text(
    en="Open this once, within 24 hours, to become the owner:\n  {link}",
    ko="24시간 안에 한 번 열어 소유자로 등록하세요:\n  {link}",
)
STOPPED = Text(en="Stopped.", ko="중지했습니다.")


class Announcer:
    """Says things in the operator's language, to the terminal or, as JSON lines, to a descriptor."""

    def __init__(self, language: Language, report: int | None) -> None:
        self._language = language
        self._report = report
        self._detached = report is not None

    def progress(self, text: Text, **fields: object) -> None:
        self._tell("progress", text.render(self._language, fields))

    def ready(self, address: str) -> None:
        self._tell("ready", READY.render(self._language, {"address": address}), last=True)

    def owner_link(self, link: str) -> None:
        self._tell("link", OWNER_LINK.render(self._language, {"link": link}))

    def failed(self, error: NullusError) -> None:
        hint = error.hint_in(self._language)
        lines = [error.message_in(self._language)] + ([f"→ {hint}"] if hint else [])
        self._tell("failed", "\n".join(lines), code=EXIT_CODE[error.kind], last=True)

    def stopped(self) -> None:
        self._tell("progress", STOPPED.render(self._language, {}))

    @property
    def echo(self) -> Callable[[str], None] | None:
        """Where log lines of the parts are shown: on the terminal of a foreground supervisor, else nowhere."""
        return None if self._detached else _print_line

    def _tell(self, kind: str, text: str, last: bool = False, **more: object) -> None:
        if self._report is None:
            print(text, file=sys.stderr, flush=True)  # noqa: T201
            return
        try:
            os.write(self._report, json.dumps({"kind": kind, "text": text, **more}).encode() + b"\n")
        except OSError:  # whoever waited has gone; the service goes on
            pass
        if last:
            os.close(self._report)
            self._report = os.open(os.devnull, os.O_WRONLY)


def _print_line(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # the terminal of a foreground supervisor
