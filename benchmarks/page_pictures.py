"""What a page of a PDF costs as a picture, and finding a passage on it.

    python -m benchmarks.page_pictures [--rounds 20]

For a page of text, one in Korean letters of a font that the machine lends, and one that is a scan of 300 dots an inch: wall
time of a call, CPU time of the API and the child together, bytes of the picture. And what the fork server costs that comes
before the first page.
"""

import argparse
import asyncio
import io
import os
import statistics
import time
from collections.abc import Awaitable, Callable

from PIL import Image, ImageDraw
from tests.samples import pages as samples

from benchmarks.machine import described
from nullus.knowledge.documents import pages
from nullus.knowledge.sandbox import Sandbox, SandboxLimits

LINE = "Line 3 of the body text that goes on for a while."
KOREAN = "선석을 하룻밤 쓰는 요금은 사만 이천 원입니다."


def scan() -> bytes:
    """A4 at 300 dots an inch with letters, and the noise of paper that makes it as large as real ones."""
    image = Image.effect_noise((2480, 3508), 30).convert("RGB")
    ImageDraw.Draw(image).text((200, 300), "A line of a letter that was scanned.\n" * 40, fill=0, font_size=60)
    file = io.BytesIO()
    image.save(file, "PDF", quality=85)
    return file.getvalue()


def processor() -> float:
    """CPU seconds of this process and of its children that have ended."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


async def measured(rounds: int, act: Callable[[Sandbox], Awaitable[object]]) -> tuple[list[float], float]:
    """Wall seconds of each call, and CPU seconds of all of them with the fork server's start."""
    walls = []
    before = processor()
    async with Sandbox(SandboxLimits(ocr=False, analyser="", fonts=""), rest_seconds=60) as sandbox:
        await sandbox.levels()
        for _ in range(rounds):
            began = time.monotonic()
            await act(sandbox)
            walls.append(time.monotonic() - began)
    return walls, processor() - before


async def main(rounds: int) -> None:
    print(described())
    began = time.monotonic()
    _, start = await measured(0, lambda _: asyncio.sleep(0))
    wall = time.monotonic() - began
    print(f"fork server, again after {pages.REST_SECONDS:.0f} s of rest: wall {wall:.2f} s, CPU {start:.2f} s")
    for name, data in (
        ("text", samples.report()),
        ("Korean text, its font not in the file", samples.korean([KOREAN] * 30)),
        ("scan", scan()),
    ):
        sizes: list[int] = []

        async def draw(sandbox: Sandbox, data: bytes = data, sizes: list[int] = sizes) -> None:
            view = await sandbox.show(data, 1, draw=True)
            sizes.append(len(await asyncio.to_thread(pages.encoded, view)))

        async def find(sandbox: Sandbox, data: bytes = data) -> None:
            await sandbox.show(data, 1, [(LINE, 0, len(LINE))])

        for what, act in (("picture", draw), ("places", find)):
            walls, spent = await measured(rounds, act)
            said = f"wall {statistics.median(walls) * 1000:.0f} ms, CPU {(spent - start) / rounds * 1000:.0f} ms"
            print(f"{name}: {what}: {said}" + (f", {max(sizes) / 1000:.0f} kB" if act is draw else ""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="calls of each kind")
    asyncio.run(main(parser.parse_args().rounds))
