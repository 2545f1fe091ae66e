"""What the service tells about itself: logs without content, metrics, health checks and the routes that show them."""

from nullus.observability import logs, metrics
from nullus.observability.checks import Check, Checks, Finding

__all__ = ["Check", "Checks", "Finding", "logs", "metrics"]
