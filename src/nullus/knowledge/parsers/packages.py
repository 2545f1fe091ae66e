"""ZIP packages and the XML in them, opened without trusting either: sizes checked first, no document types, bounded depth."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from nullus.knowledge.parsers.document import ParseLimits
from nullus.knowledge.parsers.failures import ParseFailed

_SMALL: Final = 1 << 20
BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    IndexError,
    KeyError,
    UnicodeError,
)


class Package:
    """A ZIP file whose directory has been checked against the limits before anything is unpacked."""

    def __init__(self, data: bytes, limits: ParseLimits) -> None:
        self._limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.entries = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
            count = len(self._zip.infolist())
        except BROKEN_ZIP as error:
            raise ParseFailed("damaged", f"zip: {error}") from None
        total = sum(info.file_size for info in self.entries.values())
        if count > limits.archive_entries:
            raise ParseFailed("too_complex", f"zip: {count} entries")
        if total > limits.archive_bytes or total > max(limits.archive_ratio * len(data), 16 * _SMALL):
            raise ParseFailed("too_complex", f"zip: {len(data)} bytes unpack to {total}")
        if any(info.flag_bits & 1 for info in self.entries.values()):
            raise ParseFailed("encrypted", "zip: encrypted entries")

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        """Entry names with this beginning and end, in the order of the directory."""
        return [name for name in self.entries if name.startswith(prefix) and name.endswith(suffix)]

    def read(self, name: str) -> bytes:
        """Unpack one entry; never more than its directory entry promised, and never more than the limit in all."""
        info = self.entries.get(name)
        if info is None:
            raise ParseFailed("damaged", f"zip: no entry {name}")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except BROKEN_ZIP as error:
            raise ParseFailed("damaged", f"zip: {error}") from None
        self._unpacked += len(data)
        if len(data) > info.file_size or self._unpacked > self._limits.archive_bytes:
            raise ParseFailed("too_complex", "zip: an entry is larger than it says")
        return data

    def xml(self, name: str) -> Element:
        """One entry as an XML tree."""
        return read_xml(self.read(name), self._limits)


class _GuardedBuilder(ElementTree.TreeBuilder):
    """Refuses document types, and with them all entities, and bounds depth."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self._left = depth

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._left -= 1
        if self._left < 0:
            raise ParseFailed("too_complex", "xml: nested too deeply")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._left += 1
        return super().end(tag)

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ParseFailed("too_complex", "xml: a document type is not allowed")


def read_xml(data: bytes, limits: ParseLimits) -> Element:
    """Parse XML without entities, document types or references to the outside."""
    parser = ElementTree.XMLParser(target=_GuardedBuilder(limits.xml_depth))  # noqa: S314 - the builder refuses document types
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ElementTree.ParseError, LookupError, ValueError, UnicodeError) as error:
        raise ParseFailed("damaged", f"xml: {error}") from None
    return root


def local(element: Element) -> str:
    """The tag without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, whatever namespace it is in."""
    value = element.get(name)
    if value is not None:
        return value
    end = "}" + name
    return next((value for key, value in element.attrib.items() if key.endswith(end)), None)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """All elements below with this local tag name, in document order."""
    return (found for found in element.iter() if local(found) == name)


def child(element: Element, name: str) -> Element | None:
    """The first direct child with this local tag name."""
    return next((found for found in element if local(found) == name), None)


def relationships(package: Package, part: str) -> dict[str, str]:
    """Identifier to the full name of the target part, for an Office Open XML part; outside targets are left out."""
    folder, _, name = part.rpartition("/")
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    if listing not in package:
        return {}
    found = {}
    for relation in package.xml(listing):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or not target:
            continue
        found[relation.get("Id", "")] = resolve(folder, target)
    return found


def resolve(folder: str, target: str) -> str:
    """The name of a part that `target` means, seen from `folder`."""
    parts = [] if target.startswith("/") else [piece for piece in folder.split("/") if piece]
    for piece in target.split("/"):
        if piece == "..":
            del parts[-1:]
        elif piece not in ("", "."):
            parts.append(piece)
    return "/".join(parts)


def core_properties(package: Package) -> dict[str, str]:
    """Title, author and dates of an Office Open XML package, as far as they are there and readable."""
    if "docProps/core.xml" not in package:
        return {}
    try:
        root = package.xml("docProps/core.xml")
    except ParseFailed:
        return {}
    wanted = {"title": "title", "creator": "author", "created": "created", "modified": "modified", "subject": "subject"}
    return {
        wanted[local(item)]: item.text.strip()
        for item in root
        if local(item) in wanted and item.text and item.text.strip()
    }
