"""Quotations chosen, and whether there is evidence at all."""

from tests.chat.passages import passage

from nullus.chat.answering import evidence, extract

PASSAGES = [
    passage(1, "라인강은 알프스에서 시작한다. 라인강의 길이는 1,230 km이다. 관광객이 많다.", "강.md", ("유럽의 강",)),
    passage(2, "도나우강의 길이는 2,850 km이다. 라인강의 길이는 1,230 km이다. 흑해로 흐른다."),
    passage(3, "토마토는 햇빛을 좋아한다."),
]


def test_the_sentence_that_answers_comes_first() -> None:
    quotes = extract.choose("라인강의 길이는 얼마인가요?", PASSAGES)
    assert quotes[0].sentence.text == "라인강의 길이는 1,230 km이다."
    assert quotes[0].passage.number == 1


def test_quotations_are_verbatim_short_and_never_twice() -> None:
    quotes = extract.choose("라인강의 길이는 얼마인가요?", PASSAGES)
    found = [quote.sentence.text for quote in quotes]
    assert len(found) == len(set(found)) <= extract.MOST_SENTENCES
    for quote in quotes:
        assert quote.passage.text[quote.sentence.start : quote.sentence.end] == quote.sentence.text


def test_nothing_to_choose_from() -> None:
    assert extract.choose("라인강?", []) == []
    assert extract.choose("라인강?", [passage(1, "```\ncode only\n```")]) == []


def test_evidence_is_what_one_passage_holds() -> None:
    low = [passage(each.number, each.text, each.document_name, each.heading_path, share=0.0) for each in PASSAGES]
    assert evidence.strength("라인강의 길이는 얼마인가요?", low) >= evidence.ENOUGH
    assert evidence.strength("유럽의 강 라인강", low) >= evidence.ENOUGH
    assert evidence.strength("What is the capital of Peru?", low) < evidence.ENOUGH_FOR_A_MODEL
    assert evidence.strength("환불 정책을 알려 주세요", low) < evidence.ENOUGH_FOR_A_MODEL
    assert evidence.strength("?!", low) == 0
    assert evidence.strength("라인강", []) == 0
