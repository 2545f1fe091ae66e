"""What the tests of the chat room share: documents that can be asked, and questions asked as a person does."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from playwright.async_api import Locator, Page
from tests.portal.conftest import Person
from tests.service_process import ServiceProcess

COMPLETIONS = "/v1/chat/completions"
QUESTION = "When does the harbour office open?"
HARBOUR = """# Harbour handbook

## Opening hours

The harbour office opens at 7:30 every morning and closes at 19:00. On Sundays it stays closed.

## Fees

A berth for one night costs 42 euros. Boats longer than 12 metres pay 65 euros.
"""
OPENS = "The harbour office opens at 7:30 every morning and closes at 19:00"


@dataclass(frozen=True, slots=True)
class Desk:
    """A service with an owner and documents that are read."""

    process: ServiceProcess
    owner: Person
    collection: str


async def collection_with(process: ServiceProcess, person: Person, name: str, files: Mapping[str, str | bytes]) -> str:
    """A collection whose documents are searchable; its id."""
    cookies = {each["name"]: each["value"] for each in person.state["cookies"]}
    headers = {"Origin": process.address}
    async with httpx.AsyncClient(
        base_url=process.address, cookies=cookies, headers=headers, trust_env=False, timeout=60
    ) as client:
        made = await client.post("/api/v1/collections", json={"name": name})
        assert made.status_code == 201, made.text
        identifier: str = made.json()["data"]["id"]
        path = f"/api/v1/collections/{identifier}/documents"
        for file, content in files.items():
            raw = content.encode() if isinstance(content, str) else content
            sent = await client.post(path, files=[("file", (file, raw))])
            assert sent.status_code == 202, sent.text
        async with asyncio.timeout(120):
            while True:
                found = (await client.get(path)).json()["data"]["items"]
                if len(found) == len(files) and all(each["status"] == "ready" for each in found):
                    return identifier
                await asyncio.sleep(0.2)


async def ask(page: Page, question: str) -> Locator:
    """Type a question and send it; the place of its answer."""
    answers = page.locator("article[data-state]")
    before = await answers.count()
    field = page.get_by_role("textbox", name="Your question").or_(page.get_by_role("textbox", name="질문"))
    await field.fill(question)
    await field.press("Enter")
    return answers.nth(before)
