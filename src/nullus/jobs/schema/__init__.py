"""The tables of the queue, for the migration that makes them: the library's own, frozen, and what Nullus adds."""

from importlib import resources

_PARTS = ("1_open.sql", "2_procrastinate_3_10_0.sql", "3_close.sql", "4_nullus.sql", "5_grants.sql")


def install_statements() -> list[str]:
    """The SQL that makes schema `jobs`, in order, to be run by the owner's role inside one transaction.

    Each entry holds several statements and has no parameters.
    """
    return [_read(part) for part in _PARTS]


def library_schema() -> str:
    """The frozen copy of the library's schema, without our heading."""
    return _read(_PARTS[1]).split("-- ===\n", 1)[1]


def _read(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")
