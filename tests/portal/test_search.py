"""Search in a browser: while one types, by keyboard alone, and back again by its address."""

import re

from playwright.async_api import expect
from tests.portal.conftest import Person
from tests.portal.library import make_collection, put
from tests.portal.visitors import Visit
from tests.service_process import ServiceProcess


async def test_passages_appear_while_typing_and_open_at_their_place_by_keyboard(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state)
    page = await visitor.open("/collections")
    collection = await make_collection(page, "Harbour")
    filler = "\n\n".join(f"## Quay {each}\n\nQuay {each} is for boats of every kind." for each in range(1, 25))
    await put(
        page,
        collection,
        {"harbour.md": f"# Harbour\n\n{filler}\n\n## Lights\n\nThe green lantern burns until dawn 😀 at the pier."},
    )
    await put(page, await make_collection(page, "Elsewhere"), {"lamp.md": "# Lamp\n\nA lantern stands elsewhere."})
    await visitor.open("/search")
    await expect(page.get_by_text("Find the very passage")).to_be_visible()
    await page.get_by_role("heading", name="Search").click()
    await page.keyboard.press("/")
    await page.keyboard.type("green lantern")
    hits = page.locator("a[data-hit]")
    await expect(hits.first).to_contain_text("harbour.md")
    await expect(hits.first.locator("mark").first).to_have_text(re.compile("green|lantern"))
    await expect(page).to_have_url(re.compile(r"[?&]q=green"))
    await page.get_by_role("switch", name="Scores and timings").click()
    await expect(hits.first).to_contain_text("Score")
    await expect(page.get_by_role("status").filter(has_text="total")).to_be_visible()
    await page.get_by_role("button", name="Filters").click()
    await page.get_by_role("combobox", name="Collections").click()
    await page.get_by_role("option", name="Elsewhere", exact=True).click()
    await page.get_by_role("heading", name="Search").click()
    await expect(hits).to_have_count(1)
    await expect(hits.first).to_contain_text("lamp.md")
    await page.goto(f"{portal.address}/search?q=green%20lantern&in=%5B%22{collection}%22%5D&mode=lexical")
    await expect(page.get_by_label("Search the documents")).to_have_value("green lantern")
    await expect(page.get_by_role("radio", name="Words")).to_be_checked()
    await expect(hits.first).to_contain_text("harbour.md")
    await page.get_by_label("Search the documents").press("ArrowDown")
    await expect(hits.first).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_label("Search the documents")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    cited = page.get_by_label("The cited passage")
    await expect(cited.locator("mark")).to_have_text(["green", "lantern"])
    await expect(cited).to_be_in_viewport()
    await page.go_back()
    await expect(hits.first).to_contain_text("harbour.md")


async def test_nothing_found_says_what_to_do_and_korean_is_found_as_it_is_composed(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal, owner.state, language="ko")).open("/search")
    collection = await make_collection(page, "지도실")
    await put(page, collection, {"지도.md": "# 지도\n\n빌린 지도는 아흐레 안에 돌려주어야 한다."})
    other = await make_collection(page, "빈 곳")
    await page.goto(f"{portal.address}/search?q=%EC%A7%80%EB%8F%84&in=%5B%22{other}%22%5D&mode=lexical")
    await expect(page.get_by_text("검색 결과가 없습니다")).to_be_visible()
    await page.get_by_role("button", name="전체에서 검색").click()
    await expect(page.locator("a[data-hit]").first).to_contain_text("지도.md")
    field = page.get_by_label("문서 검색")
    client = await page.context.new_cdp_session(page)
    await field.fill("")
    await field.focus()
    await client.send("Input.imeSetComposition", {"text": "아흐레", "selectionStart": 3, "selectionEnd": 3})
    await field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    await expect(page).to_have_url(re.compile("/search"))
    await client.send("Input.insertText", {"text": "아흐레"})
    await expect(page.locator("a[data-hit] mark").first).to_have_text(re.compile("아흐레"))
