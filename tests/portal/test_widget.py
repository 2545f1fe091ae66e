"""The chatbot on other people's sites in a real browser: strict policies, hostile styles and words, keyboard, phone, languages."""

import asyncio
import gzip
import json
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from bin import portal_build
from playwright.async_api import Locator, Page, expect
from tests.portal.conftest import Person
from tests.portal.sites import Site, site
from tests.portal.test_people import PASSWORD, address, tell
from tests.portal.visitors import PHONE, Visit, Visitor
from tests.service_process import ServiceProcess

NOTES = """# 이용 안내

조수 도서관은 오전 아홉 시에 열고 저녁 여섯 시에 닫습니다.

# Opening hours

The tide library opens at nine in the morning and closes at six in the evening.

# Lighthouse

The lighthouse lamp <svg onload="alert(1)"></svg> burns [here](javascript:alert(2)) <script>alert(3)</script> at night.
The lighthouse lamp is shown at night by ![a picture](https://elsewhere.example/x.png) on the wall.
"""
SMALL = 15_000
"""Bytes of the whole script, compressed: what a site's page has to load for it."""


@dataclass(slots=True)
class Desk:
    """A publication with sites that show it. `api` acts as the operator."""

    publication: dict[str, Any]
    allowed: Site
    stranger: Site
    api: httpx.AsyncClient

    async def change(self, **values: Any) -> None:
        answer = await self.api.patch(f"/api/v1/publications/{self.publication['id']}", json=values)
        assert answer.status_code == 200, answer.text


@pytest.fixture(scope="session")
async def desk(portal: ServiceProcess, owner: Person) -> AsyncIterator[Desk]:
    token = (portal.home / "secrets" / "operator-token").read_text().strip()
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=portal.address, headers=headers, timeout=60, trust_env=False) as api:
        mark = uuid.uuid4().hex[:8]

        async def made(path: str, body: dict[str, Any]) -> dict[str, Any]:
            answer = await api.post(f"/api/v1{path}", json=body)
            assert answer.status_code < 300, answer.text
            found: dict[str, Any] = answer.json()["data"]
            return found

        collection = await made("/collections", {"name": f"tides {mark}", "access": "public"})
        sent = await api.post(
            f"/api/v1/collections/{collection['id']}/documents", files={"file": ("tides.md", NOTES.encode())}
        )
        document = sent.json()["data"]["documents"][0]["id"]
        while (await api.get(f"/api/v1/documents/{document}")).json()["data"]["status"] != "ready":
            await asyncio.sleep(0.1)
        limits = {"questions": 50}
        await made("/tiers", {"name": f"desk{mark}", "titleEn": "Desk", "titleKo": "안내", "limits": limits})
        body = {
            "name": "Tide library", "collectionIds": [collection["id"]], "widget": True, "page": True,
            "slug": f"tide-{mark}", "tier": f"desk{mark}", "greeting": "안녕하세요. Ask about the library.",
            "suggestions": ["When does the tide library open?"],
        }  # fmt: skip
        publication = await made("/publications", body)
        with site(portal.address, publication["app"]) as allowed, site(portal.address, publication["app"]) as stranger:
            found = Desk(publication, allowed, stranger, api)
            await found.change(origins=[allowed.origin])
            yield found


async def at(visit: Visit, portal: ServiceProcess, place: Site, path: str, **more: Any) -> Visitor:
    """Somebody who opens a page of a site."""
    visitor = await visit(portal, **more)
    visitor.address, visitor.also = place.origin, (portal.address,)
    await visitor.page.goto(place.origin + path)
    return visitor


async def opened(page: Page) -> Locator:
    chat = page.locator("nullus-chat")
    await chat.locator(".launch").click()
    await expect(chat.locator(".hello")).to_be_visible()
    return chat


async def asked(chat: Locator, question: str) -> Locator:
    """Ask and wait for the whole answer."""
    before = await chat.locator(".row").count()
    await chat.locator("textarea").fill(question)
    await chat.locator("textarea").press("Enter")
    await expect(chat.locator(".row")).to_have_count(before + 1)
    return chat.locator(".theirs").last


