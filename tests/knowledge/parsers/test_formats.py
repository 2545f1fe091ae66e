"""Each format keeps the contract, and keeps what is special about it."""

import email.message

import pytest
from tests.knowledge.parsers.contract import FormatContract, check_document
from tests.samples import compound, office, pages

from nullus.knowledge.parsers import NeedsOcr, ParseFailed, parse


class TestWord(FormatContract):
    extension, format = "docx", "docx"
    words = (
        "연차 휴가는 <15일>입니다.",
        "- first item",
        "| 이름 | 나이 |\n| --- | --- |\n| 김철수 | 30 |",
        "각주 내용",
        "남은 글",
    )

    def sample(self) -> bytes:
        return office.docx()

    def test_headings_come_from_styles_by_name_and_by_inheritance(self) -> None:
        document = self.parsed()
        headings = [(document.text[b.start : b.end], b.level) for b in document.blocks if b.kind == "heading"]
        assert headings == [("인사 규정", 1), ("Scope", 2)]

    def test_title_and_author_are_known_and_deleted_text_is_gone(self) -> None:
        document = self.parsed()
        assert document.title == "규정집"
        assert document.metadata["author"] == "Kim"
        assert "지운 글" not in document.text


class TestSlides(FormatContract):
    extension, format = "pptx", "pptx"
    words = (
        "# 사업 보고".strip("# "),
        "- 요점 하나\n- 요점 둘",
        "| 분기 | 매출 |",
        "| 1분기 | 100억 |",
        "발표자 메모",
        "감사합니다",
    )

    def sample(self) -> bytes:
        return office.pptx()

    def test_a_slide_is_a_page_in_the_order_of_the_show(self) -> None:
        document = self.parsed()
        assert document.pages == 2
        assert [(document.text[b.start : b.end], b.page) for b in document.blocks if b.kind == "heading"] == [
            ("사업 보고", 1),
            ("마무리", 2),
        ]


class TestSheets(FormatContract):
    extension, format = "xlsx", "xlsx"
    words = ("재고", "| 품목 | 날짜 | 값 |", "| 사과 | 2024-01-01 | 2.5 |")

    def sample(self) -> bytes:
        return office.xlsx()

    def test_each_part_of_a_long_table_has_the_header(self) -> None:
        document = parse(office.xlsx(rows=500), "long.xlsx")
        tables = [document.text[b.start : b.end] for b in document.blocks if b.kind == "table"]
        assert len(tables) > 5
        assert all(table.startswith("| 품목 | 날짜 | 값 |\n| --- |") for table in tables)
        assert sum(table.count("사과") for table in tables) == 499


class TestOpenDocument(FormatContract):
    extension, format = "odt", "opendocument"
    words = ("개요", "본문  입니다", "- 항목", "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |")

    def sample(self) -> bytes:
        return office.odt()


class TestHwp(FormatContract):
    extension, format = "hwp", "hwp"
    words = ("제안 배경", "한글 문서\t본문입니다.", "| 항목 | 금액 |\n| --- | --- |\n| 인건비 | 500 |", "마지막 문단")

    def sample(self) -> bytes:
        return compound.hwp()

    def test_outline_paragraphs_are_headings(self) -> None:
        document = self.parsed()
        assert document.title == "제안 배경"
        assert [b.level for b in document.blocks if b.kind == "heading"] == [1]

    def test_a_body_that_is_not_compressed_is_read_too(self) -> None:
        assert "마지막 문단" in parse(compound.hwp(flags=0), "plain.hwp").text

    @pytest.mark.parametrize("flags", [2, 3, 4, 5])
    def test_a_password_is_named(self, flags: int) -> None:
        with pytest.raises(ParseFailed) as failed:
            parse(compound.hwp(flags=flags), "locked.hwp")
        assert failed.value.reason == "encrypted"


class TestHwpx(FormatContract):
    extension, format = "hwpx", "hwpx"
    words = ("사업 개요", "첫\t문단\n다음 줄", "| 부서 | 인원 |\n| --- | --- |\n| 영업 | 12 |")

    def sample(self) -> bytes:
        return office.hwpx()

    def test_outline_paragraphs_are_headings(self) -> None:
        assert self.parsed().title == "사업 개요"


class TestEpub(FormatContract):
    extension, format = "epub", "epub"
    words = ("첫째 장", "시작 글.", "둘째 장")

    def sample(self) -> bytes:
        return office.epub()

    def test_chapters_follow_the_spine(self) -> None:
        text = self.parsed().text
        assert text.index("첫째 장") < text.index("둘째 장")


