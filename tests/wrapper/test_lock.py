"""The lock: every package pinned and hashed, none missing, none too many, and no registry's address in it."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def entries(name: str) -> list[tuple[Requirement, int]]:
    """Every pinned requirement of a lock, with the number of its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [
        (Requirement(entry.split(" --hash")[0]), entry.count("--hash=sha256:"))
        for entry in re.sub(r"\\\n", " ", text).splitlines()
        if entry and not entry.startswith("#")
    ]


def pinned(*names: str) -> dict[str, str]:
    """Package to version, as these locks pin them for this machine."""
    found: dict[str, str] = {}
    for name in names:
        for requirement, _ in entries(name):
            if requirement.marker is None or requirement.marker.evaluate():
                found[canonicalize_name(requirement.name)] = str(requirement.specifier).removeprefix("==")
    return found


def wanted() -> tuple[list[Requirement], list[Requirement]]:
    """What pyproject.toml asks for: for the product, and for its tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    product = [Requirement(each) for each in project["project"]["dependencies"]]
    return product, [Requirement(each) for each in project["dependency-groups"]["dev"]]


def reach(start: list[Requirement], versions: dict[str, str]) -> tuple[set[str], list[str]]:
    """The packages that requirements lead to, by the metadata of what is installed here, and what the lock lacks."""
    pending = [(each, "pyproject.toml") for each in start]
    seen: set[tuple[str, frozenset[str]]] = set()
    missing = []
    while pending:
        requirement, asker = pending.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in seen:
            continue
        if name not in versions:
            missing.append(f"{asker} needs {requirement}, and the lock does not have it")
            continue
        if not requirement.specifier.contains(versions[name], prereleases=True):
            missing.append(f"{asker} needs {requirement}, and the lock has {versions[name]}")
        seen.add((name, frozenset(requirement.extras)))
        for text in metadata.requires(name) or []:
            inner = Requirement(text)
            if inner.marker is None or any(
                inner.marker.evaluate({"extra": each}) for each in requirement.extras or {""}
            ):
                pending.append((inner, name))
    return {name for name, _ in seen}, missing


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_is_pinned_and_hashed(name: str) -> None:
    loose = [
        str(entry)
        for entry, hashes in entries(name)
        if not str(entry.specifier).startswith("==") or hashes == 0 or entry.url
    ]
    assert entries(name)
    assert not loose


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_is_in_it(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|file:", text)
    assert "torch" not in {canonicalize_name(entry.name) for entry, _ in entries(name)}


def test_the_product_needs_what_its_lock_has_and_nothing_more() -> None:
    product, _ = wanted()
    versions = pinned("requirements.lock")
    found, missing = reach(product, versions)
    assert not missing, missing
    assert set(versions) == found, f"mend: bin/lock ({set(versions) - found} are not needed)"


def test_the_tests_need_what_both_locks_have_and_nothing_more() -> None:
    product, tests = wanted()
    versions = pinned(*LOCKS)
    found, missing = reach(product + tests, versions)
    assert not missing, missing
    assert set(versions) == found, f"mend: bin/lock ({set(versions) - found} are not needed)"


def test_the_locks_do_not_overlap() -> None:
    names = [{entry.name for entry, _ in entries(name)} for name in LOCKS]
    assert not names[0] & names[1]
