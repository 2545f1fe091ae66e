"""Passkeys in a real browser, with Chromium's own virtual security key: added, used, and refused under another address."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, CDPSession, Page
from tests.conftest import LIMITS
from tests.portal.visitors import owner_link
from tests.service_process import ServiceProcess, service_process

EMAIL, PASSWORD = "owner@example.org", "seven quiet lanterns drift"  # of a test
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
CALL = """async ([method, path, body]) => {
    const answer = await fetch("/api/v1" + path, {method, headers: {"Content-Type": "application/json"},
        body: body === null ? undefined : JSON.stringify(body)});
    return [answer.status, await answer.json()];
}"""
CREATE = """async (options) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    try { return (await navigator.credentials.create({publicKey})).toJSON(); } catch (error) { return error.name; }
}"""
GET = """async (options) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    try { return (await navigator.credentials.get({publicKey})).toJSON(); } catch (error) { return error.name; }
}"""


class Visitor:
    def __init__(self, page: Page, devices: CDPSession) -> None:
        self.page = page
        self.devices = devices

    async def call(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        code, answer = await self.page.evaluate(CALL, [method, path, body])
        assert code == status, answer
        return answer["data"] if status < 400 else answer

    async def plug_in(self, **changed: Any) -> str:
        """Put a security key into the browser."""
        made = await self.devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, **changed}})
        return str(made["authenticatorId"])

    async def enter(self, status: int = 200) -> Any:
        options = (await self.call("POST", "/auth/passkeys/begin"))["options"]
        answer = await self.page.evaluate(GET, options)
        assert isinstance(answer, dict), answer
        return await self.call("POST", "/auth/passkeys/finish", {"credential": answer}, status)


@asynccontextmanager
async def visitor(browser: Browser, address: str) -> AsyncIterator[Visitor]:
    context = await browser.new_context()
    context.set_default_timeout(20_000)
    page = await context.new_page()
    devices = await context.new_cdp_session(page)
    await devices.send("WebAuthn.enable")
    await page.goto(address)
    yield Visitor(page, devices)
    await context.close()


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[ServiceProcess]:
    """A service of its own: its owner is one of these tests."""
    with service_process(None, **LIMITS, NULLUS_LLM_PROVIDER="none") as process:
        process.up()
        yield process


@pytest.fixture
def named(plain: ServiceProcess) -> str:
    """The service under a name, as passkeys need it."""
    return plain.address.replace("127.0.0.1", "localhost")


async def test_a_passkey_is_made_and_signs_in_without_a_password(
    browser: Browser, plain: ServiceProcess, named: str
) -> None:
    async with visitor(browser, named) as owner:
        claim = {"token": owner_link(plain).partition("#")[2], "email": EMAIL, "password": PASSWORD, "name": "Owner"}
        await owner.call("POST", "/auth/claim", claim)
        device = await owner.plug_in()
        options = (await owner.call("POST", "/me/factors/passkeys/begin"))["options"]
        assert options["rp"]["id"] == "localhost"
        made = await owner.page.evaluate(CREATE, options)
        assert isinstance(made, dict), made
        added = await owner.call("POST", "/me/factors/passkeys/finish", {"name": "laptop", "credential": made}, 201)
        assert (added["kind"], added["name"]) == ("passkey", "laptop")
        again = (await owner.call("POST", "/me/factors/passkeys/begin"))["options"]
        assert await owner.page.evaluate(CREATE, again) == "InvalidStateError"  # this device has one for the account
        await owner.call("POST", "/auth/logout", {})
        await owner.call("GET", "/me/factors", status=401)

        for _ in range(2):  # the device counts; the service remembers
            assert (await owner.enter())["account"]["email"] == EMAIL
        assert [each["name"] for each in (await owner.call("GET", "/me/factors"))["factors"]] == ["laptop"]

        await owner.devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
        options = (await owner.call("POST", "/auth/passkeys/begin"))["options"]
        assert await owner.page.evaluate(GET, options) == "NotAllowedError"
        careless = {**options, "userVerification": "discouraged"}
        unverified = await owner.page.evaluate(GET, careless)
        answer = await owner.call("POST", "/auth/passkeys/finish", {"credential": unverified}, 403)
        assert answer["resultCode"] == "PASSKEY_REFUSED"

        await owner.call("DELETE", f"/me/factors/{added['id']}")
        await owner.devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
        assert (await owner.enter(403))["resultCode"] == "PASSKEY_REFUSED"


async def test_under_the_number_of_this_machine_the_person_is_told_what_to_open(
    browser: Browser, plain: ServiceProcess, named: str
) -> None:
    async with visitor(browser, plain.address) as somebody:
        answer = await somebody.call("POST", "/auth/passkeys/begin", status=409)
        assert answer["resultCode"] == "PASSKEYS_ELSEWHERE"
        assert named in answer["hint"]
        await somebody.plug_in()
        options = {"challenge": "eHh4eHh4eHh4eHh4eHh4eA", "rpId": "localhost", "userVerification": "required"}
        assert await somebody.page.evaluate(GET, options) == "SecurityError"  # which is why
