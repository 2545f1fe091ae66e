"""Which format a file has: its first bytes decide, its extension only where the bytes leave a choice."""

import io
import re
import zipfile
from typing import Final

import olefile  # type: ignore[import-untyped]

from nullus.knowledge.parsers.document import Source
from nullus.knowledge.parsers.encodings import decode
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.packages import BROKEN_ZIP

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "image"), (b"\xff\xd8\xff", "image"), (b"GIF87a", "image"), (b"GIF89a", "image"),
    (b"II*\0", "image"), (b"MM\0*", "image"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"),
    (olefile.MAGIC, "ole"),
)  # fmt: skip
_REFUSED: Final = (
    b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!",
    b"\x28\xb5\x2f\xfd", b"OggS", b"fLaC", b"ID3\x02", b"ID3\x03", b"ID3\x04", b"\x1aE\xdf\xa3", b"SQLite format 3",
    b"wOFF", b"wOF2", b"\0\0\1\0", b"%!PS", b"\0asm",
    b"HWP Document File V",
    b"{\\rtf", b"PAR1", b"\x93NUMPY", b"!<arch>", b"\x80\x02", b"\x80\x03}", b"\x80\x04\x95",
)  # fmt: skip
_WORDS = "pdf docx pptx xlsx hwp hwpx odt ods odp epub zip png jpg jpeg gif bmp tif tiff webp"
_BINARY_EXTENSIONS: Final = frozenset(_WORDS.split())
_HTML: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S)
_MAIL: Final = re.compile(
    r"(?:(?:From |(?:return-path|received|delivered-to|from|to|date|subject|message-id|mime-version|x-[\w-]+): )[^\n]*\n"
    r"(?:[ \t][^\n]*\n)*){3}",
    re.I,
)


def sniff(source: Source, extensions: dict[str, str]) -> tuple[str, str]:
    """The name of the format and, for text, the decoded text (else an empty string).

    `extensions` maps an extension to a format. Raises ParseFailed for what is known to be unreadable.
    """
    data = source.data
    if not data.strip(b"\0 \t\r\n"):
        raise ParseFailed("empty")
    name = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if name == "ole":
        return _compound(data), ""
    if name == "zip":
        return _package(data), ""
    if name is None and (
        (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")
    ):
        name = "image"
    if name:
        return name, ""
    if b"%PDF-" in data[:1024]:
        return "pdf", ""
    if data.startswith(_REFUSED) or data[4:8] == b"ftyp":
        raise ParseFailed("unsupported", "known format without a reader")
    decoded = decode(data)
    if decoded is None:
        known = source.extension in extensions
        raise ParseFailed("damaged" if known else "unsupported", "neither a known format nor text")
    return _text_format(source, decoded[0], extensions), decoded[0]


def _text_format(source: Source, text: str, extensions: dict[str, str]) -> str:
    head = text[:4096]
    named = extensions.get(source.extension)
    if source.extension in _BINARY_EXTENSIONS:
        named = None
    if named in ("markdown", "code", "html"):
        return named
    if _HTML.match(head):
        return "html"
    if named in ("mail", None) and _MAIL.match(head.replace("\r\n", "\n")):
        return "mail"
    if named and named != "mail":
        return named
    return "text"


def _package(data: bytes) -> str:
    """What a ZIP file really is, by the names in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = {info.filename: info for info in package.infolist()[:20_000]}
            kind = b""
            if "mimetype" in infos and infos["mimetype"].file_size < 200 and not infos["mimetype"].flag_bits & 1:
                kind = package.read("mimetype")
    except BROKEN_ZIP as error:
        raise ParseFailed("damaged", f"zip: {error}") from None
    if b"hwp+zip" in kind or "Contents/content.hpf" in infos:
        return "hwpx"
    if b"epub+zip" in kind or ("META-INF/container.xml" in infos and any(name.endswith(".opf") for name in infos)):
        return "epub"
    if b"opendocument" in kind:
        return "opendocument"
    if "[Content_Types].xml" in infos:
        for folder, name in (("word/", "word"), ("ppt/", "slides"), ("xl/", "sheets")):
            if any(entry.startswith(folder) for entry in infos):
                return name
    return "archive"


def _compound(data: bytes) -> str:
    """What an OLE compound file is: HWP 5, mail, an encrypted Office file, or an old Office file that has no reader."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(path) for path in ole.listdir()}
    except Exception as error:  # noqa: BLE001 - third-party parsing of hostile bytes
        raise ParseFailed("damaged", f"ole: {error}") from None
    if "FileHeader" in names:
        return "hwp"
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise ParseFailed("encrypted", "ole: encrypted Office file")
    raise ParseFailed("unsupported", "ole: an Office format from before 2007")
