"""One evaluation at work: every golden question asked through the product's own search and answers, measured, kept.

What was measured is written as it comes, so that a run which a crash interrupted goes on where it stopped.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

import structlog

from nullus import chat, jobs, knowledge
from nullus.evaluation import bars, golden, golden_store, judging, measures, run_store, runs, tasks
from nullus.evaluation.golden import GoldenQuestion
from nullus.evaluation.matching import Relevant, laid, states
from nullus.platform.database import Database
from nullus.platform.errors import ErrorKind, NullusError
from nullus.platform.sensitivity import Sensitivity

log = structlog.get_logger()

_AT_ONCE = 4
_BATCH = 32
_PAGE = 500
_DOCUMENTS = 50
_JUDGE = "judge:"
"""Before the reason why an answer has no verdict: the answer itself did not fail."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What the worker hands to this room."""

    db: Database
    retrieval: knowledge.Retrieval
    answers: chat.Answers


@dataclass(slots=True)
class Seen:
    """What a run met: kept with its configuration."""

    models: set[str] = field(default_factory=set)
    judges: set[str] = field(default_factory=set)
    prompts: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)
    degraded: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        return {
            "models": sorted(self.models),
            "judges": sorted(self.judges),
            "prompts": sorted(self.prompts),
            "answered_by": sorted(self.modes),
            "degraded": dict(self.degraded),
        }


@dataclass(frozen=True, slots=True)
class _Course:
    """What the questions of one run share."""

    resources: Resources
    context: jobs.JobContext
    run: runs.Evaluation
    wanted: runs.Configuration
    seen: Seen


async def evaluate(resources: Resources, context: jobs.JobContext, payload: tasks.RunEvaluation) -> None:
    """Do what `runs.request` asked for. A run that cannot be finished says why."""
    run_id = UUID(payload.run_id)
    try:
        await _evaluate(resources, context, run_id)
    except NullusError as error:
        last = context.attempt > tasks.EVALUATE.retries
        if error.kind.may_pass and error.kind is not ErrorKind.EXHAUSTED and not last:
            raise
        failure = {
            "code": error.result_code,
            "message": {language: error.message_in(language) for language in ("en", "ko")},
            "hint": {language: error.hint_in(language) for language in ("en", "ko")},
        }
        async with resources.db.transaction(context.actor) as tx:
            await context.fence(tx)
            await run_store.end(tx, context.actor.workspace_id, run_id, "failed", {"failure": failure})
        raise


async def _evaluate(resources: Resources, context: jobs.JobContext, run_id: UUID) -> None:
    actor, db = context.actor, resources.db
    async with db.transaction(actor) as tx:
        row = await run_store.find(tx, actor.workspace_id, run_id)
        if row is None or row.state not in {"queued", "running"}:
            return  # deleted meanwhile, or done by a run that was taken for dead
        run = runs.shown(row)
        await context.fence(tx)
        await run_store.begin(tx, actor.workspace_id, run_id)
        done = {each.question_id for each in await run_store.measured(tx, actor.workspace_id, run_id)}
        index = await knowledge.index_identity(tx, actor)
    questions = await _questions(db, context, run.collection_id)
    relevant = await _relevant(db, context, questions)
    wanted = runs.Configuration(
        **{name: run.configuration.get(name, usual) for name, usual in asdict(runs.Configuration()).items()}
    )
    course = _Course(resources, context, run, wanted, Seen())
    waiting = [each for each in questions if each.id not in done]
    places = asyncio.Semaphore(max(1, min(_AT_ONCE, resources.answers.settings.answers_each)))

    async def measure(question: GoldenQuestion) -> tuple[UUID, dict[str, float], str | None]:
        async with places:
            await context.heartbeat()  # answers and verdicts of slow models: a batch of them may take long
            return await _measured(course, question, relevant[question.id])

    for start in range(0, len(waiting), _BATCH):
        await context.progress(len(done) + start, len(questions), run.name or run.collection)
        batch = waiting[start : start + _BATCH]
        results = await asyncio.gather(*(measure(each) for each in batch))
        async with db.transaction(actor) as tx:
            await context.fence(tx)
            await run_store.keep(tx, actor.workspace_id, run_id, results)
    unmatched = sum(each.answerable and not _searchable(each, relevant[each.id]) for each in questions)
    await _finish(course, asdict(index), unmatched)


async def _finish(course: _Course, index: Mapping[str, Any], unmatched: int) -> None:
    context, run = course.context, course.run
    async with course.resources.db.transaction(context.actor) as tx:
        rows = await run_store.measured(tx, context.actor.workspace_id, run.id)
        found = measures.means([row.measures for row in rows])
        lost = bars.missed(run.bars, found)
        failures = [row.failure for row in rows if row.failure]
        unjudged = [each.removeprefix(_JUDGE) for each in failures if each.startswith(_JUDGE)]
        values = {
            "questions": len(rows),
            "unmatched": unmatched,
            "metrics": {name: asdict(mean) for name, mean in found.items()},
            "missed": lost,
            "failures": dict(Counter(each for each in failures if not each.startswith(_JUDGE))),
            "configuration": {**index, **course.seen.as_json(), "unjudged": dict(Counter(unjudged))},
        }
        await run_store.end(tx, context.actor.workspace_id, run.id, "done", values)
        await context.finish(tx, {"questions": len(rows), "missed": lost})
    log.info("evaluation.done", run=str(run.id), questions=len(rows), missed=len(lost))


