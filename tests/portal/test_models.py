"""Models, their order, what they may see and what they cost, as an operator sets them in a browser."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page, expect
from tests.conftest import LIMITS
from tests.llm.scripted_server import Reply, ScriptedServer, Seen, json_reply, ollama_stream, openai_stream
from tests.portal.conftest import PASSWORD, Person
from tests.portal.talking import COMPLETIONS, HARBOUR, OPENS, QUESTION, Desk, ask, collection_with
from tests.portal.visitors import Visit, claimed
from tests.service_process import service_process

KEY = "sesame-opens"
MODELS = {"data": [{"id": name} for name in ("tiny", "big", "vast")]}


def answering(seen: Seen) -> Reply:
    """Each model says its name; whoever has another key is turned away."""
    if seen.headers.get("authorization") != f"Bearer {KEY}":
        return json_reply({"error": {"message": "no such key"}}, 401)
    if seen.method == "GET":
        return json_reply(MODELS)
    return openai_stream(f"{OPENS} [1]. This is {seen.body['model']}.")


@pytest.fixture(scope="module")
async def model_server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        running.on("/v1/models", answering)
        running.on(COMPLETIONS, answering)
        yield running


@pytest.fixture(scope="module")
async def desk(browser: Browser, model_server: ScriptedServer) -> AsyncIterator[Desk]:
    """A service without a model, whose operator connects one; where it looks for Ollama, there is none."""
    with service_process(None, **LIMITS, NULLUS_LLM_URL=model_server.url, NULLUS_LLM_CACHE_SECONDS="0") as process:
        await asyncio.to_thread(process.up)
        email, name = "operator@example.org", "Nuri"
        owner = Person(email, PASSWORD, name, await claimed(process, email, name, PASSWORD))
        yield Desk(process, owner, await collection_with(process, owner, "Harbour", {"harbour.md": HARBOUR}))


async def call(desk: Desk, method: str, path: str, body: Any = None) -> Any:
    """What the service answers to its operator."""
    cookies = {each["name"]: each["value"] for each in desk.owner.state["cookies"]}
    async with httpx.AsyncClient(base_url=desk.process.address, cookies=cookies, trust_env=False, timeout=60) as client:
        answer = await client.request(method, f"/api/v1{path}", json=body, headers={"Origin": desk.process.address})
    assert answer.is_success, answer.text
    return answer.json()["data"]


@pytest.fixture
async def house(desk: Desk, model_server: ScriptedServer) -> AsyncIterator[str]:
    """A provider with two models, as long as a test lasts."""
    body = {"name": "house", "kind": "openai", "url": model_server.url, "key": KEY}
    await call(desk, "POST", "/providers", {**body, "models": [{"name": "tiny"}, {"name": "big"}]})
    yield "house"
    await call(desk, "DELETE", "/providers/house")


async def test_a_provider_is_added_with_a_mend_for_a_wrong_key_tried_changed_and_removed(
    desk: Desk, visit: Visit, model_server: ScriptedServer
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/models")
    await expect(page.get_by_text("No model writes answers yet")).to_be_visible()
    await page.get_by_role("button", name="Connect a model").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Where is the model?").select_option("compatible")
    await dialog.get_by_label("Address").fill(model_server.url)
    await dialog.get_by_role("textbox", name="API key").fill("sesame-closes")
    await dialog.get_by_role("button", name="Test and add").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Copy the key again")
    assert [each for each in visitor.faults if "status of 503" in each] == visitor.faults  # Chromium's own word for it
    visitor.faults.clear()
    assert await visitor.obstacles() == []
    await expect(dialog.get_by_label("Address")).to_have_value(model_server.url)
    await expect(dialog.get_by_role("textbox", name="API key")).to_have_value("sesame-closes")
    await dialog.get_by_role("textbox", name="API key").fill(KEY)
    await dialog.get_by_role("button", name="Test and add").click()
    await expect(dialog).to_contain_text("This is tiny.")
    await expect(dialog).to_contain_text(re.compile(r"answered after \d"))
    await dialog.get_by_role("button", name="Choose models").click()
    await dialog.get_by_role("button", name="Offer vast").click()
    assert await visitor.obstacles() == []
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).not_to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("button", name="Test server"))
    await expect(row.get_by_role("listitem")).to_have_text(["tiny", "vast"])
    assert KEY not in await page.content()
    await row.get_by_role("button", name="Test server").click()
    await expect(dialog).to_contain_text("This is vast.")
    model_server.on(COMPLETIONS, json_reply({"error": {"message": "no such model"}}, 404))
    await dialog.get_by_role("button", name="Test again").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Check the name of the model")
    model_server.on(COMPLETIONS, answering)
    await page.keyboard.press("Escape")
    await expect(row).to_contain_text("Model not there")
    await row.get_by_role("button", name="Remove server").click()
    await dialog.get_by_role("textbox", name="Name").fill("server")
    await dialog.get_by_role("button", name="Remove").click()
    await expect(page.get_by_text("No model writes answers yet")).to_be_visible()


@pytest.fixture
async def ollama(desk: Desk, model_server: ScriptedServer) -> AsyncIterator[Callable[[], None]]:
    """Starts an Ollama where the service looks for one; gone after the test, however that ended."""

    def start() -> None:
        model_server.on("/api/tags", json_reply({"models": [{"name": "qwen3:8b"}]}))
        model_server.on("/api/chat", ollama_stream("OK from here."))

    yield start
    if any(each["name"] == "ollama" for each in (await call(desk, "GET", "/providers"))["providers"]):
        await call(desk, "DELETE", "/providers/ollama")
    model_server.on("/api/tags", json_reply({}, 404))
    await call(desk, "POST", "/providers/test")


async def test_ollama_that_runs_on_this_machine_is_found_and_offered(
    desk: Desk, visit: Visit, model_server: ScriptedServer, ollama: Callable[[], None]
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/models")
    await page.get_by_role("button", name="Look for Ollama").click()
    await expect(page.get_by_text("No Ollama answers on this machine.")).to_be_visible()
    ollama()
    await page.get_by_role("button", name="Look for Ollama").click()
    await expect(page.get_by_text("OK from here.")).to_be_visible()
    found = page.get_by_role("region", name="Found on this machine")
    await expect(found).to_contain_text("qwen3:8b answers already")
    assert await visitor.obstacles() == []
    await found.get_by_role("button", name="Add to the list").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Address")).to_have_value(model_server.url)
    await dialog.get_by_role("button", name="Test and add").click()
    await expect(dialog).to_contain_text("ollama answers and is on the list")
    await dialog.get_by_role("button", name="Done").click()
    await expect(found).to_have_count(0)
    await expect(page.get_by_role("button", name="Test ollama")).to_be_visible()


async def test_models_are_put_in_order_by_keyboard_and_the_first_answers(
    desk: Desk, visit: Visit, house: str, model_server: ScriptedServer
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/models/routes")
    await page.get_by_role("button", name="Change the order: Answers").press("Enter")
    dialog = page.get_by_role("dialog")
    order = dialog.get_by_role("list", name="Order of the models").get_by_role("listitem")
    first = await order.first.locator("bdi").inner_text()
    other = "big" if first == "tiny" else "tiny"
    down = dialog.get_by_role("button", name=f"{first} down")
    await down.press("Enter")
    await expect(dialog.get_by_role("status")).to_have_text(f"{first} is now number 2 of 2.")
    await expect(down).to_be_focused()
    await expect(order.locator("bdi")).to_have_text([other, first])
    assert await visitor.obstacles() == []
    await dialog.get_by_role("button", name="Save").press("Enter")
    await expect(dialog).not_to_be_visible()
    task = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Answers"))
    await expect(task).to_contain_text("Own order")
    await visitor.open("/chat")
    await expect(await ask(page, QUESTION)).to_contain_text(f"This is {other}.")
    await visitor.open("/models/routes")
    await page.get_by_role("button", name="Change the order: Answers").click()
    await dialog.get_by_role("switch", name="Usual order").check()
    await dialog.get_by_role("button", name="Save").click()
    await expect(task).to_contain_text("Usual order")


async def test_sending_more_private_passages_somewhere_is_asked_for_once_more(
    desk: Desk, visit: Visit, house: str
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/models/policy")
    row = page.get_by_role("row").filter(has=page.get_by_label("Highest label that house may see"))
    choice = row.get_by_role("combobox")
    await choice.select_option("public")
    await expect(row.get_by_text("may be sent")).to_have_count(1)
    await choice.select_option("confidential")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("up to “Confidential”")
    assert await visitor.obstacles() == []
    await page.keyboard.press("Escape")
    await expect(choice).to_have_value("public")
    await choice.select_option("confidential")
    await dialog.get_by_role("button", name="Allow it").click()
    await expect(row.get_by_text("may be sent")).to_have_count(3)
    kept = (await call(desk, "GET", "/providers"))["providers"]
    assert [(each["name"], each["clearance"]) for each in kept] == [("house", "confidential")]


async def test_what_a_question_costs_is_counted_against_a_budget_and_shown(
    desk: Desk, visit: Visit, house: str
) -> None:
    visitor = await visit(desk.process, desk.owner.state)
    page = await visitor.open("/costs/prices")
    dialog = page.get_by_role("dialog")
    await page.get_by_role("button", name="Set a price").click()
    await dialog.get_by_label("Provider").fill("house")
    await dialog.get_by_label("Model").fill("*")
    await dialog.get_by_label("Per million read").fill("1000")
    await dialog.get_by_label("Per million written").fill("2000")
    assert await visitor.obstacles() == []
    await dialog.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("row").filter(has_text="Every model")).to_contain_text("1,000")
    await page.get_by_role("button", name="Change the price of house/*").click()
    await dialog.get_by_label("Per million read").fill("3000")
    await dialog.get_by_label("Holds from").fill("2999-01-31")
    await dialog.get_by_role("button", name="Save").click()
    later = page.get_by_role("row").filter(has_text="2999")
    await expect(later).to_contain_text("3,000")
    await later.get_by_role("button", name="Change the price of house/*").click()
    await expect(dialog.get_by_label("Holds from")).to_have_value("2999-01-31")
    await dialog.get_by_label("Per million read").fill("4000")
    await dialog.get_by_role("button", name="Save").click()
    await expect(later).to_contain_text("4,000")
    await expect(page.get_by_role("row").filter(has_text="Every model")).to_have_count(2)
    await page.get_by_role("link", name="Budgets").click()
    await page.get_by_role("button", name="Add a budget").click()
    await dialog.get_by_text("Tokens", exact=True).click()
    await dialog.get_by_text("Money", exact=True).click()
    await dialog.get_by_label("Amount").fill("500")
    assert await visitor.obstacles() == []
    await dialog.get_by_role("button", name="Set the budget").click()
    row = page.get_by_role("row").filter(has_text="This workspace")
    await expect(row).to_contain_text("500.00 a month")
    await visitor.open("/chat")
    await expect(await ask(page, QUESTION)).to_have_attribute("data-state", "complete")
    await visitor.open("/costs/budgets")
    await expect(row).to_contain_text(re.compile(r"\$0\.0\d"))
    await shown_spending(page, desk.owner.name)
    await visitor.open("/costs/budgets")
    await row.get_by_role("button", name="Change the budget").click()
    await dialog.get_by_label("Amount").fill("0.01")
    await dialog.get_by_role("button", name="Save").click()
    await expect(row).to_contain_text("used up")
    await row.get_by_role("button", name="Remove the budget").click()
    await dialog.get_by_role("button", name="Remove").click()
    await expect(page.get_by_text("No budget yet")).to_be_visible()
    await visitor.open("/costs/prices")
    await page.get_by_role("button", name="Remove the price of house/*").click()
    await dialog.get_by_role("button", name="Remove").click()
    await expect(page.get_by_role("button", name="Remove the price of house/*")).to_have_count(0)
    await expect(later).to_contain_text("4,000")
    await later.get_by_role("button", name="Withdraw the coming price of house/*").click()
    await dialog.get_by_role("button", name="Withdraw").click()
    await expect(later).to_have_count(0)


async def shown_spending(page: Page, name: str) -> None:
    """The costs of the calls so far: in sum, as a chart, and by person and model."""
    await page.get_by_role("link", name="Costs", exact=True).last.click()
    await expect(page.get_by_role("img", name=re.compile("Cost from day to day")).locator("svg").first).to_be_visible()
    await expect(
        page.get_by_role("term").filter(has_text="Cost").locator("xpath=following-sibling::dd")
    ).to_contain_text("$")
    table = page.get_by_role("table", name="Spending one by one")
    await page.get_by_label("By", exact=True).select_option("person")
    await expect(table.get_by_role("row").filter(has_text=name)).to_contain_text("$")
    await page.get_by_label("By", exact=True).select_option("model")
    await expect(table.get_by_role("row").filter(has_text="house/")).not_to_have_count(0)
    await page.reload()
    await expect(page.get_by_label("By", exact=True)).to_have_value("model")
