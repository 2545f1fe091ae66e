"""The page of one document: its text, its end, and addresses that lead nowhere."""

import re

import pytest
from playwright.async_api import Page, StorageState, expect
from tests.roles.pages.accessibility import obstacles
from tests.roles.pages.conftest import PHONE, Visit
from tests.roles.pages.samples import handbook
from tests.service_process import ServiceProcess


async def uploaded(visit: Visit, plain: ServiceProcess, owner: StorageState, name: str, **looks: object) -> Page:
    visitor = await visit(plain, owner, **looks)
    await visitor.page.goto(f"{plain.address}/")
    await visitor.upload(name, handbook("en", rule=False) + name.encode())
    await visitor.page.get_by_role("link", name=name).click()
    await visitor.page.locator("section.passage").first.wait_for()
    return visitor.page


async def test_a_document_is_deleted_only_by_its_name_and_leaves_a_receipt(
    plain: ServiceProcess, owner: StorageState, visit: Visit
) -> None:
    page = await uploaded(visit, plain, owner, "지울 문서.md", language="ko-KR", size=PHONE)
    assert not await obstacles(page)
    await page.click("#delete")
    await expect(page.locator("#delete-confirm")).to_be_disabled()
    await page.fill("#delete-typed", "다른 문서.md")
    await expect(page.locator("#delete-confirm")).to_be_disabled()
    await page.fill("#delete-typed", "지울 문서.md")
    assert not await obstacles(page)
    await page.click("#delete-confirm")
    await expect(page.locator("#receipt")).to_contain_text("남은 것이 없습니다")
    assert re.search(r"[1-9]", await page.locator("#receipt-counts").inner_text())
    assert not await obstacles(page)
    await page.reload()
    await expect(page.locator("#problem h1")).to_be_visible()


async def test_the_original_is_downloaded_unchanged(plain: ServiceProcess, owner: StorageState, visit: Visit) -> None:
    page = await uploaded(visit, plain, owner, "original.md")
    async with page.expect_download() as coming:
        await page.click("#original")
    download = await coming.value
    assert download.suggested_filename == "original.md"
    assert (await download.path()).read_bytes() == handbook("en", rule=False) + b"original.md"


async def test_a_passage_that_is_gone_is_named_and_the_text_is_shown(
    plain: ServiceProcess, owner: StorageState, visit: Visit
) -> None:
    page = await uploaded(visit, plain, owner, "changed.md")
    await page.goto(page.url + "?chunk=999999999")
    await expect(page.locator("#notes")).to_contain_text("no longer in this document")
    assert await page.locator("section.passage").count() > 1


@pytest.mark.parametrize("unknown", ["01a1fc96-30ee-7919-9ea7-b89b09ad9a79", "nonsense", "%3Cscript%3E"])
async def test_an_unknown_document_is_said_clearly(
    plain: ServiceProcess, owner: StorageState, visit: Visit, unknown: str
) -> None:
    page = (await visit(plain, owner)).page
    await page.goto(f"{plain.address}/documents/{unknown}")
    await expect(page.locator("#problem h1")).to_have_text("There is no such document")
    await expect(page.locator("#document")).to_be_hidden()
    assert not await obstacles(page)
