"""Which function does which work of this room."""

from nullus.evaluation import running, tasks
from nullus.evaluation.running import Resources
from nullus.jobs import Handlers, JobContext


def build_handlers(resources: Resources) -> Handlers:
    """The handlers of this room, with what they need."""

    async def evaluate(context: JobContext, payload: tasks.RunEvaluation) -> None:
        await running.evaluate(resources, context, payload)

    handlers = Handlers()
    handlers.add(tasks.EVALUATE, evaluate)
    return handlers
