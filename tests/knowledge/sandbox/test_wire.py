"""The parent believes nothing that a child says."""

import json
import struct
from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullus.knowledge.chunking import chunk
from nullus.knowledge.parsers import NeedsOcr, ParseFailed, parse
from nullus.knowledge.parsers.pdf_pages import Look
from nullus.knowledge.sandbox import wire
from nullus.knowledge.sandbox.prepared import PageView, Picture, Prepared


def answer(parts: list[bytes]) -> Any:
    found = wire.read_frames(bytearray(b"".join(parts)))
    return found[0] if found else None


def honest() -> bytes:
    document = parse("# 제목\n\n본문 하나.\n\n# Two 😀\n\nText.".encode(), "a.md")
    chunks = chunk(document)
    return b"".join(wire.document_frame(document, chunks, [b"t%d" % n for n in range(len(chunks))], "ko"))


def test_a_document_survives() -> None:
    found = answer([honest()])
    assert isinstance(found, Prepared)
    assert [(piece.text, piece.heading_path, piece.terms) for piece in found.chunks] == [
        ("# 제목\n\n본문 하나.", ("제목",), b"t0"),
        ("# Two 😀\n\nText.", ("Two 😀",), b"t1"),
    ]
    assert found.language == "ko"
    assert found.format == "markdown"


def test_failures_and_pictures_survive() -> None:
    failed = answer(wire.failure_frame(ParseFailed("damaged", "detail")))
    assert (failed.reason, failed.detail) == ("damaged", "detail")
    assert answer(wire.failure_frame(NeedsOcr((1, 7)))).pages == (1, 7)
    assert answer(wire.picture_frame(2, 3, b"abcdef")) == Picture(2, 3, b"abcdef")


def test_a_page_survives_and_a_forged_one_does_not() -> None:
    drawn, marked = Look(3, 2, 1, rows=b"abcdef"), Look(3, 1100, 1557, [(0, 10, 20, 9990)], 2, letterless=["ko"])
    assert answer(wire.page_frame(drawn)) == PageView(3, 2, 1, (), 0, b"abcdef")
    assert answer(wire.page_frame(marked)) == PageView(3, 1100, 1557, ((0, 10, 20, 9990),), 2, b"", ("ko",))
    for forged in (
        drawn._replace(rows=b"abcde"),
        drawn._replace(width=-2, height=-1),
        drawn._replace(width=8000, height=8000, rows=b""),
        marked._replace(marked=4),
        marked._replace(pages=2_000_000),
        marked._replace(boxes=[(0, 0, 10_001, 1)]),
        marked._replace(boxes=[(5, 5, -1, 1)]),
        marked._replace(boxes=[(5, 9_999, 1, 2)]),
        marked._replace(boxes=[(1, 1, 1, 1)] * 201),
        marked._replace(letterless=["ko"] * 11),
        marked._replace(letterless=["<b>"]),
    ):
        assert answer(wire.page_frame(forged)) is None, forged


def test_several_answers_and_the_cut_rest_of_one() -> None:
    found = wire.read_frames(bytearray(honest() + b"".join(wire.failure_frame(ParseFailed("empty"))) + honest()[:-1]))
    assert len(found) == 2


def forged(head: dict[str, Any], numbers: list[int], text: bytes = b"abcdef", terms: bytes = b"") -> Any:
    whole = {
        "format": "text",
        "title": None,
        "pages": 1,
        "characters": 6,
        "language": None,
        "metadata": {},
        "paths": [[]],
        "chunks": len(numbers) // 5,
        "text": len(text),
        **head,
    }
    encoded = json.dumps(whole).encode()
    body = array("i", numbers).tobytes() + text + terms
    return answer([struct.pack("<4sIQ", b"NLS1", len(encoded), len(body)), encoded, body])


def test_the_forger_is_able_to_speak_the_truth() -> None:
    assert isinstance(forged({}, [0, 6, 0, 1, 0]), Prepared)


@pytest.mark.parametrize(
    "numbers",
    [
        [-1, 6, 0, 1, 0],
        [0, 7, 0, 1, 0],
        [3, 3, 0, 1, 0],
        [6, 0, 0, 1, 0],
        [0, 6, 1, 1, 0],
        [0, 6, -1, 1, 0],
        [0, 6, 0, -1, 0],
        [0, 6, 0, 1, 1],
        [0, 6, 0, 1, -1],
        [0, 5, 0, 1, 0],
        [0, 3, 0, 1, 0, 2, 6, 0, 1, 0],
        [],
        [3, 6, 0, 1, 0, 0, 3, 0, 1, 0],
    ],
)
def test_places_that_cannot_be_are_refused(numbers: list[int]) -> None:
    assert forged({}, numbers) is None


@pytest.mark.parametrize(
    "head",
    [
        {"chunks": 10**9},
        {"chunks": -1},
        {"chunks": True},
        {"text": 10**12},
        {"format": "../x"},
        {"format": 3},
        {"language": "korean"},
        {"title": "x" * 301},
        {"title": "a\0b"},
        {"title": "\ud800"},
        {"metadata": {"a": "b" * 1001}},
        {"metadata": []},
        {"paths": "ab"},
        {"paths": [["\0"]]},
        {"paths": [[1]]},
        {"pages": -1},
        {"pages": "1"},
        {"characters": 5},
        {"failed": "unavailable", "pages": []},
        {"failed": "nonsense", "pages": []},
        {"width": 5, "height": 5},
    ],
)
def test_heads_that_lie_are_refused(head: dict[str, Any]) -> None:
    assert forged(head, [0, 6, 0, 1, 0]) is None


def test_text_that_a_database_refuses_is_refused() -> None:
    assert forged({}, [0, 6, 0, 1, 0], b"ab\0def") is None
    assert forged({}, [0, 6, 0, 1, 0], b"ab\xffdef") is None


def test_nested_json_is_refused() -> None:
    head = b'{"failed":' + b"[" * 100_000
    assert answer([struct.pack("<4sIQ", b"NLS1", len(head), 0), head]) is None


@given(st.binary(max_size=400))
def test_noise_is_refused(data: bytes) -> None:
    wire.read_frames(bytearray(data))


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_one_changed_byte_never_raises(place: int, value: int) -> None:
    data = bytearray(honest())
    data[place % len(data)] = value
    wire.read_frames(data)