async def _questions(db: Database, context: jobs.JobContext, collection_id: UUID) -> list[GoldenQuestion]:
    found: list[GoldenQuestion] = []
    while True:
        async with db.transaction(context.actor) as tx:
            after = found[-1].id if found else None
            rows = await golden_store.page(tx, context.actor.workspace_id, collection_id, after, _PAGE)
        found += [golden.shown(row) for row in rows]
        if len(rows) < _PAGE:
            return found


async def _relevant(
    db: Database, context: jobs.JobContext, questions: Sequence[GoldenQuestion]
) -> dict[UUID, Relevant]:
    """The chunks that hold what each question expects, as the documents stand now."""
    quotes: dict[UUID, set[str]] = {}
    for question in questions:
        for passage in question.passages:
            for document in passage.documents:
                quotes.setdefault(document, set()).add(passage.quote)
    where: dict[tuple[UUID, str], frozenset[int]] = {}
    documents = sorted(quotes)
    for start in range(0, len(documents), _DOCUMENTS):
        await context.heartbeat()
        async with db.transaction(context.actor) as tx:
            found = await knowledge.passages_of(tx, context.actor, documents[start : start + _DOCUMENTS])
        for document, chunks in found.items():
            text = laid(chunks)
            where |= {(document, quote): text.find(quote) for quote in quotes[document]}
    relevant = {}
    for question in questions:
        held = [
            frozenset().union(*(where.get((one, each.quote), frozenset()) for one in each.documents))
            for each in question.passages
        ]
        relevant[question.id] = Relevant([chunks for chunks in held if chunks])
    return relevant


def _searchable(question: GoldenQuestion, relevant: Relevant) -> bool:
    """Whether there is something to find; a question that rests on facts alone is only answered."""
    return bool(relevant.passages) or not question.passages


async def _measured(
    course: _Course, question: GoldenQuestion, relevant: Relevant
) -> tuple[UUID, dict[str, float], str | None]:
    found: dict[str, float] = {}
    failure = None
    if question.answerable and relevant.passages:
        found |= await _ranked(course, question, relevant)
    if course.wanted.answers and _searchable(question, relevant):
        answered, failure = await _answered(course, question, relevant)
        found |= answered
    return question.id, found, failure


async def _ranked(course: _Course, question: GoldenQuestion, relevant: Relevant) -> dict[str, float]:
    wanted = course.wanted
    most = max(wanted.top_k, measures.CUT)
    deep = max(most, chat.RERANKED) if wanted.rerank else most
    request = knowledge.SearchRequest(question.question, [course.run.collection_id], deep, wanted.mode)
    result = await course.resources.retrieval.search(course.context.actor, request)
    found, problems = result.hits, [result.degraded]
    if wanted.rerank:
        found, problem = await _reranked(course, question, found)
        problems.append(problem)
    course.seen.degraded.update(each.result_code for each in problems if each is not None)
    hits = [relevant.held_by(hit.chunk_id) for hit in found[:most]]
    return measures.of_ranking(hits, len(relevant.passages), wanted.top_k)


async def _reranked(
    course: _Course, question: GoldenQuestion, found: Sequence[knowledge.Hit]
) -> tuple[list[knowledge.Hit], NullusError | None]:
    resources, actor = course.resources, course.context.actor

    async def label() -> Sensitivity:
        return await knowledge.sensitivity_of(resources.db, actor, [course.run.collection_id])

    answers = resources.answers
    return await chat.in_order(answers.gateway, actor, question.question, found, label, answers.settings.rerank_seconds)


async def _answered(
    course: _Course, question: GoldenQuestion, relevant: Relevant
) -> tuple[dict[str, float], str | None]:
    """The measures of the answer. One that failed counts as an answer that says nothing of what it should, and is named."""
    asked = chat.Question(
        question.question,
        [course.run.collection_id],
        top_k=course.wanted.top_k,
        prompt=course.wanted.prompt,
        reranked=course.wanted.rerank,
    )
    count = len(relevant.passages)
    try:
        whole = await chat.collect(course.resources.answers.ask(course.context.actor, asked))
        if whole.failed is not None:
            raise whole.failed.error
    except NullusError as error:
        if error.kind is ErrorKind.EXHAUSTED:
            raise  # a used-up quota would fail every question that follows
        return measures.of_answer(
            answerable=question.answerable,
            refused=question.answerable,
            wanted=count,
            facts=[False] * len(question.facts),
        ), error.result_code
    assert whole.done is not None
    _note(course.seen, whole)
    chunks = {passage.number: int(passage.chunk_id) for passage in whole.passages}
    found = measures.of_answer(
        answerable=question.answerable,
        refused=not whole.done.found,
        cited=[relevant.held_by(chunks[number]) for number in sorted(whole.cited)],
        wanted=count,
        facts=[states(whole.text, wordings) for wordings in question.facts],
    )
    if course.wanted.judge and question.answerable and whole.done.found:
        verdict = await _verdict(course, question, whole.text)
        return found | measures.of_verdict(verdict.right), f"{_JUDGE}{verdict.why}" if verdict.right is None else None
    return found, None


async def _verdict(course: _Course, question: GoldenQuestion, answer: str) -> judging.Verdict:
    resources, version = course.resources, course.run.configuration["judge_prompt"]
    found = await judging.judge(
        resources.db, resources.answers.gateway, course.context.actor, question, answer, version
    )
    if found.model:
        course.seen.judges.add(found.model)
    return found


def _note(seen: Seen, whole: chat.Whole) -> None:
    done = whole.done
    assert done is not None
    seen.modes.add(done.mode)
    if done.model:
        seen.models.add(done.model)
    if done.prompt:
        seen.prompts.add(done.prompt)
    if done.degraded is not None:
        seen.degraded[done.degraded.result_code] += 1
