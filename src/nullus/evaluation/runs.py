"""Evaluations: asked for with a configuration that is kept, listed, shown and compared."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus import audit, identity, jobs, knowledge
from nullus.evaluation import bars, golden_store, measures, run_store, tasks
from nullus.evaluation.comparison import Difference, Measured, compare
from nullus.evaluation.errors import ConfigurationImpossible, EvaluationNotFound, NotComparable, NothingToAsk
from nullus.kit import new_id
from nullus.llm import current_prompt, prompt_of_version
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import Text

Mode = Literal["hybrid", "dense", "lexical"]
_RUNNING = Text(en="one of them has not ended well", ko="끝까지 마치지 못한 평가가 있습니다")
_STRANGERS = Text(en="they share no question", ko="겹치는 질문이 없습니다")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is evaluated. `top_k` passages are looked at by an answer, and Recall is told there too. `prompt`: a version of the
    answer prompt; the one in use where it is not said. `judge`: let a model say of each answer whether it is right. `rerank`: let
    a reranking model put what was found in order, for the ranking and for the answers, whatever the settings say."""

    mode: Mode = "hybrid"
    top_k: int = 10
    answers: bool = False
    prompt: str | None = None
    judge: bool = False
    rerank: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run. `configuration` also says what was found when it ran: embedder, index, models, prompt versions. `unmatched` counts
    questions none of whose passages stood in the collection any more; `failures` counts answers that failed, by code, and
    `unjudged` answers that were to be judged and have no verdict, by reason."""

    id: UUID
    collection_id: UUID
    collection: str
    name: str
    state: str
    configuration: dict[str, Any]
    bars: dict[str, float]
    questions: int
    unmatched: int
    metrics: dict[str, dict[str, float]]
    missed: list[str]
    failures: dict[str, int]
    unjudged: dict[str, int]
    failure: dict[str, Any] | None
    job_id: int | None
    created_at: datetime
    finished_at: datetime | None


async def request(
    db: Database,
    actor: Actor,
    collection: knowledge.KnownCollection,
    wanted: Configuration,
    wanted_bars: Mapping[str, float],
    name: str = "",
) -> Evaluation:
    """Queue an evaluation over the golden questions of a collection.

    Raises NothingToAsk, ConfigurationImpossible, PromptVersionNotFound.
    """
    _check(wanted, wanted_bars)
    configuration = asdict(wanted)
    if wanted.answers:
        version = wanted.prompt
        found = await (
            prompt_of_version(db, "answer", version, "en") if version else current_prompt(db, "answer", "en")
        )
        configuration["prompt"] = found.id
    if wanted.judge:
        configuration["judge_prompt"] = (await current_prompt(db, "judge", "en")).id
    run_id = new_id()
    async with db.transaction(actor) as tx:
        await identity.hold(tx, actor)
        questions = await golden_store.count(tx, actor.workspace_id, collection.id)
        if not questions:
            raise NothingToAsk(collection=collection.name)
        values = {
            "id": run_id,
            "collection": collection.id,
            "name": name,
            "configuration": configuration,
            "bars": dict(wanted_bars),
            "questions": questions,
            "made_by": actor.person_id,
        }
        await run_store.add(tx, actor.workspace_id, values)
        job_id = await tasks.EVALUATE.defer(tx, actor, tasks.RunEvaluation(str(run_id)))
        await run_store.set_job(tx, actor.workspace_id, run_id, job_id)
        details: dict[str, audit.Detail] = {"count": questions, "mode": wanted.mode, "version": configuration["prompt"]}
        await audit.record(
            tx, actor, "evaluation.started", object_kind="evaluation", object_id=run_id, details=_said(details)
        )
    return await get_in(db, actor, run_id)


async def get(tx: Tx, actor: Actor, run_id: UUID) -> Evaluation:
    """One evaluation. Raises EvaluationNotFound, also for one of a collection that the actor does not see."""
    row = await run_store.find(tx, actor.workspace_id, run_id)
    if row is None:
        raise EvaluationNotFound(evaluation=run_id)
    return shown(row)


async def get_in(db: Database, actor: Actor, run_id: UUID) -> Evaluation:
    """The same, and true to its job: one whose job was cancelled or gave up has failed."""
    async with db.transaction(actor) as tx:
        found = await get(tx, actor, run_id)
    if found.state not in {"queued", "running"} or found.job_id is None:
        return found
    async with db.transaction(actor.for_upkeep()) as tx:
        if not await jobs.ended(tx, [found.job_id]):
            return found
        again = await get(tx, actor, run_id)  # it may have ended well between the two looks
        if again.state in {"queued", "running"}:
            await run_store.end(tx, actor.workspace_id, run_id, "failed", {"questions": again.questions})
        return await get(tx, actor, run_id)


async def list_page(
    tx: Tx, actor: Actor, collection_id: UUID | None, before: UUID | None, limit: int
) -> list[Evaluation]:
    """Evaluations of the collections that the actor sees, the newest first."""
    return [shown(row) for row in await run_store.page(tx, actor.workspace_id, collection_id, before, limit)]


async def remove(tx: Tx, actor: Actor, run_id: UUID) -> None:
    """Delete an evaluation with what it measured. Raises EvaluationNotFound."""
    if not await run_store.remove(tx, actor.workspace_id, run_id):
        raise EvaluationNotFound(evaluation=run_id)
    await audit.record(tx, actor, "evaluation.removed", object_kind="evaluation", object_id=run_id)


async def measured_by_both(tx: Tx, actor: Actor, first: Evaluation, second: Evaluation) -> tuple[Measured, Measured]:
    """What the questions measured in two runs. Raises NotComparable."""
    check_ended(first, second)
    both = [
        {row.question_id: row.measures for row in await run_store.measured(tx, actor.workspace_id, each.id)}
        for each in (first, second)
    ]
    if not set(both[0]) & set(both[1]):
        raise NotComparable(problem=_STRANGERS)
    return both[0], both[1]


def check_ended(first: Evaluation, second: Evaluation) -> None:
    """Raises NotComparable."""
    if {first.state, second.state} != {"done"}:
        raise NotComparable(problem=_RUNNING)


def differences(first: Measured, second: Measured) -> list[Difference]:
    """See comparison.compare; takes a moment of computing: run it in a thread."""
    return compare(first, second)


def shown(row: Row[Any]) -> Evaluation:
    """An evaluation from its row."""
    return Evaluation(
        row.id,
        row.collection_id,
        row.collection,
        row.name,
        row.state,
        {name: value for name, value in row.configuration.items() if name != "unjudged"},
        row.bars,
        row.questions,
        row.unmatched,
        {name: row.metrics[name] for name in measures.ordered(row.metrics)},
        list(row.missed),
        row.failures,
        row.configuration.get("unjudged", {}),
        row.failure,
        row.job_id,
        row.created_at,
        row.finished_at,
    )


def _check(wanted: Configuration, wanted_bars: Mapping[str, float]) -> None:
    problem = None
    if wanted.answers and wanted.mode != "hybrid":
        problem = Text(en="answers are made from hybrid search", ko="답변은 hybrid 검색으로 만듭니다")
    elif wanted.prompt and not wanted.answers:
        problem = Text(
            en="a prompt version is for answers; ask for those too",
            ko="프롬프트 버전은 답변 평가에만 쓰입니다. 답변도 함께 평가하세요",
        )
    elif wanted.judge and not wanted.answers:
        problem = Text(
            en="a model judges answers; ask for those too", ko="모델 채점은 답변을 채점합니다. 답변도 함께 평가하세요"
        )
    if problem is not None:
        raise ConfigurationImpossible(problem=problem)
    bars.check(wanted_bars, depth=wanted.top_k, answers=wanted.answers, judge=wanted.judge)


def _said(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if value is not None}
