"""Every page of every room, in a service full of hostile texts: nothing runs, nothing leaves, and nobody is hindered."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from tests.llm.scripted_server import ScriptedServer
from tests.portal.hostile import ALIVE, CORPUS, Hostile, hostile_service
from tests.portal.talking import ask
from tests.portal.visitors import DESK, PHONE, Visit

ROOMS = Path(__file__).resolve().parents[2] / "portal" / "src" / "rooms"


def pages(room: str) -> list[tuple[str, bool]]:
    """The addresses of a room, and whether they are for people who are not signed in."""
    manifest = (ROOMS / room / "room.ts").read_text(encoding="utf-8")
    routes = manifest[manifest.index("routes: [") :].partition("\n  ],")[0].split('path: "')[1:]
    return [(route.partition('"')[0], 'access: "visitor"' in route) for route in routes]


@pytest.fixture(scope="module")
async def service(browser: Browser) -> AsyncIterator[Hostile]:
    async with ScriptedServer() as model, hostile_service(model) as made:
        yield made


async def settled(page: Page) -> None:
    """Wait until the page shows what it has."""
    await page.locator("h1").first.wait_for()
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "size", "dark"), [("ko", PHONE, False), ("en", DESK, True)], ids=["ko-phone-light", "en-desk-dark"]
)
@pytest.mark.parametrize("room", sorted(path.parent.name for path in ROOMS.glob("*/room.ts")))
async def test_every_page_keeps_hostile_texts_as_words_and_hinders_nobody(
    service: Hostile, visit: Visit, room: str, language: str, size: tuple[int, int], dark: bool
) -> None:
    found: list[str] = []
    look = {"language": language, "size": size, "dark": dark}
    member = await visit(service.process, service.owner.state, **look)
    stranger = await visit(service.process, **look)
    for path, for_strangers in pages(room):
        visitor = stranger if for_strangers else member
        names = re.findall(r"\$\w+", path)
        for name in names:
            assert name in service.examples, f"{path}: tests/portal/hostile.py makes no example of {name}"
        for number, examples in enumerate(
            zip(*(service.examples[name] for name in names), strict=False) if names else [()]
        ):
            address = service.process.address + path
            for name, example in zip(names, examples, strict=True):
                address = address.replace(name, example)
            await visitor.page.goto(address)
            await settled(visitor.page)
            found += [f"{path} became {each}" for each in await visitor.page.locator(ALIVE).all_inner_texts()]
            if number == 0:
                found += [f"{path}: {each}" for each in await visitor.obstacles()]
                found += [f"{path} is wider than the window"] * await visitor.is_wider_than_window()
            if language == "ko":
                break
    assert found == []


async def test_pages_follow_each_other_in_one_window_and_come_again(service: Hostile, visit: Visit) -> None:
    """What a page leaves behind (loaded parts, defined elements, kept answers) breaks neither the next one nor itself."""
    visitor = await visit(service.process, service.owner.state)
    page = await visitor.open("/")
    rooms = sorted(path.parent.name for path in ROOMS.glob("*/room.ts"))
    addresses = [
        re.sub(r"\$\w+", lambda found: service.examples[found[0]][0], path)
        for room in rooms
        for path, for_strangers in pages(room)
        if not for_strangers
    ]
    for address in [*addresses, *reversed(addresses)]:
        await page.evaluate("(address) => history.pushState({}, '', address)", address)
        await expect(page).to_have_url(re.compile(re.escape(address)))
        await settled(page)
        await expect(page.get_by_text("Something went wrong in this page."), address).to_have_count(0)
        assert visitor.faults == [], address


async def test_a_list_longer_than_its_room_is_reached_by_keyboard(service: Hostile, visit: Visit) -> None:
    visitor = await visit(service.process, service.owner.state)
    page = await visitor.open("/search")
    await page.get_by_role("button", name="Filters").click()
    field = page.get_by_role("combobox", name="Collections")
    await field.press("ArrowUp")
    options = page.get_by_role("listbox", name="Collections")
    assert await options.evaluate("(list) => list.scrollHeight > list.clientHeight")
    await expect(options.get_by_role("option").last).to_be_in_viewport()
    assert await visitor.obstacles() == []


async def test_a_model_that_says_all_of_it_is_read_and_nothing_more(service: Hostile, visit: Visit) -> None:
    visitor = await visit(service.process, service.owner.state)
    page = await visitor.open("/chat")
    answer = await ask(page, f"What does the quokka of row 1 eat? {CORPUS[2]}")
    await expect(answer).to_have_attribute("data-state", "complete")
    assert await page.locator(ALIVE).count() == 0
    await answer.get_by_role("button", name="Source 1").first.click()
    await expect(page.get_by_role("complementary", name="Source", exact=True).locator("mark")).to_contain_text("quokka")
    assert await page.locator(ALIVE).count() == 0
    await page.goto(service.process.address + "/search?q=quokka")
    await settled(page)
    await expect(page.get_by_role("main")).to_contain_text("quokka")
    assert await page.locator(ALIVE).count() == 0
