"""The child's answer as bytes: a small JSON head and raw buffers. The reader trusts nothing: the child may be hostile."""

import json
import re
import struct
import sys
from array import array
from typing import TYPE_CHECKING, Any, Final

from nullus.knowledge.chunking import Chunk
from nullus.knowledge.parsers.document import ParsedDocument
from nullus.knowledge.parsers.failures import REASONS, NeedsOcr, ParseFailed
from nullus.knowledge.sandbox.prepared import GRID, PageView, Picture, Prepared, PreparedChunk

if TYPE_CHECKING:
    from nullus.knowledge.parsers.pdf_pages import Look

_FRAME: Final = struct.Struct("<4sIQ")
_MAGIC: Final = b"NLS1"
_FIELDS: Final = 5
_HEAD_MOST: Final = 64 << 20
_FORMAT: Final = re.compile(r"[a-z0-9]{1,20}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_MOST_CHUNK: Final = 4000
_MOST_PAGES: Final = 1_000_000
_MOST_SIDE: Final = 8192
_MOST_PIXELS: Final = 5_000_000
_MOST_BOXES: Final = 200
_MOST_LANGUAGES: Final = 10


def _frame(head: dict[str, Any], *buffers: bytes) -> list[bytes]:
    encoded = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return [_FRAME.pack(_MAGIC, len(encoded), sum(map(len, buffers))), encoded, *buffers]


def failure_frame(failure: ParseFailed) -> list[bytes]:
    """A document that could not be read."""
    pages = failure.pages if isinstance(failure, NeedsOcr) else ()
    return _frame({"failed": failure.reason, "detail": failure.detail[:500], "pages": pages})


def picture_frame(width: int, height: int, rows: bytes) -> list[bytes]:
    """A page drawn for recognition."""
    return _frame({"width": width, "height": height}, rows)


def page_frame(look: "Look") -> list[bytes]:
    """One page for a reader."""
    facts = [look.pages, look.width, look.height, look.marked]
    head = {"page": facts, "boxes": [list(box) for box in look.boxes], "letterless": list(look.letterless)}
    return _frame(head, look.rows)


def document_frame(
    document: ParsedDocument, chunks: list[Chunk], terms: list[bytes], language: str | None
) -> list[bytes]:
    """A document that was read. Texts of chunks are joined; places in the document travel as 32-bit numbers."""
    paths: dict[tuple[str, ...], int] = {}
    numbers = array("i")
    texts = []
    for number, chunk in enumerate(chunks):
        path = paths.setdefault(chunk.heading_path, len(paths))
        numbers.extend((chunk.start, chunk.end, path, chunk.page or 0, len(terms[number]) if terms else 0))
        texts.append(document.text[chunk.start : chunk.end])
    if sys.byteorder == "big":
        numbers.byteswap()
    text = "".join(texts).encode("utf-8", "replace")
    head = {
        "format": document.format,
        "title": document.title,
        "pages": document.pages,
        "characters": len(document.text),
        "language": language,
        "metadata": dict(document.metadata),
        "paths": list(paths),
        "chunks": len(chunks),
        "text": len(text),
    }
    return _frame(head, numbers.tobytes(), text, b"".join(terms))


def read_frames(data: bytearray) -> list[Prepared | Picture | PageView | ParseFailed]:
    """All complete and well-formed answers at the front of `data`; stops at the first that is not."""
    found: list[Prepared | Picture | PageView | ParseFailed] = []
    view = memoryview(data)
    at = 0
    while at + _FRAME.size <= len(view):
        magic, head_size, body_size = _FRAME.unpack_from(view, at)
        body = at + _FRAME.size + head_size
        if magic != _MAGIC or head_size > _HEAD_MOST or body + body_size > len(view):
            break
        try:
            head = json.loads(bytes(view[at + _FRAME.size : body]))
            found.append(_answer(head, view[body : body + body_size]))
        except (ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError, AttributeError):
            break
        at = body + body_size
    return found


def _answer(head: dict[str, Any], body: memoryview) -> Prepared | Picture | PageView | ParseFailed:
    if "failed" in head:
        return _failure(head)
    if "page" in head:
        return _page(head, body)
    if "width" in head:
        width, height = _whole(head["width"], 1 << 20), _whole(head["height"], 1 << 20)
        if width * height != len(body) or not len(body):
            raise ValueError("picture")
        return Picture(width, height, bytes(body))
    return _document(head, body)


def _page(head: dict[str, Any], body: memoryview) -> PageView:
    """The picture comes as bare dots, never as a file: no browser decodes what a hostile child wrote."""
    pages, width, height, marked = head["page"]
    size = _whole(width, _MOST_SIDE) * _whole(height, _MOST_SIDE)
    if size > _MOST_PIXELS or len(body) not in (0, size * 3) or len(head["boxes"]) > _MOST_BOXES:
        raise ValueError("page")
    boxes = []
    for left, top, across, down in head["boxes"]:
        if _whole(left, GRID) + _whole(across, GRID) > GRID or _whole(top, GRID) + _whole(down, GRID) > GRID:
            raise ValueError("box")
        boxes.append((left, top, across, down))
    if len(head["letterless"]) > _MOST_LANGUAGES or not all(map(_LANGUAGE.fullmatch, head["letterless"])):
        raise ValueError("languages")
    return PageView(
        pages=_whole(pages, _MOST_PAGES),
        width=width,
        height=height,
        boxes=tuple(boxes),
        marked=_whole(marked, pages),
        rows=bytes(body),
        letterless=tuple(head["letterless"]),
    )


def _failure(head: dict[str, Any]) -> ParseFailed:
    reason, pages = head["failed"], head["pages"]
    if reason not in REASONS or reason == "unavailable":
        raise ValueError("reason")
    if reason == "needs_ocr" and pages:
        return NeedsOcr(tuple(_whole(page, 1_000_000) for page in pages))
    return ParseFailed(reason, _line(head["detail"], 500))


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("number")
    return value


def _line(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise ValueError("text")
    value.encode()  # lone surrogates are refused
    return value


def _path(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > 16:
        raise ValueError("path")
    return tuple(_line(part, 300) for part in value)


def _document(head: dict[str, Any], body: memoryview) -> Prepared:
    count = _whole(head["chunks"], len(body) // (4 * _FIELDS))
    characters = _whole(head["characters"], 1 << 31)
    pages = None if head["pages"] is None else _whole(head["pages"], 1_000_000)
    numbers = array("i")
    cut = count * _FIELDS * 4
    numbers.frombytes(body[:cut])
    if sys.byteorder == "big":
        numbers.byteswap()
    text_end = cut + _whole(head["text"], len(body) - cut)
    text = str(body[cut:text_end], "utf-8")
    if not count or not text.strip() or "\0" in text:
        raise ValueError("no text")
    paths = [_path(path) for path in head["paths"]]
    if not isinstance(head["format"], str) or not _FORMAT.fullmatch(head["format"]):
        raise ValueError("format")
    language = head["language"]
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise ValueError("language")
    metadata = {_line(key, 100): _line(value, 1000) for key, value in list(head["metadata"].items())[:50]}
    return Prepared(
        chunks=_chunks(numbers, text, body[text_end:], paths, characters),
        format=head["format"],
        title=None if head["title"] is None else _line(head["title"], 300),
        pages=pages,
        characters=characters,
        language=language,
        metadata=metadata,
    )


def _chunks(
    numbers: "array[int]", text: str, terms: memoryview, paths: list[tuple[str, ...]], characters: int
) -> tuple[PreparedChunk, ...]:
    """Offsets must ascend without overlap and stay inside; everything must be used up exactly."""
    chunks = []
    last = text_at = terms_at = 0
    for at in range(0, len(numbers), _FIELDS):
        start, end, path, page, size = numbers[at : at + _FIELDS]
        length = end - start
        if not last <= start < end <= characters or length > _MOST_CHUNK or size < 0 or page < 0 or path < 0:
            raise ValueError("offsets")
        content = text[text_at : text_at + length]
        packed = bytes(terms[terms_at : terms_at + size])
        if len(content) != length or len(packed) != size:
            raise ValueError("sizes")
        chunks.append(PreparedChunk(content, start, end, paths[path], page or None, packed))
        last, text_at, terms_at = end, text_at + length, terms_at + size
    if text_at != len(text) or terms_at != len(terms):
        raise ValueError("something is left")
    return tuple(chunks)
