"""PDF by PDFium: text per page, headings by type size, pages without text handed to recognition."""

import itertools
import re
from collections import Counter
from contextlib import closing
from ctypes import byref, c_double
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from nullus.knowledge.parsers import plain
from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.failures import NeedsOcr, ParseFailed

# PDFium marks a hyphen at the end of a line that only breaks a word.
_HYPHEN: Final = re.compile("[\x02\ufffe\u00ad]\r?\n?")
_PASSWORD: Final = 4
_SPARSE: Final = 8  # a page with fewer letters than this and a picture on it is a scan
_INCH: Final = 72
_SIDE: Final = 4200  # pixels of the longer side at most; letters drawn larger are recognised worse


class _Line:
    __slots__ = ("bottom", "size", "text", "top")

    def __init__(self, text: str, size: float, top: float, bottom: float) -> None:
        self.text, self.size, self.top, self.bottom = text, size, top, bottom


def open_document(data: bytes) -> pypdfium2.PdfDocument:
    """Open, or raise ParseFailed with the reason."""
    at = data.find(b"%PDF-", 0, 1024)
    try:
        return pypdfium2.PdfDocument(data[at:] if at > 0 else data)
    except pypdfium2.PdfiumError as error:
        reason = "encrypted" if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error) else "damaged"
        raise ParseFailed(reason, f"pdf: {error}") from None  # type: ignore[arg-type]


def parse(source: Source) -> ParsedDocument:
    """Blocks with their pages. Pages that are pictures take their text from `source.ocr`, or NeedsOcr names them."""
    with closing(open_document(source.data)) as document:
        count = len(document)
        if count > source.limits.pages:
            raise ParseFailed("too_complex", f"pdf: {count} pages")
        if document.get_formtype():
            document.init_forms()
        pages: list[list[_Line]] = []
        scans: list[int] = []
        for number in range(count):
            lines, scanned = _read_page(document, number)
            pages.append(lines)
            if scanned:
                scans.append(number + 1)
        facts = {key.lower(): value for key, value in document.get_metadata_dict(skip_empty=True).items()}
    if scans and source.ocr is None:
        raise NeedsOcr(tuple(scans))
    draft = Draft(source.limits)
    body, sizes = _sizes(pages)
    for number, lines in enumerate(pages, 1):
        recognised = (source.ocr or {}).get(number, "")
        if recognised.strip():
            _write_recognised(draft, recognised, number)
        else:
            _write(draft, lines, number, body, sizes)
    if not len(draft) and scans:
        raise ParseFailed("empty", "pdf: nothing was recognised")
    wanted = {key: facts[key] for key in ("author", "subject", "creationdate", "producer") if key in facts}
    return draft.finish("pdf", pages=count, title=_title(facts.get("title", "")), metadata=wanted)


