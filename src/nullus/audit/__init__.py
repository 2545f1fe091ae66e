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
from nullus.audit.trail import forget, record, record_many

__all__ = [
    "Act",
    "AuditSettings",
    "Detail",
    "Origin",
    "Outcome",
    "Refusals",
    "Sealer",
    "UnknownAction",
    "coming_from",
    "folder_of",
    "forget",
    "keeping_refusals",
    "record",
    "record_many",
    "record_refusal",
    "recording_outbound",
    "working_for",
]
