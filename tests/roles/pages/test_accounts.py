"""The pages of accounts: becoming the owner with an e-mail, signing in again, and the links of e-mails."""

import asyncio

import pytest
from tests.roles.pages.accessibility import obstacles
from tests.roles.pages.conftest import Visit, owner_link
from tests.service_process import ServiceProcess

PASSWORD = "seven quiet lanterns drift"  # of a test


async def test_the_owner_makes_an_account_and_signs_in_elsewhere_with_a_new_password(
    plain: ServiceProcess, visit: Visit
) -> None:
    page = (await visit(plain)).page
    await page.goto(await asyncio.to_thread(owner_link, plain))
    await page.fill("#email", "owner@example.org")
    await page.fill("#name", "소유자")
    await page.fill("#password", PASSWORD)
    assert not await obstacles(page)
    await page.click("#claim")
    await page.wait_for_url(f"{plain.address}/")

    link = (await asyncio.to_thread(plain.run, "users", "link", "owner@example.org", "--for", "reset")).stdout.strip()
    elsewhere = (await visit(plain, language="ko-KR")).page
    await elsewhere.goto(link)
    assert elsewhere.url == f"{plain.address}/reset"
    await elsewhere.fill("#password", PASSWORD + " again")
    assert not await obstacles(elsewhere)
    await elsewhere.click("#go")
    await elsewhere.locator("#home a").click()
    await elsewhere.fill("#email", "owner@example.org")
    await elsewhere.fill("#password", PASSWORD + " again")
    assert not await obstacles(elsewhere)
    await elsewhere.click("#go")
    await elsewhere.wait_for_url(f"{plain.address}/")
    await elsewhere.locator("#ask").wait_for()


@pytest.mark.parametrize("path", ["/verify", "/reset", "/email"])
async def test_a_link_of_an_e_mail_without_its_token_says_so(plain: ServiceProcess, visit: Visit, path: str) -> None:
    page = (await visit(plain)).page
    await page.goto(plain.address + path)
    assert "whole link" in await page.locator("#problem .problem").inner_text()
    assert not await page.locator("#go").is_visible()
