"""HWPX (KS X 6101): sections of XML in a ZIP; paragraphs, outline headings and tables."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from nullus.knowledge.parsers import plain
from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.packages import Package, attribute, descendants, local
from nullus.knowledge.parsers.tables import add_table

_SECTION = re.compile(r"Contents/section(\d+)\.xml", re.I)


def parse(source: Source) -> ParsedDocument:
    """Sections in order."""
    package = Package(source.data, source.limits)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise ParseFailed("encrypted", "hwpx: encrypted entries")
    sections = sorted((int(found.group(1)), name) for name in package.entries if (found := _SECTION.fullmatch(name)))
    if not sections:
        raise ParseFailed("damaged", "hwpx: no section")
    outlines = _outlines(package)
    draft = Draft(source.limits)
    for _, name in sections:
        _write(draft, package.xml(name), outlines)
    return draft.finish("hwpx", metadata=(facts := _facts(package)), title=facts.pop("title", None))


def _outlines(package: Package) -> dict[str, int]:
    """Paragraph shape to outline level."""
    header = next((name for name in package.entries if name.lower() == "contents/header.xml"), "")
    if not header:
        return {}
    levels = {}
    for shape in descendants(package.xml(header), "paraPr"):
        for heading in descendants(shape, "heading"):
            level = heading.get("level", "")
            if heading.get("type") == "OUTLINE" and level.isdigit():
                levels[shape.get("id", "")] = int(level) + 1
    return levels


def _write(draft: Draft, parent: Element, outlines: dict[str, int]) -> None:
    for item in parent:
        if local(item) != "p":
            continue
        text = _text(item)
        level = outlines.get(item.get("paraPrIDRef", ""), 0) or (plain.heading_level(text) if len(text) <= 60 else 0)
        if level and len(text) <= 120:
            draft.heading(text, level)
        else:
            draft.add("paragraph", text)
        for nested in _nested(item):
            if local(nested) == "tbl":
                add_table(draft, _rows(nested))
            else:
                _write(draft, nested, outlines)


def _nested(paragraph: Element) -> Iterator[Element]:
    """Tables and text boxes anchored in a paragraph, outermost only."""
    stack = [iter(paragraph)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif local(item) in ("tbl", "subList"):
            yield item
        else:
            stack.append(iter(item))


def _rows(table: Element) -> Iterator[list[str]]:
    for row in table:
        if local(row) != "tr":
            continue
        cells: list[str] = []
        for cell in row:
            if local(cell) != "tc":
                continue
            cells.append(" ".join(filter(None, (_text(paragraph) for paragraph in descendants(cell, "p")))))
            span = next(descendants(cell, "cellSpan"), None)
            width = (attribute(span, "colSpan") or "1") if span is not None else "1"
            cells.extend([""] * (min(int(width), 64) - 1 if width.isdigit() else 0))
        yield cells


def _text(paragraph: Element) -> str:
    """The runs of a paragraph without what is anchored in them."""
    parts: list[str] = []
    for run in paragraph:
        for item in run:
            if local(item) != "t":
                continue
            parts.append(item.text or "")
            for mark in item:
                kind = local(mark)
                parts.append(
                    {"tab": "\t", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}.get(kind, "")
                )
                if kind not in ("tab", "deleteBegin"):
                    parts.append(mark.text or "")
                parts.append(mark.tail or "")
    return "".join(parts).strip()


def _facts(package: Package) -> dict[str, str]:
    name = next((name for name in package.entries if name.lower() == "contents/content.hpf"), "")
    if not name:
        return {}
    facts = {}
    for item in package.xml(name).iter():
        if local(item) == "title" and item.text:
            facts["title"] = item.text
        elif local(item) == "meta" and item.get("name") in ("creator", "CreatedDate") and item.text:
            facts["author" if item.get("name") == "creator" else "created"] = item.text
    return facts
