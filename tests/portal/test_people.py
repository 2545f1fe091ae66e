"""Coming in and going: owner link, sign-up, invitation, second factor, passkey, sessions, keys, and the end of an account."""

import asyncio
import re

import pyotp
import pytest
from playwright.async_api import Page, expect
from tests.portal.conftest import Person
from tests.portal.visitors import PHONE, Visit, owner_link
from tests.service_process import ServiceProcess

from nullus.kit import new_id

PASSWORD = "seven quiet lanterns drift"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def tell(portal: ServiceProcess, *arguments: str) -> str:
    """What a command of the operator prints."""
    done = await asyncio.to_thread(portal.run, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def address() -> str:
    return f"{new_id().hex}@example.org"


async def made_by_the_operator(portal: ServiceProcess, visit: Visit, name: str = "Bom") -> tuple[str, Page]:
    """A person with an account, signed in by its page."""
    email = address()
    await tell(portal, "users", "create", email, "--name", name)
    link = await tell(portal, "users", "link", email, "--for", "reset")
    visitor = await visit(portal)
    page = visitor.page
    await page.goto(link)
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Set password").click()
    await page.get_by_role("link", name="To the start page").click()
    await sign_in(page, email)
    return email, page


async def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_role("textbox", name="Password").fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_role("button", name="Sign out").first).to_be_visible()


async def test_the_owner_link_works_once_and_never_leaves_the_browser(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    link = await asyncio.to_thread(owner_link, portal)
    visitor = await visit(portal, language="ko")
    page = visitor.page
    await page.goto(link)
    await expect(page.get_by_role("heading", name="소유자 등록")).to_be_visible()
    assert page.url == f"{portal.address}/claim"
    assert await visitor.obstacles() == []
    await page.get_by_role("button", name="이 브라우저만 등록하기").click()
    await expect(page.get_by_role("button", name="로그아웃")).to_be_visible()
    token = link.partition("#")[2]
    assert not [url for url in visitor.requests if token in url.partition("#")[0]]
    late = (await visit(portal)).page
    await late.goto(link)
    await late.get_by_role("button", name="Let only this browser in").click()
    await expect(late.get_by_role("alert")).to_contain_text("nullus owner link")
    await expect(late.get_by_label("E-mail")).to_have_count(0)
    bare = (await visit(portal)).page
    await bare.goto(f"{portal.address}/claim")
    await expect(bare.get_by_role("main")).to_contain_text("nullus owner link")


@pytest.mark.parametrize("path", ["/verify", "/reset", "/email", "/invitation"])
async def test_a_link_without_its_token_says_so(portal: ServiceProcess, visit: Visit, path: str) -> None:
    page = await (await visit(portal)).open(path)
    await expect(page.get_by_role("main")).to_contain_text("Open the whole link")
    await expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)


