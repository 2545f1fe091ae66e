"""The operator's own list of model providers: kept in the database, read by every process, the only way to add an origin."""

from nullus.llm.directory.listing import Directory
from nullus.llm.directory.provider import Known, Offered, Opened, Purpose

__all__ = ["Directory", "Known", "Offered", "Opened", "Purpose"]
