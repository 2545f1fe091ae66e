"""Hides what is private before a text leaves the machine, and restores it in the answer. Pure: no I/O, no state."""

from nullus.llm.redaction.finding import find
from nullus.llm.redaction.kinds import KINDS, USUAL, Found, Kind, Options
from nullus.llm.redaction.masking import Masked, mask
from nullus.llm.redaction.restoring import Restorer

__all__ = ["KINDS", "USUAL", "Found", "Kind", "Masked", "Options", "Restorer", "find", "mask"]
