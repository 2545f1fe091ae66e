"""Prompts in a browser: a version is written, compared, taken into use and taken back, and nothing typed is lost."""

import re

from playwright.async_api import Page, expect
from tests.portal.conftest import Person
from tests.portal.visitors import DESK, PHONE, Visit
from tests.service_process import ServiceProcess

ADDED = "Answer in at most three sentences."


async def drafted(page: Page, address: str, note: str) -> str:
    """A new version of the answer prompt, written as a person does; its id."""
    await page.goto(f"{address}/prompts/answer/draft")
    english = page.get_by_role("textbox", name="English")
    await english.fill(f"{(await english.input_value()).rstrip()}\n{ADDED}\n")
    await page.get_by_label("Note").fill(note)
    await page.get_by_role("button", name="Save as a draft").click()
    heading = page.get_by_role("heading", level=1)
    await expect(heading).to_have_text(re.compile(r"^answer@\d+$"))
    return await heading.inner_text()


async def sign_in(page: Page, person: Person) -> None:
    await page.get_by_label("E-mail").fill(person.email)
    await page.get_by_label("Password", exact=True).fill(person.password)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_role("button", name="Sign out").first).to_be_visible()


async def test_an_operator_writes_a_version_compares_it_takes_it_into_use_and_takes_it_back(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal, owner.state)).open("/prompts")
    await page.get_by_role("link", name="Answers from the documents").click()
    await expect(page.get_by_role("heading", name=re.compile("In use now"))).to_contain_text("answer.v1")
    await page.get_by_role("link", name="Write a new version").click()
    english = page.get_by_role("textbox", name="English")
    text = await english.input_value()
    await english.fill(f"{text.replace('{key}', '')} {{x.y}}")
    await expect(page.get_by_text("Still missing: {key}")).to_be_visible()
    await page.get_by_role("button", name="Save as a draft").click()
    await expect(page.get_by_role("alert").filter(has_text="expression")).to_be_visible()
    await expect(english).to_have_value(re.compile(re.escape("{x.y}")))
    await page.reload()
    await expect(english).to_have_value(re.compile(re.escape("{x.y}")))
    await page.get_by_role("button", name="Start over").click()
    version = await drafted(page, portal.address, "shorter answers")
    await expect(page.get_by_text("No evaluation has asked with this version yet.")).to_be_visible()
    await page.get_by_role("link", name="Compare with the one in use").click()
    changes = page.get_by_role("table", name="English")
    await expect(changes.locator("ins")).to_contain_text(ADDED)
    await expect(changes).to_contain_text("+")
    await expect(page.get_by_text("Nothing changed in this language.")).to_be_visible()
    await page.get_by_label("From", exact=True).select_option(version)
    await page.get_by_label("To", exact=True).select_option("answer.v1")
    await expect(changes.locator("del")).to_contain_text(ADDED)
    await page.reload()
    await expect(changes.locator("del")).to_contain_text(ADDED)
    await page.get_by_role("link", name="Answers from the documents").click()
    await page.get_by_role("button", name=f"Use {version}").click()
    await page.get_by_role("dialog").get_by_role("button", name="Use this version").click()
    await expect(page.get_by_role("heading", name=f"In use now: {version}")).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text=version)).to_contain_text("In use")
    await page.get_by_role("button", name="Roll back").click()
    await page.get_by_role("dialog").get_by_role("button", name="Roll back").click()
    await expect(page.get_by_role("heading", name="In use now: answer.v1")).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text=version)).to_contain_text("Used before")


async def test_what_was_typed_and_not_saved_is_there_again_until_it_is_dropped_or_its_writer_signs_out(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal, None)).open("/sign-in")
    await sign_in(page, owner)
    await page.goto(f"{portal.address}/prompts/answer/draft")
    english = page.get_by_role("textbox", name="English")
    text = await english.input_value()
    for again in (True, False):
        await english.fill("Half of a thought")
        await page.get_by_role("link", name="Cancel").click()
        await page.get_by_role("link", name="Write a new version").click()
        await expect(english).to_have_value("Half of a thought")
        await page.reload()
        await expect(english).to_have_value("Half of a thought")
        if again:
            await page.get_by_role("button", name="Start over").click()
            await expect(english).to_have_value(text)
    await page.get_by_role("button", name="Sign out").first.click()
    await sign_in(page, owner)
    await page.get_by_role("link", name="Prompts").click()
    await page.get_by_role("link", name="Answers from the documents").click()
    await page.get_by_role("link", name="Write a new version").click()
    await expect(english).to_have_value(text)


async def test_a_comparison_hinders_nobody_and_shows_each_line_once_where_there_is_little_room(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    version = await drafted((await visit(portal, owner.state)).page, portal.address, "to be looked at")
    for language, size, dark in (("ko", PHONE, True), ("en", DESK, False)):
        visitor = await visit(portal, owner.state, language=language, size=size, dark=dark)
        page = await visitor.open(f"/prompts/answer/diff?old=answer.v1&new={version}")
        await expect(page.locator("ins:visible")).to_contain_text(ADDED)
        await expect(page.locator("table:visible")).to_have_count(0 if size == PHONE else 1)
        assert await visitor.obstacles() == []
        assert not await visitor.is_wider_than_window()
