"""The portal's sources: types as the API is, texts complete in both languages, nothing that runs what somebody wrote."""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "portal" / "src"
FOLDERS = sorted(path.parent.parent for path in SOURCE.glob("**/locales/en.json"))
PLURALS = {"en": ("_one", "_other"), "ko": ("_other",)}
# t("key"), <Trans i18nKey="key">, and keys that a table or a condition hands to t.
QUOTED = re.compile(r'"([A-Za-z][\w.:-]*)"')
BUILT = re.compile(r"`([\w.-]*)\$\{")
FORBIDDEN = re.compile(
    r"dangerouslySetInnerHTML|\binnerHTML\b|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment"
    r"|\beval\(|new Function|javascript:|setAttribute\(\s*[\"']style"
)


@cache
def scripts() -> dict[str, str]:
    """Every hand-written script and style of the portal."""
    found = [path for kind in ("ts", "tsx", "js", "css") for path in SOURCE.glob(f"**/*.{kind}")]
    return {
        path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(found)
        if path.name != "schema.d.ts"
    }


def texts(folder: Path, language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / "locales" / f"{language}.json").read_text(encoding="utf-8"))
    return found


def plain(keys: Iterator[str] | dict[str, str]) -> set[str]:
    """Keys without their plural endings."""
    return {re.sub(r"_(?:one|other)$", "", key) for key in keys}


def test_the_types_were_made_from_the_api_as_it_is() -> None:
    contract = (ROOT / "docs" / "reference" / "openapi.json").read_bytes()
    with (SOURCE / "api" / "schema.d.ts").open(encoding="utf-8") as types:
        head = types.read(300)
    assert f"sha256: {hashlib.sha256(contract).hexdigest()}" in head, "mend: bin/portal types"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_text_exists_in_both_languages_with_the_same_fields(folder: Path) -> None:
    english, korean = texts(folder, "en"), texts(folder, "ko")
    assert plain(english) == plain(korean), "keys that only one language has"
    for language, found in (("en", english), ("ko", korean)):
        for key, text in found.items():
            assert text.strip(), f"{language}: {key} is empty"
            if key.endswith(("_one", "_other")):
                stem = key.rpartition("_")[0]
                assert all(stem + each in found for each in PLURALS[language]), f"{language}: {key} lacks a form"
    for key in set(english) & set(korean):
        assert fields(english[key]) == fields(korean[key]), key


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{\{\s*(\w+)", text)) - {"count"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_text_is_used(folder: Path) -> None:
    inside = folder.relative_to(SOURCE).as_posix() + "/"
    own = [text for name, text in scripts().items() if name.startswith(inside)]
    quoted = {key for text in own for key in QUOTED.findall(text)}
    quoted |= {
        key.partition(":")[2]
        for text in scripts().values()
        for key in QUOTED.findall(text)
        if key.startswith(folder.name + ":")
    }
    prefixes = tuple({start for text in own for start in BUILT.findall(text)} - {""})
    unused = {key for key in plain(texts(folder, "en")) if key not in quoted and not key.startswith(prefixes)}
    assert not unused


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_used_text_exists(folder: Path) -> None:
    inside = folder.relative_to(SOURCE).as_posix() + "/"
    known = plain(texts(folder, "en"))
    missing = {
        f"{name}: {key}"
        for name, text in scripts().items()
        if name.startswith(inside) and f'useTranslation("{folder.name}")' in text
        for key in re.findall(r'\bt\(\s*"([\w.-]+)"', text)
        if key not in known
    }
    assert not missing


def test_korean_texts_are_korean() -> None:
    """Names and units may stay; a sentence that was left in English does not."""
    for folder in FOLDERS:
        english = texts(folder, "en")
        left = {
            key
            for key, text in texts(folder, "ko").items()
            if text == english.get(key) and re.search(r"[a-z]+ [a-z]+ [a-z]+", re.sub(r"`[^`]*`", "", text))
        }
        assert not left, folder.name


@pytest.mark.parametrize("name", sorted(scripts()))
def test_nothing_runs_or_parses_what_somebody_wrote(name: str) -> None:
    assert not FORBIDDEN.search(scripts()[name])


def test_no_address_of_another_host_is_asked() -> None:
    asked = {
        f"{name}: {address}"
        for name, text in scripts().items()
        for address in re.findall(r"(?:fetch\(|src=|url\()\s*[\"'`{(]*(https?://[^\s\"'`)]+)", text)
    }
    assert not asked


def test_the_lock_names_no_registry_and_holds_every_digest() -> None:
    lock = json.loads((ROOT / "portal" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert not [name for name, each in packages.items() if "resolved" in each]
    assert not [name for name, each in packages.items() if not each.get("integrity")]
    stated = json.loads((ROOT / "portal" / "package.json").read_text(encoding="utf-8"))
    wanted = {**stated["dependencies"], **stated["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values()), "exact versions"
    mantine = {version for name, version in wanted.items() if name.startswith("@mantine/")}
    assert len(mantine) == 1, "Mantine's packages must be of one version"


def test_every_optional_build_of_the_lock_is_in_it() -> None:
    """A lock made beside an old node_modules lacks the builds for other machines, and `npm ci` refuses it."""
    lock = json.loads((ROOT / "portal" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    names = {name.rpartition("node_modules/")[2] for name in lock}
    lacking = {other for each in lock.values() for other in each.get("optionalDependencies", {}) if other not in names}
    assert not lacking
