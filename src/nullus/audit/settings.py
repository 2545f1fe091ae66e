"""Settings of the audit trail: how soon it is sealed, how long it is kept, when a flood is only counted."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """How acts are kept."""

    prefix: ClassVar[str] = "NULLUS_AUDIT_"

    seal_seconds: float = setting(4.0, "How often new entries are sealed.")
    keep_days: int = setting(730, "Days that entries are kept in the database; never fewer than 365.")
    refusals_per_minute: int = setting(10, "Refusals of one source that get an entry each; more of them are counted.")
