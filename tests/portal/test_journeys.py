"""Whole ways through the portal: from a file to an opened citation, and two people who never see each other's documents."""

import re

from playwright.async_api import Page, expect
from tests.portal.conftest import Person
from tests.portal.inviting import invited
from tests.portal.library import call, drop, row
from tests.portal.talking import ask
from tests.portal.visitors import Visit
from tests.service_process import ServiceProcess


async def filled(page: Page, address: str, name: str, file: str, text: str) -> str:
    """Make a private collection by hand and drop a file into it; the address of its document."""
    await page.goto(f"{address}/collections")
    await page.get_by_role("button", name="New collection").first.click()
    dialog = page.get_by_role("dialog", name="New collection")
    await dialog.get_by_label("Name").fill(name)
    await dialog.get_by_role("radio", name="Private").check()
    await dialog.get_by_role("button", name="Create collection").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(name)
    await drop(page.get_by_text("Drop files or folders here"), {file: text})
    await expect(row(page, file)).to_contain_text("Ready")
    return str(await page.get_by_role("link", name=file, exact=True).get_attribute("href"))


async def test_an_invited_person_uploads_asks_and_opens_the_citation_and_neither_sees_what_is_the_others(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    _, mine, theirs = await invited(portal, owner, visit, "editor", tier="protostar")
    kept = await filled(
        mine, portal.address, "Ledger of the owner", "ledger.md", "# Ledger\n\nThe walrus owes nine crowns.\n"
    )
    diary = "# Diary\n\nThe narwhal comes back on the last day of March.\n"
    written = await filled(theirs, portal.address, "Diary of the guest", "diary.md", diary)

    await theirs.goto(f"{portal.address}/chat")
    answer = await ask(theirs, "When does the narwhal come back?")
    await expect(answer).to_contain_text("last day of March")
    await answer.get_by_role("button", name="diary.md").first.click()
    panel = theirs.get_by_role("complementary", name="Source", exact=True)
    await expect(panel.locator("mark")).to_contain_text("narwhal")
    await panel.get_by_role("link", name=re.compile("document")).click()
    await expect(theirs).to_have_url(re.compile(re.escape(written)))
    await expect(theirs.get_by_role("main")).to_contain_text("The narwhal comes back")

    for page, name, word, said, address in (
        (mine, "Diary of the guest", "narwhal", "last day of March", written),
        (theirs, "Ledger of the owner", "walrus", "nine crowns", kept),
    ):
        await page.goto(f"{portal.address}/collections")
        await expect(page.get_by_role("link", name="of the").first).to_be_visible()
        await expect(page.get_by_text(name)).to_have_count(0)
        await page.goto(portal.address + address)
        await expect(page.get_by_role("main")).to_contain_text("There is no such document")
        await page.goto(f"{portal.address}/search?q={word}")
        await expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert said not in await page.get_by_role("main").inner_text()
        await page.goto(f"{portal.address}/chat")
        await expect(await ask(page, f"What is said of the {word}?")).to_have_attribute("data-state", "complete")
        assert said not in await page.get_by_role("main").inner_text()
        assert said not in str(await call(page, "POST", "/search", {"query": word}))


async def test_a_page_that_is_not_for_somebody_says_so(portal: ServiceProcess, owner: Person, visit: Visit) -> None:
    _, _, theirs = await invited(portal, owner, visit, "viewer")
    for path in ("/tiers", "/audit", "/publications/new"):
        await theirs.goto(portal.address + path)
        await expect(theirs.get_by_role("heading", level=1)).to_have_text("This page is not for you")
