"""Which models an asker may choose for an answer, and what an answer comes to now: written by a model, or quotations, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nullus.llm import Candidate, EgressRefused, Gateway, ModelResting, NoModel
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError
from nullus.platform.sensitivity import Sensitivity, covers


@dataclass(frozen=True, slots=True)
class Choosable:
    """A model in the order in which they are tried. `allowed`: it may see what is asked; `rests`: seconds until it is tried
    again after too many failures, 0 when it is ready."""

    model: Candidate
    allowed: bool
    rests: float


@dataclass(frozen=True, slots=True)
class Choice:
    """`answering`: what an answer that leaves the choice to the route comes to. `problem`: why it is no model's."""

    models: Sequence[Choosable]
    answering: Literal["model", "quotations"]
    problem: NullusError | None


async def choice(gateway: Gateway, actor: Actor, label: Sensitivity) -> Choice:
    """The models of the task `answer` for data of a label. Guests are not told which there are."""
    try:
        found = await gateway.candidates("answer")
    except NullusError as error:
        return Choice((), "quotations", error)
    models = [Choosable(each, covers(each.clearance, label), await gateway.resting(each)) for each in found]
    problem = _problem(models, label)
    shown = () if actor.reach == "guest" else models
    return Choice(shown, "quotations" if problem else "model", problem)


def _problem(models: Sequence[Choosable], label: Sensitivity) -> NullusError | None:
    if not models:
        return NoModel()
    allowed = [each for each in models if each.allowed]
    if not allowed:
        best = models[0].model
        return EgressRefused(label=label, provider=best.provider, cleared=best.clearance)
    if all(each.rests for each in allowed):
        soonest = min(allowed, key=lambda each: each.rests)
        return ModelResting(model=soonest.model.name, retry_after_seconds=soonest.rests)
    return None
