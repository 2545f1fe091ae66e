"""ZIP of documents: each member is read on its own, under its name as a heading; what cannot be read is named, not hidden."""

from dataclasses import replace
from typing import Final

from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.failures import NeedsOcr, ParseFailed, Reason
from nullus.knowledge.parsers.packages import Package

_SYSTEM: Final = ("__MACOSX/", ".git/", ".svn/", "node_modules/", "__pycache__/")
_MEMBERS: Final = 5_000


def parse(source: Source) -> ParsedDocument:
    """All members; fails with the first member's reason when none can be read."""
    from nullus.knowledge.parsers.registry import parse_source

    if source.depth >= source.limits.archive_depth:
        raise ParseFailed("too_complex", "zip: archives within archives within archives")
    package = Package(source.data, source.limits)
    draft = Draft(source.limits)
    skipped: list[str] = []
    first: Reason = "empty"
    read = 0
    for entry, info in list(package.entries.items())[:_MEMBERS]:
        name = _name(entry, info.flag_bits)
        leaf = name.replace("\\", "/").rpartition("/")[2]
        if any(part in f"/{name}" for part in _SYSTEM) or not leaf or leaf.startswith("."):
            continue
        try:
            inner = parse_source(replace(source, data=package.read(entry), name=leaf, depth=source.depth + 1, ocr=None))
        except ParseFailed as failure:
            if failure.reason == "too_complex" and not isinstance(failure, NeedsOcr) and "zip" in failure.detail:
                raise
            first = first if skipped else failure.reason
            skipped.append(f"{name} ({failure.reason})")
            continue
        draft.heading(name, 1)
        draft.extend(inner, deeper=1)
        read += 1
    if not read:
        raise ParseFailed(first, f"zip: none of {len(skipped)} members could be read")
    facts = {"members": str(read), "skipped": ", ".join(skipped)[:900]}
    return draft.finish("zip", title=source.name.rpartition("/")[2], metadata=facts)


def _name(entry: str, flags: int) -> str:
    """Windows programs in Korea write names in CP949 without saying so."""
    if flags & 0x800 or entry.isascii():
        return entry
    raw = entry.encode("cp437", "replace")
    for codec in ("utf-8", "cp949"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry
