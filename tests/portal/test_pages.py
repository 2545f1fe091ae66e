"""PDFs in the browser as their pages look: the cited place marked and in sight, turned and enlarged, text where it cannot be."""

import re

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from tests.portal.conftest import Person
from tests.portal.library import make_collection
from tests.portal.talking import ask, collection_with
from tests.portal.visitors import DESK, PHONE, Visit
from tests.samples import pages
from tests.service_process import ServiceProcess

WORDS = {
    "ko": {"source": "출처", "page": "쪽 그림", "text": "글", "next": "다음 쪽", "larger": "확대", "alt": "{}, {}쪽"},
    "en": {
        "source": "Source",
        "page": "Page",
        "text": "Text",
        "next": "Next page",
        "larger": "Larger",
        "alt": "{}, page {}",
    },
}
FILLING = "<p>계류장에서는 배를 천천히 움직이고, 물에 쓰레기를 버리지 않습니다. 밤에는 등을 켭니다.</p>" * 12
GUIDE = f"""<html lang="ko"><meta charset="utf-8"><body style="font-family: 'Noto Sans CJK KR'">
<h1>항만 안내서</h1>{FILLING}<h2 style="break-before: page">요금</h2>{FILLING}
<p>선석을 하룻밤 쓰는 요금은 사만 이천 원입니다.</p><p>길이가 열두 미터를 넘는 배는 육만 오천 원을 냅니다.</p>{FILLING}"""


@pytest.fixture(scope="module")
async def guide(browser: Browser) -> bytes:
    """A Korean PDF as a browser prints it; the fee of a berth stands on its second page."""
    page = await browser.new_page()
    await page.set_content(GUIDE)
    printed = await page.pdf(format="A4")
    await page.close()
    return printed


async def drawn(place: Locator, alt: str) -> Locator:
    """The picture of a page, when it is there."""
    picture = place.get_by_role("img", name=alt)
    await expect(picture).to_be_visible()
    await expect(picture).not_to_have_js_property("naturalWidth", 0)
    return picture


async def test_a_citation_of_a_pdf_opens_its_page_with_the_mark_in_sight(
    portal: ServiceProcess, owner: Person, visit: Visit, guide: bytes, look: tuple[str, tuple[int, int], bool]
) -> None:
    language, size, dark = look
    words = WORDS[language]
    collection = await collection_with(portal, owner, f"Guide {language}", {"guide.pdf": guide})
    visitor = await visit(portal, owner.state, language=language, size=size, dark=dark)
    page = await visitor.open(f"/chat?collection={collection}")
    answer = await ask(page, "선석을 하룻밤 쓰는 요금은 얼마입니까?")
    await expect(answer).to_have_attribute("data-state", "complete")
    await answer.get_by_role("button", name="guide.pdf").first.click()
    panel = page.get_by_role("dialog" if size == PHONE else "complementary", name=words["source"], exact=True)
    await panel.get_by_text(words["page"], exact=True).click()
    picture = await drawn(panel, words["alt"].format("guide.pdf", 2))
    mark = panel.locator("[data-mark]").first
    await expect(mark).to_be_in_viewport()
    assert await covers(picture, mark)
    assert await visitor.obstacles() == []
    assert not await visitor.is_wider_than_window()
    await page.reload()
    await drawn(panel, words["alt"].format("guide.pdf", 2))
    await expect(panel.locator("[data-mark]").first).to_be_in_viewport()
    await panel.get_by_text(words["text"], exact=True).click()
    await expect(panel.locator("mark")).to_contain_text("사만 이천 원")


@pytest.fixture(params=[("ko", PHONE, True), ("en", DESK, False)], ids=["ko-phone-dark", "en-desk"])
def look(request: pytest.FixtureRequest) -> tuple[str, tuple[int, int], bool]:
    found: tuple[str, tuple[int, int], bool] = request.param
    return found


async def covers(picture: Locator, mark: Locator) -> bool:
    """Whether the mark lies on the picture, and dark letters under it."""
    return bool(
        await picture.evaluate(
            """(picture, mark) => {
              const [outer, inner] = [picture.getBoundingClientRect(), mark.getBoundingClientRect()];
              const canvas = document.createElement("canvas");
              canvas.width = picture.naturalWidth;
              canvas.height = picture.naturalHeight;
              const scale = canvas.width / outer.width;
              const drawing = canvas.getContext("2d");
              drawing.drawImage(picture, 0, 0);
              const [left, top] = [(inner.left - outer.left) * scale, (inner.top - outer.top) * scale];
              const { data } = drawing.getImageData(left, top, inner.width * scale, inner.height * scale);
              let dark = 0;
              for (let at = 0; at < data.length; at += 4) dark += data[at] < 110;
              return dark > data.length / 4 * 0.04;
            }""",
            await mark.element_handle(),
        )
    )


