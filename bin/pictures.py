"""Pictures of the portal's main pages, made by a service of its own that holds the sample collection and no model.

.venv/bin/python -m bin.pictures FOLDER [PAGE…]     every page, Korean and English, dark and light, desk and phone
.venv/bin/python -m bin.pictures --docs             the few that README and docs show, into docs/images

Needs the portal built (bin/portal build) and Chromium.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import httpx
from playwright.async_api import Browser, Page, StorageState, async_playwright
from tests.portal.visitors import ARGUMENTS, CHROMIUM, DESK, LANGUAGES, PHONE, chromium, claimed
from tests.service_process import ServiceProcess, service_process

PATIENCE_MS = 90_000
IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
QUESTIONS = {"ko": "문서를 삭제하면 무엇이 남나요?", "en": "What is left after a document is deleted?"}
SEARCHES = {"ko": "개인정보", "en": "citations"}
SETTLED = """fetch("/api/v1/collections").then((answer) => answer.json())
  .then(({ data }) => data.items.length > 0 && data.items.every((each) => each.documents > 0 && each.unsettled === 0))"""
SAMPLES = {"ko": "예제 컬렉션 사용", "en": "Use the sample collection"}
PAGES = {
    "chat": "/chat/{conversation}",
    "chat-new": "/chat",
    "collections": "/collections",
    "documents": "/collections/{collection}",
    "document": "/documents/{document}",
    "search": "/search?q={search}",
    "notices": "/notices",
    "account": "/account",
    "security": "/account/security",
    "keys": "/account/keys",
    "people": "/people",
    "invitations": "/people/invitations",
    "accounts": "/accounts",
    "sign-up-policy": "/accounts/sign-up",
    "tiers": "/tiers",
    "tier": "/tiers/guest",
    "workspaces": "/workspaces",
    "jobs": "/jobs",
    "health": "/jobs/health",
    "audit": "/audit",
    "proof": "/audit/proof",
    "settings": "/settings",
    "models": "/models",
    "costs": "/costs",
    "prompts": "/prompts",
    "prompt": "/prompts/answer",
    "prompt-draft": "/prompts/answer/draft",
    "evaluation": "/evaluation",
    "evaluation-new": "/evaluation/new",
    "golden-questions": "/evaluation/questions",
    "insight": "/insight",
    "gaps": "/insight/gaps",
    "publications": "/publications",
    "publication": "/publications/new",
    "sign-in": "/sign-in",
}
Picture = tuple[str, str, tuple[int, int], bool]
"""Page, language, size of the window, dark."""
DOCS: dict[str, Picture] = {
    "ask-ko": ("chat", "ko", DESK, False),
    "ask-en": ("chat", "en", DESK, False),
    "ask-en-dark-phone": ("chat", "en", PHONE, True),
    "documents-ko": ("documents", "ko", DESK, False),
    "search-en-dark": ("search", "en", DESK, True),
    "publication-ko": ("publication", "ko", DESK, False),
}


@dataclass(frozen=True, slots=True)
class Studio:
    """A service with one owner, the sample collection, and a question asked in each language."""

    process: ServiceProcess
    browser: Browser
    state: StorageState
    places: dict[str, dict[str, str]]
    """What stands in the braces of PAGES, for each language."""

    async def take(self, name: str, language: str, size: tuple[int, int], dark: bool, path: Path) -> None:
        """One picture, when nothing on the page waits for anything."""
        page = await self._page(language, size, dark, signed_in=name != "sign-in")
        await page.goto(self.process.address + PAGES[name].format(**self.places[language]))
        await page.locator("h1").first.wait_for()
        if name == "chat":
            mark = page.locator("article[data-state=complete]").get_by_role("button", name=".md").first
            await mark.wait_for()
            if size == DESK:
                await mark.click()
                await page.locator("mark").first.wait_for()
        await page.wait_for_load_state("networkidle")
        await page.wait_for_function("!document.querySelector('[aria-busy=true]')")
        await page.screenshot(path=path, full_page=False)
        await page.context.close()

    async def _page(self, language: str, size: tuple[int, int], dark: bool, signed_in: bool = True) -> Page:
        context = await self.browser.new_context(
            locale=LANGUAGES[language],
            storage_state=self.state if signed_in else None,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        return await context.new_page()

    async def prepare(self) -> None:
        """Take the sample collection in as the first run does, and ask."""
        page = await self._page("ko", DESK, dark=False)
        await page.goto(f"{self.process.address}/start?step=documents")
        await page.get_by_role("button", name=SAMPLES["ko"]).click()
        await page.get_by_role("button", name="계속", exact=True).click()
        await page.wait_for_function(SETTLED)
        for language, question in QUESTIONS.items():
            await page.goto(f"{self.process.address}/chat")
            field = page.get_by_role("textbox", name="질문")
            await field.fill(question)
            await field.press("Enter")
            await page.locator("article[data-state=complete]").wait_for()
            self.places[language] = {"conversation": page.url.rpartition("/")[2], "search": SEARCHES[language]}
        cookies = {each["name"]: each["value"] for each in self.state["cookies"]}
        async with httpx.AsyncClient(base_url=self.process.address, cookies=cookies, trust_env=False) as client:
            collection = (await client.get("/api/v1/collections")).json()["data"]["items"][0]["id"]
            documents = (await client.get(f"/api/v1/collections/{collection}/documents")).json()["data"]["items"]
        for language, place in self.places.items():
            place["collection"] = collection
            place["document"] = next(each["id"] for each in documents if each["name"].endswith(f"{language}.md"))
        await page.context.close()


def main(arguments: list[str]) -> int:
    """0 when every picture was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"only these: {', '.join(PAGES)}")
    parser.add_argument("--docs", action="store_true", help="the pictures of README and docs, into their folder")
    given = parser.parse_args(arguments)
    if given.docs == bool(given.folder):
        parser.error("name a folder, or --docs")
    if unknown := set(given.pages) - set(PAGES):
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    folder = IMAGES if given.docs else given.folder
    folder.mkdir(parents=True, exist_ok=True)
    wanted = DOCS if given.docs else everything(given.pages or PAGES)
    with service_process(None, NULLUS_LLM_PROVIDER="none") as process:
        process.up()
        asyncio.run(take_all(process, {folder / f"{name}.png": picture for name, picture in wanted.items()}))
    return 0


def everything(pages: Iterable[str]) -> dict[str, Picture]:
    """Each of these pages in each way that it is seen, by the name of its file."""
    return {
        f"{name}-{language}-{'phone' if size == PHONE else 'desk'}-{'dark' if dark else 'light'}": (
            name,
            language,
            size,
            dark,
        )
        for name, language, size, dark in product(pages, ("ko", "en"), (DESK, PHONE), (False, True))
    }


async def take_all(process: ServiceProcess, wanted: dict[Path, Picture]) -> None:
    """Make the pictures, one after the other, and say which."""
    async with async_playwright() as playwright:
        # The one with windows first: it writes dates into their fields as the language has them.
        windowed = chromium((*CHROMIUM[1:], CHROMIUM[0]))
        browser = await playwright.chromium.launch(executable_path=windowed, args=ARGUMENTS)
        studio = Studio(
            process, browser, await claimed(process, "owner@example.org", "Owner", "kimchi over the quiet harbour"), {}
        )
        await studio.prepare()
        for path, picture in wanted.items():
            await studio.take(*picture, path)
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
