# ruff: noqa: N802  the methods are named as PDFium names them
"""Letters for PDFs that name a font without carrying it, as many Korean ones do: from the fonts of this machine.

PDFium opens such fonts when a page is drawn, and behind the sandbox's walls nothing can be opened. So they are chosen
and mapped into memory before a child is made. Latin needs none: PDFium brings its own.
"""

import mmap
import os
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from ctypes import addressof, c_char, memmove
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw


class _Script(NamedTuple):
    """A way of writing: its language, the bit in a font's table of code pages, and the country in a family's name.

    Fonts for all of East Asia hold the same letters in the shapes of each country, as one family for each.
    """

    language: str
    bit: int
    country: str


SCRIPTS: Final[dict[int, _Script]] = {
    raw.FXFONT_HANGEUL_CHARSET: _Script("ko", 19, "KR"),
    raw.FXFONT_SHIFTJIS_CHARSET: _Script("ja", 17, "JP"),
    raw.FXFONT_GB2312_CHARSET: _Script("zh", 18, "SC"),
    raw.FXFONT_CHINESEBIG5_CHARSET: _Script("zh", 20, "TC"),
}
"""By PDFium's number for a set of characters. Bits: https://learn.microsoft.com/typography/opentype/spec/os2#cpr"""

_MOST_FILES: Final = 5000
_MOST_FACES: Final = 64
_MOST_BYTES: Final = 64 << 20
_BOLD: Final = 600
_COLLECTION: Final = 0x74746366  # "ttcf"
_SERIFS: Final = range(2, 11)
_MONOSPACED: Final = 9


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface of a file, which begins `offset` bytes into it where the file is a collection."""

    path: Path
    collection: bool
    offset: int
    weight: int
    serif: bool
    monospaced: bool
    bits: int
    name: bytes

    def distance(self, script: _Script, weight: int, serif: bool) -> tuple[bool, bool, bool, int]:
        """How far it is from what is wanted; the least is the best."""
        country = f" {script.country}".encode("utf-16-be")
        return country not in self.name, self.monospaced, self.serif != serif, abs(self.weight - weight)


def folders(chosen: str) -> list[Path]:
    """Those that were chosen, apart by `:`, or where this system keeps its fonts."""
    if chosen:
        return [Path(each) for each in chosen.split(os.pathsep) if each]
    home = Path.home()
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def faces(where: Iterable[Path]) -> Iterator[Face]:
    """The typefaces in these folders. A file that is none, or cannot be read, is passed over."""
    files = (
        Path(folder, name)
        for top in where
        for folder, _, names in os.walk(top)
        for name in sorted(names)
        if name.lower().endswith((".ttf", ".otf", ".ttc", ".otc"))
    )
    for path in islice(files, _MOST_FILES):
        try:
            yield from _faces_of(path)
        except (OSError, struct.error):
            continue


def _faces_of(path: Path) -> Iterator[Face]:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > _MOST_BYTES:
            return

        def at(place: int, form: str) -> tuple[Any, ...]:
            file.seek(place)
            return struct.unpack(f">{form}", file.read(struct.calcsize(f">{form}")))

        tag, _, count = at(0, "4sII")
        collection = tag == b"ttcf"
        for offset in at(12, f"{min(count, _MOST_FACES)}I") if collection else (0,):
            tables = {}
            for number in range(at(offset, "4xH")[0]):
                name, place, size = at(offset + 12 + 16 * number, "4s4xII")
                tables[name] = place, size
            if b"OS/2" not in tables or b"name" not in tables:
                continue
            metrics = tables[b"OS/2"][0]
            version, weight, panose = at(metrics, "H2xH26x10s")
            bits = at(metrics + 78, "I")[0] if version else 0
            place, size = tables[b"name"]
            file.seek(place)
            named = file.read(min(size, 1 << 16))
            yield Face(path, collection, offset, weight, panose[1] in _SERIFS, panose[3] == _MONOSPACED, bits, named)


def languages(found: Iterable[Face]) -> set[str]:
    """Those of SCRIPTS for which there are letters."""
    bits = 0
    for face in found:
        bits |= face.bits
    return {script.language for script in SCRIPTS.values() if bits >> script.bit & 1}


class Machine(pypdfium2.PdfSysfontBase):  # type: ignore[misc]
    """Answers PDFium with the typefaces of this machine: the nearest one of the script, or none."""

    def __init__(self, found: Sequence[Face]) -> None:
        super().__init__()
        self.missing: set[str] = set()
        """Languages that were asked for since it was emptied, and for which there is nothing here."""
        self._chosen: dict[tuple[int, bool, bool], int] = {}
        self._faces: list[tuple[Face, mmap.mmap]] = []
        for charset, script in SCRIPTS.items():
            able = [each for each in found if each.bits >> script.bit & 1]
            for bold in (False, True) if able else ():
                for serif in (False, True):
                    best = min(able, key=lambda each: each.distance(script, 700 if bold else 400, serif))
                    self._chosen[charset, bold, serif] = self._handle(best)

    def _handle(self, face: Face) -> int:
        """A number for PDFium, from 1: 0 is nothing."""
        for number, (other, _) in enumerate(self._faces, 1):
            if other == face:
                return number
        mapped = next((memory for other, memory in self._faces if other.path == face.path), None)
        if mapped is None:
            with face.path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)  # what ctypes can point into
        self._faces.append((face, mapped))
        return len(self._faces)

    # What PDFium calls: names and arguments are those of fpdf_sysfontinfo.h.

    def EnumFonts(self, _: Any, mapper: Any) -> None:
        """Nothing is listed: each font is asked for."""

    def MapFont(self, _: Any, weight: int, italic: int, charset: int, pitch: int, name: Any, exact: Any) -> int | None:
        """The typeface for a font that the file does not carry; None: PDFium's own, which knows Latin letters."""
        if charset not in SCRIPTS:
            return None
        handle = self._chosen.get((charset, weight >= _BOLD, bool(pitch & raw.FXFONT_FF_ROMAN)))
        if handle is None:
            self.missing.add(SCRIPTS[charset].language)
        return handle

    def GetFont(self, _: Any, name: Any) -> None:
        """By name alone none is given."""

    def GetFontData(self, _: Any, handle: int, table: int, buffer: Any, size: int) -> int:
        """A typeface's file: of a collection all of it, or from where the typeface begins. Only its size where there is no room."""
        face, memory = self._faces[handle - 1]
        if table not in (0, _COLLECTION) or (table and not face.collection):
            return 0
        start = 0 if table else face.offset
        length = len(memory) - start
        if buffer and size >= length:
            memmove(buffer, addressof(c_char.from_buffer(memory, start)), length)
        return length

    def GetFaceName(self, _: Any, handle: int, buffer: Any, size: int) -> int:
        """A name that is the handle's alone: PDFium keeps what it has read under it."""
        name = b"nullus-%d\0" % handle
        if buffer and size >= len(name):
            memmove(buffer, name, len(name))
        return len(name)

    def GetFontCharset(self, _: Any, handle: int) -> int:
        """The first set of characters that it was chosen for."""
        return next(charset for (charset, _, _), chosen in self._chosen.items() if chosen == handle)

    def DeleteFont(self, _: Any, handle: int) -> None:
        """They stay as long as the process."""


def lend(chosen: str = "") -> Machine:
    """Give PDFium the typefaces of these folders; once in a process, before the walls stand. Later calls return what is there."""
    lent = pypdfium2.PdfSysfontBase.SINGLETON
    if not isinstance(lent, Machine):
        lent = Machine(list(faces(folders(chosen))))
        lent.setup()
    return lent
