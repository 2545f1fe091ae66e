"""What every reader of a format keeps; a test class for a format inherits it and says what its sample holds."""

import random
import unicodedata
from typing import ClassVar

import pytest

from nullus.knowledge.parsers import EXTENSIONS, ParsedDocument, ParseFailed, parse

_FAIR = ("read", "damaged", "empty", "unsupported", "needs_ocr", "encrypted")


def check_document(document: ParsedDocument) -> None:
    """The promises of ParsedDocument."""
    text = document.text
    assert text.strip()
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert not [
        character for character in text if unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n"
    ]
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(text)
        piece = text[block.start : block.end]
        assert piece.strip("\n") == piece
        assert piece.strip()
        assert (block.level > 0) == (block.kind == "heading")
        assert block.page is None or 1 <= block.page <= (document.pages or 0)
        last = block.end


def outcome(data: bytes, name: str) -> str:
    """`read` when the document keeps its promises, else the reason of its failure."""
    try:
        check_document(parse(data, name))
    except ParseFailed as failure:
        return failure.reason
    return "read"


class FormatContract:
    """Inherit, name the extension, give a sample and what must be found in it."""

    extension: ClassVar[str]
    format: ClassVar[str]
    words: ClassVar[tuple[str, ...]]
    sniffed: ClassVar[bool] = True  # whether the bytes alone tell the format

    def sample(self) -> bytes:
        raise NotImplementedError

    def parsed(self) -> ParsedDocument:
        return parse(self.sample(), f"sample.{self.extension}")

    def test_its_sample_is_read_whole(self) -> None:
        document = self.parsed()
        check_document(document)
        assert document.format == self.format
        for word in self.words:
            assert word in document.text

    def test_reading_twice_gives_the_same(self) -> None:
        assert self.parsed() == self.parsed()

    def test_a_wrong_extension_does_not_matter(self) -> None:
        if not self.sniffed:
            return  # a text format is known by its extension only
        for wrong in ("txt", "pdf", "docx", "bin", "html" if self.extension != "html" else "csv"):
            if wrong != self.extension:
                assert parse(self.sample(), f"sample.{wrong}").text == self.parsed().text

    def test_it_is_registered_under_its_extension(self) -> None:
        assert self.extension in EXTENSIONS

    def test_no_beginning_of_the_file_breaks_it(self) -> None:
        data = self.sample()
        for part in (0, 1, 4, 100, len(data) // 4, len(data) // 2, len(data) - 30, len(data) - 1):
            assert outcome(data[: max(0, part)], f"cut.{self.extension}") in _FAIR

    def test_flipped_bytes_do_not_break_it(self) -> None:
        dice = random.Random(7)
        for _ in range(60):
            data = bytearray(self.sample())
            for _ in range(dice.choice((1, 5, 40))):
                data[dice.randrange(len(data))] = dice.randrange(256)
            assert outcome(bytes(data), f"flipped.{self.extension}") != "unavailable"

    def test_random_bytes_under_its_extension_are_a_failure_with_a_reason(self) -> None:
        dice = random.Random(11)
        for size in (1000, 4096, 100_000):
            with pytest.raises(ParseFailed) as failed:
                parse(dice.randbytes(size), f"random.{self.extension}")
            assert failed.value.reason in ("damaged", "unsupported")
