"""Small Office, OpenDocument, HWPX and EPUB files, written by hand so that each part of the formats is known."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pack(entries: dict[str, str | bytes], *, stored: str | None = None) -> bytes:
    """A ZIP of these entries; `stored` names one that comes first and uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        if stored is not None:
            package.writestr("mimetype", stored, zipfile.ZIP_STORED)
        for name, content in entries.items():
            package.writestr(name, content)
    return buffer.getvalue()


def relations(targets: dict[str, str]) -> str:
    items = "".join(f'<Relationship Id="{key}" Type="t" Target="{target}"/>' for key, target in targets.items())
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def docx(body: str | None = None) -> bytes:
    """A heading by style name, a paragraph with a deletion, a list, a table and a footnote."""

    def paragraph(text: str, properties: str = "") -> str:
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"

    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    content = body or (
        paragraph("인사 규정", '<w:pStyle w:val="a1"/>')
        + paragraph("연차 휴가는 <15일>입니다.")
        + "<w:p><w:r><w:t>남은 글</w:t></w:r><w:del><w:r><w:delText>지운 글</w:delText></w:r></w:del></w:p>"
        + paragraph("Scope", '<w:pStyle w:val="a2"/>')
        + paragraph("first item", "<w:numPr/>")
        + "<w:tbl>"
        + row("이름", "나이")
        + row("김철수", "30")
        + "</w:tbl>"
    )
    styles = (
        '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="a2"><w:name w:val="Mine"/>'
        '<w:basedOn w:val="a3"/></w:style><w:style w:styleId="a3"><w:name w:val="제목 2"/></w:style>'
    )
    note = paragraph("각주 내용")
    return pack(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/_rels/document.xml.rels": relations({"r1": "footnotes.xml"}),
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{note}</w:footnote></w:footnotes>',
            "docProps/core.xml": '<c xmlns:dc="d"><dc:title>규정집</dc:title><dc:creator>Kim</dc:creator></c>',
        }
    )


def pptx() -> bytes:
    """Two slides, the second first in the package; the first has a table and notes."""

    def shape(text: str, kind: str) -> str:
        lines = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in text.split("\n"))
        return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>'

    def slide(inner: str) -> str:
        return f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>'

    cells = "".join(
        f"<a:tr><a:tc><a:txBody><a:p><a:r><a:t>{a}</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>{b}"
        "</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
        for a, b in (("분기", "매출"), ("1분기", "100억"))
    )
    table = (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{cells}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    return pack(
        {
            "[Content_Types].xml": TYPES,
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst><p:sldId id="1" r:id="rA"/>'
            '<p:sldId id="2" r:id="rB"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relations({"rA": "slides/slide9.xml", "rB": "slides/slide1.xml"}),
            "ppt/slides/slide1.xml": slide(shape("마무리", "title") + shape("감사합니다", "body")),
            "ppt/slides/slide9.xml": slide(shape("요점 하나\n요점 둘", "body") + shape("사업 보고", "title") + table),
            "ppt/slides/_rels/slide9.xml.rels": relations({"n": "../notesSlides/notesSlide1.xml"}),
            "ppt/notesSlides/notesSlide1.xml": slide(shape("발표자 메모", "body")),
        }
    )


def xlsx(rows: int = 2) -> bytes:
    """One sheet with shared strings, a date, a formula's value and a number."""
    strings = "<si><t>품목</t></si><si><t>날짜</t></si><si><r><t>사</t></r><r><t>과</t></r><rPh><t>x</t></rPh></si>"
    header = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    header += '<c r="D1" t="inlineStr"><is><t>값</t></is></c></row>'
    body = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>2</v></c><c r="B{n}" s="1"><v>45292</v></c><c r="D{n}"><f>1+1</f><v>2.5</v></c></row>'
        for n in range(2, rows + 1)
    )
    sheet = '<sheet name="재고" sheetId="1" r:id="r1"/>'
    return pack(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{sheet}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations({"r1": "worksheets/sheet1.xml"}),
            "xl/sharedStrings.xml": f'<sst xmlns="{S}">{strings}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{S}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{S}"><sheetData>{header}{body}</sheetData></worksheet>',
        }
    )


def odt() -> bytes:
    body = (
        '<text:h text:outline-level="1">개요</text:h><text:p>본문<text:s text:c="2"/>입니다</text:p>'
        "<text:list><text:list-item><text:p>항목</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>가</text:p></table:table-cell><table:table-cell><text:p>나</text:p>"
        "</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>"
        "<table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>"
    )
    spaces = 'xmlns:office="o" xmlns:text="t" xmlns:table="b"'
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{text}</office:document-content>"
    return pack({"content.xml": content}, stored="application/vnd.oasis.opendocument.text")


def hwpx() -> bytes:
    cell = '<hp:tc><hp:subList><hp:p><hp:run><hp:t>{}</hp:t></hp:run></hp:p></hp:subList><hp:cellSpan colSpan="1"/></hp:tc>'
    rows = "".join(f"<hp:tr>{cell.format(a)}{cell.format(b)}</hp:tr>" for a, b in (("부서", "인원"), ("영업", "12")))
    section = (
        '<hs:sec xmlns:hs="s" xmlns:hp="p"><hp:p paraPrIDRef="3"><hp:run><hp:t>사업 개요</hp:t></hp:run></hp:p>'
        "<hp:p><hp:run><hp:t>첫<hp:tab/>문단<hp:lineBreak/>다음 줄</hp:t></hp:run></hp:p>"
        f"<hp:p><hp:run><hp:tbl>{rows}</hp:tbl></hp:run></hp:p></hs:sec>"
    )
    header = '<hh:head xmlns:hh="h"><hh:paraPr id="3"><hh:heading type="OUTLINE" level="0"/></hh:paraPr></hh:head>'
    return pack({"Contents/section0.xml": section, "Contents/header.xml": header}, stored="application/hwp+zip")


def epub() -> bytes:
    opf = (
        '<package xmlns="x" xmlns:dc="d"><metadata><dc:title>책</dc:title></metadata><manifest><item id="a" href="b%20two.xhtml"/>'
        '<item id="b" href="one.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>'
    )
    return pack(
        {
            "META-INF/container.xml": '<c><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></c>',
            "OEBPS/book.opf": opf,
            "OEBPS/b two.xhtml": "<html><body><h1>둘째 장</h1><p>끝.</p></body></html>",
            "OEBPS/one.xhtml": "<!DOCTYPE html><html><body><h1>첫째 장</h1><p>시작&nbsp;글.</p></body></html>",
        },
        stored="application/epub+zip",
    )
