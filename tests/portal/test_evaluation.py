"""Evaluation in a browser: golden questions are gathered, runs started, left, found again, and laid side by side."""

import json
import re

from playwright.async_api import Page, expect
from tests.portal.conftest import Person
from tests.portal.library import call, put
from tests.portal.talking import HARBOUR, QUESTION, ask, collection_with
from tests.portal.visitors import DESK, PHONE, Visit
from tests.service_process import ServiceProcess

OPENS = "The harbour office opens at 7:30 every morning"
BERTH = {"question": "What does a berth cost for one night?", "passages": ["A berth for one night costs 42 euros."]}
CHAPEL = {"question": "Who painted the ceiling of the chapel?", "answerable": False}
DECOY = "# Questions\n\n" + "\n\n".join(["What does a berth cost for one night? What does a berth cost?"] * 3)


async def run_of(page: Page, address: str, collection: str, name: str, *choices: str) -> str:
    """Start a run and wait until it is done; its address."""
    await page.goto(f"{address}/evaluation/new?collection={collection}")
    for each in choices:
        await page.get_by_role("radio", name=each, exact=True).check()
    await page.get_by_label("Name").fill(name)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(name)
    await expect(page.get_by_role("heading", name="Measures")).to_be_visible()
    return page.url


async def test_questions_are_gathered_by_hand_from_a_file_and_from_feedback_and_deleted(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    collection = await collection_with(portal, owner, "Golden harbour", {"harbour.md": HARBOUR})
    page = await (await visit(portal, owner.state)).open(f"/evaluation/questions?collection={collection}")
    await page.get_by_role("button", name="Add a question").last.click()
    dialog = page.get_by_role("dialog", name="Add a question")
    await dialog.get_by_label("Question").fill(QUESTION)
    await dialog.get_by_label("Passage 1").fill("The harbour office never opens at all.")
    await dialog.get_by_role("button", name="Add", exact=True).click()
    await expect(dialog.get_by_text("stands in no document")).to_be_visible()
    await expect(dialog.get_by_label("Question")).to_have_value(QUESTION)
    await dialog.get_by_label("Passage 1").fill(OPENS)
    await dialog.get_by_label("Facts").fill("7:30 | half past seven")
    await dialog.get_by_role("button", name="Add", exact=True).click()
    await expect(dialog).not_to_be_visible()
    row = page.get_by_role("row").filter(has_text=QUESTION)
    await expect(row.get_by_role("link", name="harbour.md")).to_be_visible()
    await expect(row).to_contain_text("Facts: 7:30")
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Add many").click()
    many = page.get_by_role("dialog", name="Add many")
    await many.get_by_label("Or paste").fill(f"{json.dumps(BERTH)}\nnot a question")
    await expect(many.get_by_role("alert")).to_contain_text("Line 2")
    await many.get_by_label("Or paste").fill(f"{json.dumps(BERTH)}\n{json.dumps(CHAPEL)}\n")
    await many.get_by_role("button", name="Add 2 questions").click()
    await expect(many.get_by_role("status")).to_contain_text("2 questions were added")
    await many.get_by_role("button", name="Close").last.click()
    await expect(page.get_by_role("row").filter(has_text="chapel")).to_contain_text("do not answer it")
    await page.goto(f"{portal.address}/chat?collection={collection}")
    answer = await ask(page, "What do boats longer than 12 metres pay?")
    await expect(answer).to_have_attribute("data-state", "complete")
    await answer.get_by_role("button", name="Good answer").click()
    await expect(answer.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    await page.goto(f"{portal.address}/evaluation/questions?collection={collection}")
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Take from your feedback").click()
    taken = page.get_by_role("row").filter(has_text="boats longer")
    await expect(taken).to_contain_text("Feedback")
    await taken.get_by_role("button", name=re.compile("^Delete")).click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(taken).to_have_count(0)
    await expect(page.get_by_role("row").filter(has_text=QUESTION)).to_be_visible()


async def golden(portal: ServiceProcess, owner: Person, page: Page, name: str) -> str:
    """A collection with three golden questions."""
    collection = await collection_with(portal, owner, name, {"harbour.md": HARBOUR})
    await page.goto(f"{portal.address}/evaluation/questions?collection={collection}")
    items = [{"question": QUESTION, "passages": [{"quote": OPENS}], "facts": [["7:30"]]}, CHAPEL]
    items += [{**BERTH, "passages": [{"quote": "A berth for one night costs 42 euros."}]}]
    added = await call(page, "POST", f"/collections/{collection}/golden-questions", {"items": items})
    assert added["added"] == len(items)
    return collection


async def test_runs_are_started_left_found_again_and_compared_question_by_question(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = (await visit(portal, owner.state)).page
    collection = await golden(portal, owner, page, "Measured harbour")
    await page.goto(f"{portal.address}/evaluation/new?collection={collection}")
    await page.get_by_role("radio", name="Search and answers", exact=True).check()
    await page.get_by_role("button", name="Add a goal").click()
    await page.get_by_label("Measure", exact=True).select_option("recall@10")
    await page.get_by_label("Name").fill("with answers")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("with answers")
    await page.get_by_role("link", name="Evaluation").first.click()  # left while it runs
    row = page.get_by_role("row").filter(has_text="with answers")
    await expect(row).to_contain_text("Goals reached")
    await row.get_by_role("link", name="with answers").click()
    measures = page.get_by_role("table", name="Measures")
    await expect(measures.get_by_role("row").filter(has_text="Facts stated")).to_contain_text("100%")
    await expect(page.get_by_role("row").filter(has_text="chapel")).to_contain_text("Rightly refused")
    await page.get_by_label("Show", exact=True).select_option("unanswerable")
    await expect(page).to_have_url(re.compile("show=unanswerable"))
    results = page.get_by_role("table", name="Question by question")
    await expect(results.get_by_role("row")).to_have_count(2)  # with the head
    await run_of(page, portal.address, collection, "before")
    await put(page, collection, {"questions.md": DECOY})
    await run_of(page, portal.address, collection, "after")
    await page.goto(f"{portal.address}/evaluation?collection={collection}")
    for name in ("before", "after"):
        await page.get_by_role("checkbox", name=f"Select {name}").check()
    await page.get_by_role("button", name="Compare").click()
    differences = page.get_by_role("table", name="Differences")
    await expect(differences.get_by_role("row").filter(has_text="MRR@10")).to_contain_text("-0.250")
    await expect(page.get_by_text("Exactly the same:")).to_contain_text("Recall@10 100%")
    moved = page.get_by_role("table", name="Questions that moved")
    await expect(moved.get_by_role("row").filter(has_text="berth")).to_contain_text("▼ -0.500")
    await page.get_by_text(re.compile("^= Same")).click()
    await expect(moved).to_contain_text(QUESTION)
    await page.reload()
    await expect(moved).to_contain_text(QUESTION)


async def test_pages_of_evaluation_hinder_nobody(portal: ServiceProcess, owner: Person, visit: Visit) -> None:
    page = (await visit(portal, owner.state)).page
    collection = await golden(portal, owner, page, "Seen harbour")
    first, second = [
        (await run_of(page, portal.address, collection, name)).rpartition("/")[2] for name in ("one", "two")
    ]
    asked = f"?collection={collection}"
    for language, size, dark in (("ko", PHONE, True), ("en", DESK, False)):
        visitor = await visit(portal, owner.state, language=language, size=size, dark=dark)
        for path, rows in (
            (f"/evaluation{asked}", 2),
            (f"/evaluation/questions{asked}", 3),
            (f"/evaluation/{first}", 3),
            (f"/evaluation/compare?first={first}&second={second}", 2),
        ):
            page = await visitor.open(path)
            await expect(page.locator("tbody").last.locator("tr")).to_have_count(rows)
            assert await visitor.obstacles() == [], path
            assert not await visitor.is_wider_than_window(), path
