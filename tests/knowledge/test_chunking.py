"""Chunks are exact, disjoint, in order, complete and of sensible size, whatever the document."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullus.knowledge.chunking import HEADINGS, MOST, Chunk, chunk, label
from nullus.knowledge.parsers import ParsedDocument, ParseFailed, parse


def read(text: str, name: str = "a.md") -> tuple[ParsedDocument, list[Chunk]]:
    document = parse(text.encode(), name)
    return document, chunk(document)


def check(document: ParsedDocument, chunks: list[Chunk]) -> None:
    text = document.text
    last = 0
    covered = []
    for piece in chunks:
        assert last <= piece.start < piece.end <= len(text)
        assert piece.end - piece.start <= MOST + HEADINGS
        assert text[piece.start : piece.end].strip()
        covered.append(text[piece.start : piece.end])
        last = piece.end
    blocks = "".join(text[block.start : block.end] for block in document.blocks)
    assert [c for c in "".join(covered) if not c.isspace()] == [
        c for c in blocks if not c.isspace()
    ] or document.format == "markdown"


_LINES = st.sampled_from(
    [
        "# One",
        "## Two",
        "### Three",
        "#### Four",
        "",
        "",
        "- item",
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
        "```",
        "    code",
        "글입니다. 또 글입니다.",
        "A sentence. Another one! And?",
        "x" * 700,
        "가나다라 마바사. " * 60,
        "word " * 300,
        "。" * 50,
        "---",
        "Title",
        "=====",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=40), st.sampled_from(["a.md", "a.txt", "a.py"]))
def test_every_document_is_cut_without_loss(lines: list[str], name: str) -> None:
    try:
        document, chunks = read("\n".join(lines), name)
    except ParseFailed:
        return
    check(document, chunks)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=4000), st.sampled_from(["a.md", "a.txt", "a.csv", "a.html"]))
def test_any_text_is_cut_without_loss(text: str, name: str) -> None:
    try:
        document = parse(text.encode("utf-8", "replace"), name)
    except ParseFailed:
        return
    check(document, chunk(document))


def test_a_paragraph_up_to_the_limit_stays_whole() -> None:
    paragraph = ("한국어 문장이 이어진다. " * 200)[:MOST].strip()
    document, chunks = read(f"# 제목\n\n앞 문단.\n\n{paragraph}\n\n뒤 문단.")
    assert any(paragraph in document.text[piece.start : piece.end] for piece in chunks)


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    document, chunks = read("대한민국은 민주공화국이다. 모든 권력은 국민으로부터 나온다. " * 60)
    assert len(chunks) > 2
    assert all(document.text[piece.start : piece.end].endswith(("다.", "온다.")) for piece in chunks)


def test_chinese_sentences_without_spaces_are_cut_at_their_full_stops() -> None:
    document, chunks = read("今天天气很好我们去公园散步。" * 200)
    assert all(document.text[piece.end - 1] == "。" for piece in chunks)


def test_headings_make_paths_and_part_chunks() -> None:
    body = "Some words that fill the section so that it is not too small to stand alone. " * 4
    _, chunks = read(
        f"# Guide {{ #guide }}\n\n{body}\n\n## Install\n\n{body}\n\n### On *Linux*\n\n{body}\n\n## Use\n\n{body}"
    )
    assert [piece.heading_path for piece in chunks] == [
        ("Guide",),
        ("Guide", "Install"),
        ("Guide", "Install", "On Linux"),
        ("Guide", "Use"),
    ]


def test_a_heading_is_never_parted_from_what_it_stands_above() -> None:
    body = "Words of a paragraph here. " * 25
    document, chunks = read("\n\n".join(f"### Part {number}\n\n{body}" for number in range(9)))
    for piece in chunks:
        assert not document.text[piece.start : piece.end].rsplit("\n", 1)[-1].startswith("#")


def test_tiny_sections_of_low_level_share_a_chunk() -> None:
    _, chunks = read("# FAQ\n\n" + "\n\n".join(f"### Q{number}\n\nShort." for number in range(6)))
    assert len(chunks) == 1
    assert chunks[0].heading_path[:1] == ("FAQ",)


def test_rows_are_never_cut_and_later_rows_know_their_columns() -> None:
    rows = "\n".join(f"| name {number} | {number * 7} |" for number in range(300))
    document, chunks = read(f"# Prices\n\n| Name | Price |\n|---|---|\n{rows}")
    assert len(chunks) > 3
    for piece in chunks[1:]:
        assert piece.heading_path == ("Prices", "Name | Price")
        assert document.text[piece.start] == "|"
        assert document.text[piece.end - 1] == "|"


def test_code_is_cut_between_lines() -> None:
    code = "\n".join(f"    call_number_{number}(with_some, arguments={number})" for number in range(200))
    document, chunks = read(f"def f():\n{code}\n", "a.py")
    for piece in chunks:
        assert document.text[piece.end - 1] in "):"


def test_a_megabyte_without_a_space_is_cut_and_takes_no_time() -> None:
    document = parse(b"x" * 1_000_000, "a.txt")
    began = time.monotonic()
    chunks = chunk(document)
    assert time.monotonic() - began < 2
    check(document, chunks)


def test_ten_thousand_headings_take_no_time() -> None:
    document = parse(
        "\n".join(f"{'#' * (number % 6 + 1)} Heading {number}" for number in range(10_000)).encode(), "a.md"
    )
    began = time.monotonic()
    check(document, chunk(document))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("## Two { #two }", "Two"),
        ("# A [link](http://x) and `code` ##", "A link and code"),
        ("Plain", "Plain"),
        ("Setext\n===", "Setext"),
        ("### snake_case **bold**", "snakecase bold"),
    ],
)
def test_labels_are_without_marks(heading: str, said: str) -> None:
    assert label(heading) == said