def _title(title: str) -> str | None:
    """The title of the document's properties unless it is what a program put there."""
    title = title.strip()
    return (
        None
        if not title or re.search(r"^(?:untitled|microsoft word|powerpoint|document\d*$)|\.\w{2,4}$", title, re.I)
        else title
    )


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[_Line], bool]:
    """The lines of a page, and whether it is a picture that needs recognition. A broken page has no lines."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return [], False
    with closing(page):
        if document.formenv:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        try:
            with closing(page.get_textpage()) as text_page:
                lines = _lines(text_page)
        except pypdfium2.PdfiumError:
            lines = []
        letters = sum(map(str.isalnum, "".join(line.text for line in lines)))
        return lines, letters < _SPARSE and _has_picture(page)


def _has_picture(page: Any) -> bool:
    """Whether pictures cover a good part of the page; a logo on an empty page needs no recognition."""
    width, height = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        try:
            left, bottom, right, top = item.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if abs(right - left) * abs(top - bottom) > 0.15 * width * height:
            return True
    return False


def _lines(text_page: Any) -> list[_Line]:
    text = text_page.get_text_range()
    handle = text_page.raw
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    # PDFium counts UTF-16 units; only texts with characters outside the first plane make a difference.
    wide = len(text) != text_page.count_chars()
    lines = []
    at = 0
    for line in text.split("\n"):
        units = len(line.encode("utf-16-le", "replace")) // 2 if wide else len(line)
        content = line.strip()
        if content:
            first = at + len(line) - len(line.lstrip())
            raw.FPDFText_GetCharBox(handle, first, byref(left), byref(right), byref(bottom), byref(top))
            lines.append(
                _Line(line.rstrip("\r"), round(raw.FPDFText_GetFontSize(handle, first), 1), top.value, bottom.value)
            )
        at += units + 1
    return lines


def _sizes(pages: list[list[_Line]]) -> tuple[float, list[float]]:
    """The size of the body text and the sizes that are clearly larger, largest first."""
    weights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            weights[line.size] += len(line.text)
    if not weights:
        return 0.0, []
    body = max(weights, key=weights.__getitem__)
    total = weights.total()
    larger = sorted(
        (size for size, weight in weights.items() if size >= body * 1.15 and weight * 4 < total), reverse=True
    )
    return body, larger[:40]


def _write(draft: Draft, lines: list[_Line], page: int, body: float, sizes: list[float]) -> None:
    """Paragraphs are parted where the distance between lines grows or the type size changes."""
    pitches = sorted(
        upper.bottom - lower.bottom for upper, lower in itertools.pairwise(lines) if upper.bottom > lower.bottom
    )
    pitch = pitches[len(pitches) // 2] if pitches else 0.0
    open_lines: list[str] = []
    last: _Line | None = None
    for line in lines:
        level = _level(line, body, sizes)
        parted = last is not None and (
            last.bottom - line.bottom > max(pitch * 1.45, line.size * 1.6 if level else 0)
            or line.bottom - last.bottom > pitch * 2
            or _level(last, body, sizes) != level
        )
        if parted:
            _paragraph(draft, open_lines, page, _level(last, body, sizes) if last else 0)
            open_lines = []
        open_lines.append(line.text)
        last = line
    if last is not None:
        _paragraph(draft, open_lines, page, _level(last, body, sizes))


def _level(line: _Line, body: float, sizes: list[float]) -> int:
    if line.size in sizes and body and any(map(str.isalpha, line.text)):
        return 1 if line.size >= body * 1.6 else 2 if line.size >= body * 1.3 else 3
    return 0


def _paragraph(draft: Draft, lines: list[str], page: int, level: int) -> None:
    text = _HYPHEN.sub("", "\n".join(line.strip() for line in lines))
    if level and len(text) <= 160 and len(lines) <= 3:
        draft.heading(text, level, page)
    elif len(lines) == 1 and (numbered := plain.heading_level(text)) and len(text) <= 60:
        draft.heading(text, numbered + 1, page)
    else:
        draft.add("paragraph", text, page=page)


def _write_recognised(draft: Draft, text: str, page: int) -> None:
    for block in plain.scan(text):
        draft.add("paragraph", text[block.start : block.end], page=page)


def render(data: bytes, number: int, pixels: int, dpi: int = 300) -> tuple[int, int, bytes]:
    """One page (1-based) as width, height and 8-bit grey rows, at most `pixels` in all."""
    with closing(open_document(data)) as document, closing(document[number - 1]) as page:
        if document.get_formtype():
            document.init_forms()
        width, height = page.get_size()
        if not (0 < width < 1e6 and 0 < height < 1e6):
            raise ParseFailed("damaged", "pdf: page size")
        scale = min(dpi / _INCH, _SIDE / max(width, height), (pixels / (width * height)) ** 0.5)
        with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
            rows = bytes(bitmap.buffer)
            return bitmap.width, bitmap.height, _packed(rows, bitmap.width, bitmap.height, bitmap.stride)


def _packed(rows: bytes, width: int, height: int, stride: int) -> bytes:
    if stride == width:
        return rows[: width * height]
    return b"".join(rows[at * stride : at * stride + width] for at in range(height))
