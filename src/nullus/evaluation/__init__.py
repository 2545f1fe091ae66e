"""How good search and answers are: golden questions of each collection, runs over them, and their comparison.

The door opens lazily: the command line reads files of questions by it and must not carry the web framework and the database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nullus.evaluation.formats import Expected, Imported, read
    from nullus.evaluation.http import router
    from nullus.evaluation.keeping import Evaluations
    from nullus.evaluation.running import Resources
    from nullus.evaluation.worker import build_handlers

__all__ = ["Evaluations", "Expected", "Imported", "Resources", "build_handlers", "read", "router"]

_HOMES = {
    "Evaluations": "keeping",
    "Expected": "formats",
    "Imported": "formats",
    "Resources": "running",
    "build_handlers": "worker",
    "read": "formats",
    "router": "http",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"nullus.evaluation.{_HOMES[name]}"), name)
