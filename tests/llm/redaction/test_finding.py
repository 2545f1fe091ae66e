"""What counts as private, beside Korean and English text, and what only looks like it."""

import time

import pytest
from benchmarks.private_things import cases
from benchmarks.redaction import measure

from nullus.llm.redaction import KINDS, Options, find


def hidden(text: str, options: Options | None = None) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find(text, options or Options())]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("번호는 900101-1234567입니다", "rrn", "900101-1234567"),
        ("주민번호 9001011234567로 조회", "rrn", "9001011234567"),
        ("외국인등록번호 900101-5234567이에요", "frn", "900101-5234567"),
        ("여권 M123A4567을 제출", "passport", "M123A4567"),
        ("여권번호 M12345678입니다", "passport", "M12345678"),
        ("면허 11-24-123456-78", "licence", "11-24-123456-78"),
        ("사업자등록번호 120-81-47521", "business", "120-81-47521"),
        ("010-1234-5678로 전화", "phone", "010-1234-5678"),
        ("전화번호는01012345678이고", "phone", "01012345678"),
        ("(02) 123-4567", "phone", "(02) 123-4567"),
        ("+82 10-1234-5678", "phone", "+82 10-1234-5678"),
        ("call (212) 555-0123 now", "phone", "(212) 555-0123"),
        ("+44 20 7946 0958", "phone", "+44 20 7946 0958"),
        ("국민은행 123456-78-901234로 입금", "account", "123456-78-901234"),
        ("IBAN DE89 3704 0044 0532 0130 00", "account", "DE89 3704 0044 0532 0130 00"),
        ("카드 4111-1111-1111-1111", "card", "4111-1111-1111-1111"),
        ("메일은 hong@example.com이에요", "email", "hong@example.com"),
        ("주소는 서울특별시 강남구 테헤란로 123, 101동 1203호입니다", "address", "서울특별시 강남구 테헤란로 123, 101동 1203호"),
        ("경기도 성남시 분당구 정자동 178-1번지", "address", "경기도 성남시 분당구 정자동 178-1번지"),
        ("at 123 Main Street, Springfield, IL 62704.", "address", "123 Main Street, Springfield, IL 62704"),
        ("전각 ０１０－１２３４－５６７８", "phone", "０１０－１２３４－５６７８"),
    ],
)  # fmt: skip
def test_private_things_are_found_beside_hangul_and_punctuation(text: str, kind: str, value: str) -> None:
    assert hidden(text) == [(kind, value)]


def test_a_resident_number_given_since_2020_needs_no_check_digit() -> None:
    for last in range(10):
        assert hidden(f"201105-312345{last}") == [("rrn", f"201105-312345{last}")]


def test_a_day_that_does_not_exist_is_no_resident_number() -> None:
    assert hidden("901301-1234567 900132-1234567") == []


@pytest.mark.parametrize(
    "text",
    [
        "주문번호 20241121-0012345",
        "버전 10.0.22631.4460",
        "2024-11-21T10:30:15.123456+09:00",
        "550e8400-e29b-41d4-a716-446655440000",
        "12345678-1234-4123-1234-123456789012",
        "ISBN 9788936434120",
        "192.168.10.254:8080",
        "6.02214076e23과 3.14159265358979323",
        "1,234,567,890원",
        "강남구 기준으로 3명이 왔다",
        "git@github.com:org/repo.git",
        "4111-1111-1111-1112",
        "법인등록번호 110111-1234567",
        "은행은 2024-11-21 09:30에 연다",
    ],
)
def test_what_only_looks_private_is_left_alone(text: str) -> None:
    assert hidden(text) == []


def test_names_are_hidden_where_the_caller_gives_them_or_asks_for_them() -> None:
    text = "홍길동이 왔다. 이름: 김철수, Mr. John Smith, 박영희 씨. 김철수는 고객님이다."
    assert hidden(text) == []
    assert hidden(text, Options(names=["홍길동", "john smith"])) == [("name", "홍길동"), ("name", "John Smith")]
    found = hidden(text, Options(find_names=True))
    assert found == [("name", each) for each in ("김철수", "John Smith", "박영희", "김철수")]


def test_a_given_name_is_not_found_inside_another_word() -> None:
    assert hidden("Annapolis, 이수민, 수민이", Options(names=["Anna", "수민"])) == [("name", "수민")]


def test_kinds_can_be_left_out() -> None:
    assert hidden("a@example.com 010-1234-5678", Options(kinds=frozenset({"phone"}))) == [("phone", "010-1234-5678")]


def test_overlapping_finds_leave_no_digit_behind() -> None:
    text = "계좌 010-1234-5678"
    assert "".join(value for _, value in hidden(text)) == "010-1234-5678"


def test_precision_and_recall_on_a_generated_set_with_hard_negatives() -> None:
    tally = measure(cases(1200, seed=7))  # not the seed that the recognisers were written with
    assert set(tally.there) == set(KINDS)
    for kind in KINDS:
        assert tally.recall(kind) >= 0.97, tally.misses
        assert tally.precision(kind) >= 0.95, tally.misses
    assert tally.negatives_touched <= tally.negatives * 0.01


@pytest.mark.parametrize(
    "piece",
    ["1", "1-", "1234-", "12 ", "+1", "(", "a@", "a.", "@", "900101-", "강남구 ", "서울", "가로 ", "가동 1 ", "주소 ",
        "계좌 1-", "1 Aa ", "Mr. Aa ", "M123", "여권 ", "_", "010-", "<PHONE_1_"],
)  # fmt: skip
def test_hostile_text_takes_no_more_time_per_character_when_there_is_more_of_it(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    began = time.process_time()
    find(text, Options(find_names=True))
    # Ten times what it takes; something quadratic needs minutes.
    assert time.process_time() - began < 2.0
