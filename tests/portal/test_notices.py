"""Notices: what wants to be done is told wherever one is, leads to its mend, and goes away with its cause."""

from playwright.async_api import expect
from tests.portal.conftest import Person
from tests.portal.inviting import invited
from tests.portal.library import call, make_collection, put
from tests.portal.visitors import PHONE, Visit
from tests.service_process import ServiceProcess


async def test_a_file_that_could_not_be_read_is_told_until_it_is_gone(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal, owner.state)).open("/home")
    collection = await make_collection(page, "Tide tables")
    [document] = await put(page, collection, {"broken.pdf": "%PDF-1.7 and nothing else"})
    await page.reload()
    bell = page.get_by_role("complementary").get_by_role("link", name="want")
    await expect(bell).to_be_visible()
    await bell.click()
    told = page.get_by_role("main").get_by_role("link", name="Tide tables")
    await expect(told).to_have_text("1 file in “Tide tables” could not be read.")
    await told.click()
    await expect(page).to_have_url(f"{portal.address}/collections/{collection}")
    await call(page, "DELETE", f"/documents/{document}")
    await page.goto(f"{portal.address}/notices")
    await expect(page.get_by_role("heading", name="Notices")).to_be_visible()
    await expect(page.get_by_role("progressbar")).to_have_count(0)
    await expect(told).to_have_count(0)


async def test_on_a_phone_the_bell_stands_in_the_header_and_says_in_korean_that_a_limit_is_used_up(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal, owner.state)).open("/home")
    await call(
        page,
        "POST",
        "/tiers",
        {"name": "curious", "titleEn": "Curious", "titleKo": "궁금이", "limits": {"questions_day": 1}},
    )
    _, _, theirs = await invited(portal, owner, visit, "viewer", tier="curious")
    await call(theirs, "POST", "/ask", {"question": "What do the tide tables say of Thursday?"})
    phone = await (await visit(portal, await theirs.context.storage_state(), language="ko", size=PHONE)).open("/home")
    bell = phone.get_by_role("banner").get_by_role("link", name="알림: 확인할 일 1건")
    await bell.click()
    await expect(phone.get_by_role("main").get_by_role("listitem")).to_contain_text(
        "하루 질문: 한도를 모두 사용했습니다."
    )
