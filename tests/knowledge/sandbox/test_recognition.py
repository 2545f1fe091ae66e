"""Pictures of text become text where tesseract is installed, and an honest failure where it is not."""

from pathlib import Path

import pytest
from tests.samples import pages

from nullus.knowledge.parsers import NeedsOcr, ParseFailed
from nullus.knowledge.sandbox import Sandbox, SandboxLimits, recognition
from nullus.knowledge.sandbox.prepared import Picture


@pytest.mark.usefixtures("tesseract")
class TestWithTesseract:
    @pytest.mark.parametrize("name", ["a.pdf", "a.png"])
    async def test_a_scan_becomes_text_on_its_page(self, name: str) -> None:
        async with Sandbox() as sandbox:
            found = await sandbox.prepare(pages.scan() if name == "a.pdf" else pages.picture(), name)
        assert "Invoice for seven apples" in found.chunks[0].text
        assert found.chunks[0].page == 1

    async def test_only_the_pictures_of_a_mixed_document_are_recognised(self, tmp_path: Path) -> None:
        import pypdfium2  # type: ignore[import-untyped]

        mixed = pypdfium2.PdfDocument(pages.report())
        scanned = pypdfium2.PdfDocument(pages.scan())
        mixed.import_pages(scanned, index=1)
        mixed.save(tmp_path / "mixed.pdf")
        scanned.close()
        mixed.close()
        async with Sandbox() as sandbox:
            found = await sandbox.prepare(tmp_path / "mixed.pdf", "mixed.pdf")
        text = "\n".join(piece.text for piece in found.chunks)
        assert found.pages == 3
        assert "Annual report" in text
        assert "Invoice for seven apples" in text
        assert "Outlook" in text

    async def test_an_empty_picture_is_empty(self) -> None:
        async with Sandbox() as sandbox:
            with pytest.raises(ParseFailed) as failed:
                await sandbox.prepare(pages.picture(text=""), "a.png")
        assert failed.value.reason == "empty"

    async def test_time_is_limited(self) -> None:
        program = recognition.find("kor+eng")
        assert program is not None
        with pytest.raises(ParseFailed) as failed:
            await recognition.recognise(program, Picture(1000, 1000, bytes(1_000_000)), SandboxLimits(ocr_seconds=0.01))
        assert failed.value.reason == "timed_out"

    async def test_a_program_in_its_place_reaches_nothing(self, tmp_path: Path) -> None:
        """Python takes tesseract's place: it may not even be started, because only the named program may be read."""
        program = recognition.find("eng")
        assert program is not None
        stranger = tmp_path / "stranger"
        stranger.write_text("#!/bin/sh\necho broken out\n")
        stranger.chmod(0o755)
        with pytest.raises(ParseFailed):
            await recognition.recognise(
                recognition.Program(str(stranger), program.data, "eng"), Picture(2, 2, bytes(4)), SandboxLimits()
            )


async def test_without_recognition_a_scan_says_what_it_needs() -> None:
    async with Sandbox(SandboxLimits(ocr=False)) as sandbox:
        with pytest.raises(NeedsOcr) as failed:
            await sandbox.prepare(pages.scan(), "a.pdf")
    assert "apt-get install tesseract-ocr" in failed.value.hint_in("ko")


def test_a_language_that_is_not_installed_is_not_recognition() -> None:
    assert recognition.find("xxx") is None
