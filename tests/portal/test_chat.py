"""Conversations in a real browser: asking, sources beside the answer, branches, broken lines, sharing, history."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playwright.async_api import Browser, expect
from tests.conftest import LIMITS
from tests.llm.scripted_server import HANG, ScriptedServer, openai_stream
from tests.portal.conftest import PASSWORD, Person
from tests.portal.line import line_to
from tests.portal.talking import COMPLETIONS, HARBOUR, OPENS, QUESTION, Desk, ask, collection_with
from tests.portal.visitors import DESK, PHONE, Visit, claimed
from tests.service_process import ServiceProcess, service_process


@pytest.fixture(scope="module")
async def model_server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield running


@pytest.fixture(scope="module")
async def desk(browser: Browser, model_server: ScriptedServer) -> AsyncIterator[Desk]:
    """A service whose model says what a test tells it."""
    with service_process(
        None,
        **LIMITS,
        NULLUS_LLM_PROVIDER="openai",
        NULLUS_LLM_URL=model_server.url,
        NULLUS_LLM_MODEL="tiny",
        NULLUS_LLM_KEY="sesame",
        NULLUS_LLM_CACHE_SECONDS="0",  # the same question is asked again, with other replies
    ) as process:
        await asyncio.to_thread(process.up)
        email, name = "writer@example.org", "Bada"
        owner = Person(email, PASSWORD, name, await claimed(process, email, name, PASSWORD))
        yield Desk(process, owner, await collection_with(process, owner, "Harbour", {"harbour.md": HARBOUR}))


@pytest.mark.parametrize(
    ("language", "size", "dark"), [("ko", PHONE, True), ("en", DESK, False)], ids=["ko-phone-dark", "en-desk"]
)
async def test_without_a_model_quotations_answer_and_their_source_opens_at_the_place(
    portal: ServiceProcess, owner: Person, visit: Visit, language: str, size: tuple[int, int], dark: bool
) -> None:
    collection = await collection_with(portal, owner, f"Harbour {language}", {"harbour.md": HARBOUR})
    visitor = await visit(portal, owner.state, language=language, size=size, dark=dark)
    page = await visitor.open(f"/chat?collection={collection}")
    await page.get_by_role("list", name="추천 질문" if language == "ko" else "Suggested questions").wait_for()
    assert await visitor.obstacles() == []
    answer = await ask(page, QUESTION)
    await expect(answer).to_have_attribute("data-state", "complete")
    await expect(answer).to_contain_text("7:30")
    await expect(page).to_have_url(f"{portal.address}/chat/{page.url.rpartition('/')[2]}")
    mark = answer.get_by_role("button", name="harbour.md").first
    await mark.click()
    place = "dialog" if size == PHONE else "complementary"
    panel = page.get_by_role(place, name="출처" if language == "ko" else "Source", exact=True)  # type: ignore[arg-type]
    await expect(panel.locator("mark")).to_contain_text("7:30")
    await expect(panel.locator("mark")).to_be_in_viewport()
    why = panel.get_by_role("region", name="이 구절을 찾은 이유" if language == "ko" else "Why it was found")
    await expect(why).to_contain_text("낱말로 1위" if language == "ko" else "1st by words")
    assert await visitor.obstacles() == []
    assert not await visitor.is_wider_than_window()
    if size == PHONE:
        await page.go_back()
    else:
        await page.keyboard.press("Escape")
    await expect(panel).not_to_be_visible()
    await page.reload()
    await expect(answer).to_contain_text("7:30")
    assert await visitor.obstacles() == []


async def test_an_answer_streams_stops_is_asked_again_and_its_question_edited_with_branches_kept(
    desk: Desk, visit: Visit, model_server: ScriptedServer
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/chat")
    model_server.on(COMPLETIONS, openai_stream(f"{OPENS} [1]. **And", " then**", HANG))
    answer = await ask(page, QUESTION)
    await expect(answer.locator("strong")).to_have_text("And then")
    await expect(page.locator("[data-spoken]")).to_contain_text(OPENS)
    await page.get_by_role("button", name="Stop the answer").click()
    await expect(answer).to_have_attribute("data-state", "stopped")
    await expect(answer).to_contain_text("You stopped this answer")
    model_server.on(COMPLETIONS, openai_stream(f"{OPENS} [1].\n\nThe queen of Norway dances on it every Tuesday."))
    await answer.get_by_role("button", name="Answer again").first.click()
    await expect(answer).to_have_attribute("data-state", "complete")
    await expect(answer.locator("[title='No passage supports this sentence']")).to_contain_text("queen of Norway")
    versions = answer.get_by_role("group", name="Version 2 of 2")
    await versions.get_by_role("button", name="The one before").click()
    await expect(answer).to_contain_text("You stopped this answer")
    question = page.get_by_role("article", name="Question")
    await question.hover()
    await question.get_by_role("button", name="Edit the question").click()
    await page.get_by_role("textbox", name="Edit the question").fill("What does a berth cost?")
    model_server.on(COMPLETIONS, openai_stream("A berth for one night costs 42 euros [1]."))
    await page.keyboard.press("Enter")
    await expect(answer).to_contain_text("42 euros")
    await expect(question).to_contain_text("What does a berth cost?")
    await question.get_by_role("button", name="The one before").click()
    await expect(question).to_contain_text(QUESTION)
    assert await visitor.obstacles() == []


async def test_a_line_that_is_cut_and_mended_loses_nothing_of_the_answer(
    desk: Desk, visit: Visit, model_server: ScriptedServer
) -> None:
    async with line_to(desk.process.port) as line:
        behind = replace(desk.process, port=int(line.address.rpartition(":")[2]))
        visitor = await visit(behind, desk.owner.state)
        page = await visitor.open("/chat")
        words = [f"{OPENS} [1]. ", *(piece for number in range(12) for piece in (f"Wave {number}. ", 0.25))]
        model_server.on(COMPLETIONS, openai_stream(*words))
        answer = await ask(page, QUESTION)
        await expect(answer).to_contain_text("Wave 1.")
        line.cut()
        await expect(answer).to_contain_text("connection is away")
        line.mend()
        await expect(answer).not_to_have_attribute("data-state", "writing")
        await expect(answer).to_contain_text("Wave 3.")
        text = await answer.inner_text()
        assert text.count("Wave 1.") == text.count("Wave 2.") == 1


async def test_an_answer_is_rated_translated_shared_and_the_link_revoked(
    desk: Desk, visit: Visit, model_server: ScriptedServer
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/chat")
    model_server.on(COMPLETIONS, openai_stream(f"{OPENS} [1]."))
    question = "How early do they open?"  # in no words of a document, which strangers would not get to see
    answer = await ask(page, question)
    await expect(answer).to_have_attribute("data-state", "complete")
    await answer.get_by_role("button", name="Bad answer").click()
    await answer.get_by_text("Incomplete").click()
    await answer.get_by_role("button", name="Send").click()
    await expect(answer.get_by_text("Thank you")).to_be_visible()
    model_server.on(COMPLETIONS, openai_stream("항만 사무소는 매일 아침 7:30에 열고 19:00에 닫습니다 [1]."))
    await answer.get_by_role("button", name="Translate").click()
    await page.get_by_role("menuitem", name="한국어").click()
    await expect(answer).to_contain_text("항만 사무소는")
    await expect(answer.get_by_role("button", name="Source 1")).to_be_visible()
    await answer.get_by_role("button", name="Show the original").click()
    await expect(answer).to_contain_text(OPENS)
    await page.get_by_role("button", name="Share", exact=True).click()
    await page.get_by_role("button", name="Make a link").click()
    address = await page.get_by_label("Link", exact=True).input_value()
    assert await visitor.obstacles() == []
    stranger = await visit(desk.process, language="ko")
    await stranger.page.goto(address)
    await expect(stranger.page.get_by_role("article", name="질문")).to_contain_text(question)
    assert stranger.page.url == f"{desk.process.address}/shared"
    token = address.partition("#")[2]
    assert token not in json.dumps(stranger.requests)
    assert await stranger.obstacles() == []
    await page.get_by_role("button", name="Revoke").click()
    await expect(page.get_by_role("button", name="Revoke")).not_to_be_visible()
    await stranger.page.goto("about:blank")
    await stranger.page.goto(address)
    await expect(stranger.page.get_by_role("alert")).to_be_visible()


async def test_conversations_are_found_renamed_pinned_and_deleted_with_a_way_back(
    desk: Desk, visit: Visit, model_server: ScriptedServer
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/chat")
    model_server.on(COMPLETIONS, openai_stream("Boats longer than 12 metres pay 65 euros [1]."))
    await expect(await ask(page, "What do long boats pay, and where is the mooring?")).to_contain_text("65 euros")
    history = page.get_by_role("navigation", name="Conversations")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("mooring")
    entry = history.get_by_role("listitem").first
    await expect(entry).to_contain_text("mooring")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Delete")
    await expect(history.get_by_role("region", name="Today")).to_be_visible()
    await history.locator("[aria-current=page]").dblclick()
    await page.get_by_role("textbox", name="Name of the conversation").fill("Moorings and what they cost")
    await page.keyboard.press("Enter")
    named = history.get_by_role("link", name="Moorings and what they cost")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Moorings and what they cost")
    for action, check in (("Pin", expect(history.get_by_text("Pinned")).to_be_visible()), ("Delete", None)):
        await named.hover()
        await history.get_by_role("button", name="Actions for Moorings and what they cost").click()
        await page.get_by_role("menuitem", name=action).click()
        if check is not None:
            await check
    await expect(named).not_to_be_visible()
    await page.get_by_role("button", name="Undo").click()
    await expect(named).to_be_visible()


async def test_a_syllable_in_the_making_is_never_sent_and_what_was_refused_is_kept(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    await collection_with(portal, owner, "Charts", {"charts.md": "# Charts\n\nSea charts lie in the blue cabinet.\n"})
    visitor = await visit(portal, owner.state, language="ko")
    await visitor.page.route(
        "**/api/v1/conversations", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page = await visitor.open("/chat")
    field = page.get_by_role("textbox", name="질문", exact=True)
    await field.focus()
    hand = await visitor.context.new_cdp_session(page)
    await hand.send("Input.imeSetComposition", {"text": "지도", "selectionStart": 2, "selectionEnd": 2})
    for composing in ({"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}):
        await field.dispatch_event("keydown", {"key": "Enter", "cancelable": True, "bubbles": True, **composing})
    await hand.send("Input.insertText", {"text": "지도"})
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("?")
    await expect(field).to_have_value("지도\n?")
    assert not [url for url in visitor.requests if url.endswith(("/messages", "/conversations"))]
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("nullus status")
    await expect(field).to_have_value("지도\n?")


async def test_nothing_that_documents_or_models_say_runs_or_asks_another_host(
    desk: Desk, visit: Visit, model_server: ScriptedServer
) -> None:
    evil = "<img src=//evil.example/x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://evil.example/y.png)"
    text = f"# Quokka {evil}\n\nThe quokka eats leaves {evil} every day.\n"
    name = "<img src=x onerror=alert(1)>.md"
    collection = await collection_with(desk.process, desk.owner, evil[:40], {name: text})
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open(f"/chat?collection={collection}")
    formulas = "$$\\href{javascript:alert(1)}{y}$$ $$\\begin{pmatrix}1&2\\\\3&\\color{red}4\\end{pmatrix}$$ $\\def\\a{\\a\\a}\\a$"
    model_server.on(COMPLETIONS, openai_stream(f"The quokka eats leaves every day [1]. {evil} {formulas}"))
    answer = await ask(page, f"What does the quokka eat? {evil}")
    await expect(answer).to_have_attribute("data-state", "complete")
    await expect(answer.locator("math mtable mn")).to_have_text(["1", "2", "3", "4"])
    await expect(answer.locator("code", has_text="href")).to_have_text("\\href{javascript:alert(1)}{y}")
    await expect(answer.locator("code", has_text="def")).to_have_text("\\def\\a{\\a\\a}\\a")
    assert await page.locator("article img, article a[href], article math [href], math [style*=color]").count() == 0
    await answer.get_by_role("button", name="Source 1").first.click()
    panel = page.get_by_role("complementary", name="Source", exact=True)
    await expect(panel.locator("mark")).to_contain_text("quokka")
    assert await panel.locator("img").count() == 0
