"""Readers of document formats: bytes in, clean text with structure out. Hostile input: run them in the sandbox only."""

from nullus.knowledge.parsers.document import Block, BlockKind, ParsedDocument, ParseLimits, Source
from nullus.knowledge.parsers.failures import FAILURES, REASONS, NeedsOcr, ParseFailed, Reason
from nullus.knowledge.parsers.registry import EXTENSIONS, FORMATS, parse, parse_source

__all__ = [
    "EXTENSIONS",
    "FAILURES",
    "FORMATS",
    "REASONS",
    "Block",
    "BlockKind",
    "NeedsOcr",
    "ParseFailed",
    "ParseLimits",
    "ParsedDocument",
    "Reason",
    "Source",
    "parse",
    "parse_source",
]
