"""Files of golden questions, good and bad."""

import json

import pytest

from nullus.evaluation.errors import FileNotUnderstood
from nullus.evaluation.formats import Expected, Imported, read

SQUAD = {
    "data": [
        {
            "title": "강",
            "paragraphs": [
                {
                    "context": "라인강의 길이는 1,230 km이다.",
                    "qas": [
                        {"id": "7-0", "question": "길이는?", "answers": [{"text": "1,230 km"}, {"text": "1,230 km"}]},
                        {"id": "7-1", "question": "수온은?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ]
}


def test_squad_with_and_without_an_answer() -> None:
    first, second = read(b"\xef\xbb\xbf" + json.dumps(SQUAD, ensure_ascii=False).encode())
    assert first == Imported("길이는?", (Expected("라인강의 길이는 1,230 km이다."),), (("1,230 km",),), source="7-0")
    assert (second.answerable, second.passages, second.facts) == (False, (), ())


def test_json_lines() -> None:
    lines = [
        {
            "question": "How long?",
            "passages": [{"quote": "1,230 km", "document": "rivers.md"}, "The Rhine"],
            "language": "en",
        },
        {"question": "How deep?", "answerable": False, "id": "x"},
        {"question": "Where?", "facts": ["in the Alps", ["Switzerland", "스위스"]]},
    ]
    first, second, third = read("\n\n".join(json.dumps(each) for each in lines).encode())
    assert first.passages == (Expected("1,230 km", "rivers.md"), Expected("The Rhine"))
    assert (second.answerable, second.source) == (False, "x")
    assert third.facts == (("in the Alps",), ("Switzerland", "스위스"))
    assert len(read(json.dumps(lines[0]).encode())) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no question"),
        (b"\xff\xfe", "UTF-8"),
        (b"question,answer\n", "line 1"),
        (b'{"question": "a", "facts": ["b"]}\n{"question": 5}', "line 2"),
        (b'{"question": "a", "pasages": []}', "line 1"),
        (b'{"question": "a", "passages": [{"document": "x"}]}', "line 1"),
        (b'{"question": "a", "facts": [[]]}', "line 1"),
        (b'{"question": "a", "answerable": "no"}', "line 1"),
        (b'{"data": [{"paragraphs": [{"qas": []}]}]}', "not SQuAD"),
        (b'{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "{x}"}]}]}]}', "not SQuAD at data[0] {x}"),
        (b"[" * 100_000, "line 1"),
        (b'{"data": []}', "no question"),
    ],
    ids=range(12),
)
def test_what_is_wrong_is_said(content: bytes, said: str) -> None:
    with pytest.raises(FileNotUnderstood) as refused:
        read(content)
    assert said in refused.value.message_in("en")
    assert refused.value.message_in("ko") != refused.value.message_in("en")
