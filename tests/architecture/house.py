"""The source tree as the architecture tests see it: rooms, modules and their syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "nullus"

# From the roof down: a room may import only rooms that stand below it here. `.importlinter` holds the same list.
FLOORS = (
    "cli",
    "roles",
    "apps",
    "operations",
    "notifications",
    "evaluation",
    "publishing",
    "chat",
    "knowledge",
    "llm",
    "identity",
    "audit",
    "jobs",
    "observability",
    "platform",
    "kit",
)
FOUNDATIONS = {"platform", "kit"}  # their files are their doors; their inner folders are closed like any room
ENTRIES = {"cli", "roles"}  # where processes begin: they use the rooms, no room uses them
DATA = {"migrations"}  # read by Alembic, imported by nobody


@dataclass(frozen=True)
class Module:
    """One Python file of the package."""

    path: Path

    @property
    def place(self) -> str:
        """The path from the package's folder, as messages and exception lists name it: `knowledge/documents/store.py`."""
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def dotted(self) -> str:
        parts = self.path.relative_to(SOURCE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        return self.place.split("/", 1)[0]

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def modules() -> list[Module]:
    return [Module(path) for path in sorted(SOURCE.rglob("*.py"))]


def rooms() -> list[str]:
    """The folders of the package that have something in them."""
    return sorted(
        each.name for each in SOURCE.iterdir() if each.is_dir() and each.name not in DATA and any(each.rglob("*.py"))
    )


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def in_words(problems: list[str]) -> str:
    return "\n" + "\n".join(problems)
