"""What a child does with the documents it was given: read, cut, analyse, answer. It runs behind all walls."""

import importlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from nullus.knowledge.chunking import Chunk, chunk, with_headings
from nullus.knowledge.parsers import encodings, images, pdf, pdf_pages, registry
from nullus.knowledge.parsers.document import ParsedDocument, Source
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.fonts import lend
from nullus.knowledge.parsers.language import language_of
from nullus.knowledge.sandbox import wire
from nullus.knowledge.sandbox.limits import SandboxLimits

# PDFium mends what is left out here.
_PDF: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 72>>stream
BT /F 20 Tf 9 70 Td (Head) Tj ET BT /F 9 Tf 9 40 Td (Body text here.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
_TOGETHER: Final = (
    256  # chunks after which what was read is analysed: bounds memory, and what a dying child takes with it
)
T = TypeVar("T")
Analyser = Callable[[Sequence[str]], list[bytes]]


def load_analyser(name: str) -> Analyser | None:
    """The function that turns texts into terms, ready to use; None when this installation has none."""
    module, _, function = name.partition(":")
    try:
        found: Analyser = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        if error.name and module.startswith(error.name):
            return None
        raise
    found(["Warm up. 준비 운동을 합니다. 準備運動をします。"])
    return found


def warm_up(fonts: str | None) -> None:
    """Import everything that reading may need, because a child can open no file; done once, before the first fork.

    `fonts`: see SandboxLimits.
    """
    if fonts is not None:
        lend(fonts)
    registry.preload()
    encodings.preload()
    images.preload()
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "텍스트")
    mail = b"Subject: =?utf-8?B?7JWI64WV?=\r\nFrom: a <a@example.org>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0900\r\n"
    samples = {
        "a.html": b"<html><body><h1>A</h1><p>&eacute;",
        "a.md": b"# A\n\ntext\n\n- b\n",
        "a.csv": b"a,b\n1,2\n",
        "a.json": b'{"a": [1]}',
        "a.py": b"def a(): pass\n",
        "a.txt": "한국어 문장입니다. 그리고 다음 문장입니다.".encode("cp949"),
        "a.zip": package.getvalue(),
        "a.eml": mail + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain; charset=euc-kr\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=BE=C8\r\n--b\r\nContent-Type: text/plain; name=a.txt\r\n"
        b"Content-Disposition: attachment; filename*=utf-8''a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n--b--\r\n",
    }
    for name, data in samples.items():
        document = registry.parse(data, name)
        chunk(document)
        language_of(document.text)
    _warm_pictures()


def _warm_pictures() -> None:
    """PDFium and Pillow, which load parts of themselves on first use."""
    from PIL import Image

    for kind in ("PNG", "JPEG", "TIFF", "BMP", "GIF"):
        buffer = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(buffer, kind)
        images.render(buffer.getvalue(), 1, 1000)
        with suppress(ParseFailed):
            registry.parse(buffer.getvalue(), "a.png")
    pdf.render(_PDF, 1, 1000)
    pdf_pages.look(_PDF, 1, [pdf_pages.Wanted("Head", 0, 4)], (), draw=False)
    pdf_pages.look(_PDF, 1, (), (), draw=True)
    registry.parse(_PDF, "a.pdf")


def read_all(descriptor: int, most: int) -> bytes:
    """The whole file behind a descriptor, which may be shared with another reader."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size > most:
        raise ParseFailed("too_large", f"{size} bytes")
    parts = []
    at = 0
    while at < size:
        part = os.pread(descriptor, min(size - at, 1 << 26), at)
        if not part:
            break
        parts.append(part)
        at += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def write_all(descriptor: int, parts: list[bytes]) -> None:
    """All parts to a pipe."""
    for part in parts:
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view[: 1 << 20]) :]


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that waits for its terms."""

    document: ParsedDocument
    chunks: list[Chunk]
    texts: list[str]
    language: str | None


