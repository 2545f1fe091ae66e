"""Size, names and docstrings of the source files."""

import ast
from pathlib import Path

from tests.architecture import exceptions, house

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services", "base"}
FILE_LINES, TEST_LINES, FUNCTION_LINES = 400, 600, 60


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_every_module_opens_with_why_it_exists() -> None:
    bare = [
        each.place
        for each in house.modules()
        if each.text.strip() and "versions/" not in each.place and not ast.get_docstring(each.tree)
    ]
    assert not bare, house.in_words(bare)


def test_every_test_module_opens_with_what_it_tries() -> None:
    bare = [
        str(path.relative_to(house.ROOT))
        for path in sorted((house.ROOT / "tests").rglob("*.py"))
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bare, house.in_words(bare)


def test_files_stay_small() -> None:
    long = {each.place: lines_of(each.path) for each in house.modules() if lines_of(each.path) > FILE_LINES}
    assert set(long) == set(exceptions.LONG_FILES), f"over {FILE_LINES} lines (or listed and short now): {long}"


def test_test_files_stay_small() -> None:
    long = {
        str(path.relative_to(house.ROOT)): lines_of(path)
        for path in (house.ROOT / "tests").rglob("*.py")
        if lines_of(path) > TEST_LINES
    }
    assert not long, f"over {TEST_LINES} lines: {long}"


def test_functions_stay_small() -> None:
    long = {}
    for each in house.modules():
        if each.room in house.DATA:
            continue
        for function in house.functions(each.tree):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > FUNCTION_LINES:
                long[f"{each.place}:{function.name}"] = length
    assert set(long) == set(exceptions.LONG_FUNCTIONS), f"over {FUNCTION_LINES} lines (or listed and short now): {long}"


def test_files_are_named_after_subjects() -> None:
    vague = [
        each.place
        for each in house.modules()
        if each.path.stem in FORBIDDEN_NAMES or each.path.stem.rpartition("_v")[2].isdigit()
    ]
    assert not vague, house.in_words(vague)


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without `__init__.py` is invisible to import-linter, so nothing would guard it."""
    folders = {each.path.parent for each in house.modules()}
    open_ones = [
        str(folder.relative_to(house.ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()
    ]
    assert open_ones in ([], ["src/nullus/migrations/versions"]), house.in_words(open_ones)
