"""Start of the fork server, run as a script: the room's door is passed by, so that no child ever holds the database's code."""

import sys
import types
from pathlib import Path


def _without_doors() -> None:
    """Make the packages above this file bare ones; their own beginnings import half the house."""
    here = Path(__file__).resolve()
    for name, folder in (
        ("nullus", here.parents[2]),
        ("nullus.knowledge", here.parents[1]),
        ("nullus.knowledge.sandbox", here.parent),
    ):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


if __name__ == "__main__":
    _without_doors()
    from nullus.knowledge.sandbox import zygote

    zygote.main(int(sys.argv[1]), *sys.argv[2:])
