"""A page of a PDF as a reader sees it: its picture in colour, and where on it the words of a passage stand."""

import math
import re
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from ctypes import byref, c_int
from functools import lru_cache
from typing import Any, Final, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.fonts import lend
from nullus.knowledge.parsers.pdf import open_document

WIDTH: Final = 1100
"""Pixels of a picture's width: what a window's half shows sharply; letters of 6 points are still read."""
MOST_PIXELS: Final = 4_000_000
GRID: Final = 10_000
"""Places are whole numbers of this part of the page's width and height."""
MOST_MARKS: Final = 200
_MOST_CHARACTERS: Final = 200_000
_LEAST: Final = 12
"""Letters below which a part of a passage at the edge of a page could stand there by chance."""
_ENOUGH: Final = 0.5
"""Share of a place's letters that must be found where only pieces of it are."""
_PIECES: Final = re.compile(r"[\n.!?。|]+")

Box = tuple[int, int, int, int]
"""Left, top, width, height."""


class Wanted(NamedTuple):
    """A passage, and the characters of it that are to be marked."""

    text: str
    start: int
    end: int


class Look(NamedTuple):
    """`width` and `height` are the picture's in pixels, 0 where there is no such page; `rows` are its RGB, or nothing.

    `marked` is the page on which the place stands: this one, or the first other one that was asked for. `letterless` are
    languages whose letters the picture lacks: the file names a font for them that neither it nor this machine has.
    """

    pages: int
    width: int
    height: int
    boxes: Sequence[Box] = ()
    marked: int = 0
    rows: bytes = b""
    letterless: Sequence[str] = ()


def look(data: bytes, number: int, wanted: Sequence[Wanted], others: Sequence[int], *, draw: bool) -> Look:
    """One page (1-based): its measures, the places of what is wanted, and where `draw` is set its picture.

    Where nothing wanted stands on it, `others` are looked through for the first page that holds it. Raises ParseFailed.
    """
    machine = lend()
    machine.missing.clear()
    with closing(open_document(data)) as document:
        count = len(document)
        if not 1 <= number <= count:
            return Look(count, 0, 0)
        if document.get_formtype():
            document.init_forms()
        with closing(_page(document, number)) as page:
            width, height, scale = _measures(page)
            letterless = sorted(machine.missing)
            if draw:
                return Look(count, width, height, rows=_drawn(page, scale, width, height), letterless=letterless)
            boxes = _boxes(document, page, wanted) if wanted else []
        marked = number if boxes else _first(document, wanted, [each for each in others if 1 <= each <= count])
        return Look(count, width, height, boxes, marked, letterless=letterless)


def _page(document: Any, number: int) -> Any:
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise ParseFailed("damaged", f"pdf: {error}") from None


def _measures(page: Any) -> tuple[int, int, float]:
    """Width and height of the picture in pixels, and pixels for a point. A page that is long beyond reason is drawn smaller."""
    width, height = page.get_size()
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise ParseFailed("damaged", "pdf: page size")
    scale = min(WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5, MOST_PIXELS / 1000 / max(width, height))
    return math.ceil(width * scale), math.ceil(height * scale), scale


def _drawn(page: Any, scale: float, width: int, height: int) -> bytes:
    """The picture as RGB rows without padding. Forms are drawn as they are filled in; nothing in the file is run."""
    with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, maybe_alpha=False)) as bitmap:
        if (bitmap.width, bitmap.height, bitmap.n_channels) != (width, height, 3):
            raise ParseFailed("damaged", f"pdf: drawn as {bitmap.width} x {bitmap.height} x {bitmap.n_channels}")
        rows, stride, length = bytes(bitmap.buffer), bitmap.stride, width * 3
    if stride == length:
        return rows[: length * height]
    return b"".join(rows[at * stride : at * stride + length] for at in range(height))


def _first(document: Any, wanted: Sequence[Wanted], others: Sequence[int]) -> int:
    for number in others if wanted else ():
        with closing(_page(document, number)) as page:
            if _boxes(document, page, wanted):
                return number
    return 0


def _boxes(document: Any, page: Any, wanted: Sequence[Wanted]) -> list[Box]:
    """Where the marked characters stand on a page, line by line; nothing where they do not, or the page is only a picture."""
    if document.formenv:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)  # as when it was read
    try:
        with closing(page.get_textpage()) as text_page:
            handle = text_page.raw
            count = min(text_page.count_chars(), _MOST_CHARACTERS)
            letters, places = _letters([chr(raw.FPDFText_GetUnicode(handle, at)) for at in range(count)])
            found: list[Box] = []
            for each in wanted:
                for first, last in stretches(letters, each):
                    found += _lines(page, handle, list(dict.fromkeys(places[first:last])))
            return found[:MOST_MARKS]
    except (pypdfium2.PdfiumError, ValueError):
        return []


