"""The formats that can be read: one line each. A new one is a file in this folder, a line here, and a test class."""

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from nullus.knowledge.parsers import sniffing
from nullus.knowledge.parsers.document import ParsedDocument, ParseLimits, Source
from nullus.knowledge.parsers.failures import ParseFailed


class Format(NamedTuple):
    """A format: the module of this folder that reads it, its extensions, and whether it takes decoded text instead of bytes."""

    module: str
    extensions: str
    textual: bool = False


_CODE = """
    py pyi js mjs cjs ts tsx jsx java kt kts scala c h cc cpp cxx hpp hh cs go rs rb php swift m mm sh bash zsh ps1 bat sql r
    lua pl pm hs ml ex exs erl clj dart vue svelte css scss less toml ini cfg conf env yaml yml xml xsd proto graphql tf cmake
    gradle dockerfile makefile
"""
FORMATS: Final[dict[str, Format]] = {
    "pdf": Format("pdf", "pdf"),
    "word": Format("word", "docx docm dotx"),
    "slides": Format("slides", "pptx pptm ppsx"),
    "sheets": Format("sheets", "xlsx xlsm"),
    "opendocument": Format("opendocument", "odt ods odp fodt"),
    "hwp": Format("hwp", "hwp"),
    "hwpx": Format("hwpx", "hwpx"),
    "epub": Format("epub", "epub"),
    "mail": Format("mail", "eml"),
    "html": Format("hypertext", "html htm xhtml", textual=True),
    "markdown": Format("markdown", "md markdown mdx", textual=True),
    "delimited": Format("delimited", "csv tsv tab", textual=True),
    "json": Format("structured", "json jsonl ndjson ipynb", textual=True),
    "code": Format("programs", _CODE, textual=True),
    "text": Format("plain", "txt text log rst adoc org tex srt vtt", textual=True),
    "image": Format("images", "png jpg jpeg gif bmp tif tiff webp"),
    "archive": Format("archive", "zip"),
}
EXTENSIONS: Final[dict[str, str]] = {
    extension: name for name, entry in FORMATS.items() for extension in entry.extensions.split()
}


def _reader(name: str) -> Callable[..., ParsedDocument]:
    module = importlib.import_module(f"nullus.knowledge.parsers.{FORMATS[name].module}")
    found: Callable[..., ParsedDocument] = module.parse
    return found


def preload() -> None:
    """Import every reader, for a process that will not be able to open files later."""
    for name in FORMATS:
        _reader(name)


def parse_source(source: Source) -> ParsedDocument:
    """Read one document, whatever its format. Raises ParseFailed (NeedsOcr where recognition could help), nothing else."""
    if not source.data:
        raise ParseFailed("empty")
    if len(source.data) > source.limits.source_bytes:
        raise ParseFailed("too_large", f"{len(source.data)} bytes")
    try:
        name, text = sniffing.sniff(source, EXTENSIONS)
        reader = _reader(name)
        document = reader(source, text) if FORMATS[name].textual else reader(source)
    except ParseFailed:
        raise
    except (MemoryError, RecursionError) as error:
        raise ParseFailed("too_complex", type(error).__name__) from None
    except Exception as error:  # noqa: BLE001 - hostile bytes may break any reader in any way; that is one failed document
        raise ParseFailed("damaged", f"{type(error).__name__}: {error}"[:500]) from None
    return document


def parse(
    source: bytes | Path, name: str, *, limits: ParseLimits | None = None, ocr: dict[int, str] | None = None
) -> ParsedDocument:
    """Read one document in this process; only the sandbox and tests do. `ocr`: recognised text by 1-based page."""
    bounds = limits or ParseLimits()
    if isinstance(source, Path):
        if source.stat().st_size > bounds.source_bytes:
            raise ParseFailed("too_large", f"{source.stat().st_size} bytes")
        source = source.read_bytes()
    return parse_source(replace(Source(source, name), limits=bounds, ocr=ocr))
