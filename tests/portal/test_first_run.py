"""From an empty service to the first cited answer, as its owner does it; clicks and seconds are printed."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, Page, expect
from tests.conftest import LIMITS
from tests.portal.conftest import PASSWORD
from tests.portal.visitors import PHONE, Visit, claimed
from tests.service_process import ServiceProcess, service_process

CLICKS = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true)"""


@pytest.fixture(scope="module")
def empty(browser: Browser) -> Iterator[ServiceProcess]:
    """A service of its own: nothing was added to it yet."""
    with service_process(None, **LIMITS, NULLUS_LLM_PROVIDER="none") as process:
        process.up()
        yield process


async def clicks(page: Page) -> int:
    return int(await page.evaluate("sessionStorage.clicks ?? 0"))


async def test_three_calm_steps_lead_to_the_first_cited_answer(
    empty: ServiceProcess, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    state = await claimed(empty, "first@example.org", "Haneul", PASSWORD)
    visitor = await visit(empty, state, language="ko")
    page = visitor.page
    await page.add_init_script(CLICKS)
    began = time.monotonic()
    await visitor.open("/start")
    assert await visitor.obstacles() == []
    await page.keyboard.type("바다 도서관")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="예제 컬렉션 사용").click()
    await expect(page.get_by_text("문서 4개가 준비되었습니다")).to_be_visible()
    assert await visitor.obstacles() == []
    await page.get_by_role("button", name="계속", exact=True).click()
    await expect(page.get_by_text("이 컴퓨터에서 모델을 찾지 못했습니다")).to_be_visible()
    assert await visitor.obstacles() == []
    await page.get_by_role("button", name="건너뛰기").click()
    await page.get_by_role("button", name="문서를 삭제하면 무엇이 남나요?").click()
    answer = page.get_by_role("region", name="답변")
    await expect(answer.get_by_role("heading", name="출처")).to_be_visible()
    await expect(answer).to_contain_text("남는 것이 없습니다")
    seconds, used = time.monotonic() - began, await clicks(page)
    with capsys.disabled():
        print(f"\nfirst run: {used} clicks, {seconds:.1f} s from the account to the first cited answer")
    assert used <= 6
    assert seconds < 120
    assert await visitor.obstacles() == []
    await answer.get_by_role("link", name=re.compile(r"\[\d+\]")).first.click()
    await expect(page.get_by_label("인용된 구절")).to_be_in_viewport()
    await visitor.open("/collections")
    await page.get_by_role("link", name="처음 설정").click()
    await page.get_by_role("button", name="서비스 이름 정하기").click()
    await expect(page.get_by_label("이름")).to_have_value("바다 도서관")
    phone = await visit(empty, state, language="en", size=PHONE, dark=True)
    for step in ("name", "documents", "model", "answer"):
        await phone.open(f"/start?step={step}")
        await expect(phone.page.locator("[aria-expanded=true]")).to_have_count(1)
        assert not await phone.is_wider_than_window()
    assert await phone.obstacles() == []