async def test_pages_are_turned_and_enlarged_by_keys_and_buttons(
    portal: ServiceProcess, owner: Person, visit: Visit, guide: bytes
) -> None:
    collection = await collection_with(portal, owner, "Turning", {"guide.pdf": guide})
    page = await (await visit(portal, owner.state)).open(f"/collections/{collection}")
    await page.get_by_role("link", name="guide.pdf").click()
    await page.get_by_text("Page", exact=True).click()
    await drawn(page.get_by_role("main"), "guide.pdf, page 1")
    frame = page.get_by_role("group", name="guide.pdf, page")
    await frame.focus()
    await page.keyboard.press("ArrowRight")
    picture = await drawn(frame, "guide.pdf, page 2")
    width = await picture.evaluate("(picture) => picture.offsetWidth")
    await page.keyboard.press("+")
    await expect(page.get_by_role("status").filter(has_text="100%")).to_be_visible()
    assert await picture.evaluate("(picture) => picture.offsetWidth") > width
    await page.keyboard.press("0")
    await page.get_by_role("button", name="Previous page").click()
    await drawn(frame, "guide.pdf, page 1")
    await expect(page.get_by_role("button", name="Previous page")).to_be_disabled()
    number = page.get_by_role("textbox", name="Page")
    await number.fill("99")
    await number.press("Enter")
    await drawn(frame, "guide.pdf, page 2")
    await expect(page.get_by_role("button", name="Next page")).to_be_disabled()


async def test_a_page_whose_letters_are_nowhere_says_so_and_is_not_kept(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    collection = await collection_with(portal, owner, "Letterless", {"notice.pdf": pages.korean(["항만 공고"])})
    visitor = await visit(portal, owner.state, language="ko", size=PHONE)
    page = await visitor.open(f"/collections/{collection}")
    await page.get_by_role("link", name="notice.pdf").click()
    async with page.expect_response(re.compile("/picture")) as answer:
        await page.get_by_text("쪽 그림", exact=True).click()
    assert (await answer.value).headers["cache-control"] == "no-store"
    await expect(page.get_by_text("빠진 글자가 있습니다")).to_be_visible()
    await drawn(page.get_by_role("main"), "notice.pdf, 1쪽")
    assert await visitor.obstacles() == []
    assert not await visitor.is_wider_than_window()
    await page.get_by_text("글", exact=True).click()
    await expect(page.get_by_text("항만 공고").first).to_be_visible()


async def test_a_page_that_cannot_be_drawn_says_why_and_other_documents_have_none(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state, language="ko")
    page: Page = await visitor.open("/collections")
    collection = await make_collection(page, "Locked")
    await page.evaluate(UPLOAD, [collection, "locked.pdf", pages.locked_pdf().hex()])
    await page.evaluate(UPLOAD, [collection, "notes.md", b"# Notes".hex()])
    await page.goto(f"{portal.address}/collections/{collection}")
    await page.get_by_role("link", name="locked.pdf").click()
    await page.get_by_text("쪽 그림", exact=True).click()
    await expect(page.get_by_role("alert").filter(has_text="1쪽을 그림으로")).to_contain_text("암호")
    assert await visitor.obstacles() == []
    await page.go_back()
    await page.get_by_role("link", name="notes.md").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("notes.md")
    await expect(page.get_by_text("쪽 그림", exact=True)).to_have_count(0)


UPLOAD = """async ([collection, name, hex]) => {
  const form = new FormData();
  form.append("file", new File([Uint8Array.from(hex.match(/../g), (each) => parseInt(each, 16))], name));
  const answer = await (await fetch(`/api/v1/collections/${collection}/documents`, { method: "POST", body: form })).json();
  for (;;) {
    const { data } = await (await fetch(`/api/v1/documents/${answer.data.documents[0].id}`)).json();
    if (["ready", "failed"].includes(data.status)) return;
    await new Promise((later) => setTimeout(later, 150));
  }
}"""
