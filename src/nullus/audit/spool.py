"""Where refusals wait while the database is down: one small file each, written whole and flushed to the disk."""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nullus.audit.store import wire_form
from nullus.platform.secrets import make_private_folder

MOST_WAITING = 50_000


class Spool:
    """A folder of entries that are not in the database yet. Several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, row: Mapping[str, Any]) -> None:
        """Keep a row until it is replayed; on return it survives a power cut. Raises OSError."""
        make_private_folder(self.folder)
        kept = wire_form({**row, "happened_at": row["happened_at"] or datetime.now(UTC)})
        final = self.folder / f"{row['id']}.json"
        draft = self.folder / f".{row['id']}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(final)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def is_full(self) -> bool:
        return sum(1 for _ in self._files()) >= MOST_WAITING

    def waiting(self, most: int = 500) -> list[tuple[Path, dict[str, Any]]]:
        """The oldest rows that wait, with their files; one that cannot be read is left for people to look at."""
        found = []
        for path in sorted(self._files())[:most]:
            with contextlib.suppress(FileNotFoundError, ValueError):  # another process was quicker
                found.append((path, json.loads(path.read_text(encoding="utf-8"))))
        return found

    def done(self, paths: list[Path]) -> None:
        """Remove what is in the database now."""
        for path in paths:
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return self.folder.glob("*.json") if self.folder.is_dir() else iter(())
