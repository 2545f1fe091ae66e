"""Collections and documents in a browser: made, filled, watched, moved, read, deleted, and never a danger to who looks."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from tests.portal.conftest import Person
from tests.portal.library import choose_from, drop, make_collection, put, row
from tests.portal.visitors import DESK, PHONE, Visit, Visitor
from tests.service_process import ServiceProcess

MAPS = "# Maps\n\nA borrowed map has to be brought back within nine days.\n"
HANDBOOK = "\n\n".join(
    ["# Reading room"]
    + [
        f"## Shelf {each}\n\nShelf {each} holds volumes that stay in the room. Ask at the desk."
        for each in range(1, 31)
    ]
    + ["## Maps\n\nA borrowed map has to be brought back within **nine days**, says `rule 7`."]
    + [f"## Cabinet {each}\n\nCabinet {each} is locked in the evening." for each in range(1, 31)]
)
HOSTILE = {
    "<img src=x onerror=alert(1)>.md": (
        "# <script>alert(1)</script>\n\n| a | b |\n|---|---|\n"
        '| <img src="https://evil.example/a"> | ![x](https://evil.example/b) |\n'
    ),
    "javascript:alert(1).txt": '"><svg onload=alert(1)> https://evil.example/c',
    f"{'verylongname' * 16}.md": "[a link](javascript:alert(1)) and ![a picture](https://evil.example/d)",
    "שלום עולם مرحبا.md": "# עברית\n\nטקסט بالعربية",
}


async def test_a_collection_is_made_filled_by_dropping_and_watched_until_it_is_ready(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal, owner.state)).open("/collections")
    await page.get_by_role("button", name="New collection").first.click()
    dialog = page.get_by_role("dialog", name="New collection")
    await dialog.get_by_label("Name").fill("Reading room")
    await dialog.get_by_label("What it is for").fill("Rules of the reading room")
    await dialog.get_by_role("radio", name="Confidential").check()
    await dialog.get_by_role("radio", name="Private").check()
    await dialog.get_by_role("button", name="Create collection").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Reading room")
    await expect(page.get_by_label("Facts").first).to_contain_text("Confidential")
    await drop(page.get_by_text("Drop files or folders here"), {"maps.md": MAPS, "torn.pdf": "%PDF-1.7 torn"})
    await expect(row(page, "maps.md")).to_contain_text("Ready")
    torn = row(page, "torn.pdf")
    await expect(torn).to_contain_text("Failed")
    await torn.get_by_role("button", name="Read torn.pdf again").click()
    await expect(torn).to_contain_text("Failed")
    await page.get_by_role("button", name="Add", exact=True).click()
    await page.get_by_role("menuitem", name="Paste text").click()
    paste = page.get_by_role("dialog", name="Paste text")
    await paste.get_by_label("Name").fill("Opening hours")
    await paste.get_by_role("textbox", name="Text", exact=True).fill("Open from nine to five.")
    await paste.get_by_role("button", name="Add text").click()
    await page.get_by_role("navigation").get_by_role("link", name="Search").click()
    await page.get_by_role("navigation").get_by_role("link", name="Documents").click()
    line = row(page, "Reading room")
    await expect(line).to_contain_text("1 failed")
    await line.get_by_role("link").click()
    await expect(row(page, "Opening hours.md")).to_contain_text("Ready")


async def test_documents_are_found_by_name_ordered_chosen_moved_and_deleted_with_a_receipt(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    page = await (await visit(portal, owner.state)).open("/collections")
    source = await make_collection(page, "Source shelf")
    await make_collection(page, "Other shelf", sensitivity="public")
    await put(page, source, {"b.md": "bb", "a.md": "a" * 50, "c.md": "ccc", "notes.md": "n"})
    await page.goto(f"{portal.address}/collections/{source}")
    await page.get_by_role("button", name="Name", exact=True).click()
    names = page.get_by_role("row").get_by_role("link")
    await expect(names).to_have_text(["a.md", "b.md", "c.md", "notes.md"])
    await page.get_by_role("button", name="Size", exact=True).click()
    await expect(names).to_have_text(["a.md", "c.md", "b.md", "notes.md"])
    await page.get_by_label("Filter by name").fill("note")
    await expect(names).to_have_text(["notes.md"])
    assert re.search(r"[?&]name=note", page.url)
    await page.reload()
    await expect(names).to_have_text(["notes.md"])
    await page.get_by_label("Filter by name").fill("")
    await page.get_by_label("Select a.md").check()
    await page.get_by_label("Select b.md").check()
    chosen = page.get_by_role("region", name="With the chosen documents")
    await chosen.get_by_role("button", name="Move").click()
    await choose_from(page, "Into", "Other shelf")
    await expect(page.get_by_role("dialog")).to_contain_text("Public")
    await page.get_by_role("dialog").get_by_role("button", name="Move").click()
    await expect(names).to_have_text(["c.md", "notes.md"])
    await page.get_by_label("Select all").check()
    await chosen.get_by_role("button", name="Delete").click()
    confirm = page.get_by_role("dialog")
    await expect(confirm.get_by_role("button", name="Delete for good")).to_be_disabled()
    await confirm.get_by_label("Name").fill("delete 2")
    await confirm.get_by_role("button", name="Delete for good").click()
    receipt = page.get_by_role("region", name="Receipt of the deletion")
    await expect(receipt).to_contain_text("nothing is left")
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Delete collection").click()
    await confirm.get_by_label("Name").fill("Source shelf")
    await confirm.get_by_role("button", name="Delete for good").click()
    await expect(page.get_by_role("heading", name="The collection Source shelf is deleted")).to_be_focused()


async def test_a_link_opens_the_document_at_the_cited_words(
    portal: ServiceProcess, owner: Person, visit: Visit, tmp_path: Path
) -> None:
    visitor = await visit(portal, owner.state)
    page = await visitor.open("/collections")
    collection = await make_collection(page, "Cited")
    [document] = await put(page, collection, {"handbook.md": HANDBOOK})
    await put(page, collection, {"handbook.md": HANDBOOK + "\n\n## Coats\n\nHang them up."})
    passage, start = await _passage(page, document, "nine days")
    await page.goto(f"{portal.address}/documents/{document}?chunk={passage}&at={start}-{start + 9}")
    cited = page.get_by_label("The cited passage")
    await expect(cited.locator("mark")).to_have_text("nine days")
    await expect(cited.locator("mark")).to_be_in_viewport()
    await page.get_by_label("Find in this document").fill("LOCKED IN")
    await expect(page.get_by_role("status").filter(has_text="30 places")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="To the cited passage").click()
    await expect(cited).to_be_in_viewport()
    await page.get_by_text("Details").click()
    versions = page.get_by_role("region", name="Versions")
    await expect(versions.get_by_role("listitem")).to_have_count(2)
    async with page.expect_download() as coming:
        await versions.get_by_role("link", name="Original").last.click()
    first = await coming.value
    assert (await first.path()).read_text(encoding="utf-8") == HANDBOOK
    assert first.suggested_filename == "handbook.md"
    await page.goto(f"{portal.address}/documents/{document}?chunk=999999999")
    await expect(page.get_by_text("no longer in this document")).to_be_visible()
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Delete document").click()
    await page.get_by_role("dialog").get_by_label("Name").fill("handbook.md")
    await page.get_by_role("button", name="Delete for good").click()
    await expect(page.get_by_role("region", name="Receipt of the deletion")).to_contain_text("nothing is left")
    await page.reload()
    await expect(page.get_by_role("heading", name="There is no such document")).to_be_visible()


async def test_what_a_document_is_called_and_says_never_acts(
    portal: ServiceProcess, owner: Person, visit: Visit
) -> None:
    visitor = await visit(portal, owner.state)
    page = await visitor.open("/collections")
    collection = await make_collection(
        page, "<b onmouseover=alert(1)>bold</b>", description="<script>alert(1)</script>"
    )
    documents = await put(page, collection, HOSTILE)
    await page.goto(f"{portal.address}/collections")
    await expect(row(page, "<b onmouseover=alert(1)>bold</b>")).to_be_visible()
    await page.goto(f"{portal.address}/collections/{collection}")
    for name in HOSTILE:
        await expect(row(page, name)).to_be_visible()
    assert not await visitor.is_wider_than_window()
    await drop(page.get_by_role("heading", level=1), {"bell\u0007\u202egnp.md": "x"})
    await expect(page.get_by_role("alert")).to_be_visible()
    for document in documents:
        await visitor.open(f"/documents/{document}")
        await expect(page.get_by_role("article")).to_contain_text(re.compile(r"\w"))
        assert not await visitor.is_wider_than_window()
    await page.goto(f"{portal.address}/search?q=onload")
    await expect(page.locator("a[data-hit]").first).to_contain_text("<svg")
    assert await page.locator("main img, main svg[onload], main script").count() == 0


@pytest.mark.parametrize(("language", "dark", "size"), [("ko", False, PHONE), ("en", True, DESK)])
async def test_pages_of_the_library_hinder_nobody(
    portal: ServiceProcess, owner: Person, visit: Visit, language: str, dark: bool, size: tuple[int, int]
) -> None:
    visitor = await visit(portal, owner.state, language=language, dark=dark, size=size)
    page = await visitor.open("/collections")
    collection = await make_collection(page, f"Seen by all {language}")
    await _is_clear(page, visitor, f"/collections/{collection}")
    [document, _] = await put(page, collection, {"maps.md": MAPS, "torn.pdf": "%PDF-1.7 torn"})
    for path in (
        f"/collections/{collection}",
        "/collections",
        f"/documents/{document}",
        "/search?q=map&details=1",
        "/search",
    ):
        await _is_clear(page, visitor, path)
    await page.goto(f"{portal.address}/collections/{collection}")
    await page.get_by_role("button", name="더 보기" if language == "ko" else "More", exact=True).click()
    await page.get_by_role("menuitem").first.click()
    await page.get_by_role("dialog").get_by_role("radio").first.wait_for()
    assert await visitor.obstacles() == []


async def _is_clear(page: Page, visitor: Visitor, path: str) -> None:
    await visitor.open(path)
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert await visitor.obstacles() == []
    assert not await visitor.is_wider_than_window()


async def _passage(page: Page, document: str, words: str) -> tuple[str, int]:
    """The id of the passage that holds the words, and where in the document they begin."""
    found = await page.evaluate(
        """async ([id, words]) => {
          const { data } = await (await fetch(`/api/v1/documents/${id}/chunks?limit=500`)).json();
          const passage = data.items.find((each) => each.text.includes(words));
          return [passage.id, passage.startOffset + passage.text.indexOf(words)];
        }""",
        [document, words],
    )
    return str(found[0]), int(found[1])
