"""The frame of the portal: signing in and out, language, theme, phone, and what stands where a page cannot."""

import pytest
from playwright.async_api import expect
from tests.portal.conftest import Person
from tests.portal.visitors import DESK, PHONE, Visit
from tests.service_process import ServiceProcess


async def test_a_person_signs_in_by_keyboard_lands_where_they_wanted_and_signs_out(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal)
    page = await visitor.open("/home?from=somewhere")
    await expect(page).to_have_url(f"{portal.address}/sign-in?next=%2Fhome%3Ffrom%3Dsomewhere")
    await page.get_by_label("E-mail").fill(owner.email)
    await page.keyboard.press("Tab")
    await page.keyboard.type("wrong password for certain")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_label("E-mail")).to_have_value(owner.email)
    await page.get_by_role("textbox", name="Password").fill(owner.password)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(owner.name)
    await expect(page).to_have_url(f"{portal.address}/home?from=somewhere")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await page.goto(f"{portal.address}/home")
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


async def test_after_signing_out_nothing_private_is_left_in_the_browser(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal)).open("/sign-in?next=/chat")
    await page.get_by_label("E-mail").fill(owner.email)
    await page.get_by_role("textbox", name="Password").fill(owner.password)
    await page.keyboard.press("Enter")
    await page.get_by_role("textbox", name="Your question").fill("the walrus is my secret")
    await page.get_by_role("link", name="Profile").first.click()
    await expect(page.get_by_role("main")).to_contain_text(owner.email)
    await page.get_by_role("button", name="Sign out", exact=True).first.click()
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    for _ in range(2):
        await page.go_back()
        await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    left = await page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}]) + document.body.innerText")
    assert "walrus" not in left
    assert owner.email not in left
    assert await page.evaluate("caches.keys()") == []


@pytest.mark.parametrize("next_address", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])
async def test_signing_in_never_leads_to_another_site(
    portal: ServiceProcess, owner: Person, visit: Visit, next_address: str
) -> None:
    visitor = await visit(portal, owner.state)
    page = visitor.page
    await page.goto(f"{portal.address}/sign-in?next={next_address}")
    await page.wait_for_url(lambda url: "sign-in" not in url)
    assert page.url.startswith(portal.address + "/")


async def test_language_and_theme_are_chosen_anywhere_and_kept(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state, language="en")
    page = await visitor.open("/home")
    await page.get_by_role("button", name="한국어").click()
    await expect(page.get_by_role("button", name="로그아웃")).to_be_visible()
    await page.get_by_role("button", name="테마: 시스템 설정").click()
    await page.get_by_role("button", name="테마: 밝게").click()
    await page.reload()
    await expect(page.get_by_role("button", name="테마: 어둡게")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "ko"
    assert await page.evaluate("document.documentElement.dataset.mantineColorScheme") == "dark"
    assert await page.title() == "홈 · Nullus"


async def test_on_a_phone_the_navigation_is_a_drawer_that_the_keyboard_opens_and_leaves(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state, language="ko", size=PHONE)
    page = await visitor.open("/home")
    opener = page.get_by_role("button", name="메뉴")
    await opener.press("Enter")
    await expect(page.get_by_role("dialog").get_by_role("button", name="로그아웃")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).not_to_be_visible()
    await expect(opener).to_be_focused()


async def test_an_unknown_address_is_answered_within_the_portal(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state)
    page = await visitor.open("/no/such/page")
    await expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


@pytest.mark.parametrize("path", ["/sign-in", "/home"])
async def test_pages_of_the_shell_hinder_nobody(portal: ServiceProcess, owner: Person, visit: Visit, path: str) -> None:
    for language, dark, size in (("ko", False, PHONE), ("en", True, DESK)):
        visitor = await visit(
            portal, None if path == "/sign-in" else owner.state, language=language, dark=dark, size=size
        )
        await visitor.open(path)
        assert await visitor.obstacles() == []
        assert not await visitor.is_wider_than_window()
