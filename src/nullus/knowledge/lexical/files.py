"""Segments as memory-mapped files, so that a restart with a million chunks does not rebuild: a cache that may vanish at any time.

A folder belongs to one index and one writing process. The manifest names the segments, the analyser, and the generation of the
stored rows that they answer to; whatever does not agree with it is thrown away, and the caller builds from the rows again.
"""

import contextlib
import json
import mmap
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from nullus.knowledge import analysis
from nullus.knowledge.lexical import segment
from nullus.knowledge.lexical.index import LexicalIndex
from nullus.knowledge.lexical.segment import Segment

_FORMAT = 1
_MANIFEST = "manifest.json"
_SUFFIX = ".segment"
_ALIGNED = 64


class SegmentFolder:
    """Where one index keeps its segments."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: WeakKeyDictionary[Segment, str] = WeakKeyDictionary()

    def load(self) -> tuple[LexicalIndex, int] | None:
        """The stored index and its generation; None (and an empty folder) when there is none that can be trusted."""
        try:
            manifest = json.loads((self._folder / _MANIFEST).read_bytes())
            if manifest["format"] != _FORMAT or manifest["analyser"] != analysis.VERSION:
                raise ValueError("written by another version")
            segments = [self._read(entry) for entry in manifest["segments"]]
            return LexicalIndex(segments), int(manifest["generation"])
        except (OSError, ValueError, KeyError, TypeError):
            self.discard()
            return None

    def save(self, index: LexicalIndex, generation: int) -> None:
        """Store the index as it is now, as the state of `generation`: new segments only. Removed chunks are in no file afterwards.

        The index goes on with the mapped files in place of its own memory. OSError when the disk is full: only the cache is lost.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        segments = index.segments
        entries: list[dict[str, Any]] = []
        mapped: dict[Segment, Segment] = {}
        for each in segments:
            name = self._names.get(each)
            if name is None:
                entry = self._write(each)
                mapped[each] = self._read(entry)
            else:
                entry = {"name": name}
            entries.append(entry | {"chunks": len(each)})
        known = {entry["name"] for entry in entries}
        content = {"format": _FORMAT, "analyser": analysis.VERSION, "generation": generation, "segments": entries}
        _replace(self._folder / _MANIFEST, json.dumps(content).encode())
        index.exchange(mapped)
        for path in self._folder.glob(f"*{_SUFFIX}*"):
            if path.name not in known:
                path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Delete the stored files; a running index keeps what it has mapped."""
        for path in (self._folder / _MANIFEST, *self._folder.glob(f"*{_SUFFIX}*")):
            with contextlib.suppress(OSError):
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
