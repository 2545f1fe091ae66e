"""What may be written only in named places: SQL, the environment, catching everything, printing."""

import ast
import re

from tests.architecture import exceptions, house

SQL_WORDS = re.compile(
    r"^\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w[\w.]*\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|ROLE|SCHEMA|DATABASE|FUNCTION)"
    r"|ALTER\s+(TABLE|ROLE|SYSTEM|DATABASE)|DROP\s+(TABLE|INDEX|ROLE|SCHEMA)|TRUNCATE\s|GRANT\s|COPY\s+\w|WITH\s+\w+\s+AS\s*\()",
    re.IGNORECASE,
)
SQL_BUILDERS = {"select", "insert", "update", "delete", "text"}


def speaks_sql(tree: ast.Module) -> list[int]:
    """Line numbers of SQL statements, as strings or built with SQLAlchemy."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in prose
            and SQL_WORDS.match(node.value)
        ):
            found.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and (node.module or "") == "sqlalchemy":
            found += [node.lineno for name in node.names if name.name in SQL_BUILDERS]
    return found


def may_speak_sql(place: str) -> bool:
    name = place.rpartition("/")[2]
    return name in {"store.py", "models.py"} or name.endswith("_store.py") or place.startswith("migrations/")


def test_sql_is_written_in_stores_only() -> None:
    outside = {
        each.place: lines
        for each in house.modules()
        if not may_speak_sql(each.place) and (lines := speaks_sql(each.tree))
    }
    assert set(outside) == set(exceptions.SQL), f"SQL at these lines (or listed without any): {outside}"


def test_the_environment_is_read_in_settings_only() -> None:
    outside = {}
    for each in house.modules():
        if each.place == "platform/settings.py":
            continue
        lines = [
            node.lineno
            for node in ast.walk(each.tree)
            if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "putenv"})
            and isinstance(node.value, ast.Name)
            and node.value.id == "os"
        ]
        lines += [
            node.lineno
            for node in ast.walk(each.tree)
            if isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and {n.name for n in node.names} & {"environ", "getenv"}
        ]
        if lines:
            outside[each.place] = lines
    assert set(outside) == set(exceptions.ENVIRONMENT), f"environment read at (or listed without): {outside}"


def catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    everything = any(
        each is None or (isinstance(each, ast.Name) and each.id in {"Exception", "BaseException"}) for each in caught
    )
    return everything and not any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def test_only_the_edges_catch_everything() -> None:
    """Cleaning up and raising again is not catching."""
    places = {}
    for each in house.modules():
        lines = [
            node.lineno
            for node in ast.walk(each.tree)
            if isinstance(node, ast.ExceptHandler) and catches_everything(node)
        ]
        if lines:
            places[each.place] = lines
    assert set(places) == set(exceptions.CATCH_ALL), f"every exception is caught at (or listed without): {places}"


def replaces_code(node: ast.AST) -> bool:
    """Whether a node imports a mocking tool, or patches an attribute by pytest's fixture."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = {name.name for name in node.names} | {getattr(node, "module", None) or ""}
        return bool(names & {"unittest.mock", "mock", "MagicMock", "AsyncMock"})
    function = node.func if isinstance(node, ast.Call) else None
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return False
    if (function.value.id, function.attr) != ("monkeypatch", "setattr"):
        return False
    name = node.args[1] if isinstance(node, ast.Call) and len(node.args) > 1 else None
    constant = isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value.lstrip("_").isupper()
    return not constant  # a test may shorten a limit


def test_no_test_replaces_our_own_code() -> None:
    """Fakes are adapters shipped in the package; patching by name hides what really runs."""
    patched = [
        f"{path.relative_to(house.ROOT)}:{getattr(node, 'lineno', 0)}"
        for path in sorted((house.ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if replaces_code(node)
    ]
    assert not patched, house.in_words(patched)