class TestPdf(FormatContract):
    extension, format = "pdf", "pdf"
    words = ("Annual report", "Line 3 of the body", "Outlook")

    def sample(self) -> bytes:
        return pages.report()

    def test_pages_and_headings_survive(self) -> None:
        document = self.parsed()
        assert document.pages == 2
        assert [(document.text[b.start : b.end], b.level, b.page) for b in document.blocks if b.kind == "heading"] == [
            ("Annual report", 1, 1),
            ("Outlook", 2, 2),
        ]

    def test_a_password_is_named(self) -> None:
        with pytest.raises(ParseFailed) as failed:
            parse(pages.locked_pdf(), "locked.pdf")
        assert failed.value.reason == "encrypted"

    def test_a_scanned_page_asks_for_recognition_and_takes_its_text(self) -> None:
        with pytest.raises(NeedsOcr) as failed:
            parse(pages.scan(), "scan.pdf")
        assert failed.value.pages == (1,)
        document = parse(pages.scan(), "scan.pdf", ocr={1: "인식한 글자\n\n둘째 문단"})
        assert [document.text[b.start : b.end] for b in document.blocks] == ["인식한 글자", "둘째 문단"]
        assert all(b.page == 1 for b in document.blocks)


class TestHtml(FormatContract):
    extension, format = "html", "html"
    words = ("제목", "안녕하세요 세계", "- x", "| a | b |", "| 1 |  |", "code\n  deeper")

    def sample(self) -> bytes:
        return (
            "<!doctype html><html><head><title>창 제목</title><style>p{}</style></head><body><h1>제목</h1>"
            "<p>안녕하세요 <b>세계</b></p>"
            "<ul><li>x<li>y</ul><table><tr><th>a<th>b</tr><tr><td>1</tr></table><pre>code\n  deeper</pre><script>alert(1)</script>"
        ).encode()

    def test_scripts_and_styles_are_not_text_and_the_title_is_known(self) -> None:
        document = self.parsed()
        assert "alert" not in document.text
        assert "p{}" not in document.text
        assert document.title == "창 제목"

    def test_cells_below_a_spanning_cell_stay_in_their_columns(self) -> None:
        page = "<html><table><tr><th>a<th>b<th>c<tr><td rowspan=2>1<td>2<td>3<tr><td>5<td>6</table>"
        assert parse(page.encode(), "a.html").text.endswith("| 1 | 2 | 3 |\n|  | 5 | 6 |")

    def test_two_hundred_thousand_open_elements_are_no_problem(self) -> None:
        assert "deep" in parse(b"<html>" + b"<div>" * 200_000 + b"deep", "deep.html").text


class TestMail(FormatContract):
    extension, format = "eml", "email"
    words = ("회의 안내", "From: Kim <kim@example.org>", "내일 회의가 있습니다.", "표.csv", "| 이름 | 값 |")

    def sample(self) -> bytes:
        message = email.message.EmailMessage()
        message["From"] = "Kim <kim@example.org>"
        message["To"] = "lee@example.org"
        message["Subject"] = "회의 안내"
        message["Date"] = "Sat, 21 Nov 2026 10:00:00 +0900"
        message.set_content("내일 회의가 있습니다.\n", charset="euc-kr")
        message.add_attachment("이름,값\n가,1\n".encode(), maintype="text", subtype="csv", filename="표.csv")
        return message.as_bytes()

    def test_a_wrong_extension_does_not_matter(self) -> None:
        assert parse(self.sample(), "message.bin").format == "email"


class TestMarkdown(FormatContract):
    extension, format, sniffed = "md", "markdown", False
    words = ("# 안내 { #guide }", "| a | b |", "```python\n# no heading\n```")

    def sample(self) -> bytes:
        return (
            "---\ntitle: 앞 제목\ntags: x\n---\n# 안내 { #guide }\n\n글 <!-- 숨김 -->입니다.\n둘째 줄\n\n- 하나\n  - 둘\n\n"
            "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
            "```python\n# no heading\n```\n\nSetext\n------\n\n끝\n"
        ).encode()

    def test_front_matter_and_comments_are_not_text(self) -> None:
        document = self.parsed()
        assert document.title == "앞 제목"
        assert "숨김" not in document.text
        assert "tags" not in document.text

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("매우 <dfn title='주입: \"의존성\"'><strong>강력한</strong></dfn> 시스템", "매우 강력한 시스템"),
            ('<p align="center"><img src="x.png" width=3 alt="배가 든 항구"></p>', "배가 든 항구"),
            ("<kbd>Ctrl</kbd>+<KBD>C</KBD><br/>다음 줄", "Ctrl+C 다음 줄"),
            ("`<b>` 굵게, ``a ` <i>`` <b>글</b>", "`<b>` 굵게, ``a ` <i>`` 글"),
            ("List<String> a < b <your-name> <td>칸</td>", "List<String> a < b <your-name> <td>칸</td>"),
            ("```html\n<b>코드</b>\n```\n\n    <b>코드</b>", "```html\n<b>코드</b>\n```\n\n    <b>코드</b>"),
        ],
    )
    def test_tags_are_not_text_where_they_are_not_code(self, written: str, read: str) -> None:
        assert parse(f"첫 줄\n\n{written}\n".encode(), "a.md").text.removeprefix("첫 줄").strip("\n") == read

    def test_kinds_of_blocks(self) -> None:
        kinds = [(b.kind, b.level) for b in self.parsed().blocks]
        assert kinds == [
            ("heading", 1),
            ("paragraph", 0),
            ("list", 0),
            ("table", 0),
            ("code", 0),
            ("heading", 2),
            ("paragraph", 0),
        ]


