"""The way of somebody who is the owner: add a document, ask, follow a citation to its place."""

import re

import pytest
from playwright.async_api import Page
from tests.roles.pages.accessibility import obstacles
from tests.roles.pages.conftest import DESK, PHONE, Visit, signed_in
from tests.roles.pages.samples import QUESTION, RULE, handbook
from tests.service_process import ServiceProcess


async def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize(
    ("language", "size", "dark"), [("ko", PHONE, False), ("en", DESK, True)], ids=["ko-phone", "en-desk-dark"]
)
async def test_from_the_owner_link_to_the_cited_place(
    plain: ServiceProcess, visit: Visit, language: str, size: tuple[int, int], dark: bool
) -> None:
    state = await signed_in(plain)
    visitor = await visit(plain, state, language={"ko": "ko-KR", "en": "en-US"}[language], size=size, dark=dark)
    page = visitor.page
    await page.goto(f"{plain.address}/")

    name = f"handbook-{language}.md"
    await visitor.upload(name, handbook(language))
    assert not await obstacles(page)

    await visitor.ask(QUESTION[language])
    answer = page.locator("#turns article").first
    await answer.locator(".notice").wait_for()
    assert RULE[language] in await answer.locator(".prose").inner_text()
    assert "Ollama" in await answer.locator(".notice").inner_text()
    assert RULE[language] in await answer.locator(".sources mark").first.inner_text()
    assert name in await answer.locator(".sources").inner_text()
    assert await page.input_value("#question") == ""
    assert await fits(page)
    assert not await obstacles(page)

    await answer.locator(".prose a.marker[href]").first.click()
    await page.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}\?chunk=\d+&at=\d+-\d+"))
    await page.go_back()
    assert RULE[language] in await page.locator("#turns .prose").first.inner_text()


async def test_a_stranger_is_told_of_the_owner_link(plain: ServiceProcess, visit: Visit) -> None:
    page = (await visit(plain)).page
    await page.goto(f"{plain.address}/")
    await page.locator("#signed-out").wait_for()
    assert "nullus owner link" in await page.locator("#signed-out").inner_text()
    assert not await page.locator("#content").is_visible()
    assert not await obstacles(page)
