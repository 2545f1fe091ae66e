"""The reference pages say what the code says, and the hand-written pages name only commands and settings that exist."""

import re
import subprocess
import sys

import pytest
from bin import reference

PAGES = sorted(
    path.relative_to(reference.ROOT).as_posix()
    for path in [
        reference.ROOT / "README.md",
        reference.ROOT / "README.ko.md",
        reference.ROOT / "CONTRIBUTING.md",
        *(path for path in (reference.ROOT / "docs").rglob("*.md") if path.parent.name != "reference"),
    ]
)


def test_the_reference_is_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, "bin/reference.py", "--check"], cwd=reference.ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_of_calls_has_every_call() -> None:
    page = (reference.FOLDER / "api.md").read_text(encoding="utf-8")
    calls = [
        f"## `{method.upper()} {path}`" for path, methods in reference.openapi()["paths"].items() for method in methods
    ]
    assert not [each for each in calls if each not in page]


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_settings_that_exist(page: str) -> None:
    known = (reference.FOLDER / "settings.md").read_text(encoding="utf-8")
    text = (reference.ROOT / page).read_text(encoding="utf-8")
    unknown = {
        name for name in re.findall(r"\bNULLUS_[A-Z_]+[A-Z]\b", text) if f"`{name.removesuffix('_FILE')}`" not in known
    }
    assert not unknown


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_commands_that_exist(page: str) -> None:
    known = set(
        re.findall(r"^## `nullus (.*)`$", (reference.FOLDER / "cli.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    words = {command.split(" ")[0] for command in known}
    text = (reference.ROOT / page).read_text(encoding="utf-8")
    used = set(re.findall(r"(?:\./nullus|`nullus) ([a-z]+)", text))
    assert used <= words, used - words


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    here = (reference.ROOT / page).parent
    text = (reference.ROOT / page).read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    missing = [target for target in targets if target and not (here / target).exists()]
    assert not missing


@pytest.mark.parametrize(
    "english", [page for page in PAGES if (reference.ROOT / page.replace(".md", ".ko.md")).exists()]
)
def test_both_languages_show_the_same_commands(english: str) -> None:
    """Code blocks are the same in both languages, but for their comments and quoted questions."""

    def commands(page: str) -> list[str]:
        text = (reference.ROOT / page).read_text(encoding="utf-8")
        lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
        return [re.sub(r'"[^"]*"', '""', line.split(" #")[0]).strip() for line in lines if line.strip()]

    assert commands(english) == commands(english.replace(".md", ".ko.md"))
