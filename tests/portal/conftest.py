"""The portal in a real browser before a real service: one of each for all tests here, a context of its own for each test."""

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from bin import portal_build
from playwright.async_api import Browser, StorageState, async_playwright, expect
from tests.conftest import LIMITS
from tests.portal.visitors import ARGUMENTS, PATIENCE_MS, Visit, chromium, claimed, visitors
from tests.service_process import ServiceProcess, service_process

expect.set_options(timeout=PATIENCE_MS)
PASSWORD = "kimchi over the quiet harbour"
SMTP_PASSWORD = "barley tea before the storm"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, and the state of their signed-in browser."""

    email: str
    password: str
    name: str
    state: StorageState


@pytest.fixture(scope="session")
def built() -> None:
    """The portal as the sources are now; the tests of it mean nothing on an older one."""
    if not portal_build.is_needed():
        return
    if not (os.environ.get("CI") or portal_build.has_node()):
        pytest.skip("the portal is not built and there is no Node.js: bin/portal build")
    try:
        portal_build.build()
    except portal_build.NotBuilt as failure:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the portal could not be built: {failure}")


@pytest.fixture(scope="session")
async def browser(built: None) -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        await started.close()


@pytest.fixture(scope="session")
def portal(browser: Browser) -> Iterator[ServiceProcess]:
    """A service without a model and without fonts, shared by all tests here: make collections and people of your own."""
    secret = {"NULLUS_IDENTITY_SMTP_PASSWORD": SMTP_PASSWORD}  # without a mail server nobody is told it
    bare = {"NULLUS_KNOWLEDGE_FONTS": "/nonexistent", "NULLUS_LLM_PROVIDER": "none"}
    with service_process(None, **LIMITS, **secret, **bare) as process:
        process.up()
        yield process


@pytest.fixture(scope="session")
async def owner(portal: ServiceProcess) -> Person:
    """The owner of the service, with an account."""
    email, name = "owner@example.org", "Haneul"
    return Person(email, PASSWORD, name, await claimed(portal, email, name, PASSWORD))


@pytest.fixture
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Makes people at browsers: `await visit(portal, owner.state, language="ko", size=PHONE, dark=True)`."""
    async with visitors(browser) as made:
        yield made
