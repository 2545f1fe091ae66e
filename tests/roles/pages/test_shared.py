"""The page of a shared conversation: read by the token in the fragment, which leaves the address bar and is never sent."""

import asyncio
import json

import httpx
from tests.roles.pages.accessibility import obstacles
from tests.roles.pages.conftest import Visit
from tests.service_process import ServiceProcess


async def test_a_shared_conversation_is_read_by_its_link(plain: ServiceProcess, visit: Visit) -> None:
    key = json.loads((await asyncio.to_thread(plain.run, "tokens", "create", "reader", "--json")).stdout)["token"]
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=plain.address, headers=headers, trust_env=False, timeout=30) as client:
        talk = (await client.post("/api/v1/conversations", json={"title": "<b>Harbour</b>"})).json()["data"]
        said = await client.post(
            f"/api/v1/conversations/{talk['id']}/messages", json={"text": "When does the moon open?"}
        )
        assert said.status_code < 300, said.text
        made = (await client.post(f"/api/v1/conversations/{talk['id']}/shares")).json()["data"]
    someone = await visit(plain)
    page = someone.page
    await page.goto(f"{plain.address}/shared#{made['token']}")
    await page.get_by_text("When does the moon open?").wait_for()
    assert await page.locator("#heading").inner_text() == "<b>Harbour</b>"
    assert await page.evaluate("location.href") == f"{plain.address}/shared"
    assert made["token"] not in json.dumps(someone.requests)
    assert await obstacles(page) == []
    await page.goto("about:blank")
    await page.goto(f"{plain.address}/shared#nlh_made-up")
    await page.get_by_role("alert").get_by_text("leads to nothing").wait_for()
