"""Bad files end with a reason, quickly, and without eating memory."""

import contextlib
import io
import random
import time
import zipfile

import pytest
from tests.samples import compound, office, pages

from nullus.knowledge.parsers import EXTENSIONS, FAILURES, REASONS, ParseFailed, ParseLimits, Reason, parse


def reason_of(data: bytes, name: str, limits: ParseLimits | None = None) -> Reason:
    began = time.monotonic()
    with pytest.raises(ParseFailed) as failed:
        parse(data, name, limits=limits)
    assert time.monotonic() - began < 20
    return failed.value.reason


def zip_bomb(size: int = 256 << 20) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package, package.open("zeros.txt", "w") as entry:
        for _ in range(size >> 20):
            entry.write(b"0" * (1 << 20))
    return buffer.getvalue()


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_an_empty_file_is_empty_under_every_extension(extension: str) -> None:
    assert reason_of(b"", f"a.{extension}") == "empty"
    assert reason_of(b" \r\n\0", f"a.{extension}") == "empty"


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_random_bytes_are_a_failure_under_every_extension(extension: str) -> None:
    assert reason_of(random.Random(extension).randbytes(5000), f"a.{extension}") == "damaged"


def test_what_has_no_reader_is_unsupported() -> None:
    for data in (
        b"\x7fELF\2\1\1" + bytes(100),
        b"MZ\x90\0" + bytes(99),
        b"{\\rtf1 x}",
        compound.compound({"WordDocument": b"x"}),
    ):
        assert reason_of(data, "a.bin") == "unsupported"


def test_encrypted_office_files_and_archives_say_so() -> None:
    assert reason_of(compound.encrypted_office(), "a.docx") == "encrypted"
    data = bytearray(office.pack({"a.txt": "text"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert reason_of(bytes(data), "a.zip") == "encrypted"


def test_a_zip_that_unpacks_to_a_thousand_times_its_size_is_refused_before_it_is_unpacked() -> None:
    data = zip_bomb()
    began = time.monotonic()
    assert reason_of(data, "a.zip") == "too_complex"
    assert time.monotonic() - began < 1


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(zip_bomb(64 << 20))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert reason_of(bytes(data), "a.zip") in ("too_complex", "damaged")


def test_too_many_entries_are_refused() -> None:
    assert (
        reason_of(office.pack({f"{n}.txt": "x" for n in range(20)}), "a.zip", ParseLimits(archive_entries=19))
        == "too_complex"
    )


def test_overlapping_archives_in_archives_are_bounded() -> None:
    inner = office.pack({f"{n}.txt": "word " * 10_000 for n in range(50)})
    data = office.pack({f"{n}.zip": inner for n in range(50)})
    assert reason_of(data, "a.zip", ParseLimits(text_characters=1_000_000)) == "too_complex"


def test_entities_are_refused_and_never_expanded() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for doctype in (laughs, outside):
        body = f'<w:document xmlns:w="{office.W}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
        data = office.pack({"[Content_Types].xml": office.TYPES, "word/document.xml": doctype + body})
        assert reason_of(data, "a.docx") == "too_complex"


def test_nested_xml_is_refused() -> None:
    body = "<w:sdt>" * 100_000
    data = office.pack(
        {"[Content_Types].xml": office.TYPES, "word/document.xml": f'<w:document xmlns:w="{office.W}"><w:body>{body}'}
    )
    assert reason_of(data, "a.docx") == "too_complex"


def test_a_pixel_flood_is_refused_before_it_is_decoded() -> None:
    assert reason_of(pages.pixel_flood(), "a.png") == "too_complex"


def test_a_page_tree_that_loops_ends() -> None:
    assert reason_of(pages.pdf_loop(), "a.pdf") in ("damaged", "empty")


def test_too_large_is_said_before_reading() -> None:
    assert reason_of(b"text " * 100, "a.txt", ParseLimits(source_bytes=100)) == "too_large"
    assert reason_of(b"text " * 100, "a.txt", ParseLimits(text_characters=100)) == "too_large"


_UNITS = (
    "a",
    "<",
    "|",
    "`",
    "#",
    "[",
    '"',
    "- ",
    "<!--",
    "a,",
    "\n",
    "=\n",
    "| |\n",
    "<table>",
    "<td>",
    "&#",
    "1. ",
    "가",
    "<a ",
    "</",
    "<?",
    "<!",
    "<![CDATA[",
    "<a b='",
    "```\n",
    "---\n",
    "- a\n\n",
    "<li>",
    "<script>",
    "X: y\n",
    "<td rowspan=400 colspan=40>a",
    "class a\n",
    "[a](",
    "{#",
)


@pytest.mark.parametrize("extension", ["md", "html", "txt", "csv", "json", "py", "eml"])
def test_repetition_of_anything_is_read_in_linear_time(extension: str) -> None:
    for unit in _UNITS:
        began = time.monotonic()
        with contextlib.suppress(ParseFailed):
            parse((unit * (60_000 // len(unit))).encode(), f"a.{extension}")
        assert time.monotonic() - began < 3, (extension, unit)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_sentences_in_both_languages(reason: Reason) -> None:
    failure = ParseFailed(reason)
    for said in (*FAILURES[reason], failure.message_in("en"), failure.hint_in("ko")):
        assert said.endswith(".")
        assert len(said) > 10
    assert any("가" <= character <= "힣" for character in failure.message_in("ko"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "a\0b.md",
        "C:\\x\\y.docx",
        "가" * 4000,
        "이름.txt",
        "\u202etxt.exe",
        "a.PDF",
        ".pdf",
        "a." + "x" * 4000,
    ],
)
def test_strange_names_do_no_harm(name: str) -> None:
    assert parse(b"Some plain text.", name).text == "Some plain text."
