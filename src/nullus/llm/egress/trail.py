"""What the egress policy refused is recorded: for whom, which task, which label, which provider; never what it was."""

from nullus import audit
from nullus.llm.calls import Task
from nullus.llm.egress.errors import EgressRefused
from nullus.platform.actor import Actor
from nullus.platform.database import Database


async def record(db: Database, actor: Actor, task: Task, refused: EgressRefused) -> None:
    """One entry for one refused call."""
    details: dict[str, audit.Detail] = {
        "code": refused.code,
        "purpose": task,
        "provider": refused.provider,
        "sensitivity": refused.label,
        "clearance": refused.cleared,
    }
    await audit.record_refusal(db, actor, "egress.refused", object_kind="provider", details=details)
