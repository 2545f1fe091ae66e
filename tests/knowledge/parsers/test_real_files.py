"""PDFs of many producers and a real documentation: everything that holds text is read, the rest says why not."""

import pytest
from tests.conftest import shared_data
from tests.knowledge.parsers.contract import check_document
from tests.knowledge.sandbox.together import prepare_all

from nullus.knowledge.chunking import chunk
from nullus.knowledge.parsers import NeedsOcr, ParseFailed, parse
from nullus.knowledge.sandbox import Prepared, Sandbox

# Pictures of text, a password, and one file whose page tree PDFium cannot find.
_SCANS = {
    "imagemagick-ASCII85Decode.pdf", "imagemagick-CCITTFaxDecode.pdf", "imagemagick-images.pdf", "imagemagick-lzw.pdf",
    "grayscale-image.pdf", "cmyk-image.pdf",
}  # fmt: skip
_UNREADABLE = {"libreoffice-writer-password.pdf": "encrypted", "unreadablemetadata.pdf": "damaged"}


def test_every_pdf_and_odt_is_read_or_says_why_not() -> None:
    paths = sorted(path for path in shared_data("pdf").rglob("*") if path.suffix in (".pdf", ".odt"))
    assert len(paths) > 30
    for path in paths:
        if reason := _UNREADABLE.get(path.name):
            with pytest.raises(ParseFailed) as failed:
                parse(path, path.name)
            assert failed.value.reason == reason
        elif path.name in _SCANS:
            with pytest.raises(NeedsOcr):
                parse(path, path.name)
        else:
            document = parse(path, path.name)
            check_document(document)
            assert path.suffix == ".odt" or document.pages


def test_the_book_has_its_title_its_pages_and_its_headings() -> None:
    path = next(shared_data("pdf").rglob("GeoTopo-komprimiert.pdf"))
    document = parse(path, path.name)
    assert (document.title, document.pages) == ("Geometrie und Topologie", 117)
    headings = [document.text[block.start : block.end] for block in document.blocks if block.kind == "heading"]
    assert any("Topologische Räume" in heading for heading in headings)
    assert max(block.page or 0 for block in document.blocks) == 117


@pytest.mark.parametrize("language", ["en", "ko"])
def test_documentation_in_markdown_is_cut_along_its_headings(language: str) -> None:
    for path in shared_data("docs", language).rglob("*.md"):
        document = parse(path, path.name)
        check_document(document)
        chunks = chunk(document)
        assert chunks[0].heading_path or not document.text.startswith("#")
        assert all("{" not in " ".join(piece.heading_path) or "`" in document.text for piece in chunks)


async def test_the_whole_documentation_passes_the_sandbox(sandbox: Sandbox) -> None:
    paths = sorted(shared_data("docs").rglob("*.md"))
    answers = await prepare_all(sandbox, [(path, path.name) for path in paths])
    assert all(isinstance(answer, Prepared) for answer in answers)
