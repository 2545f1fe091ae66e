"""A real browser before a real service: what it says, asks for and breaks is watched in every test."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, StorageState, async_playwright
from tests.llm.scripted_server import ScriptedServer
from tests.service_process import ServiceProcess, service_process

PHONE = (390, 844)
DESK = (1280, 800)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
WATCH = "addEventListener('securitypolicyviolation', (e) => reportViolation(`${e.violatedDirective} ${e.blockedURI}`))"
# Chromium itself writes these for every error answer; the pages show such errors to the person.
EXPECTED_ON_CONSOLE = "Failed to load resource: the server responded with a status of 4"


@dataclass(slots=True)
class Visitor:
    """A person at a browser. `faults` collects what must never happen."""

    page: Page
    context: BrowserContext
    address: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    async def watch(self) -> None:
        await self.page.expose_function("reportViolation", lambda told: self.faults.append(f"policy: {told}"))
        await self.page.add_init_script(WATCH)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", lambda said: self._heard(said.type, said.text))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not text.startswith(EXPECTED_ON_CONSOLE):
            self.faults.append(f"console: {text}")

    def _asked(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith(self.address + "/"):
            self.faults.append(f"another host: {url}")

    async def ask(self, question: str) -> None:
        await self.page.fill("#question", question)
        await self.page.press("#question", "Enter")

    async def choose(self, name: str, content: bytes) -> None:
        file: FilePayload = {"name": name, "mimeType": "", "buffer": content}
        await self.page.set_input_files("#files", files=[file])

    async def upload(self, name: str, content: bytes) -> None:
        """Choose a file and wait until its document is searchable."""
        await self.choose(name, content)
        await self.page.locator("#list li", has_text=name).locator(".state.ready").wait_for()


Visit = Callable[..., Awaitable[Visitor]]


def chromium() -> str:
    """The distribution's browser. Skips the test where there is none, but never in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "needs a browser: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        await started.close()


@pytest.fixture(scope="package")
def plain(browser: Browser) -> Iterator[ServiceProcess]:
    """A service without a model; empty until the first test adds a document."""
    with service_process(NULLUS_LLM_PROVIDER="none") as process:
        process.up()
        yield process


@pytest.fixture(scope="package")
async def model_server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield running


@pytest.fixture(scope="package")
async def written(browser: Browser, model_server: ScriptedServer) -> AsyncIterator[ServiceProcess]:
    """A service whose model says what a test tells it."""
    with service_process(
        NULLUS_LLM_PROVIDER="openai",
        NULLUS_LLM_URL=model_server.url,
        NULLUS_LLM_MODEL="tiny",
        NULLUS_LLM_KEY="sesame",
        NULLUS_LLM_CACHE_SECONDS="0",  # the same question is asked again, with other replies
    ) as process:
        await asyncio.to_thread(process.up)
        yield process


def owner_link(process: ServiceProcess) -> str:
    done = process.run("owner", "link")
    assert done.returncode == 0, done.stderr
    return next(word for word in done.stdout.split() if "/claim#" in word)


async def signed_in(process: ServiceProcess) -> StorageState:
    """The cookies of a browser that used an owner link."""
    token = (await asyncio.to_thread(owner_link, process)).partition("#")[2]
    async with httpx.AsyncClient(base_url=process.address, trust_env=False) as client:
        answer = await client.post("/api/v1/auth/claim", json={"token": token})
    assert answer.status_code == 200, answer.text
    cookies: list[Any] = [
        {"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "httpOnly": True, "sameSite": "Strict"}
        for name, value in answer.cookies.items()
    ]
    return {"cookies": cookies, "origins": []}


@pytest.fixture(scope="package")
async def owner(plain: ServiceProcess) -> StorageState:
    return await signed_in(plain)


@asynccontextmanager
async def visitors(browser: Browser) -> AsyncIterator[Visit]:
    """Makes visitors; afterwards, none of them may have seen a fault."""
    made: list[Visitor] = []

    async def visit(
        process: ServiceProcess,
        state: StorageState | None = None,
        *,
        language: str = "en-US",
        size: tuple[int, int] = DESK,
        dark: bool = False,
    ) -> Visitor:
        context = await browser.new_context(
            locale=language,
            storage_state=state,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        visitor = Visitor(await context.new_page(), context, process.address)
        await visitor.watch()
        made.append(visitor)
        return visitor

    yield visit
    for each in made:
        await each.context.close()
    assert not [fault for each in made for fault in each.faults]


@pytest.fixture
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    async with visitors(browser) as made:
        yield made
