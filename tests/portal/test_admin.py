"""Administration by those who may: inviting, groups, tiers, suspending, background work, and the trail that all of it leaves."""

import re

import httpx
from playwright.async_api import expect
from tests.portal.conftest import SMTP_PASSWORD, Person
from tests.portal.inviting import invited
from tests.portal.visitors import Visit
from tests.service_process import ServiceProcess

from nullus.kit import new_id


async def test_whoever_opens_the_link_of_an_invitation_is_a_member_until_they_are_removed(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    email, page, theirs = await invited(portal, owner, visit, "editor")
    await page.get_by_role("navigation", name="People").get_by_role("link", name="Members").click()
    row = page.get_by_role("row").filter(has_text=email)
    await expect(row.get_by_role("combobox")).to_have_value("editor")
    await row.get_by_role("combobox").select_option("viewer")
    await page.reload()
    await expect(row.get_by_role("combobox")).to_have_value("viewer")
    await expect(theirs.get_by_role("link", name="Workspaces")).to_be_visible()
    await expect(theirs.get_by_role("link", name="People", exact=True)).to_have_count(0)
    await row.get_by_role("button", name=re.compile("Remove")).click()
    await page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await expect(row).to_have_count(0)


async def test_an_invitation_that_was_withdrawn_leads_nowhere(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = (await visit(portal, owner.state, language="ko")).page
    await page.goto(f"{portal.address}/people/invitations")
    await page.get_by_role("button", name="초대하기").click()
    dialog = page.get_by_role("dialog")
    note = f"for the reading circle {new_id().hex[:8]}"
    await dialog.get_by_label("메모").fill(note)
    await dialog.get_by_role("button", name="초대하기").click()
    link = await dialog.get_by_text(re.compile("/invitation#")).inner_text()
    await dialog.get_by_role("button", name="보관했습니다").click()
    row = page.get_by_role("row").filter(has_text=note)
    await row.get_by_role("button", name="철회").click()
    await page.get_by_role("dialog").get_by_role("button", name="철회").click()
    await expect(row).to_have_count(0)
    late = (await visit(portal)).page
    await late.goto(link.strip())
    await expect(late.get_by_role("alert")).to_be_visible()


async def test_a_group_is_filled_renamed_and_deleted_by_its_name(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = (await visit(portal, owner.state)).page
    await page.goto(f"{portal.address}/people/groups")
    await page.get_by_role("button", name="New group").click()
    dialog = page.get_by_role("dialog")
    name = f"Readers {new_id().hex[:8]}"
    await dialog.get_by_label("Name").fill(name)
    await dialog.get_by_role("button", name="Create group").click()
    row = page.get_by_role("row").filter(has_text=name)
    await row.get_by_role("button", name="Members of").click()
    await dialog.get_by_role("checkbox", name=owner.name).check()
    await dialog.get_by_role("button", name="Save").click()
    await expect(row).to_contain_text("1 person")
    await row.get_by_role("button", name="Delete").click()
    await dialog.get_by_role("textbox", name="Name").fill(name)
    await dialog.get_by_role("button", name="Delete").click()
    await expect(row).to_have_count(0)


async def test_a_service_account_gets_a_key_that_works_until_it_is_revoked(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state)
    page = visitor.page
    await page.goto(f"{portal.address}/people/programs")
    await page.get_by_role("button", name="New service account").click()
    dialog = page.get_by_role("dialog")
    name = f"Import {new_id().hex[:8]}"
    await dialog.get_by_label("Name").fill(name)
    await dialog.get_by_role("button", name="Create").click()
    row = page.get_by_role("row").filter(has_text=name)
    await row.get_by_role("button", name="Keys of").click()
    await dialog.get_by_role("button", name="New key").click()
    await dialog.get_by_label("What the key is for").fill("nightly")
    await dialog.get_by_role("button", name="Create key").click()
    key = (await dialog.locator("pre").inner_text()).strip()
    await dialog.get_by_role("button", name="I have kept it").click()
    bearer = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=portal.address, trust_env=False, headers=bearer) as program:
        assert (await program.get("/api/v1/me")).status_code == 200
        await dialog.get_by_role("button", name="Revoke the key nightly").click()
        await expect(dialog).to_contain_text("No key yet")
        assert (await program.get("/api/v1/me")).status_code == 401


async def test_a_suspended_account_is_shut_out_until_the_suspension_is_lifted(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    email, page, theirs = await invited(portal, owner, visit, "viewer")
    await page.goto(f"{portal.address}/accounts?query={email}")
    row = page.get_by_role("row").filter(has_text=email)
    await expect(row).to_contain_text("Active")
    await row.get_by_role("button", name="Manage").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Suspend").click()
    await expect(dialog.get_by_role("button", name="Lift the suspension")).to_be_visible()
    await theirs.goto(f"{portal.address}/account")
    await expect(theirs.get_by_role("heading", name="Sign in")).to_be_visible()
    await dialog.get_by_role("button", name="Lift the suspension").click()
    await expect(dialog.get_by_role("button", name="Suspend")).to_be_visible()
    await expect(row).to_contain_text("Active")
    await dialog.get_by_role("button", name="Send a mail").click()
    await expect(dialog).to_contain_text(f"nullus users link {email} --for reset")


async def test_how_people_sign_up_is_chosen_in_plain_words(portal: ServiceProcess, owner: Person, visit: Visit) -> None:
    page = (await visit(portal, owner.state, language="ko")).page
    await page.goto(f"{portal.address}/accounts/sign-up")
    stranger = (await visit(portal, language="ko")).page
    for mode, shown in (("아무도 안 됨", "새 계정을 받지 않습니다"), ("초대받은 사람", "초대")):
        await page.get_by_role("radio", name=mode).check()
        await page.get_by_role("button", name="저장").click()
        await expect(page.get_by_role("status")).to_have_text("저장했습니다")
        await stranger.goto(f"{portal.address}/sign-up")
        await expect(stranger.get_by_role("main")).to_contain_text(shown)


async def test_a_tier_that_is_edited_holds_on_the_usage_page_and_the_trail_shows_it_unbroken(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    _, page, theirs = await invited(portal, owner, visit, "viewer", tier="protostar")
    await page.goto(f"{portal.address}/tiers/protostar")
    await page.get_by_role("textbox", name="Questions – A day").fill("7")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("It holds from the next request on")).to_be_visible()
    await theirs.goto(f"{portal.address}/account")
    await expect(theirs.get_by_role("main")).to_contain_text("7 of 7")
    await page.get_by_role("textbox", name="Questions – A day").fill("")  # the owner has this tier too
    await page.get_by_role("button", name="Save").click()
    await theirs.reload()
    await expect(theirs.get_by_role("main")).not_to_contain_text("7 of 7")
    await page.goto(f"{portal.address}/audit?everywhere=true")
    await page.get_by_label("Action", exact=True).select_option("Tier changed")
    row = page.get_by_role("row").filter(has_text="tier: protostar").first
    await expect(row).to_contain_text(owner.name)
    await page.goto(f"{portal.address}/audit/proof")
    await page.get_by_role("button", name="Verify now").click()
    await expect(page.get_by_role("status").filter(has_text="as it was sealed")).to_be_visible()


async def test_settings_are_searched_narrowed_to_what_was_changed_and_never_show_a_secret(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = (await visit(portal, owner.state)).page
    await page.goto(f"{portal.address}/settings")
    rows = page.get_by_role("listitem").filter(has_text="NULLUS_")
    password = rows.filter(has_text="NULLUS_IDENTITY_SMTP_PASSWORD")
    await expect(password).to_contain_text("Set, not shown")
    await expect(page.locator("body")).not_to_contain_text(SMTP_PASSWORD)
    async with httpx.AsyncClient(base_url=portal.address, trust_env=False) as stranger:
        assert (await stranger.get("/api/v1/settings")).status_code == 401
    await page.get_by_role("searchbox", name="Search").fill("smtp password")
    await expect(rows).to_have_count(1)
    await expect(page.get_by_role("status").filter(has_text="1 setting")).to_be_visible()
    await page.get_by_role("searchbox", name="Search").fill("nullus_port")
    await expect(rows).to_contain_text("Default: 8080")
    await expect(rows).to_contain_text("Environment")
    await page.get_by_role("searchbox", name="Search").fill("quokka")
    await expect(page.get_by_text("No setting is called that")).to_be_visible()
    await page.get_by_role("searchbox", name="Search").fill("")
    await page.get_by_role("switch", name="Changed only").focus()
    await page.keyboard.press("Space")
    await expect(rows.filter(has_text="NULLUS_PORT")).to_be_visible()
    await expect(password).to_be_visible()
    await expect(rows.filter(has_text="NULLUS_HOST")).to_have_count(0)


async def test_the_service_is_renamed_where_its_settings_are(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = (await visit(portal, owner.state, language="ko")).page
    await page.goto(f"{portal.address}/settings")
    field = page.get_by_role("textbox", name="서비스 이름")
    former = await field.input_value()
    name = f"자료실 {new_id().hex[:8]}"
    for wanted in (name, former):
        await field.fill(wanted)
        await page.get_by_role("button", name="저장").click()
        await expect(page.get_by_text("저장했습니다")).to_be_visible()
        await page.reload()
        await expect(field).to_have_value(wanted)
    await page.get_by_role("link", name="가입 방식").click()
    await expect(page.get_by_role("heading", name="가입 방식", level=1)).to_be_visible()


async def test_who_does_not_run_the_service_is_not_shown_its_settings(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    _, _, theirs = await invited(portal, owner, visit, "admin")
    await expect(theirs.get_by_role("link", name="Workspaces")).to_be_visible()
    await expect(theirs.get_by_role("link", name="Settings", exact=True)).to_have_count(0)
