"""HWP 5: records of compressed streams in an OLE file, after Hancom's published description of the format (revision 1.3)."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final

import olefile  # type: ignore[import-untyped]

from nullus.knowledge.parsers import plain
from nullus.knowledge.parsers.document import Draft, ParsedDocument, ParseLimits, Source
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.tables import add_table

_PARA_SHAPE, _PARA_HEADER, _PARA_TEXT, _CTRL_HEADER, _LIST_HEADER, _TABLE = 25, 66, 67, 71, 72, 77
# Control characters: 0, 10, 13 and 24 to 31 stand alone, all others take eight 16-bit units.
_ALONE: Final = frozenset((0, 10, 13, *range(24, 32)))
_MEANING: Final = {9: "\t", 10: "\n", 24: "-", 30: "\u00a0", 31: " "}
_TABLE_CONTROL: Final = b" lbt"
_RECORDS: Final = 2_000_000


def parse(source: Source) -> ParsedDocument:
    """Body text with outline headings and tables."""
    with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
        header = ole.openstream("FileHeader").read(256)
        if not header.startswith(b"HWP Document File") or len(header) < 40:
            raise ParseFailed("damaged", "hwp: file header")
        flags = struct.unpack_from("<I", header, 36)[0]
        if flags & 0b10:
            raise ParseFailed("encrypted", "hwp: password")
        # A distribution document (bit 2) keeps an encrypted body apart from its viewer text.
        if flags & 0b100:
            raise ParseFailed("encrypted", "hwp: distribution document")
        packed = bool(flags & 1)
        sections = sorted(
            (path for path in ole.listdir() if path[0] == "BodyText"), key=lambda path: (len(path[-1]), path[-1])
        )
        if not sections:
            raise ParseFailed("damaged", "hwp: no body")
        outlines = _outlines(_stream(ole, ["DocInfo"], packed, source.limits)) if ole.exists("DocInfo") else {}
        draft = Draft(source.limits)
        for path in sections:
            _Section(draft, outlines).read(_stream(ole, path, packed, source.limits))
        facts = _facts(ole)
    return draft.finish("hwp", title=facts.pop("title", None), metadata=facts)


def _stream(ole: Any, path: list[str], packed: bool, limits: ParseLimits) -> bytes:
    data: bytes = ole.openstream(path).read()
    if not packed:
        return data
    try:
        unpacker = zlib.decompressobj(-15)
        plain_bytes = unpacker.decompress(data, limits.archive_bytes)
    except zlib.error as error:
        raise ParseFailed("damaged", f"hwp: {error}") from None
    if unpacker.unconsumed_tail:
        raise ParseFailed("too_complex", "hwp: a stream unpacks to more than allowed")
    return plain_bytes


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Tag, level and payload; stops at the first record that runs past the end."""
    at = 0
    for _ in range(_RECORDS):
        if at + 4 > len(data):
            return
        head = struct.unpack_from("<I", data, at)[0]
        at += 4
        tag, level, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
        if size == 0xFFF:
            if at + 4 > len(data):
                return
            size = struct.unpack_from("<I", data, at)[0]
            at += 4
        if at + size > len(data):
            return
        yield tag, level, data[at : at + size]
        at += size
    raise ParseFailed("too_complex", "hwp: too many records")


def _outlines(data: bytes) -> dict[int, int]:
    """Number of a paragraph shape to its outline level."""
    levels = {}
    number = 0
    for tag, _, payload in _records(data):
        if tag == _PARA_SHAPE:
            if len(payload) >= 4:
                properties = struct.unpack_from("<I", payload)[0]
                if properties >> 23 & 3 == 1:
                    levels[number] = (properties >> 25 & 7) + 1
            number += 1
    return levels


class _Section:
    """Walks the records of one section; a table is open while records are deeper than its control."""

    def __init__(self, draft: Draft, outlines: dict[int, int]) -> None:
        self._draft = draft
        self._outlines = outlines
        self._shape = 0
        self._table_level: int | None = None
        self._control_level = 0
        self._cells: list[tuple[int, int, list[str]]] = []

    def read(self, data: bytes) -> None:
        for tag, level, payload in _records(data):
            if self._table_level is not None and level <= self._table_level:
                self._close_table()
            if tag == _PARA_HEADER and len(payload) >= 10:
                self._shape = struct.unpack_from("<H", payload, 8)[0]
            elif tag == _PARA_TEXT:
                self._paragraph(text_of(payload).strip())
            elif tag == _CTRL_HEADER and payload[:4] == _TABLE_CONTROL and self._table_level is None:
                self._table_level = level
            elif (
                tag == _LIST_HEADER
                and self._table_level is not None
                and level == self._table_level + 1
                and len(payload) >= 12
            ):
                column, row = struct.unpack_from("<HH", payload, 8)
                self._cells.append((row, column, []))
        self._close_table()

    def _paragraph(self, text: str) -> None:
        if not text:
            return
        if self._table_level is not None and self._cells:
            self._cells[-1][2].append(text)
            return
        level = self._outlines.get(self._shape, 0) or (plain.heading_level(text) if len(text) <= 60 else 0)
        if level and len(text) <= 120:
            self._draft.heading(text, level)
        else:
            self._draft.add("paragraph", text)

    def _close_table(self) -> None:
        rows: dict[int, dict[int, str]] = {}
        for row, column, texts in self._cells:
            if column < 512:
                rows.setdefault(row, {})[column] = " ".join(texts)
        width = max((max(cells) for cells in rows.values()), default=-1) + 1
        add_table(self._draft, ([cells.get(at, "") for at in range(width)] for _, cells in sorted(rows.items())))
        self._cells, self._table_level = [], None


def text_of(payload: bytes) -> str:
    """The characters of a paragraph text record, without what is anchored in it."""
    units = (
        memoryview(payload[: len(payload) // 2 * 2]).cast("H")
        if _LITTLE
        else struct.unpack(f"<{len(payload) // 2}H", payload[: len(payload) // 2 * 2])
    )
    if min(units, default=32) >= 32:
        return payload[: len(payload) // 2 * 2].decode("utf-16-le", "ignore")
    parts: list[str] = []
    at = start = 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            at += 1
            continue
        parts.append(payload[start * 2 : at * 2].decode("utf-16-le", "ignore"))
        parts.append(_MEANING.get(unit, ""))
        at += 1 if unit in _ALONE else 8
        start = at
    parts.append(payload[start * 2 : at * 2].decode("utf-16-le", "ignore"))
    return "".join(parts)


_LITTLE: Final = struct.pack("=H", 1) == b"\1\0"


def _facts(ole: Any) -> dict[str, str]:
    """Title and author from the summary of the OLE file."""
    try:
        found = ole.getproperties(["\x05HwpSummaryInformation"], convert_time=False)
    except Exception:  # noqa: BLE001 - third-party parsing of hostile bytes; the text does not need it
        return {}
    names = {2: "title", 4: "author", 3: "subject"}
    return {
        names[key]: value.strip()
        for key, value in found.items()
        if key in names and isinstance(value, str) and value.strip()
    }