async def test_somebody_signs_up_where_the_door_is_open_and_an_invitation_opens_a_closed_one(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    await tell(portal, "users", "sign-up", "closed")
    visitor = await visit(portal, language="ko", size=PHONE)
    page = await visitor.open("/sign-up")
    await expect(page.get_by_role("main")).to_contain_text("새 계정을 받지 않습니다")
    await tell(portal, "users", "sign-up", "open")
    try:
        email = address()
        page = await visitor.open("/sign-in")
        await page.get_by_role("link", name="계정 만들기").click()
        await page.get_by_label("이메일").fill(email)
        await page.get_by_role("textbox", name="비밀번호").fill("짧다")
        await page.get_by_role("button", name="계정 만들기").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        assert await visitor.obstacles() == []
        await expect(page.get_by_label("이메일")).to_have_value(email)
        await page.get_by_role("textbox", name="비밀번호").fill(PASSWORD)
        await page.get_by_role("button", name="계정 만들기").click()
        await expect(page.get_by_role("status")).to_contain_text("운영자에게 요청하세요")
        link = await tell(portal, "users", "link", email, "--for", "verify")
        await page.goto(link)
        await page.get_by_role("button", name="확인").click()
        await expect(page.get_by_role("status")).to_contain_text("이제 로그인할 수 있습니다")
    finally:
        await tell(portal, "users", "sign-up", "invitation")
    guest = (await visit(portal)).page
    made = await tell(portal, "invitations", "create", "--role", "viewer", "--tier", "protostar")
    link = next(word for word in made.split() if "/invitation#" in word)
    await guest.goto(link)
    await expect(guest.get_by_role("heading", name="You are invited")).to_be_visible()
    await expect(guest.get_by_label("E-mail")).to_be_visible()
    page = (await visit(portal)).page
    await page.goto(f"{portal.address}/sign-in")
    await sign_in(page, email)
    await page.goto(link)
    await page.get_by_role("button", name="Accept").click()
    await page.goto(f"{portal.address}/account")
    await expect(page.get_by_text("You are on “Protostar”")).to_be_visible()


async def test_a_second_factor_guards_the_way_in_and_a_passkey_shortens_it(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    email, page = await made_by_the_operator(portal, visit)
    await page.goto(f"{portal.address}/account/security")
    await page.get_by_role("button", name="Set up an authenticator app").click()
    secret = await page.locator("code").first.inner_text()
    await page.get_by_label("Code that the app shows").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Switch on").click()
    codes = page.get_by_role("dialog", name="Recovery codes")
    await expect(codes.get_by_role("listitem")).to_have_count(10)
    recovery = await codes.get_by_role("listitem").first.inner_text()
    await codes.get_by_role("button", name="I have kept them").click()
    await expect(page.get_by_text("10 recovery codes are left")).to_be_visible()

    visitor = await visit(portal, named=True)
    named = visitor.page
    devices = await visitor.context.new_cdp_session(named)
    await devices.send("WebAuthn.enable")
    await devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    await visitor.open("/sign-in")
    await named.get_by_label("E-mail").fill(email)
    await named.get_by_role("textbox", name="Password").fill(PASSWORD)
    await named.get_by_role("button", name="Sign in", exact=True).click()
    await named.get_by_label("Code of your authenticator app").fill(recovery)
    await named.get_by_role("button", name="Sign in", exact=True).click()
    await expect(named.get_by_role("button", name="Sign out", exact=True).first).to_be_visible()
    await visitor.open("/account/security")
    await named.get_by_label("Name of the device").fill("laptop")
    await named.get_by_role("button", name="Add a passkey").click()
    await expect(named.get_by_role("button", name="Remove laptop")).to_be_visible()
    await named.get_by_role("button", name="Sign out", exact=True).first.click()
    await named.get_by_role("button", name="Sign in with a passkey").click()
    await expect(named.get_by_role("button", name="Sign out", exact=True).first).to_be_visible()


async def test_sessions_and_keys_are_seen_and_ended(portal: ServiceProcess, owner: Person, visit: Visit) -> None:
    email, page = await made_by_the_operator(portal, visit)
    other = (await visit(portal)).page
    await other.goto(f"{portal.address}/sign-in")
    await sign_in(other, email)
    await page.goto(f"{portal.address}/account/security")
    await expect(page.get_by_text("this browser")).to_be_visible()
    await page.get_by_role("button", name="Sign out everywhere else").click()
    await expect(page.get_by_role("button", name="Sign out everywhere else")).to_have_count(0)
    await other.goto(f"{portal.address}/account")
    await expect(other.get_by_role("heading", name="Sign in")).to_be_visible()

    await page.goto(f"{portal.address}/account/keys")
    await page.get_by_role("button", name="Create a key").click()
    await page.get_by_role("textbox", name="Name").fill("backup script")
    await page.get_by_role("button", name="Create", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text(re.compile("^nlk_"))).to_be_visible()
    await dialog.get_by_role("button", name="I have kept it").click()
    await page.get_by_role("button", name="Revoke backup script").click()
    await page.get_by_role("textbox", name="Name").fill("backup script")
    await page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    await expect(page.get_by_text("No keys yet")).to_be_visible()


async def test_a_profile_changes_the_language_and_an_account_ends_with_a_checked_receipt(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    email, page = await made_by_the_operator(portal, visit)
    await page.goto(f"{portal.address}/account")
    await page.get_by_role("textbox", name="Name").fill("봄")
    await page.get_by_role("combobox", name="Language").click()
    await page.get_by_role("option", name="한국어").click()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", name="내 계정")).to_be_visible()
    await page.get_by_role("button", name="계정 삭제").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="완전히 삭제")).to_be_disabled()
    await dialog.get_by_label(re.compile("확인을 위해")).fill(email)
    await dialog.get_by_role("button", name="완전히 삭제").click()
    await expect(page.get_by_role("heading", name="계정을 삭제했습니다")).to_be_visible()
    await expect(page.get_by_role("status")).to_contain_text("남은 것이 없음을 확인했습니다")
