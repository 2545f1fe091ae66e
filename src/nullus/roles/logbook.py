"""Logs of the parts: each line goes to a file of bounded size and, in short form, to the terminal.

The supervisor is the only writer, so the size is a hard bound whatever a part prints.
"""

import json
import os
from collections import deque
from collections.abc import Callable
from pathlib import Path

from nullus.platform.secrets import make_private_folder

LIMIT = 8 * 1024 * 1024
KEPT = 3
LONGEST_LINE = 16 * 1024


class Logbook:
    """The log file of one part: `<name>.log`, then `<name>.log.1` … up to KEPT older ones."""

    def __init__(self, folder: Path, name: str, echo: Callable[[str], None] | None, limit: int = LIMIT) -> None:
        make_private_folder(folder)
        self._path = folder / f"{name}.log"
        self._echo = echo
        self._name = name
        self._limit = limit
        self._rest = b""
        self._last: deque[str] = deque(maxlen=20)
        self._open()

    def feed(self, data: bytes) -> None:
        """Take what a part printed; whole lines are written, the rest waits for its end."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        if lines:
            self._write([line[:LONGEST_LINE] for line in lines])

    def last_lines(self) -> list[str]:
        """The newest lines in short form: for the message of a start that failed."""
        return [short_form(self._name, text) for text in self._last]

    def note(self, text: str) -> None:
        """A line of the supervisor's own about this part."""
        self._write([text.encode()])

    def close(self) -> None:
        if self._rest:
            self._write([self._rest])
            self._rest = b""
        os.close(self._descriptor)

    def _write(self, lines: list[bytes]) -> None:
        whole = b"".join(line + b"\n" for line in lines)
        if self._size + len(whole) > self._limit and self._size:
            os.close(self._descriptor)
            self._rotate()
            self._open()
        try:
            self._size += os.write(self._descriptor, whole)
        except OSError:  # a full disk must not stop the service; the terminal still shows the lines
            pass
        for line in lines:
            text = line.decode("utf-8", "replace").rstrip("\r")
            if text.strip():
                self._last.append(text)
                if self._echo is not None:
                    self._echo(short_form(self._name, text))

    def _open(self) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        self._descriptor = os.open(self._path, flags, 0o600)
        self._size = os.fstat(self._descriptor).st_size

    def _rotate(self) -> None:
        for number in range(KEPT, 0, -1):
            older = self._path.with_name(f"{self._path.name}.{number - 1}") if number > 1 else self._path
            if older.exists():
                older.replace(self._path.with_name(f"{self._path.name}.{number}"))


def short_form(name: str, line: str) -> str:
    """`12:00:01 api       warning  what happened  key=value …` of a JSON line; another line as it is."""
    if not line.startswith("{"):
        return f"{name:<10} {line}"
    try:
        entry = json.loads(line)
        event = entry.pop("event")
    except (ValueError, KeyError, AttributeError):
        return f"{name:<10} {line}"
    clock = str(entry.pop("timestamp", ""))[11:19]
    level = str(entry.pop("level", ""))
    trace = entry.pop("exception", None)
    for known in ("source", "role"):
        entry.pop(known, None)
    rest = " ".join(f"{key}={value}" for key, value in entry.items())
    text = f"{clock} {name:<10} {level:<8} {event}" + (f"  {rest}" if rest else "")
    return f"{text}\n{trace}" if trace else text
