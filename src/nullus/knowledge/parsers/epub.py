"""EPUB: the chapters of the spine in order, each read like a web page."""

from urllib.parse import unquote

from nullus.knowledge.parsers import hypertext
from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.encodings import decode
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.packages import Package, descendants, local, resolve


def parse(source: Source) -> ParsedDocument:
    """Chapters with the book's title and author."""
    package = Package(source.data, source.limits)
    if "META-INF/encryption.xml" in package and b"xmlenc" in package.read("META-INF/encryption.xml"):
        book = package.read("META-INF/encryption.xml")
        if b".xhtml" in book or b".html" in book:
            raise ParseFailed("encrypted", "epub: encrypted chapters")
    opf = next(iter(package.names(suffix=".opf")), "")
    if "META-INF/container.xml" in package:
        roots = descendants(package.xml("META-INF/container.xml"), "rootfile")
        opf = next((path for root in roots if (path := root.get("full-path", "")) in package), opf)
    listing = package.xml(opf)
    folder = opf.rpartition("/")[0]
    items = {
        item.get("id", ""): resolve(folder, unquote(item.get("href", ""))) for item in descendants(listing, "item")
    }
    draft = Draft(source.limits)
    for reference in descendants(listing, "itemref"):
        name = items.get(reference.get("idref", ""), "")
        if name in package and (decoded := decode(package.read(name))):
            hypertext.read_into(draft, decoded[0])
    facts = {
        local(item): item.text.strip()
        for item in listing.iter()
        if item.text and local(item) in ("title", "creator", "language", "date")
    }
    title = facts.pop("title", None)
    return draft.finish("epub", title=title, metadata=facts)
