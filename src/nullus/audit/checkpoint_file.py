"""The checkpoints again, outside the database: a file to which lines are only added, so that a rolled-back database is found."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from nullus.audit.verifier import line_hash
from nullus.platform.secrets import make_private_folder


class CheckpointFile:
    """One line a checkpoint, flushed to the disk before anything else is said about it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def size(self) -> int:
        """In bytes; 0 when there is no file."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def lines(self, until: int | None = None) -> Iterator[str]:
        """Every whole line that begins before this byte; what a crash tore off is no line."""
        if not self.path.is_file():
            return
        at = 0
        with self.path.open("rb") as file:
            for raw in file:
                if until is not None and at >= until:
                    return
                at += len(raw)
                line = raw.decode("utf-8", "replace")
                if line.endswith("\n") and line.strip():
                    yield line[:-1]

    def hashes(self) -> set[str]:
        return {line_hash(line) for line in self.lines()}

    def append(self, lines: Iterable[str]) -> None:
        """Add whole lines; on return they survive a power cut. Raises OSError."""
        make_private_folder(self.path.parent)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            self._cut_torn_end(file.fileno())
            file.seek(0, os.SEEK_END)
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @staticmethod
    def _cut_torn_end(descriptor: int) -> None:
        """Remove what a crash left of a line that was being added: the database still has that line."""
        end = os.fstat(descriptor).st_size
        at = end
        while at > 0:
            begin = max(0, at - 65536)
            found = os.pread(descriptor, at - begin, begin).rfind(b"\n")
            if found >= 0:
                at = begin + found + 1
                break
            at = begin
        if at != end:
            os.ftruncate(descriptor, at)
