"""What was done, by whom, unalterably: `await audit.record(tx, actor, "document.deleted", …)` in the act's own transaction.

Actions and details are declared in `actions.py`. Entries are sealed within seconds (`sealing.py`) and checked by
`verifier.py`, which needs nothing of Nullus.
"""

from nullus.audit.entries import Act, Detail, Outcome
from nullus.audit.errors import UnknownAction
from nullus.audit.origin import Origin, coming_from
from nullus.audit.outbound import recording_outbound, working_for
from nullus.audit.refusals import Refusals, keeping_refusals, record_refusal
from nullus.audit.sealing import Sealer, folder_of
from nullus.audit.settings import AuditSettings
from nullus.audit.starts import record_settings
from nullus.audit.tasks import SCHEDULES
from nullus.audit.trail import entries_about, forget, record, record_many
from nullus.audit.verifier import read_key, verify_files
from nullus.audit.worker import build_handlers

__all__ = [
    "SCHEDULES",
    "Act",
    "AuditSettings",
    "Detail",
    "Origin",
    "Outcome",
    "Refusals",
    "Sealer",
    "UnknownAction",
    "build_handlers",
    "coming_from",
    "entries_about",
    "folder_of",
    "forget",
    "keeping_refusals",
    "read_key",
    "record",
    "record_many",
    "record_refusal",
    "record_settings",
    "recording_outbound",
    "verify_files",
    "working_for",
]
