"""Every adapter file is in its folder's registry, every registered name can be loaded, and has a test that tries it."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from tests.architecture import house

# folder -> (registry: module:NAME, what makes a file of the folder an adapter: a function or a class suffix)
FOLDERS = {
    "knowledge/parsers": ("nullus.knowledge.parsers.registry:FORMATS", "def parse"),
    "llm/embedders": ("nullus.llm.embedders:EMBEDDERS", "def open_embedder"),
    "llm/providers": ("nullus.llm.providers:PROVIDERS", "class Provider"),
    "platform/objects": ("nullus.platform.objects:OBJECT_STORES", "class Objects"),
}
REGISTRIES = {"__init__", "registry"}


def is_adapter(path: Path, mark: str) -> bool:
    kind, _, name = mark.partition(" ")
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if kind == "def" and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            return True
        if kind == "class" and isinstance(node, ast.ClassDef) and node.name.endswith(name):
            return True
    return False


def registered(entry: object) -> str:
    """The module that a registry's value stands for, whatever shape the registry has."""
    if isinstance(entry, str):
        return entry.partition(":")[0].rpartition(".")[2]
    entry = getattr(entry, "chat", entry)
    named = getattr(entry, "module", None)
    return str(named) if named else str(getattr(entry, "__module__", "")).rpartition(".")[2]


@pytest.mark.parametrize("folder", [each for each in FOLDERS if (house.SOURCE / each).is_dir()])
def test_every_adapter_is_registered(folder: str) -> None:
    where, mark = FOLDERS[folder]
    module, _, name = where.partition(":")
    registry: dict[str, object] = getattr(importlib.import_module(module), name)
    files = {
        path.stem
        for path in (house.SOURCE / folder).glob("*.py")
        if path.stem not in REGISTRIES and is_adapter(path, mark)
    }
    assert files == {registered(entry) for entry in registry.values()}


@pytest.mark.parametrize("folder", [each for each in FOLDERS if (house.SOURCE / each).is_dir()])
def test_every_adapter_has_its_test(folder: str) -> None:
    """A test under the room's folder names the adapter: its registered name, or for a format one of its extensions."""
    where, _ = FOLDERS[folder]
    module, _, name = where.partition(":")
    registry: dict[str, object] = getattr(importlib.import_module(module), name)
    room = folder.partition("/")[0]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (house.ROOT / "tests" / room).rglob("*.py"))
    for known, entry in registry.items():
        names = {known, registered(entry), *str(getattr(entry, "extensions", "")).split()}
        assert re.search(rf"\b({'|'.join(map(re.escape, names))})\b", texts), (
            f"no test under tests/{room} tries {known}"
        )


def test_every_folder_with_a_registry_is_watched() -> None:
    """A new adapter folder must be added to the table above."""
    watched = {Path(where.partition(":")[0].replace(".", "/")) for where, _ in FOLDERS.values()}
    for each in house.modules():
        for node in each.tree.body:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if isinstance(value, ast.Dict) and _points_at_files(value, each):
                assert Path(each.dotted.replace(".", "/")) in watched, f"{each.place}:{node.lineno}"


def _points_at_files(table: ast.Dict, module: house.Module) -> bool:
    """Whether a table's values are `package.file:Name` strings into the same folder."""
    values = [value.value for value in table.values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    package = module.dotted if module.path.name == "__init__.py" else module.dotted.rpartition(".")[0]
    return bool(values) and all(value.startswith(package + ".") and ":" in value for value in values)
