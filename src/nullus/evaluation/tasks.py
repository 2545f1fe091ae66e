"""Work that this room can be asked to do."""

from dataclasses import dataclass

from nullus.jobs import Task


@dataclass(frozen=True, slots=True)
class RunEvaluation:
    """Ask every golden question and measure."""

    run_id: str


EVALUATE = Task("evaluation.run", RunEvaluation, queue="evaluation", retries=3, timeout=12 * 3600.0, stall_after=600.0)
