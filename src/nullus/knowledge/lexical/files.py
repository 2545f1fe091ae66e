"""Segments as memory-mapped files, so that a restart with a million chunks does not rebuild: a cache that may vanish at any time.

The manifest names the segments, the analyser, the index they belong to, and the generation of the stored rows that they
answer to; whatever does not agree with it is thrown away, and the caller builds from the rows again. Several processes may
share a folder: a lock lets one write at a time, and what is older than the files there is not stored.
"""

import contextlib
import fcntl
import json
import mmap
import os
import shutil
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge import analysis
from nullus.knowledge.lexical import segment
from nullus.knowledge.lexical.index import LexicalIndex
from nullus.knowledge.lexical.segment import Segment

_FORMAT = 2
_MANIFEST = "manifest.json"
_SUFFIX = ".segment"
_ALIGNED = 64
_LOCK_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Stored:
    """An index as the files hold it. `collections`: what each collection code in the segments stands for."""

    index: LexicalIndex
    generation: int
    collections: list[str]


def behind(folder: Path, generation: int) -> bool:
    """Whether a folder may hold segments from before a generation: whoever follows that index deletes them as it gets there."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        return int(manifest["generation"]) < generation and any(folder.glob(f"*{_SUFFIX}*"))
    except (OSError, ValueError, KeyError, TypeError):
        return any(folder.glob(f"*{_SUFFIX}*"))


class SegmentFolder:
    """Where one index keeps its segments."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: WeakKeyDictionary[Segment, str] = WeakKeyDictionary()

    @property
    def used(self) -> bool:
        """Whether anything was ever stored here."""
        return self._folder.is_dir()

    def load(self, origin: str = "") -> Stored | None:
        """The stored index of this origin; None (and an empty folder) when there is none that can be trusted."""
        if not self.used:
            return None
        with self._locked(_LOCK_SECONDS) as locked:
            if not locked:
                return None
            try:
                manifest = json.loads((self._folder / _MANIFEST).read_bytes())
                if [manifest[name] for name in ("format", "analyser", "origin")] != [_FORMAT, analysis.VERSION, origin]:
                    raise ValueError("written by another version, or of another index")
                if "segments" not in manifest:  # pruned, and not stored again yet
                    return None
                segments = [self._read(entry) for entry in manifest["segments"]]
                return Stored(LexicalIndex(segments), int(manifest["generation"]), list(manifest["collections"]))
            except (OSError, ValueError, KeyError, TypeError):
                self.discard()
                return None

    def save(
        self,
        index: LexicalIndex,
        generation: int,
        *,
        segments: Sequence[Segment] | None = None,
        origin: str = "",
        collections: Sequence[str] = (),
    ) -> Mapping[Segment, Segment] | None:
        """Store `segments` (default: the present ones) as the state of `generation`: only new ones are written.

        The index goes on with the mapped files in place of its own memory; returned is which file took the place of which
        segment. None when another process is writing, or has stored or pruned this or a later generation: then nothing was
        done. OSError when the disk is full: only the cache is lost.
        """
        self._make()
        with self._locked(0.0) as locked:
            if not locked or self._reaches(generation, origin, stored=True):
                return None
            entries: list[dict[str, Any]] = []
            mapped: dict[Segment, Segment] = {}
            for each in index.segments if segments is None else segments:
                name = self._names.get(each)
                if name is None or not (self._folder / name).exists():
                    entry = self._write(each)
                    mapped[each] = self._read(entry)
                else:
                    entry = {"name": name}
                entries.append(entry | {"chunks": len(each)})
            self._declare(generation, origin, {"segments": entries, "collections": list(collections)})
            index.exchange(mapped)
            self._keep_only({entry["name"] for entry in entries})
            return mapped

    def prune(self, index: LexicalIndex, generation: int, origin: str = "") -> None:
        """After a removal: delete every file that is not one of the present segments, and let nobody store an older state.

        What is left is used again by the next `save`; until then there is nothing to load.
        """
        self._make()
        with self._locked(_LOCK_SECONDS):  # files must go even if the lock cannot be had
            if not self._reaches(generation, origin, stored=False):
                self._declare(generation, origin, {})
                self._keep_only({self._names[each] for each in index.segments if each in self._names})

    def discard(self) -> None:
        """Delete the stored files; a running index keeps what it has mapped."""
        for path in (self._folder / _MANIFEST, *self._folder.glob(f"*{_SUFFIX}*")):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete the files and the folder: there is no such index any more."""
        self.discard()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self) -> None:
        self._folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder.mkdir(exist_ok=True, mode=0o700)

    @contextlib.contextmanager
    def _locked(self, seconds: float) -> Iterator[bool]:
        """Whether this is the only process at the folder; waits so long at most. The system frees the lock of a dead one."""
        deadline = time.monotonic() + seconds
        with self._folder.with_name(self._folder.name + ".lock").open("w") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    if time.monotonic() < deadline:
                        time.sleep(0.02)
                        continue
                    yield False
                else:
                    yield True
                return

    def _reaches(self, generation: int, origin: str, *, stored: bool) -> bool:
        """Whether the manifest is of this generation or a later one; `stored`: or was pruned at a later one."""
        try:
            manifest = json.loads((self._folder / _MANIFEST).read_bytes())
            if manifest["origin"] != origin:
                return False
            return bool(manifest["generation"] >= generation + (stored and "segments" not in manifest))
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _declare(self, generation: int, origin: str, more: Mapping[str, Any]) -> None:
        content = {"format": _FORMAT, "analyser": analysis.VERSION, "origin": origin, "generation": generation, **more}
        _replace(self._folder / _MANIFEST, json.dumps(content).encode())

    def _keep_only(self, names: set[str]) -> None:
        for path in self._folder.glob(f"*{_SUFFIX}*"):
            if path.name not in names:
                path.unlink(missing_ok=True)

    def _write(self, piece: Segment) -> dict[str, Any]:
        arrays = {name: np.ascontiguousarray(array) for name, array in piece.arrays.items()}
        layout: list[dict[str, Any]] = []
        at = 0
        for name, array in arrays.items():
            layout.append({"name": name, "type": array.dtype.str, "shape": array.shape, "at": at})
            at += -(-array.nbytes // _ALIGNED) * _ALIGNED
        checksum = 0
        path = self._folder / f"{os.getpid()}-{id(piece):x}.writing{_SUFFIX}"
        with path.open("wb") as file:
            for array in arrays.values():
                content = array.tobytes()
                content += bytes(-len(content) % _ALIGNED)
                checksum = zlib.crc32(content, checksum)
                file.write(content)
            checksum = zlib.crc32(json.dumps(layout).encode(), checksum)
            tail = json.dumps({"layout": layout, "checksum": checksum}).encode()
            file.write(tail + len(tail).to_bytes(8, "little"))
            file.flush()
            os.fsync(file.fileno())
        name = f"{checksum:08x}-{piece.numbers[0]}-{len(piece)}{_SUFFIX}"
        path.replace(self._folder / name)
        return {"name": name}

    def _read(self, entry: Mapping[str, Any]) -> Segment:
        """Map one file; ValueError when it is not what was written."""
        path = self._folder / Path(str(entry["name"])).name
        with path.open("rb") as file:
            view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = int.from_bytes(view[-8:], "little")
        if size > len(view) - 8:
            raise ValueError("a segment file is cut short")
        end = len(view) - 8 - size
        tail = json.loads(view[end:-8])
        with memoryview(view) as content:
            checksum = zlib.crc32(json.dumps(tail["layout"]).encode(), zlib.crc32(content[:end]))
        if checksum != tail["checksum"] or not path.name.startswith(f"{checksum:08x}-"):
            raise ValueError("a segment file is damaged")
        arrays: dict[str, NDArray[Any]] = {}
        for part in tail["layout"]:
            count = int(np.prod(part["shape"]))
            array = np.frombuffer(view, dtype=np.dtype(part["type"]), count=count, offset=part["at"])
            arrays[part["name"]] = array.reshape(part["shape"])
        piece = Segment(**{name: arrays[name] for name in segment.ARRAYS})
        if "chunks" in entry and entry["chunks"] != len(piece):
            raise ValueError("a segment file is another than the manifest says")
        self._names[piece] = path.name
        return piece


def _replace(path: Path, content: bytes) -> None:
    writing = path.with_suffix(".writing")
    with writing.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    writing.replace(path)
