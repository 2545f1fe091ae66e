"""People at browsers before a real service: what a page says, asks for and breaks is watched while they use it."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, Page, StorageState, ViewportSize, expect
from tests.service_process import ServiceProcess

PHONE = (360, 740)
DESK = (1280, 800)
# The first has no windows, which nobody looks at here, and takes less time.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
LANGUAGES = {"ko": "ko-KR", "en": "en-US"}
WATCH = "addEventListener('securitypolicyviolation', (e) => reportViolation(`${e.violatedDirective} ${e.blockedURI}`))"
# Chromium itself writes these for every error answer and every broken line; the pages show such errors to the person.
# That no other host was asked is watched on the requests.
EXPECTED_ON_CONSOLE = re.compile(r"Failed to load resource: (?:the server responded with a status of 4|net::ERR_)")
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass(slots=True)
class Visitor:
    """A person at a browser. `faults` collects what must never happen: errors, foreign requests, refusals of the policy."""

    page: Page
    context: BrowserContext
    address: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    also: tuple[str, ...] = ()
    """Other origins that the page may ask: that of a chatbot on somebody's site."""

    async def watch(self) -> None:
        await self.page.expose_function("reportViolation", lambda told: self.faults.append(f"policy: {told}"))
        await self.page.add_init_script(WATCH)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", lambda said: self._heard(said.type, said.text))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not EXPECTED_ON_CONSOLE.match(text):
            self.faults.append(f"console: {text}")

    def _asked(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith((self.address + "/", "blob:" + self.address, *(f"{each}/" for each in self.also))):
            self.faults.append(f"another host: {url}")

    async def open(self, path: str) -> Page:
        """Go to a page of the portal and wait until it shows its heading."""
        await self.page.goto(self.address + path)
        await self.page.locator("h1").first.wait_for()
        return self.page

    async def obstacles(self) -> list[str]:
        """What axe finds on the page that a person would stumble over: serious and critical findings, with the nodes."""
        result = await Axe().run(self.page, options={"resultTypes": ["violations"]})
        return [
            f"{found['id']}: {[(node['html'], node['failureSummary']) for node in found['nodes']][:3]}"
            for found in result.response["violations"]
            if found["impact"] in {"serious", "critical"}
        ]

    async def is_wider_than_window(self) -> bool:
        """Whether the page has to be moved sideways to be read."""
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(await self.page.evaluate(wider))


Visit = Callable[..., Awaitable[Visitor]]


def chromium(names: Sequence[str] = CHROMIUM) -> str:
    """The distribution's browser, the first of `names` there is. Skips the test where there is none, but never in CI."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        reason = "needs a browser: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def cookies_of(answer: httpx.Response) -> StorageState:
    """The state of a browser that got this answer."""
    made: list[Any] = [
        {"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "httpOnly": True, "sameSite": "Strict"}
        for name, value in answer.cookies.items()
    ]
    return {"cookies": made, "origins": []}


def owner_link(process: ServiceProcess) -> str:
    """A fresh one-time link for the owner, as the operator gets it."""
    done = process.run("owner", "link")
    assert done.returncode == 0, done.stderr
    return next(word for word in done.stdout.split() if "/claim#" in word)


async def claimed(process: ServiceProcess, email: str, name: str, password: str) -> StorageState:
    """Become the owner of a new service by its one-time link; the state of that browser."""
    token = (await asyncio.to_thread(owner_link, process)).partition("#")[2]
    async with httpx.AsyncClient(base_url=process.address, trust_env=False, timeout=60) as client:
        claim = {"token": token, "email": email, "name": name, "password": password}
        answer = await client.post("/api/v1/auth/claim", json=claim)
    assert answer.status_code == 200, answer.text
    return cookies_of(answer)


@asynccontextmanager
async def visitors(browser: Browser) -> AsyncIterator[Visit]:
    """Makes visitors; afterwards, none of them may have seen a fault."""
    made: list[Visitor] = []

    async def visit(
        process: ServiceProcess,
        state: StorageState | None = None,
        *,
        language: str = "en",
        size: tuple[int, int] = DESK,
        dark: bool = False,
        named: bool = False,
    ) -> Visitor:
        """`named`: at `localhost`, because passkeys need a name and a number is none."""
        address = process.address.replace("127.0.0.1", "localhost") if named else process.address
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = await browser.new_context(
            locale=LANGUAGES[language],
            storage_state=state,
            viewport=viewport,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        visitor = Visitor(await context.new_page(), context, address)
        await visitor.watch()
        made.append(visitor)
        return visitor

    yield visit
    for each in made:
        await each.context.close()
    faults = [fault for each in made for fault in each.faults]
    assert not faults, faults
