"""Where documents of strangers are read: children without files, network, programs or rights, one for each document."""

from nullus.knowledge.sandbox.limits import SandboxLimits
from nullus.knowledge.sandbox.pool import Sandbox, levels
from nullus.knowledge.sandbox.prepared import GRID, PageView, Prepared, PreparedChunk
from nullus.knowledge.sandbox.walls import Levels

__all__ = ["GRID", "Levels", "PageView", "Prepared", "PreparedChunk", "Sandbox", "SandboxLimits", "levels"]
