"""How soon can somebody use the portal? Cold visits with the distribution's Chromium to a real service on this machine.

    python -m benchmarks.portal_start [--times N] [--path /sign-in] [--json FILE]

Each visit is a context of its own, without a cache. Printed are, for the median and the slowest visit: the first paint with
content, and when the page can be used: its heading stands and its first field or button takes the focus. The aim is 1.5 s.
"""

import argparse
import asyncio
import statistics
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from tests.portal.visitors import ARGUMENTS, chromium
from tests.service_process import service_process

from benchmarks import machine

AIM_SECONDS = 1.5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
BYTES = "performance.getEntriesByType('resource').reduce((sum, each) => sum + each.encodedBodySize, 0)"


async def visit(browser: Browser, address: str) -> tuple[float, float, int]:
    """First paint and usable, in seconds after the visit began, and the bytes that were read."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(address, wait_until="commit")
    await page.locator("h1").first.wait_for()
    await page.locator("main input, main button, main textarea").first.focus()
    usable = float(await page.evaluate("performance.now()"))
    paint = float(await page.evaluate(PAINT))
    read = int(await page.evaluate(BYTES))
    await context.close()
    return paint / 1000, usable / 1000, read


async def measure(times: int, path: str) -> dict[str, object]:
    with service_process(NULLUS_LLM_PROVIDER="none") as process:
        await asyncio.to_thread(process.up)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            await visit(browser, process.address + path)  # the browser's own first page is not the portal's
            visits = [await visit(browser, process.address + path) for _ in range(times)]
            await browser.close()
    paints, usables, sizes = zip(*visits, strict=True)
    return {
        "path": path,
        "visits": times,
        "firstPaintMedian": round(statistics.median(paints), 3),
        "usableMedian": round(statistics.median(usables), 3),
        "usableSlowest": round(max(usables), 3),
        "kilobytesRead": round(sizes[0] / 1000),
        "aim": AIM_SECONDS,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--path", default="/sign-in")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = asyncio.run(measure(arguments.times, arguments.path))
    print(machine.described())
    for name, value in found.items():
        print(f"{name:18} {value}")
    machine.write_json(arguments.json, found)


if __name__ == "__main__":
    main()
