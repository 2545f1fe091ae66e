"""Calls along a route of scripted servers."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from tests.llm.scripted_server import ScriptedServer

from nullus.llm import Completed, Delta, LlmSettings, ModelCall, Patience, addresses
from nullus.llm.calls import Attempt
from nullus.llm.routing.attempts import Machine, answered
from nullus.llm.routing.breaker import Breakers, Own
from nullus.llm.routing.candidates import Candidate
from nullus.llm.routing.one import Running
from nullus.llm.routing.retries import RetryBudget
from nullus.platform.outbound import Outbound
from nullus.platform.sensitivity import Sensitivity

CHAT = "/v1/chat/completions"
RUNNING = Running(answer_tokens=100, temperature=0.0)


@dataclass
class Course:
    """A route, and what calls along it share."""

    candidates: Sequence[Candidate]
    patience: Patience
    machine: Machine = field(default_factory=lambda: Machine(Breakers(Own()), RetryBudget(10.0)))

    async def told(self, call: ModelCall) -> tuple[str, Completed]:
        """The whole answer and its end."""
        text, end = "", None
        async with aclosing(answered(call, self.candidates, self.patience, self.machine, RUNNING)) as parts:
            async for part in parts:
                if isinstance(part, Delta):
                    text += part.text
                elif isinstance(part, Completed):
                    end = part
        assert end is not None
        return text, end


@contextlib.asynccontextmanager
async def course_of(
    *servers: ScriptedServer,
    clearances: Sequence[Sensitivity] = (),
    patience: Patience = Patience(5.0, 5.0, 20.0),  # noqa: B008  frozen
    context_tokens: int = 8000,
) -> AsyncIterator[Course]:
    """One model on each server, named a, b, c."""
    outbound = Outbound([server.url for server in servers])
    candidates = []
    for number, server in enumerate(servers):
        settings = LlmSettings(provider="openai", url=server.url)
        candidates.append(
            Candidate(
                provider="abc"[number],
                model="tiny",
                chat=addresses.open_provider("openai", settings, outbound),
                clearance=clearances[number] if clearances else "personal",
                local=not clearances or clearances[number] == "personal",
                context_tokens=context_tokens,
            )
        )
    try:
        yield Course(candidates, patience)
    finally:
        await outbound.close()


def tried(attempts: Sequence[Attempt]) -> list[tuple[str, str, str]]:
    return [(each.provider, each.outcome, each.why) for each in attempts]
