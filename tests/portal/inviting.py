"""Coming in by an invitation, as people do it: the owner makes the link, the other one follows it."""

import asyncio
import re

from playwright.async_api import Page, expect
from tests.portal.conftest import Person
from tests.portal.visitors import Visit
from tests.service_process import ServiceProcess

from nullus.kit import new_id

PASSWORD = "nine paper cranes at dusk"


async def tell(portal: ServiceProcess, *arguments: str) -> str:
    """What a command of the operator prints."""
    done = await asyncio.to_thread(portal.run, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def address() -> str:
    return f"{new_id().hex}@example.org"


async def invited(
    portal: ServiceProcess, owner: Person, visit: Visit, role: str, tier: str = ""
) -> tuple[str, Page, Page]:
    """Somebody whom the owner invites by a link, and who comes in by it: their address, the owner's page, their page."""
    await tell(portal, "users", "sign-up", "invitation")
    page = (await visit(portal, owner.state)).page
    await page.goto(f"{portal.address}/people/invitations")
    await page.get_by_role("button", name="Invite people").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Role").select_option(role)
    if tier:
        await dialog.get_by_label("Tier").select_option(tier)
    await dialog.get_by_role("button", name="Invite", exact=True).click()
    link = await dialog.get_by_text(re.compile("/invitation#")).inner_text()
    await dialog.get_by_role("button", name="I have kept it").click()
    await expect(dialog).not_to_be_visible()
    theirs = (await visit(portal)).page
    await theirs.goto(link.strip())
    email = address()
    await theirs.get_by_label("E-mail").fill(email)
    await theirs.get_by_label("Name").fill("Somin")
    await theirs.get_by_role("textbox", name="Password").fill(PASSWORD)
    await theirs.get_by_role("button", name="Create account").click()
    await expect(theirs.get_by_role("status")).to_contain_text(email)
    await theirs.goto(await tell(portal, "users", "link", email, "--for", "verify"))
    await theirs.get_by_role("button", name="Confirm").click()
    await expect(theirs.get_by_role("status")).to_be_visible()
    await theirs.goto(f"{portal.address}/sign-in")
    await theirs.get_by_label("E-mail").fill(email)
    await theirs.get_by_role("textbox", name="Password").fill(PASSWORD)
    await theirs.get_by_role("button", name="Sign in", exact=True).click()
    await expect(theirs.get_by_role("button", name="Sign out").first).to_be_visible()
    return email, page, theirs