class TestCsv(FormatContract):
    extension, format, sniffed = "csv", "csv", False
    words = ("| 이름 | 설명 |", "| 가 | 여러 줄 |")

    def sample(self) -> bytes:
        return '이름;설명\n가;"여러\n줄"\n나;"a|b"\n'.encode("cp949")

    def test_pipes_are_escaped(self) -> None:
        assert "a\\|b" in self.parsed().text


class TestJson(FormatContract):
    extension, format, sniffed = "json", "json", False
    words = ("| name | n |", "| 가 | 1 |", "설명: 긴 글")

    def sample(self) -> bytes:
        return '{"rows": [{"name": "가", "n": 1}, {"name": "나", "n": 2}], "설명": "긴 글"}'.encode()

    def test_deep_nesting_is_refused(self) -> None:
        with pytest.raises(ParseFailed) as failed:
            parse(b"[" * 100_000, "deep.json")
        assert failed.value.reason == "too_complex"


class TestCode(FormatContract):
    extension, format, sniffed = "py", "code", False
    words = ("def f(a):\n    return a\n", "class B:")

    def sample(self) -> bytes:
        return b"import os\n\n\ndef f(a):\n    return a\n\n\nclass B:\n    def inner(self):\n        pass\n"

    def test_top_level_definitions_are_headings(self) -> None:
        document = self.parsed()
        headings = [document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"]
        assert headings == ["def f(a):", "class B:"]


class TestText(FormatContract):
    extension, format, sniffed = "txt", "text", False
    words = ("제1장 총칙", "본문입니다.")

    def sample(self) -> bytes:
        return "제1장 총칙\r\n\r\n본문입니다.\r\n둘째 줄\r\n".encode("utf-16")

    def test_numbered_headings_are_headings(self) -> None:
        assert [(b.kind, b.level) for b in self.parsed().blocks] == [("heading", 1), ("paragraph", 0)]


class TestArchive(FormatContract):
    extension, format = "zip", "zip"
    words = ("문서/규정.docx", "연차 휴가는", "메모.txt", "짧은 메모")

    def sample(self) -> bytes:
        return office.pack(
            {"문서/규정.docx": office.docx(), "메모.txt": "짧은 메모".encode("cp949"), "x.bin": b"\0\1\2" * 9}
        )

    def test_what_could_not_be_read_is_named(self) -> None:
        assert "x.bin (unsupported)" in self.parsed().metadata["skipped"]

    def test_archives_in_archives_end(self) -> None:
        data = office.pack({"a.txt": "innermost"})
        for _ in range(2):
            data = office.pack({"b.zip": data})
        assert "innermost" in parse(data, "nested.zip").text
        with pytest.raises(ParseFailed) as failed:
            parse(office.pack({"c.zip": data}), "deeper.zip")
        assert failed.value.reason == "too_complex"


class TestImage:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
    def test_a_picture_asks_for_recognition_and_takes_its_text(self, kind: str) -> None:
        data = pages.picture(kind=kind)
        with pytest.raises(NeedsOcr) as failed:
            parse(data, "picture.bin")
        assert failed.value.pages == (1,)
        check_document(parse(data, "picture.bin", ocr={1: "영수증"}))

    def test_a_picture_that_shows_no_text_is_empty(self) -> None:
        with pytest.raises(ParseFailed) as failed:
            parse(pages.picture(), "picture.png", ocr={1: " \n"})
        assert failed.value.reason == "empty"

    def test_a_cut_picture_is_damaged(self) -> None:
        data = pages.picture()
        with pytest.raises(ParseFailed) as failed:
            parse(data[: len(data) // 2], "picture.png")
        assert failed.value.reason == "damaged"
