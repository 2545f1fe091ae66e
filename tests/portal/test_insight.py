"""Insight in a browser: what was asked is counted and drawn, and what was not answered is found and crossed off."""

import re

from playwright.async_api import expect
from tests.portal.conftest import Person
from tests.portal.talking import HARBOUR, QUESTION, ask, collection_with
from tests.portal.visitors import DESK, PHONE, Visit
from tests.service_process import ServiceProcess

UNKNOWN = "Who painted the ceiling of the old chapel in Basel?"
STILL_UNKNOWN = "Which composer wrote the anthem of Liechtenstein?"


async def test_a_question_is_counted_and_one_without_an_answer_is_found_and_resolved(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    collection = await collection_with(portal, owner, "Looked at", {"harbour.md": HARBOUR})
    page = (await visit(portal, owner.state)).page
    for question, says in ((QUESTION, "7:30"), (UNKNOWN, "")):
        await page.goto(f"{portal.address}/chat?collection={collection}")
        answer = await ask(page, question)
        await expect(answer).to_have_attribute("data-state", "complete")
        await expect(answer).to_contain_text(says)
    await page.get_by_role("navigation").get_by_role("link", name="Insight").click()
    await page.get_by_text("7 days").click()
    await expect(page).to_have_url(re.compile(r"days=7"))
    figure = page.get_by_role("figure").filter(has_text="Answers by day")
    await figure.get_by_text("The figures as a table").click()
    figures = figure.get_by_role("table", name="Answers by day")
    await expect(figures.get_by_role("row")).to_have_count(8)  # with the head
    today = figures.get_by_role("row").nth(1)
    await expect(today.get_by_role("cell").nth(0)).not_to_have_text("0")
    await expect(today.get_by_role("cell").nth(1)).not_to_have_text("0")
    await expect(page.locator(".recharts-bar-rectangle:visible").first).to_be_visible()
    await page.reload()
    await expect(figure.get_by_role("heading")).to_be_visible()
    await expect(page.get_by_role("radio", name="7 days")).to_be_checked()
    await page.get_by_role("link", name="See and resolve them").click()
    row = page.get_by_role("row").filter(has_text=UNKNOWN)
    await row.get_by_role("button", name=re.compile("^Resolve")).click()
    await page.get_by_label("What was done about it?").fill("Bought the guide to the chapel.")
    await row.get_by_role("button", name="Resolve", exact=True).click()
    await expect(row).to_have_count(0)
    await page.get_by_text("Resolved", exact=True).first.click()
    await expect(row).to_contain_text("Bought the guide to the chapel.")
    await expect(row).to_contain_text(owner.name)
    await row.get_by_role("button", name=re.compile("^Reopen")).click()
    await expect(row).to_have_count(0)
    await page.get_by_text("Open", exact=True).click()
    await expect(row).to_be_visible()
    await expect(row).not_to_contain_text("Bought the guide")
    await row.get_by_role("link", name=re.compile("^Search for")).click()
    await expect(page.get_by_role("searchbox")).to_have_value(UNKNOWN)


async def test_pages_of_insight_hinder_nobody(portal: ServiceProcess, owner: Person, visit: Visit) -> None:
    collection = await collection_with(portal, owner, "Seen figures", {"harbour.md": HARBOUR})
    page = await (await visit(portal, owner.state)).open(f"/chat?collection={collection}")
    await expect(await ask(page, STILL_UNKNOWN)).to_have_attribute("data-state", "complete")
    for language, size, dark, invited in (("ko", PHONE, True, "질문하기"), ("en", DESK, False, "Ask something")):
        visitor = await visit(portal, owner.state, language=language, size=size, dark=dark)
        page = await visitor.open("/insight?days=90")
        await page.locator(".recharts-bar-rectangle:visible").first.wait_for()
        for table in await page.locator("summary").all():
            await table.click()
        assert await visitor.obstacles() == []
        assert not await visitor.is_wider_than_window()
        page = await visitor.open("/insight?from=2001-01-01&to=2001-01-31")
        await expect(page.get_by_role("link", name=invited)).to_be_visible()
        page = await visitor.open("/insight/gaps")
        await expect(page.get_by_role("row").filter(has_text=STILL_UNKNOWN)).to_be_visible()
        assert await visitor.obstacles() == []
        assert not await visitor.is_wider_than_window()
        await page.get_by_role("row").filter(has_text=STILL_UNKNOWN).get_by_role("button").click()
        await page.get_by_role("textbox").wait_for()
        assert await visitor.obstacles() == []
        assert not await visitor.is_wider_than_window()
