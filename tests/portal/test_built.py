"""The built portal: how much script a first look costs, and nothing inline."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bin.portal_build import BUILT, ROOT

pytestmark = pytest.mark.usefixtures("built")
FIRST_LOAD_BYTES = 200_000
ROOMS = ROOT / "portal" / "src" / "rooms"


@cache
def manifest() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    return found


def first_pages() -> list[str]:
    """The pages that people see first: sign-in, and all of the room where they ask."""
    people = re.search(r'"/sign-in".*?import\("\./([\w/-]+)"\)', manifest_of("people"), re.DOTALL)
    assert people is not None
    asked = re.findall(r'import\("\./([\w/-]+)"\)', manifest_of("chat"))
    return [f"people/{people[1]}", *(f"chat/{name}" for name in asked)]


def manifest_of(room: str) -> str:
    """What a room says of its pages; nothing where there is no such room yet."""
    path = ROOMS / room / "room.ts"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def scripts_of(*entries: str) -> set[str]:
    """The script files that entries need before they can run, those of others that they import with them."""
    seen: set[str] = set()
    pending = list(entries)
    while pending:
        key = pending.pop()
        if key not in seen:
            seen.add(key)
            pending += manifest()[key].get("imports", [])
    return {manifest()[key]["file"] for key in seen}


def page_key(page: str) -> str:
    """A page's entry in the manifest: a file of its own, or a folder's index."""
    wanted = [f"src/rooms/{page}.tsx", f"src/rooms/{page}/index.tsx"]
    return next(key for key in wanted if key in manifest())


@pytest.mark.parametrize("page", first_pages())
def test_a_first_look_costs_at_most_200_kilobytes_of_script(page: str) -> None:
    room = page.partition("/")[0]
    texts = [f"src/{folder}/locales/ko.json" for folder in ("shell", "ui", f"rooms/{room}")]
    files = scripts_of("index.html", page_key(page), *texts)
    files |= {path.relative_to(BUILT).as_posix() for path in BUILT.glob("assets/before-paint-*.js")}
    sizes = {file: len(gzip.compress((BUILT / file).read_bytes(), 9)) for file in files}
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sorted(sizes.items(), key=lambda each: -each[1])[:8]


def test_charts_wait_for_a_page_that_shows_one() -> None:
    first = [Path(BUILT / file).read_text(encoding="utf-8") for file in scripts_of("index.html")]
    assert not any("recharts" in text for text in first)


def test_the_page_has_nothing_inline_and_names_only_files_that_are_there() -> None:
    html = (BUILT / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", html)
    named = re.findall(r'(?:src|href)="/([^"]+)"', html)
    assert named
    assert all((BUILT / name).is_file() for name in named)


def test_everything_worth_it_is_there_compressed_too() -> None:
    large = [path for kind in ("js", "css") for path in BUILT.glob(f"assets/*.{kind}") if path.stat().st_size >= 1024]
    assert large
    assert all(path.with_name(path.name + suffix).is_file() for path in large for suffix in (".br", ".gz"))


def test_nothing_asks_another_host_by_itself() -> None:
    for path in BUILT.glob("assets/*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", path.read_text(encoding="utf-8")), path.name
