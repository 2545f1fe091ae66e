"""Placeholders go out, values come back: at every split, never for a forged placeholder, never a value outside."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from nullus.llm import Message
from nullus.llm.ports import ToolCall
from nullus.llm.redaction import Masked, Options, mask

SECRETS = ("900101-1234567", "010-1234-5678", "hong@example.com", "홍길동")
QUESTION = "홍길동(900101-1234567)의 전화는 010-1234-5678, 메일은 hong@example.com이에요. 010-1234-5678 맞나요?"


def masked() -> Masked:
    return mask([Message("system", "Answer."), Message("user", QUESTION)], Options(names=["홍길동"]))


def placeholders(text: str) -> list[str]:
    return re.findall(r"<[A-Z]+_\d+_[0-9a-f]{8}>", text)


def test_no_value_is_sent_and_the_same_value_has_the_same_placeholder() -> None:
    sent = masked().messages[1].content
    assert not any(secret in sent for secret in SECRETS)
    found = placeholders(sent)
    assert len(found) == 5
    assert found[2] == found[4]
    assert dict(masked().counts) == {"name": 1, "rrn": 1, "phone": 1, "email": 1}


def test_the_same_value_has_the_same_placeholder_in_every_message_and_another_one_in_another_call() -> None:
    said = [Message("user", "010-1234-5678"), Message("assistant", "번호 010-1234-5678"), Message("user", "다시")]
    first, second = mask(said), mask(said)
    assert placeholders(first.messages[0].content) == placeholders(first.messages[1].content)
    assert first.messages[0].content != second.messages[0].content


def test_the_model_is_told_what_a_placeholder_is_only_where_there_is_one() -> None:
    assert "exactly as they are" in masked().messages[0].content
    plain = mask([Message("system", "Answer."), Message("user", "날씨?")])
    assert [each.content for each in plain.messages] == ["Answer.", "날씨?"]
    assert plain.restorer.feed("<PHONE_1_00000000>") == "<PHONE_1_00000000>"


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_an_answer_is_restored_however_it_is_cut(data: st.DataObject) -> None:
    hidden = masked()
    marks = placeholders(hidden.messages[1].content)
    loose = [
        *marks,
        *(mark.strip("<>") for mark in marks),
        "<",
        "<PHONE",
        "PHONE_1_",
        ">",
        "<<",
        "_",
        "답은 ",
        "NAME",
        "[1] ",
    ]
    answer = "".join(data.draw(st.lists(st.sampled_from(loose), max_size=12)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=20)))
    frames = [answer[start:end] for start, end in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    restored = "".join([*(hidden.restorer.feed(frame) for frame in frames), hidden.restorer.finish()])
    assert restored == hidden.restorer.whole(answer)


def test_an_answer_is_restored_when_it_is_cut_at_every_place() -> None:
    hidden = masked()
    sent = hidden.messages[1].content
    for first in range(len(sent)):
        for second in range(first, min(first + 30, len(sent))):
            frames = (sent[:first], sent[first:second], sent[second:])
            restored = "".join([*map(hidden.restorer.feed, frames), hidden.restorer.finish()])
            assert restored == QUESTION


def test_ordinary_text_is_not_held_back() -> None:
    restorer = masked().restorer
    assert restorer.feed("서울은 ") == "서울은 "
    assert restorer.feed("a < b and ") == "a < b and "
    assert restorer.feed("x <") == "x "
    assert restorer.feed("b>") == "<b>"


def test_a_placeholder_that_a_document_forges_stays_what_it_is() -> None:
    forged = "<PHONE_1_deadbeef> PHONE_1_deadbeef"
    hidden = mask([Message("user", f"010-1234-5678 {forged}")])
    assert hidden.messages[0].content.endswith(forged)
    assert hidden.restorer.feed(forged + " ") == forged + " "


def test_a_placeholder_that_the_model_makes_up_stays_what_it_is() -> None:
    hidden = mask([Message("user", "010-1234-5678")])
    made_up = hidden.messages[0].content.replace("PHONE_1", "PHONE_2")
    assert hidden.restorer.whole(made_up) == made_up


def test_a_value_that_contains_a_backslash_or_a_group_comes_back_as_it_was() -> None:
    hidden = mask([Message("user", r"A\1\g<0>B 왔다")], Options(names=[r"A\1\g<0>B"]))
    assert hidden.restorer.whole(hidden.messages[0].content) == r"A\1\g<0>B 왔다"


def test_what_a_tool_was_asked_for_is_hidden_and_restored_too() -> None:
    asked = ToolCall("1", "find", {"who": ["hong@example.com", 3], "where": {"phone": "010-1234-5678"}})
    hidden = mask([Message("user", "010-1234-5678"), Message("assistant", "", (asked,))])
    sent = hidden.messages[1].calls[0].arguments
    assert sent["where"]["phone"] == hidden.messages[0].content
    assert "hong" not in str(sent)
    assert hidden.restorer.arguments(sent) == asked.arguments
