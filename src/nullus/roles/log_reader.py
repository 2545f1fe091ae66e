"""Reading the logs of the parts: the last lines of one or of all in the order of time, and what comes after."""

import json
import os
import re
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from nullus.roles.logbook import short_form

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)")
_POLL_SECONDS = 0.3


def roles_with_logs(home: Path) -> list[str]:
    """The parts that have written a log."""
    return sorted(path.stem for path in (home / "logs").glob("*.log"))


def last_lines(home: Path, roles: list[str], count: int, raw: bool) -> list[str]:
    """The last `count` lines over all the given parts, oldest first; `raw` as they were written."""
    found: list[tuple[str, int, str, str]] = []
    for role in roles:
        moment = ""
        for number, line in enumerate(_tail(home / "logs" / f"{role}.log", count)):
            moment = _moment(line) or moment  # a traceback's lines belong to the line before them
            found.append((moment, number, role, line))
    found.sort(key=lambda each: each[0])
    return [_shown(role, line, raw) for _, _, role, line in found[-count:]]


def follow(home: Path, roles: list[str], raw: bool) -> Iterator[str]:
    """New lines as they are written, for ever; a file that is rotated is followed on."""
    paths = {role: home / "logs" / f"{role}.log" for role in roles}
    places = {role: _end(path) for role, path in paths.items()}
    while True:
        for role, path in paths.items():
            inode, position = places[role]
            try:
                facts = path.stat()
            except OSError:
                continue
            if facts.st_ino != inode or facts.st_size < position:
                position = 0
            if facts.st_size > position:
                data = _read_whole_lines(path, position)
                for line in data.decode("utf-8", "replace").splitlines():
                    yield _shown(role, line, raw)
                position += len(data)
            places[role] = (facts.st_ino, position)
        time.sleep(_POLL_SECONDS)


def _tail(path: Path, count: int) -> list[str]:
    lines: deque[str] = deque(maxlen=count)
    for each in (path.with_name(path.name + ".1"), path):
        if each.is_file():
            with each.open(encoding="utf-8", errors="replace") as file:
                lines.extend(line.rstrip("\n") for line in file)
    return list(lines)


def _read_whole_lines(path: Path, position: int) -> bytes:
    with path.open("rb") as file:
        file.seek(position)
        data = file.read(1 << 20)
    return data[: data.rfind(b"\n") + 1]


def _end(path: Path) -> tuple[int, int]:
    try:
        facts = os.stat(path)  # noqa: PTH116
    except OSError:
        return 0, 0
    return facts.st_ino, facts.st_size


def _moment(line: str) -> str:
    if line.startswith("{"):
        try:
            return str(json.loads(line).get("timestamp", "")).replace("T", " ").rstrip("Z")
        except (ValueError, AttributeError):
            return ""
    found = _MOMENT.match(line)
    return f"{found.group(1)} {found.group(2)}" if found else ""


def _shown(role: str, line: str, raw: bool) -> str:
    return line if raw else short_form(role, line)