async def test_on_a_site_with_a_strict_policy_a_visitor_asks_reads_the_passage_and_says_what_it_was_worth(
    portal: ServiceProcess, desk: Desk, visit: Visit
) -> None:
    visitor = await at(visit, portal, desk.allowed, "/strict")
    page = visitor.page
    await page.evaluate(
        "window.told = []; for (const name of ['open', 'question', 'answer', 'citation', 'close'])"
        " document.addEventListener(`nullus-${name}`, () => told.push(name))"
    )
    chat = await opened(page)
    await chat.get_by_role("button", name="When does the tide library open?").click()
    await expect(chat.locator(".body")).to_contain_text("nine in the morning")
    await expect(chat.get_by_role("status").first).to_contain_text("nine in the morning")
    await chat.locator(".cite").first.click()
    await expect(chat.locator(".passage")).to_contain_text("The tide library opens at nine")
    await expect(chat.locator(".small")).to_contain_text("49 questions left")
    await chat.get_by_role("button", name="Not helpful").click()
    await chat.get_by_label("What was missing or wrong?").fill("Which door?")
    await chat.get_by_role("button", name="Tell").click()
    await expect(chat.locator(".thanks")).to_have_text("Thank you.")
    await page.reload()
    chat = await opened(page)
    await expect(chat.locator(".mine")).to_contain_text("When does the tide library open?")
    await expect(chat.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
    await chat.get_by_role("button", name="New conversation").click()
    await expect(chat.locator(".mine")).to_have_count(0)
    assert not await visitor.context.cookies()


async def test_the_host_page_hears_what_happens_and_steers_it(portal: ServiceProcess, desk: Desk, visit: Visit) -> None:
    page = (await at(visit, portal, desk.allowed, "/plain")).page
    await page.evaluate(
        "window.told = []; for (const name of ['open', 'question', 'answer', 'citation', 'close'])"
        " document.addEventListener(`nullus-${name}`, () => told.push(name))"
    )
    await page.evaluate("document.querySelector('nullus-chat').ask('When does the tide library open?')")
    chat = page.locator("nullus-chat")
    await expect(chat.locator(".body")).to_contain_text("nine in the morning")
    await expect(chat.locator(".row")).to_be_visible()
    await page.evaluate("document.querySelector('nullus-chat').close()")
    await expect(chat.locator(".panel")).to_be_hidden()
    assert await page.evaluate("told") == ["open", "question", "answer", "close"]


async def test_a_page_may_take_it_away_and_put_it_somewhere_else(
    portal: ServiceProcess, desk: Desk, visit: Visit
) -> None:
    """Sites that change their pages without loading them do so."""
    page = (await at(visit, portal, desk.allowed, "/plain")).page
    chat = await opened(page)
    await page.evaluate("window.kept = document.querySelector('nullus-chat'); kept.remove()")
    await expect(chat).to_have_count(0)
    await page.evaluate("document.body.prepend(kept)")
    await expect(chat.locator(".root:popover-open .panel")).to_be_visible()
    await chat.get_by_role("button", name="Close").first.click()
    await expect(chat.locator(".launch")).to_be_visible()


async def test_a_framework_may_set_every_attribute_as_it_does(portal: ServiceProcess, desk: Desk, visit: Visit) -> None:
    """React and Vue assign what they find on an element, and set as attributes what they do not."""
    guide = (portal_build.ROOT / "docs/how-to/publishing.md").read_text(encoding="utf-8")
    table = guide[guide.index("| attribute |") : guide.index("| method |")]
    names = re.findall("`([a-z]+)`", "".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `")))
    assert {"app", "mode", "opened", "identity"} < set(names)
    page = (await at(visit, portal, desk.allowed, "/plain")).page
    await page.locator("nullus-chat .launch").wait_for()
    taken = await page.evaluate(
        """(names) => {
          const chat = document.createElement("nullus-chat");
          for (const name of names) if (name in chat) chat[name] = "ko"; else chat.setAttribute(name, "ko");
          return names.filter((name) => chat.getAttribute(name) !== "ko");
        }""",
        names,
    )
    assert taken == []


async def test_a_site_that_is_not_allowed_gets_nothing_and_says_so(
    portal: ServiceProcess, desk: Desk, visit: Visit
) -> None:
    visitor = await at(visit, portal, desk.stranger, "/plain")
    await visitor.page.locator("nullus-chat .launch").click()
    await expect(visitor.page.locator("nullus-chat").get_by_role("alert")).to_contain_text("cannot be reached")
    visitor.faults[:] = [each for each in visitor.faults if "CORS policy" not in each]
    statistics = await desk.api.get(f"/api/v1/publications/{desk.publication['id']}/statistics")
    assert desk.stranger.origin in {each["origin"] for each in statistics.json()["data"]["refused"]}


async def test_hostile_styles_of_a_site_do_not_reach_it(portal: ServiceProcess, desk: Desk, visit: Visit) -> None:
    page = (await at(visit, portal, desk.allowed, "/hostile")).page
    chat = await opened(page)
    found = await chat.evaluate(
        "(e) => { const panel = e.shadowRoot.querySelector('.panel'); const box = panel.getBoundingClientRect();"
        " const style = getComputedStyle(panel);"
        " return [Math.round(box.width), Math.round(innerWidth - box.right), style.fontSize, style.color, style.visibility] }"
    )
    assert found == [384, 20, "15px", "rgb(27, 31, 36)", "visible"]
    await asked(chat, "When does the tide library open?")


async def test_hostile_words_stay_words(portal: ServiceProcess, desk: Desk, visit: Visit) -> None:
    page = (await at(visit, portal, desk.allowed, "/strict")).page
    chat = await opened(page)
    answer = await asked(chat, "What about the lighthouse lamp at night?")
    await expect(answer).to_contain_text("<svg onload=")
    await answer.locator(".cite").first.click()
    active = "(e) => e.shadowRoot.querySelectorAll('a, img, script, iframe, [onerror], [onload], [href], [src]').length"
    assert await chat.evaluate(active) == 0
    await page.evaluate(
        "document.querySelector('nullus-chat').wear({name: '<img src=x onerror=alert(4)>', "
        "greeting: '<svg onload=alert(5)>', suggestions: ['<b onclick=alert(6)>x</b>'], accent: 'red;}*{display:none'})"
    )
    assert await chat.evaluate(active) == 0


async def test_enter_that_ends_a_syllable_sends_nothing(portal: ServiceProcess, desk: Desk, visit: Visit) -> None:
    visitor = await at(visit, portal, desk.allowed, "/plain", language="ko")
    chat = await opened(visitor.page)
    box = chat.locator("textarea")
    await box.focus()
    keyboard = await visitor.context.new_cdp_session(visitor.page)
    await keyboard.send("Input.imeSetComposition", {"text": "도서관", "selectionStart": 3, "selectionEnd": 3})
    for composing in ({"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}):
        event = json.dumps({"key": "Enter", "bubbles": True, "cancelable": True, **composing})
        await box.evaluate(f"(e) => e.dispatchEvent(new KeyboardEvent('keydown', {event}))")
    await expect(box).to_have_value("도서관")
    await expect(chat.locator(".mine")).to_have_count(0)
    await keyboard.send("Input.insertText", {"text": "도서관은 언제 여나요?"})
    await box.press("Enter")
    await expect(chat.locator(".body").last).to_contain_text("오전 아홉 시")


async def test_everything_works_by_keyboard_and_focus_stays_inside(
    portal: ServiceProcess, desk: Desk, visit: Visit
) -> None:
    page = (await at(visit, portal, desk.allowed, "/plain")).page
    chat = page.locator("nullus-chat")
    await chat.locator(".launch").wait_for()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(chat.locator("textarea")).to_be_focused()
    await expect(chat.locator(".hello")).to_be_visible()
    seen = set()
    for _ in range(12):
        await page.keyboard.press("Tab")
        inside = "document.activeElement.shadowRoot?.activeElement?.className ?? 'outside'"
        seen.add(await page.evaluate(inside))
    assert "outside" not in seen
    assert {"chip", "tool", "send"} <= seen
    await page.keyboard.press("Escape")
    await expect(chat.locator(".launch")).to_be_focused()
    await expect(chat.locator(".panel")).to_be_hidden()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_nobody_stumbles_over_it_in_either_language_or_theme(
    portal: ServiceProcess, desk: Desk, visit: Visit, language: str, dark: bool
) -> None:
    visitor = await at(visit, portal, desk.allowed, "/plain", language=language, dark=dark)
    chat = await opened(visitor.page)
    await expect(chat.locator("textarea")).to_have_attribute(
        "placeholder", "질문을 입력하세요" if language == "ko" else "Ask a question…"
    )
    answer = await asked(chat, "When does the tide library open?")
    await answer.locator(".cite").first.click()
    await answer.locator(".row .tool").last.click()
    assert await visitor.obstacles() == []


async def test_on_a_phone_it_fills_the_screen(portal: ServiceProcess, desk: Desk, visit: Visit) -> None:
    visitor = await at(visit, portal, desk.allowed, "/plain", size=PHONE, language="ko")
    chat = await opened(visitor.page)
    box = await chat.locator(".panel").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, *PHONE)
    assert not await visitor.is_wider_than_window()
    assert await chat.locator(".panel").get_attribute("aria-modal") == "true"
    await asked(chat, "도서관은 언제 여나요?")
    await chat.get_by_role("button", name="대화창 닫기").first.click()
    await expect(chat.locator(".launch")).to_be_visible()


async def test_a_frame_answers_on_an_allowed_site_and_is_blank_on_others(
    portal: ServiceProcess, desk: Desk, visit: Visit
) -> None:
    page = (await at(visit, portal, desk.allowed, "/frame")).page
    chat = page.frame_locator("iframe").locator("nullus-chat")
    await expect(chat.locator(".hello")).to_be_visible()
    await asked(chat, "When does the tide library open?")
    stranger = await at(visit, portal, desk.stranger, "/frame")
    await expect(stranger.page.frame_locator("iframe").locator("nullus-chat")).to_have_count(0)
    stranger.faults[:] = [each for each in stranger.faults if "frame-ancestors" not in each]


async def test_a_question_that_found_no_network_is_asked_again_when_it_is_back(
    portal: ServiceProcess, desk: Desk, visit: Visit
) -> None:
    visitor = await at(visit, portal, desk.allowed, "/plain")
    chat = await opened(visitor.page)
    await visitor.context.set_offline(True)
    await chat.locator("textarea").fill("When does the tide library open?")
    await chat.locator("textarea").press("Enter")
    await expect(chat.get_by_role("alert")).to_contain_text("cannot be reached")
    await visitor.context.set_offline(False)
    await chat.get_by_role("button", name="Try again").click()
    await expect(chat.locator(".body")).to_contain_text("nine in the morning")
    await expect(chat.locator(".mine")).to_have_count(1)


async def test_a_guest_of_a_public_page_asks_three_questions_and_takes_them_into_an_account(
    portal: ServiceProcess, desk: Desk, visit: Visit
) -> None:
    await tell(portal, "users", "sign-up", "open")
    tier = f"three{uuid.uuid4().hex[:8]}"
    titles = {"titleEn": "Three", "titleKo": "셋"}
    await desk.api.post("/api/v1/tiers", json={"name": tier, **titles, "limits": {"questions": 3}})
    await desk.change(tier=tier)
    visitor = await visit(portal, language="ko")
    page = visitor.page
    await page.goto(f"{portal.address}/p/{desk.publication['slug']}")
    chat = page.locator("nullus-chat")
    await expect(chat.locator(".small")).to_contain_text("질문 3번 남음")
    for left in ("질문 2번 남음", "질문 1번 남음", "남은 질문이 없습니다"):
        await asked(chat, "도서관은 언제 여나요?")
        await expect(chat.locator(".small")).to_contain_text(left)
    await chat.locator("textarea").fill("하나만 더요.")
    await chat.locator("textarea").press("Enter")
    await expect(chat.get_by_role("alert")).to_be_visible()
    assert await visitor.obstacles() == []
    assert not await visitor.is_wider_than_window()
    await chat.get_by_role("alert").get_by_role("button", name="가입하고 이 대화 이어 가기").click()
    await page.wait_for_url(f"{portal.address}/sign-up")
    email = address()
    await page.get_by_label("이메일").fill(email)
    await page.get_by_role("textbox", name="비밀번호").fill(PASSWORD)
    await page.get_by_role("button", name="계정 만들기").click()
    await expect(page.get_by_role("status")).to_contain_text("운영자에게 요청하세요")
    link = await tell(portal, "users", "link", email, "--for", "verify")
    await tell(portal, "users", "sign-up", "closed")
    async with httpx.AsyncClient(base_url=portal.address, trust_env=False) as person:
        verified = await person.post("/api/v1/auth/verify", json={"token": link.partition("#")[2]})
        assert verified.status_code == 200, verified.text
        await person.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD})
        (kept,) = (await person.get("/api/v1/conversations")).json()["data"]["items"]
        assert kept["title"].startswith("도서관은 언제 여나요")
        said = (await person.get(f"/api/v1/conversations/{kept['id']}/messages")).json()["data"]["items"]
        assert [each["role"] for each in said] == ["user", "assistant"] * 3
    again = page.locator("nullus-chat")
    await page.goto(f"{portal.address}/p/{desk.publication['slug']}")
    await expect(again.get_by_role("alert")).to_contain_text("이 대화는 계정에서 이어집니다")


def test_the_whole_script_is_small(built: None) -> None:
    script = (portal_build.BUILT / "widget" / "nullus-chat.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= SMALL
    assert b"innerHTML" not in script
