"""One call from its first attempt to its answer: the models of its route in turn, until one has begun to speak.

A model is left for the next one on every failure before its first word; after it nothing else can take over. Only when all
have failed is one asked again, and only as often as the retry budget of the process allows.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from nullus.llm import egress
from nullus.llm.calls import Attempt, Completed, ModelCall, Outcome
from nullus.llm.egress import EgressRefused
from nullus.llm.errors import (
    ModelBusy,
    ModelCut,
    ModelKeyRefused,
    ModelOverloaded,
    ModelProtocol,
    ModelSilent,
    ModelUnreachable,
)
from nullus.llm.ports import Patience
from nullus.llm.routing.breaker import Breakers, Pass
from nullus.llm.routing.candidates import Candidate
from nullus.llm.routing.errors import ModelResting, ModelTooSmall, NoModel, NoModelAnswered
from nullus.llm.routing.one import Part, Running, spoken
from nullus.llm.routing.retries import RetryBudget, pause_before
from nullus.llm.sizes import tokens
from nullus.platform.errors import NullusError

ROUNDS = 3
"""How often one model is asked at most in one call."""
_PASSING = (ModelBusy, ModelOverloaded, ModelUnreachable, ModelCut)
# Signs that the model is ill; everything else is about this one request.
_ILL = (*_PASSING, ModelSilent, ModelProtocol, ModelKeyRefused)


@dataclass(slots=True)
class Machine:
    """What the calls of one process share."""

    breakers: Breakers
    budget: RetryBudget = field(default_factory=RetryBudget)


@dataclass(slots=True)
class _Course:
    """How far one call has come."""

    call: ModelCall
    patience: Patience
    began: float = field(default_factory=time.monotonic)
    attempts: list[Attempt] = field(default_factory=list)
    refused: EgressRefused | None = None
    failures: list[NullusError] = field(default_factory=list)
    again: list[tuple[float | None, Candidate]] = field(default_factory=list)
    shown: bool = False

    def note(self, candidate: Candidate, outcome: Outcome, why: str = "", since: float | None = None) -> None:
        seconds = round(time.monotonic() - since, 3) if since is not None else 0.0
        self.attempts.append(Attempt(candidate.provider, candidate.model, outcome, why, seconds))

    @property
    def left(self) -> float:
        """Seconds until the whole call has to be over."""
        return self.patience.total - (time.monotonic() - self.began)

    def failure(self) -> NullusError:
        """What to tell of a call that nobody answered."""
        if self.refused is not None:
            self.refused.attempts = tuple(self.attempts)
            return self.refused
        tried = [each for each in self.attempts if each.outcome in {"failed", "skipped"}]
        if len(self.failures) == 1 or len({(each.provider, each.model) for each in tried}) == 1:
            return self.failures[-1]
        if not self.failures:
            return NoModel()
        soonest = [each.retry_after_seconds for each in self.failures if each.retry_after_seconds is not None]
        return NoModelAnswered(tried, retry_after_seconds=min(soonest, default=None))


async def answered(
    call: ModelCall, candidates: Sequence[Candidate], patience: Patience, machine: Machine, running: Running
) -> AsyncGenerator[Part, None]:
    """The answer of the first model that gives one. Close the iterator to stop the model.

    Raises EgressRefused where only models that may not see it are left, else what the model failed with, NoModelAnswered
    where several did, and BudgetExceeded.
    """
    course = _Course(call, patience)
    machine.budget.earn()
    waiting = _fitting(course, candidates, running)
    for turn in range(ROUNDS):
        for candidate in waiting:
            try:
                async with aclosing(_attempt(course, candidate, machine, running)) as parts:
                    async for part in parts:
                        course.shown = True
                        yield part
                return
            except EgressRefused as refused:
                course.refused = refused
                course.note(candidate, "refused", refused.code)
            except NullusError as error:
                if course.shown:
                    raise
                course.failures.append(error)
        following = _next(course, machine, turn)
        if following is None:
            break
        pause, candidate = following
        await asyncio.sleep(pause)
        waiting = [candidate]
        course.again.clear()
    failure = course.failure()
    raise failure from (course.failures[-1] if course.failures and course.failures[-1] is not failure else None)


def _fitting(course: _Course, candidates: Sequence[Candidate], running: Running) -> list[Candidate]:
    """Those that can read all of it and can do what is asked."""
    needed = sum(tokens(each.content) for each in course.call.messages) + min(
        course.call.max_tokens or running.answer_tokens, running.answer_tokens
    )
    able = [each for each in candidates if each.tools or not course.call.tools]
    found = [each for each in able if each.context_tokens >= needed]
    for each in candidates:
        if each not in found:
            course.note(each, "skipped", "context" if each in able else "tools")
    if able and not found:
        course.failures.append(ModelTooSmall(needed=needed, most=max(each.context_tokens for each in able)))
    return found


def _next(course: _Course, machine: Machine, turn: int) -> tuple[float, Candidate] | None:
    """Whom to ask again, after how many seconds; None where nobody, or not often enough any more."""
    if turn + 1 == ROUNDS or not course.again:
        return None
    pause, candidate = min(
        ((pause_before(turn, asked), each) for asked, each in course.again), key=lambda each: each[0]
    )
    if pause >= min(course.left, course.patience.first) or not machine.budget.spend():
        return None
    return pause, candidate


async def _attempt(
    course: _Course, candidate: Candidate, machine: Machine, running: Running
) -> AsyncGenerator[Part, None]:
    """Ask one model. Notes how it went; raises what it failed with."""
    clearance = egress.clear(course.call.sensitivity, candidate)
    since = time.monotonic()
    key = (candidate.provider, candidate.model)
    admitted = await machine.breakers.enter(key)
    if not admitted.allowed:
        course.note(candidate, "skipped", "breaker", since)
        raise ModelResting(model=candidate.name, retry_after_seconds=admitted.wait)
    outcome: Outcome = "cancelled"
    why = ""
    try:
        async with aclosing(spoken(course.call, candidate, clearance, running, _patience(course))) as parts:
            async for part in parts:
                if isinstance(part, Completed):
                    await machine.breakers.served(key)
                    outcome = "served"
                    course.note(candidate, outcome, "", since)
                    took = round(time.monotonic() - course.began, 3)
                    served = replace(part.served, attempts=tuple(course.attempts), seconds=took)
                    yield replace(part, served=served)
                else:
                    yield part
    except NullusError as error:
        outcome, why = "failed", error.code
        await _judge(course, candidate, machine.breakers, admitted, error)
        raise
    finally:
        if outcome != "served":
            course.note(candidate, outcome, why, since)
        if outcome == "cancelled":
            await machine.breakers.left(key, admitted)


async def _judge(course: _Course, candidate: Candidate, breakers: Breakers, admitted: Pass, error: NullusError) -> None:
    """What a failure says of the model, and whether asking again may help."""
    key = (candidate.provider, candidate.model)
    if isinstance(error, _ILL):
        await breakers.failed(key, admitted)
    else:
        await breakers.left(key, admitted)
    if isinstance(error, _PASSING):
        course.again.append((error.retry_after_seconds, candidate))


def _patience(course: _Course) -> Patience:
    whole = course.patience
    return Patience(whole.first, whole.between, max(0.001, course.left))
