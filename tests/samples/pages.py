"""PDFs and pictures, made on the spot."""

import io
import struct
import zlib

from PIL import Image, ImageDraw


def pdf(pages: list[list[tuple[float, str]]], *, trailer: str = "", extra: str = "") -> bytes:
    """A PDF of Helvetica lines (size, text) from the top down; `extra` is raw objects, `trailer` raw entries."""
    objects = ["", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        y = 800.0
        content = ""
        for size, text in lines:
            y -= size * 1.3
            shown = text.replace("(", r"\(").replace(")", r"\)")
            content += f"BT /F1 {size} Tf 50 {y:.1f} Td ({shown}) Tj ET\n"
        objects.append(f"<</Length {len(content)}>>stream\n{content}endstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    return _written(objects, kids, trailer, extra)


def _written(objects: list[str], kids: list[str], trailer: str = "", extra: str = "") -> bytes:
    """A file of these objects; the first two are its catalogue and the list of its pages."""
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    data += extra.encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


def hangul(pages: list[list[str]]) -> bytes:
    """A PDF of Korean lines from the top down, 16 points high; its font is a bare name, so that its letters are not drawn."""
    ranges = "".join(f"<{high:02X}00><{high:02X}FF><{high:02X}00>\n" for high in range(256))
    blocks = "".join(f"{part.count(chr(10))} beginbfrange\n{part}endbfrange\n" for part in _hundreds(ranges))
    spaces = "1 begincodespacerange<0000><FFFF>endcodespacerange"
    unicode = f"/CIDInit /ProcSet findresource begin begincmap {spaces}\n{blocks}endcmap end"
    described = "/Type/Font/BaseFont/Nothing"
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    objects = ["", "", f"<<{described}/Subtype/Type0/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"]
    objects.append(f"<<{described}/Subtype/CIDFontType2{system}/DW 1000/FontDescriptor 6 0 R>>")
    objects.append(f"<</Length {len(unicode)}>>stream\n{unicode}\nendstream")
    objects.append("<</Type/FontDescriptor/FontName/Nothing/Flags 4/FontBBox[0 0 1000 1000]/Ascent 880/Descent -120>>")
    kids = []
    for lines in pages:
        shown = [
            f"BT /F1 16 Tf 50 {780 - 24 * at} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for at, line in enumerate(lines)
        ]
        content = "".join(shown)
        objects.append(f"<</Length {len(content)}>>stream\n{content}endstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    return _written(objects, kids)


def korean(lines: list[str], font: str = "HYSMyeongJo-Medium") -> bytes:
    """A PDF of one page in Korean letters whose font it names and does not carry, as Korean offices write them."""
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>"
    named = f"/Type/Font/BaseFont/{font}"
    objects = ["", "", f"<<{named}/Subtype/Type0/Encoding/UniKS-UCS2-H/DescendantFonts[4 0 R]>>"]
    objects.append(f"<<{named}/Subtype/CIDFontType0{system}/DW 1000/FontDescriptor 5 0 R>>")
    described = "/Flags 6/FontBBox[0 -148 1001 880]/ItalicAngle 0/Ascent 880/Descent -148/CapHeight 880/StemV 99"
    objects.append(f"<</Type/FontDescriptor/FontName/{font}{described}>>")
    content = "".join(
        f"BT /F1 16 Tf 50 {780 - 24 * at} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
        for at, line in enumerate(lines)
    )
    objects.append(f"<</Length {len(content)}>>stream\n{content}endstream")
    objects.append("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F1 3 0 R>>>>>>")
    return _written(objects, ["7 0 R"])


def _hundreds(lines: str) -> list[str]:
    every = lines.splitlines(keepends=True)
    return ["".join(every[at : at + 100]) for at in range(0, len(every), 100)]


def report() -> bytes:
    """Two pages with a large heading, body lines and a second paragraph."""
    body = [(11.0, f"Line {number} of the body text that goes on for a while.") for number in range(12)]
    return pdf([[(24.0, "Annual report"), *body], [(16.0, "Outlook"), *body]])


def locked_pdf() -> bytes:
    """Encrypted with a password that nobody knows."""
    secret = "<</Filter/Standard/V 1/R 2/P -4/O<" + "ab" * 32 + ">/U<" + "cd" * 32 + ">>>"
    return pdf([[(12.0, "secret")]], trailer=f"/Encrypt {secret}/ID[<00><00>]")


def picture(text: str = "Invoice for seven apples", kind: str = "PNG") -> bytes:
    """Black text on white, large enough to be recognised."""
    image = Image.new("L", (1400, 300), 255)
    ImageDraw.Draw(image).text((60, 90), text, fill=0, font_size=90)
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def scan() -> bytes:
    """A PDF whose only page is a picture."""
    return picture(kind="PDF")


def pixel_flood(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that claims to have billions of pixels."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(1000))) + part(b"IEND", b"")


def pdf_bomb() -> bytes:
    """A content stream that unpacks to a gigabyte, twice compressed."""
    once = zlib.compress(b"0 0 m " * 100_000, 9)
    packer = zlib.compressobj(9)
    inner = packer.compress(bytes(1)) + b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    twice = zlib.compress(inner, 9)
    streams = "".join(
        f"<</Length {len(data)}/Filter[/FlateDecode{more}]>>" for data, more in ((once, ""), (twice, "/FlateDecode"))
    )
    head, _, tail = streams.partition(">>")
    content = f"4 0 obj\n{tail}stream\n".encode() + twice + b"\nendstream\nendobj\n"
    page = b"5 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    front = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[5 0 R]/Count 1>>endobj\n"
    assert head
    return front + page + content + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def pdf_loop() -> bytes:
    """A page tree whose nodes are each other's children."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 9>>endobj\n"
        b"3 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
