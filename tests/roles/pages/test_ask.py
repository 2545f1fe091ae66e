"""The start page: typing, streaming, stopping, failing, and what it says meanwhile."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, StorageState, expect
from tests.llm.scripted_server import CUT, HANG, ScriptedServer, openai_stream
from tests.roles.pages.accessibility import obstacles
from tests.roles.pages.conftest import PHONE, Visit, signed_in
from tests.roles.pages.samples import QUESTION, handbook
from tests.service_process import ServiceProcess

COMPLETIONS = "/v1/chat/completions"


@pytest.fixture(scope="package")
async def reader(written: ServiceProcess) -> StorageState:
    return await signed_in(written)


async def opened(page: Page, process: ServiceProcess) -> None:
    await page.goto(f"{process.address}/")
    await page.locator("#collection option[value=new]").wait_for(state="attached")


async def test_an_empty_service_teaches_the_first_step(
    written: ServiceProcess, reader: StorageState, visit: Visit
) -> None:
    visitor = await visit(written, reader)
    await opened(visitor.page, written)
    teach = visitor.page.locator("#teach")
    await expect(teach).to_be_visible()
    assert "nullus ingest" in await teach.inner_text()
    assert not await obstacles(visitor.page)
    await visitor.upload("handbook.md", handbook("en"))
    await expect(teach).to_be_hidden()


async def test_a_syllable_in_the_making_is_never_sent(plain: ServiceProcess, owner: StorageState, visit: Visit) -> None:
    visitor = await visit(plain, owner, language="ko-KR")
    page = visitor.page
    await opened(page, plain)
    await page.focus("#question")
    keyboard = await visitor.context.new_cdp_session(page)
    await keyboard.send("Input.imeSetComposition", {"text": "지도", "selectionStart": 2, "selectionEnd": 2})
    for composing in ({"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}):
        await page.dispatch_event("#question", "keydown", {"key": "Enter", "cancelable": True, **composing})
    await keyboard.send("Input.insertText", {"text": "지도"})
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("?")
    assert await page.input_value("#question") == "지도\n?"
    assert await page.locator("#turns article").count() == 0
    await page.keyboard.press("Enter")
    await page.locator("#turns article").wait_for()
    assert len([url for url in visitor.requests if url.endswith("/api/v1/ask")]) == 1


async def test_an_answer_of_a_model_streams_and_its_citations_open(
    written: ServiceProcess, reader: StorageState, visit: Visit, model_server: ScriptedServer
) -> None:
    visitor = await visit(written, reader, size=PHONE)
    page = visitor.page
    await opened(page, written)
    await visitor.upload("handbook.md", handbook("en"))
    model_server.on(
        COMPLETIONS,
        openai_stream(
            "A borrowed map has to be brought back **within nine days** [1].\n\n- Ask ", "at the `desk` [1].", HANG
        ),
    )
    await visitor.ask(QUESTION["en"])
    answer = page.locator("#turns article").first
    await expect(answer.locator("[aria-live=polite] strong")).to_have_text("within nine days")
    await expect(page.locator("#stop")).to_be_visible()
    await expect(answer.locator(".prose a.marker").first).to_have_attribute("href", re.compile("/documents/.+chunk="))
    assert not await obstacles(page)
    await page.click("#stop")
    await expect(answer.locator(".notes")).to_contain_text("Stopped")
    await expect(page.locator("#send")).to_be_visible()
    await expect(answer.locator(".prose")).to_contain_text("within nine days")
    model_server.on(COMPLETIONS, openai_stream("A borrowed map has to be brought back within nine days [1]."))
    await answer.get_by_role("button", name="Ask again").click()
    await expect(page.locator("#turns article")).to_have_count(2)
    await expect(page.locator("#turns article").first.locator(".notes")).to_contain_text("tiny")


async def test_an_answer_that_breaks_off_keeps_what_came_and_says_why(
    written: ServiceProcess, reader: StorageState, visit: Visit, model_server: ScriptedServer
) -> None:
    visitor = await visit(written, reader)
    await opened(visitor.page, written)
    await visitor.upload("handbook.md", handbook("en"))
    model_server.on(COMPLETIONS, openai_stream("A borrowed map has to be brought back within nine days [1]. And ", CUT))
    await visitor.ask(QUESTION["en"])
    answer = visitor.page.locator("#turns article").first
    await answer.locator(".notes .problem").wait_for()
    await expect(answer.locator(".prose")).to_contain_text("within nine days")
    await expect(answer.get_by_role("button", name="Ask again")).to_be_visible()
    assert not await obstacles(visitor.page)


async def test_what_was_typed_survives_a_service_that_does_not_answer(
    plain: ServiceProcess, owner: StorageState, visit: Visit
) -> None:
    visitor = await visit(plain, owner)
    page = visitor.page
    await opened(page, plain)
    await page.route("**/api/v1/ask", lambda route: route.abort())
    await visitor.ask("Where is the desk?")
    await expect(page.locator("#problem")).to_contain_text("nullus status")
    assert await page.input_value("#question") == "Where is the desk?"
    await page.reload()
    assert await page.input_value("#question") == "Where is the desk?"
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_FAILED" not in fault]


async def test_a_file_that_cannot_be_read_says_why_and_can_be_tried_again(
    plain: ServiceProcess, owner: StorageState, visit: Visit
) -> None:
    visitor = await visit(plain, owner, language="ko-KR")
    page = visitor.page
    await opened(page, plain)
    await visitor.choose("broken.pdf", b"%PDF-1.7\nnothing")
    row = page.locator("#list li", has_text="broken.pdf")
    await row.locator(".state.failed").wait_for()
    assert re.search("[가-힣]", await row.locator(".reason p").first.inner_text())
    assert not await obstacles(page)
    await row.get_by_role("button", name="다시 시도: broken.pdf").click()
    await row.locator(".state.received, .state.processing, .state.failed").first.wait_for()


async def test_a_new_collection_takes_files_and_narrows_the_question(
    plain: ServiceProcess, owner: StorageState, visit: Visit
) -> None:
    visitor = await visit(plain, owner)
    page = visitor.page
    await opened(page, plain)
    await page.select_option("#collection", "new")
    await page.fill("#collection-name", "Charts")
    await page.press("#collection-name", "Enter")
    await expect(page.locator("#collection option:checked")).to_contain_text("Charts")
    await expect(page.locator("#none")).to_be_visible()
    await visitor.upload("charts.md", b"# Charts\n\nSea charts are kept in the blue cabinet.\n")
    await page.select_option("#scope", label="Charts")
    await visitor.ask("Where are sea charts kept?")
    answer = page.locator("#turns article").first
    await expect(answer.locator(".prose")).to_contain_text("blue cabinet")
    assert set(await answer.locator(".source-title a").all_inner_texts()) == {"charts.md"}


async def test_a_folder_can_be_dropped_anywhere(
    plain: ServiceProcess, owner: StorageState, visit: Visit, tmp_path: Path
) -> None:
    """Names are those that `nullus ingest FOLDER` gives; hidden files stay out."""
    for name in ("kites.md", "inner/kites.md", ".hidden"):
        path = tmp_path / "flying" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Kites\n\nThis one is {name}.\n", encoding="utf-8")
    visitor = await visit(plain, owner)
    page = visitor.page
    await opened(page, plain)
    hand = await visitor.context.new_cdp_session(page)
    held = {"items": [], "files": [str(tmp_path / "flying")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver"):
        await hand.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": held})
    await expect(page.locator("#dropping")).to_be_visible()
    await hand.send("Input.dispatchDragEvent", {"type": "drop", "x": 300, "y": 300, "data": held})
    for name in ("kites.md", "inner/kites.md"):
        await expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    await expect(page.locator("#dropping")).to_be_hidden()
    assert await page.get_by_text(".hidden").count() == 0


async def test_the_language_can_be_switched_at_any_moment(
    plain: ServiceProcess, owner: StorageState, visit: Visit
) -> None:
    visitor = await visit(plain, owner, language="ko-KR")
    page = visitor.page
    await opened(page, plain)
    await visitor.ask("nothing of this kind, zyzzyva?")
    await page.locator("#turns article .prose p").first.wait_for()
    await page.click("#language")
    assert await page.get_attribute("html", "lang") == "en"
    shown = await page.eval_on_selector_all(
        "[data-text]:not(#language)", "nodes => nodes.map((node) => node.textContent).join('|')"
    )
    assert not re.search("[가-힣]", shown), shown
    await page.reload()
    assert await page.inner_text("#content h1") == "Ask your documents"


async def test_nothing_in_a_document_runs(plain: ServiceProcess, owner: StorageState, visit: Visit) -> None:
    """The visitor's watch fails on any dialog, foreign request or violation."""
    visitor = await visit(plain, owner)
    page = visitor.page
    await opened(page, plain)
    evil = "<img src=//evil.example/x onerror=alert(1)>"
    text = (
        f"# Quokka {evil}\n\nThe quokka eats {evil} [x](javascript:alert(1)) ![y](https://evil.example/y.png) leaves.\n"
    )
    name = "<img src=x onerror=alert(1)>.md"
    await visitor.upload(name, text.encode())
    await visitor.ask("What does the quokka eat?")
    answer = page.locator("#turns article").first
    await answer.locator(".notice").wait_for()
    assert "onerror" in await answer.locator(".prose").inner_text()
    assert await page.locator("main img").count() == 0
    assert name in await answer.locator(".sources").inner_text()
    assert await page.locator("main img").count() == 0