def prepare_all(
    descriptors: Sequence[int], names: Sequence[str], limits: SandboxLimits, analyser: Analyser | None, ocr: int | None
) -> Iterator[list[bytes]]:
    """Each document's frame, in order. Small documents are analysed together: each call of the analyser has its price.

    `ocr` is a descriptor of JSON: page number to recognised text.
    """
    waiting: list[_Read | list[bytes]] = []
    chunks = 0
    for descriptor, name in zip(descriptors, names, strict=True):
        read = _guarded(partial(_read, descriptor, name, limits, ocr))
        waiting.append(read)
        chunks += len(read.chunks) if isinstance(read, _Read) else 0
        if chunks >= _TOGETHER:
            yield from _framed(waiting, analyser)
            waiting, chunks = [], 0
    yield from _framed(waiting, analyser)


def _read(descriptor: int, name: str, limits: SandboxLimits, ocr: int | None) -> _Read:
    recognised = None
    if ocr is not None:
        recognised = {int(page): text for page, text in json.loads(read_all(ocr, 1 << 28)).items()}
    source = Source(read_all(descriptor, limits.source_bytes), name, limits.parsing(), recognised)
    document = registry.parse_source(source)
    chunks = chunk(document)
    texts = [with_headings(each.heading_path, document.text[each.start : each.end]) for each in chunks]
    return _Read(document, chunks, texts, language_of(document.text))


def _framed(waiting: Sequence[_Read | list[bytes]], analyser: Analyser | None) -> Iterator[list[bytes]]:
    """Frames of what was read; when that is too much together, each has its terms made on its own."""
    terms: list[bytes] | None = []
    if analyser is not None:
        try:
            terms = analyser([text for each in waiting if isinstance(each, _Read) for text in each.texts])
        except Exception:  # noqa: BLE001 - as above: the document that it comes from is found by trying each
            terms = None
    at = 0
    for each in waiting:
        if not isinstance(each, _Read):
            yield each
            continue
        own = None if terms is None else terms[at : at + len(each.texts)]
        at += len(each.texts)
        yield _guarded(partial(_frame, each, own, analyser))


def _frame(read: _Read, terms: list[bytes] | None, analyser: Analyser | None) -> list[bytes]:
    if terms is None:
        terms = analyser(read.texts) if analyser else []
    return wire.document_frame(read.document, read.chunks, terms, read.language)


def _guarded(step: Callable[[], T]) -> T | list[bytes]:
    """What the step gives, or the frame of its failure."""
    try:
        return step()
    except ParseFailed as failure:
        return wire.failure_frame(failure)
    except (MemoryError, RecursionError):
        return wire.failure_frame(ParseFailed("too_complex", "out of memory"))
    except Exception as error:  # noqa: BLE001 - the edge of the sandbox: whatever hostile input causes is one failed document
        return wire.failure_frame(ParseFailed("damaged", f"{type(error).__name__}: {error}"[:300]))


def draw(descriptor: int, name: str, page: int, limits: SandboxLimits) -> list[bytes]:
    """One page as a picture for recognition."""
    try:
        data = read_all(descriptor, limits.source_bytes)
        # A4 at 300 dots an inch has 9 million pixels; larger pages are drawn coarser.
        if b"%PDF-" in data[:1024]:
            return wire.picture_frame(*pdf.render(data, page, 16_000_000))
        return wire.picture_frame(*images.render(data, page, limits.parsing().pixels))
    except ParseFailed as failure:
        return wire.failure_frame(failure)
    except (MemoryError, RecursionError):
        return wire.failure_frame(ParseFailed("too_complex", f"{name}: out of memory"))
    except Exception as error:  # noqa: BLE001 - as above
        return wire.failure_frame(ParseFailed("damaged", f"{type(error).__name__}: {error}"[:300]))


def show(descriptor: int, asked: dict[str, Any], limits: SandboxLimits) -> list[bytes]:
    """One page of a PDF for a reader: its measures, where on it words stand, or its picture."""
    return _guarded(partial(_shown, descriptor, asked, limits))


def _shown(descriptor: int, asked: dict[str, Any], limits: SandboxLimits) -> list[bytes]:
    data = read_all(descriptor, limits.source_bytes)
    if b"%PDF-" not in data[:1024]:
        raise ParseFailed("unsupported", "not a PDF")
    wanted = [pdf_pages.Wanted(*each) for each in asked["wanted"]]
    return wire.page_frame(pdf_pages.look(data, asked["page"], wanted, asked["others"], draw=asked["draw"]))
