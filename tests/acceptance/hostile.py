"""Files that nobody should have to read, made by code: encrypted, cut, nested, inflating, lying about what they are."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator

from tests.samples import compound, office, pages

EVERYTHING = frozenset(
    {"encrypted", "empty", "too_large", "damaged", "unsupported", "timed_out", "needs_ocr", "too_complex"}
)
XML_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "lol lol lol lol lol lol lol lol lol lol">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&i;</w:t>'
    "</w:r></w:p></w:body></w:document>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&secret;</p></body></html>'
)


def good() -> dict[str, bytes]:
    """One good file of each kind, by extension."""
    return {
        "pdf": pages.report(),
        "docx": office.docx(),
        "pptx": office.pptx(),
        "xlsx": office.xlsx(),
        "odt": office.odt(),
        "hwpx": office.hwpx(),
        "epub": office.epub(),
        "hwp": compound.hwp(),
        "png": pages.picture(),
    }


def random_bytes(extensions: list[str]) -> Iterator[tuple[str, bytes]]:
    """A few thousand random bytes under every extension, some behind the first bytes of something else."""
    source = random.Random(20261121)
    starts = [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n\x1a\n",
        b"{",
        b"\xff\xfe",
    ]
    for number, extension in enumerate(extensions):
        yield f"random/{number}.{extension}", starts[number % len(starts)] + source.randbytes(3000)


def cut() -> Iterator[tuple[str, bytes]]:
    for extension, whole in good().items():
        for share in (0.1, 0.5, 0.95):
            yield f"cut/{share}.{extension}", whole[: int(len(whole) * share)]


def flipped() -> Iterator[tuple[str, bytes]]:
    """Good files with one byte in two hundred turned over."""
    source = random.Random(7)
    for extension, whole in good().items():
        changed = bytearray(whole)
        for _ in range(max(3, len(whole) // 200)):
            changed[source.randrange(len(changed))] ^= 0xFF
        yield f"flipped/{extension}.{extension}", bytes(changed)


def lying() -> Iterator[tuple[str, bytes]]:
    """Good files under another's extension."""
    files = good()
    extensions = [*files, "txt", "html", "csv", "json"]
    for number, (extension, whole) in enumerate(files.items()):
        other = extensions[(number + 3) % len(extensions)]
        yield f"lying/{extension}-as.{other}", whole
    yield "lying/text-as.pdf", b"This is plain text and says so. " * 20
    yield "lying/text-as.docx", b"This is plain text and says so. " * 20
    yield "lying/double.pdf.exe", pages.report()
    yield "lying/none", b"A text without extension. " * 20
    yield "lying/program.exe", b"MZ" + bytes(range(256)) * 20


def refused() -> dict[str, tuple[bytes, frozenset[str]]]:
    """Files that must fail, with the reasons that may be given."""
    return {
        "empty.txt": (b"", frozenset({"empty"})),
        "empty.pdf": (b"", frozenset({"empty"})),
        "blanks.txt": (b" \n\t\r\n" * 1000, frozenset({"empty"})),
        "locked.pdf": (pages.locked_pdf(), frozenset({"encrypted"})),
        "locked.docx": (compound.encrypted_office(), frozenset({"encrypted"})),
        "locked.hwp": (compound.hwp(flags=3), frozenset({"encrypted"})),
        "locked.zip": (encrypted_zip(), frozenset({"encrypted", "damaged", "unsupported"})),
        "inflating.docx": (inflating(300), EVERYTHING - {"encrypted", "empty"}),
        "entities.docx": (with_document(XML_BOMB), EVERYTHING - {"encrypted"}),
        "flood.png": (
            pages.pixel_flood(),
            frozenset({"too_large", "too_complex", "damaged", "needs_ocr", "unsupported"}),
        ),
        "bomb.pdf": (pages.pdf_bomb(), EVERYTHING - {"encrypted"}),
        "loop.pdf": (pages.pdf_loop(), EVERYTHING - {"encrypted"}),
    }


def bounded() -> Iterator[tuple[str, bytes]]:
    """Files that may be read or refused, but in bounded time and memory."""
    yield "deep.html", b"<div>" * 200_000 + b"deep" + b"</div>" * 200_000
    yield "deep.json", b"[" * 200_000 + b"]" * 200_000
    yield "deep.xml", b"<a>" * 100_000 + b"x" + b"</a>" * 100_000
    yield "outside.xhtml", OUTSIDE.encode()
    yield "entities.svg", XML_BOMB.encode()
    yield "one-line.txt", b"harbour " * 500_000
    yield "one-word.txt", b"x" * 3_000_000
    yield "hangul.txt", "가".encode() * 1_000_000
    yield "wide.csv", b",".join([b"cell"] * 16_384) + b"\n" + b",".join([b"1"] * 16_384)
    yield "long.csv", b"a,b\n" * 300_000
    yield "marks.md", b"#" * 100_000 + b"\n" + b"> " * 50_000 + b"\n" + b"*" * 100_000 + b"\n" + b"[" * 50_000
    yield "table.md", b"|" * 100_000 + b"\n" + b"|-" * 50_000
    yield "combining.txt", ("e" + "\u0301" * 50_000).encode() * 5
    yield "controls.txt", bytes(range(32)) * 3000
    yield "surrogates.txt", b"\xed\xa0\x80\xed\xbf\xbf" * 1000 + b" readable words here"
    yield "nested.eml", nested_mail(500)
    yield "nested.zip", nested_zip(60)
    yield "many.zip", many_entries(20_000)
    yield "ways.zip", office.pack({"../../etc/cron.d/evil": "evil words", "/abs.txt": "words", "a\\b.txt": "words"})


def with_document(xml: str) -> bytes:
    """A Word file with this as its main part."""
    return office.pack({"[Content_Types].xml": office.TYPES, "word/document.xml": xml})


def inflating(megabytes: int) -> bytes:
    """A Word file of some hundred kilobytes whose main part unpacks to so many megabytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", office.TYPES)
        with packed.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b"<w:document><w:body><w:p><w:r><w:t>")
            for _ in range(megabytes):
                part.write(b"a" * (1 << 20))
    return held.getvalue()


def encrypted_zip() -> bytes:
    """A zip whose entry says that it is encrypted."""
    whole = bytearray(office.pack({"secret.txt": "a secret of some length"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = whole.index(signature)
        flags = struct.unpack_from("<H", whole, start + place)[0]
        struct.pack_into("<H", whole, start + place, flags | 1)
    return bytes(whole)


def nested_zip(levels: int) -> bytes:
    inner = office.pack({"bottom.txt": "the bottom of the well"})
    for _ in range(levels):
        inner = office.pack({"inner.zip": inner})
    return inner


def many_entries(count: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for number in range(count):
            packed.writestr(f"{number}.txt", "x")
    return held.getvalue()


def nested_mail(levels: int) -> bytes:
    body = "Subject: innermost\n\nThe innermost words."
    for level in range(levels):
        head = f'Subject: {level}\nContent-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'
        body = f"{head}Content-Type: message/rfc822\n\n{body}\n--b{level}--\n"
    return body.encode()
