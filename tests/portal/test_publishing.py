"""The room of public chatbots: what is typed is seen at once in the chatbot beside the form, and stays when it is refused."""

import uuid

import httpx
from playwright.async_api import expect
from tests.portal.conftest import Person
from tests.portal.visitors import PHONE, Visit
from tests.service_process import ServiceProcess


async def test_the_form_shows_the_chatbot_while_it_is_typed_and_keeps_what_was_refused(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    name = f"Harbour desk {uuid.uuid4().hex[:6]}"
    token = (portal.home / "secrets" / "operator-token").read_text().strip()
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=portal.address, headers=headers, trust_env=False) as api:
        made = await api.post("/api/v1/collections", json={"name": f"harbour {name[-6:]}"})
        assert made.status_code == 201, made.text
    visitor = await visit(portal, owner.state)
    page = await visitor.open("/publications/new")
    preview = page.locator("nullus-chat")
    await page.get_by_role("textbox", name="Name").fill(name)
    await expect(preview.locator("h2")).to_have_text(name)
    await page.get_by_role("button", name=f"Make harbour {name[-6:]} public").click()
    await page.get_by_role("checkbox", name=f"harbour {name[-6:]}").check()
    await page.get_by_role("textbox", name="Greeting").fill("Ahoy.")
    await page.get_by_role("textbox", name="Suggested questions").fill("When do the ships leave?")
    await expect(preview.locator(".hello")).to_have_text("Ahoy.")
    await expect(preview.locator(".chip")).to_have_text("When do the ships leave?")
    await page.get_by_role("textbox", name="Allowed sites").fill("not a site")
    await page.get_by_role("button", name="Create").click()
    await expect(page.get_by_role("alert")).to_contain_text("is no origin")
    await expect(page.get_by_role("textbox", name="Name")).to_have_value(name)
    await page.reload()
    await expect(page.get_by_role("textbox", name="Name")).to_have_value(name)
    await expect(preview.locator(".hello")).to_have_text("Ahoy.")
    assert await visitor.obstacles() == []
    await page.get_by_role("textbox", name="Allowed sites").fill("https://harbour.example")
    await page.get_by_role("button", name="Create").click()
    await expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    greeting = page.get_by_role("textbox", name="Greeting")
    await greeting.fill("Half of a greeting")
    await page.reload()
    await expect(greeting).to_have_value("Half of a greeting")
    await page.get_by_role("button", name="Start over").click()
    await expect(greeting).to_have_value("Ahoy.")
    await greeting.fill("Good evening.")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    await greeting.fill("Another half")
    await page.reload()
    await expect(greeting).to_have_value("Another half")
    await page.get_by_role("button", name="Start over").click()
    await expect(greeting).to_have_value("Good evening.")
    await visitor.open("/publications/new")
    await expect(page.get_by_role("textbox", name="Name")).to_have_value("")


async def test_the_list_teaches_the_first_step_on_a_phone_in_korean(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state, language="ko", size=PHONE, dark=True)
    page = await visitor.open("/publications")
    await expect(page.get_by_role("link", name="새 챗봇").first).to_be_visible()
    assert await visitor.obstacles() == []
    assert not await visitor.is_wider_than_window()
