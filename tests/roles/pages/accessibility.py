"""What axe finds on a page that a person would stumble over."""

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Page


async def obstacles(page: Page) -> list[str]:
    """Serious and critical findings, with the nodes."""
    result = await Axe().run(page)
    return [
        f"{found['id']}: {found['help']} {[node['html'] for node in found['nodes']][:3]}"
        for found in result.response["violations"]
        if found["impact"] in {"serious", "critical"}
    ]
