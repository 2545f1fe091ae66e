"""Which model may see what: labels of data against clearances of providers. Nothing is sent to a model without its word."""

from nullus.llm.egress.errors import EgressRefused
from nullus.llm.egress.policy import Clearance, Destination, Place, clear, default_clearance, is_here, require
from nullus.llm.egress.trail import record

__all__ = [
    "Clearance",
    "Destination",
    "EgressRefused",
    "Place",
    "clear",
    "default_clearance",
    "is_here",
    "record",
    "require",
]