@lru_cache(maxsize=20_000)
def _folded(character: str) -> str:
    """What of a character counts when texts are compared: letters and figures, taken apart and in lower case."""
    if ord(character) > 0xFFFF:  # stands as two units in some files and as one in others
        return ""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", character).casefold()))


def _letters(characters: Sequence[str]) -> tuple[str, list[int]]:
    """The letters of a text and for each the number of its character: space, hyphens and signs never tell texts apart."""
    parts: list[str] = []
    places: list[int] = []
    for at, character in enumerate(characters):
        if folded := _folded(character):
            parts.append(folded)
            places += [at] * len(folded)
    return "".join(parts), places


def stretches(page: str, wanted: Wanted) -> list[tuple[int, int]]:
    """Where in a page's letters the marked part of a passage stands, also where the passage goes on over the page's edge."""
    passage, places = _letters(wanted.text)
    marked = [at for at, place in enumerate(places) if wanted.start <= place < wanted.end]
    if not marked or not page:
        return []
    first, last = marked[0], marked[-1] + 1
    offset = _alignment(page, passage)
    if offset is not None:
        low, high = max(0, first + offset), min(len(page), last + offset)
        return [(low, high)] if low < high else []
    whole = page.find(passage[first:last])
    if whole >= 0 and last - first >= _LEAST:
        return [(whole, whole + last - first)]
    return _pieces(page, wanted.text[wanted.start : wanted.end], last - first)


def _alignment(page: str, passage: str) -> int | None:
    """What to add to a place in the passage to have the place in the page; None where they do not fit together."""
    at = page.find(passage)
    if at >= 0:
        return at
    if len(page) >= _LEAST and (at := passage.find(page)) >= 0:  # it begins before the page and ends behind it
        return -at
    most = min(len(page), len(passage) - 1)
    for size in range(most, _LEAST - 1, -1):
        if page.endswith(passage[:size]):
            return len(page) - size
        if page.startswith(passage[-size:]):
            return size - len(passage)
    return None


def _pieces(page: str, marked: str, size: int) -> list[tuple[int, int]]:
    """The lines and sentences that stand on the page as they are, in their order, if they are the most of what is marked."""
    found: list[tuple[int, int]] = []
    reached = 0
    for piece in _PIECES.split(marked):
        letters, _ = _letters(piece)
        at = page.find(letters, reached) if len(letters) >= _LEAST else -1
        if at >= 0:
            reached = at + len(letters)
            found.append((at, reached))
    return found if sum(end - start for start, end in found) >= size * _ENOUGH else []


def _lines(page: Any, handle: Any, characters: Sequence[int]) -> list[Box]:
    """Boxes around characters in their order, one for each line of them, as high as the line and not only as its ink."""
    found: list[_Area] = []
    place = raw.FS_RECTF()
    for at in characters:
        if raw.FPDFText_GetLooseCharBox(handle, at, byref(place)):
            low, high = sorted((place.bottom, place.top))
            area = _Area(place.left, low, place.right, high)
            if found and found[-1].goes_on_in(area):
                found[-1] = found[-1].around(area)
            else:
                found.append(area)
    boxes = (_placed(page, area) for area in found[:MOST_MARKS])
    return [box for box in boxes if box[2] and box[3]]


class _Area(NamedTuple):
    """A part of the page in points, from below, as the file counts."""

    left: float
    low: float
    right: float
    high: float

    def goes_on_in(self, other: "_Area") -> bool:
        """Whether another is next in the same line: words that are drawn one by one are one mark, columns are two."""
        shared = min(self.high, other.high) - max(self.low, other.low)
        gap = max(other.left - self.right, self.left - other.right)
        heights = self.high - self.low, other.high - other.low
        return shared * 2 > min(heights) and gap < 2 * max(heights)

    def around(self, other: "_Area") -> "_Area":
        return _Area(
            min(self.left, other.left),
            min(self.low, other.low),
            max(self.right, other.right),
            max(self.high, other.high),
        )


def _placed(page: Any, area: _Area) -> Box:
    """An area as its place on the picture, turned and cut as the page is."""
    across, down = c_int(), c_int()
    corners = []
    for x, y in ((area.left, area.high), (area.right, area.low)):
        raw.FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, byref(across), byref(down))
        corners.append((min(max(across.value, 0), GRID), min(max(down.value, 0), GRID)))
    (left, right), (top, bottom) = (sorted(each) for each in zip(*corners, strict=True))
    return left, top, right - left, bottom - top
