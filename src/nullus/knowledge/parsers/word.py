"""DOCX: paragraphs by style, lists, tables and notes, straight from the XML of the package."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.packages import (
    Package,
    attribute,
    child,
    core_properties,
    descendants,
    local,
    relationships,
)
from nullus.knowledge.parsers.tables import add_table

_HEADING_NAME: Final = re.compile(r"(?:heading|제목|見出し|标题|überschrift|titre)\s*(\d)$", re.I)
# Deleted text, alternatives for old programs, and instructions of fields are not what a reader sees.
_HIDDEN: Final = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "txbxContent"))


def parse(source: Source) -> ParsedDocument:
    """Body first, then foot- and endnotes."""
    package = Package(source.data, source.limits)
    main = next(
        (name for name in package.names("word/", ".xml") if re.fullmatch(r"word/document\d*\.xml", name)),
        "word/document.xml",
    )
    levels = _heading_levels(package)
    draft = Draft(source.limits)
    body = child(package.xml(main), "body")
    if body is not None:
        _write_children(draft, body, levels)
    for kind in ("footnotes", "endnotes"):
        part = next((name for name in relationships(package, main).values() if name.endswith(f"{kind}.xml")), "")
        if part in package:
            for note in package.xml(part):
                if attribute(note, "type") is None:
                    _write_children(draft, note, levels)
    facts = core_properties(package)
    return draft.finish("docx", title=facts.pop("title", None), metadata=facts)


def _heading_levels(package: Package) -> dict[str, int]:
    """Style identifier to heading level, following names and outline levels, also through the styles they are based on."""
    if "word/styles.xml" not in package:
        return {}
    levels: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in descendants(package.xml("word/styles.xml"), "style"):
        identifier = attribute(style, "styleId") or ""
        name_element, based = child(style, "name"), child(style, "basedOn")
        name = (attribute(name_element, "val") or "") if name_element is not None else ""
        outline = next(descendants(style, "outlineLvl"), None)
        if found := _HEADING_NAME.search(name):
            levels[identifier] = int(found.group(1))
        elif name.lower() == "title":
            levels[identifier] = 1
        elif (
            outline is not None
            and (attribute(outline, "val") or "9").isdigit()
            and int(attribute(outline, "val") or "9") < 9
        ):
            levels[identifier] = int(attribute(outline, "val") or "0") + 1
        if based is not None:
            parents[identifier] = attribute(based, "val") or ""
    for identifier, parent in parents.items():
        seen = {identifier}
        while identifier not in levels and parent and parent not in seen:
            if parent in levels:
                levels[identifier] = levels[parent]
            seen.add(parent)
            parent = parents.get(parent, "")
    return {identifier: level for identifier, level in levels.items() if 1 <= level <= 9}


def _write_children(draft: Draft, parent: Element, levels: dict[str, int]) -> None:
    for item in parent:
        kind = local(item)
        if kind == "p":
            _write_paragraph(draft, item, levels)
        elif kind == "tbl":
            add_table(draft, _rows(item))
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"):
            _write_children(draft, item, levels)


def _write_paragraph(draft: Draft, paragraph: Element, levels: dict[str, int]) -> None:
    text = text_of(paragraph)
    properties = child(paragraph, "pPr")
    style, level, listed = "", 0, False
    if properties is not None:
        style_element, outline = child(properties, "pStyle"), child(properties, "outlineLvl")
        style = (attribute(style_element, "val") or "") if style_element is not None else ""
        level = levels.get(style, 0)
        value = (attribute(outline, "val") or "9") if outline is not None else "9"
        if not level and value.isdigit() and int(value) < 9:
            level = int(value) + 1
        listed = child(properties, "numPr") is not None or style.lower().startswith("list")
    if level:
        draft.heading(text, level)
    elif listed:
        draft.add("list", f"- {text.strip()}" if text.strip() else "")
    else:
        draft.add("paragraph", text)
    for box in descendants(paragraph, "txbxContent"):
        _write_children(draft, box, levels)


def _rows(table: Element) -> Iterator[list[str]]:
    for row in table.iter():
        if local(row) != "tr" or not any(local(item) in ("tc", "sdt") for item in row):
            continue
        cells: list[str] = []
        for cell in row:
            if local(cell) == "sdt":
                cell = next(descendants(cell, "tc"), cell)
            if local(cell) != "tc":
                continue
            cells.append(" ".join(text_of(paragraph) for paragraph in descendants(cell, "p")))
            span = next(descendants(cell, "gridSpan"), None)
            width = (attribute(span, "val") or "1") if span is not None else "1"
            cells.extend([""] * (min(int(width), 64) - 1 if width.isdigit() else 0))
        yield cells


def text_of(paragraph: Element) -> str:
    """What a reader sees of a paragraph."""
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
            continue
        kind = local(item)
        if kind in _HIDDEN:
            continue
        if kind == "t":
            parts.append(item.text or "")
        elif kind in ("tab", "ptab"):
            parts.append("\t")
        elif kind in ("br", "cr"):
            parts.append("\n")
        elif kind == "noBreakHyphen":
            parts.append("-")
        else:
            stack.append(iter(item))
    return "".join(parts)
