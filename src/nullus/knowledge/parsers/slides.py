"""PPTX: a slide is a page, its title a heading, its tables tables, its notes the last words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.packages import Package, attribute, core_properties, descendants, local, relationships
from nullus.knowledge.parsers.tables import add_table


def parse(source: Source) -> ParsedDocument:
    """Slides in the order of the show."""
    package = Package(source.data, source.limits)
    draft = Draft(source.limits)
    slides = _slides(package)
    for number, name in enumerate(slides, 1):
        if name not in package:
            continue
        _write_shapes(draft, package.xml(name), number)
        for target in relationships(package, name).values():
            if "/notesSlides/" in target and target in package:
                _write_notes(draft, package.xml(target), number)
            elif "/diagrams/data" in target and target in package:
                for text in _paragraphs(package.xml(target)):
                    draft.add("list", f"- {text}", page=number)
    facts = core_properties(package)
    return draft.finish("pptx", pages=len(slides), title=facts.pop("title", None), metadata=facts)


def _slides(package: Package) -> list[str]:
    targets = relationships(package, "ppt/presentation.xml")
    listed = descendants(package.xml("ppt/presentation.xml"), "sldId")
    identifiers = [next((value for key, value in item.attrib.items() if key.endswith("}id")), "") for item in listed]
    found = [targets[identifier] for identifier in identifiers if identifier in targets]
    return found or sorted(package.names("ppt/slides/slide", ".xml"), key=lambda name: (len(name), name))


def _write_shapes(draft: Draft, root: Element, page: int) -> None:
    shapes = [item for item in root.iter() if local(item) in ("sp", "tbl")]
    shapes.sort(key=lambda shape: 0 if _placeholder(shape) in ("title", "ctrTitle") else 1)  # stable
    for shape in shapes:
        if local(shape) == "tbl":
            rows = (
                [" ".join(_paragraphs(cell)) for cell in row if local(cell) == "tc"] for row in descendants(shape, "tr")
            )
            add_table(draft, rows, page=page)
            continue
        kind = _placeholder(shape)
        if kind in ("sldNum", "dt", "ftr", "hdr"):
            continue
        texts = list(_paragraphs(shape))
        if kind in ("title", "ctrTitle"):
            draft.heading(" ".join(texts), 2 if len(draft) else 1, page)
        elif kind in ("body", "obj", None) and len(texts) > 1 and all(len(text) < 200 for text in texts):
            for text in texts:
                draft.add("list", f"- {text}", page=page)
        else:
            for text in texts:
                draft.add("paragraph", text, page=page)


def _write_notes(draft: Draft, root: Element, page: int) -> None:
    for shape in descendants(root, "sp"):
        if _placeholder(shape) == "body":
            for text in _paragraphs(shape):
                draft.add("paragraph", text, page=page)


def _placeholder(shape: Element) -> str | None:
    """The role of a shape on its slide, `obj` when it has a place but no name, None when it has none."""
    properties = next((item for item in shape if local(item).startswith("nv")), None)
    found = next(descendants(properties, "ph"), None) if properties is not None else None
    return None if found is None else attribute(found, "type") or "obj"


def _paragraphs(element: Element) -> Iterator[str]:
    for paragraph in descendants(element, "p"):
        parts = []
        for item in paragraph.iter():
            kind = local(item)
            if kind == "t":
                parts.append(item.text or "")
            elif kind == "br":
                parts.append("\n")
        if text := "".join(parts).strip():
            yield text
