"""What the tests of the library bring with them: texts, and calls that a signed-in page makes for itself."""

from typing import Any

from playwright.async_api import Locator, Page, expect

CALL = """async ([method, path, body]) => {
  const headers = body === null ? {} : { "Content-Type": "application/json" };
  const answer = await fetch("/api/v1" + path, { method, headers, body: body === null ? undefined : JSON.stringify(body) });
  return (await answer.json()).data;
}"""
UPLOAD = """async ([collection, files]) => {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append("file", new File([text], name), name);
  const answer = await fetch(`/api/v1/collections/${collection}/documents`, { method: "POST", body: form });
  return (await answer.json()).data.documents;
}"""
SETTLED = """async ([ids]) => {
  for (const id of ids) {
    for (;;) {
      const { data } = await (await fetch(`/api/v1/documents/${id}`)).json();
      if (["ready", "failed"].includes(data.status)) break;
      await new Promise((later) => setTimeout(later, 150));
    }
  }
}"""
DROP = """([files]) => {
  const transfer = new DataTransfer();
  for (const [name, text] of Object.entries(files)) transfer.items.add(new File([text], name));
  return transfer;
}"""


async def call(page: Page, method: str, path: str, body: Any = None) -> Any:
    """The data of an API call with the page's own session."""
    return await page.evaluate(CALL, [method, path, body])


async def make_collection(page: Page, name: str, **more: Any) -> str:
    made = await call(page, "POST", "/collections", {"name": name, **more})
    return str(made["id"])


async def put(page: Page, collection: str, files: dict[str, str]) -> list[str]:
    """Upload, and wait until every one of them is ready or failed; their ids."""
    received = await page.evaluate(UPLOAD, [collection, files])
    ids = [str(each["id"]) for each in received]
    await page.evaluate(SETTLED, [ids])
    return ids


async def drop(target: Locator, files: dict[str, str]) -> None:
    """Let go of files over a place, as a mouse does."""
    transfer = await target.page.evaluate_handle(DROP, [files])
    for event in ("dragenter", "dragover", "drop"):
        await target.dispatch_event(event, {"dataTransfer": transfer})


def row(page: Page, name: str) -> Locator:
    """The row of a table that holds a link of this name."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


async def choose_from(page: Page, field: str, option: str) -> None:
    """Choose in one of the portal's own lists."""
    await page.get_by_role("combobox", name=field).click()
    await page.get_by_role("option", name=option, exact=True).click()
    await expect(page.get_by_role("listbox")).to_have_count(0)
