"""Routes of golden questions and evaluations."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request

from nullus.evaluation import golden, moving, paging, run_store, runs
from nullus.evaluation.formats import Expected, Imported
from nullus.evaluation.golden import GoldenQuestion
from nullus.evaluation.loading import TheEvaluation, TheQuestion
from nullus.evaluation.runs import Evaluation
from nullus.evaluation.schemas import (
    AddedOut,
    ComparisonIn,
    ComparisonOut,
    DifferenceOut,
    EvaluationIn,
    EvaluationOut,
    EvaluationProblemOut,
    GoldenQuestionOut,
    HolderOut,
    MovedCountsOut,
    MovedIn,
    MovedQuestionOut,
    MovedQuestionsOut,
    PassageOut,
    QuestionIn,
    QuestionsIn,
    RemovedOut,
    ResultOut,
    UnmatchedOut,
)
from nullus.knowledge import KNOWN_COLLECTION, KnownCollection, TheCollection
from nullus.platform.errors import Language
from nullus.platform.web import CurrentActor, Envelope, Page, Router, db_of, language_of, success

router = Router(prefix="/api/v1", tags=["evaluation"])

Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=200)]
AskedCollection = Annotated[KnownCollection | None, KNOWN_COLLECTION.asked("collectionId")]


@router.call(
    "POST",
    "/collections/{collection_id}/golden-questions",
    policy="documents:write",
    answers=AddedOut,
    status=201,
)
async def add_golden_questions(
    collection: TheCollection, body: QuestionsIn, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Add golden questions. Their passages are looked up in the collection's documents; what is not found is reported."""
    items = [_imported(each) for each in body.items]
    added = await golden.add(db_of(request), request.app.state.retrieval, actor, collection, items, body.origin)
    return success(_added_out(added))


@router.call(
    "POST",
    "/collections/{collection_id}/golden-questions/from-feedback",
    policy="documents:write",
    answers=AddedOut,
    status=201,
)
async def take_golden_questions_from_feedback(
    collection: TheCollection, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Take over the asker's own questions whose answers they rated as good and that cite this collection."""
    added = await golden.from_feedback(db_of(request), request.app.state.retrieval, actor, collection)
    return success(_added_out(added))


@router.call(
    "GET",
    "/collections/{collection_id}/golden-questions",
    policy="documents:read",
    answers=Page[GoldenQuestionOut],
)
async def list_golden_questions(
    collection: TheCollection, request: Request, actor: CurrentActor, cursor: Cursor = None, limit: Limit = 100
) -> Envelope[Any]:
    """Golden questions of a collection, the oldest first."""
    async with db_of(request).transaction(actor) as tx:
        found = await golden.list_page(tx, actor, collection.id, paging.decode(cursor), limit + 1)
    more = paging.encode(found[limit - 1].id) if len(found) > limit else None
    return success(Page[GoldenQuestionOut](items=[_question_out(each) for each in found[:limit]], next_cursor=more))


@router.call("DELETE", "/collections/{collection_id}/golden-questions", policy="documents:write", answers=RemovedOut)
async def remove_golden_questions(collection: TheCollection, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete every golden question of a collection, with what it measured in every evaluation."""
    async with db_of(request).transaction(actor) as tx:
        return success(RemovedOut(removed=await golden.remove_all(tx, actor, collection.id)))


@router.call("GET", "/golden-questions/{question_id}", policy="documents:read", answers=GoldenQuestionOut)
async def get_golden_question(question: TheQuestion) -> Envelope[Any]:
    """One golden question."""
    return success(_question_out(question))


@router.call("DELETE", "/golden-questions/{question_id}", policy="documents:write", answers=RemovedOut)
async def remove_golden_question(question: TheQuestion, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a golden question, with what it measured in every evaluation."""
    async with db_of(request).transaction(actor) as tx:
        await golden.remove(tx, actor, question.id)
    return success(RemovedOut(removed=1))


@router.call("POST", "/evaluations", policy="documents:write", answers=EvaluationOut, status=202)
async def start_evaluation(body: EvaluationIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Ask every golden question of a collection and measure: in the background, by the job that the answer names."""
    async with db_of(request).transaction(actor) as tx:
        collection = await body.collection_id.load(tx, actor)
    wanted = runs.Configuration(body.mode, body.top_k, body.answers, body.prompt, body.judge, body.rerank)
    bars = {name: float(value) for name, value in body.bars.items()}
    made = await runs.request(db_of(request), actor, collection, wanted, bars, body.name)
    return success(_evaluation_out(made, language_of(request)))


@router.call("GET", "/evaluations", policy="documents:read", answers=Page[EvaluationOut], refuses=(404,))
async def list_evaluations(
    collection: AskedCollection, request: Request, actor: CurrentActor, cursor: Cursor = None, limit: Limit = 50
) -> Envelope[Any]:
    """Evaluations, the newest first; of one collection or of all."""
    async with db_of(request).transaction(actor) as tx:
        asked = collection.id if collection else None
        found = await runs.list_page(tx, actor, asked, paging.decode(cursor), limit + 1)
    language = language_of(request)
    more = paging.encode(found[limit - 1].id) if len(found) > limit else None
    items = [_evaluation_out(each, language) for each in found[:limit]]
    return success(Page[EvaluationOut](items=items, next_cursor=more))


@router.call("GET", "/evaluations/{evaluation_id}", policy="documents:read", answers=EvaluationOut)
async def get_evaluation(evaluation: TheEvaluation, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """One evaluation with its measures."""
    found = await runs.get_in(db_of(request), actor, evaluation.id)
    return success(_evaluation_out(found, language_of(request)))


@router.call("GET", "/evaluations/{evaluation_id}/results", policy="documents:read", answers=Page[ResultOut])
async def list_evaluation_results(
    evaluation: TheEvaluation, request: Request, actor: CurrentActor, cursor: Cursor = None, limit: Limit = 100
) -> Envelope[Any]:
    """What each question measured."""
    async with db_of(request).transaction(actor) as tx:
        rows = await run_store.results(tx, actor.workspace_id, evaluation.id, paging.decode(cursor), limit + 1)
    more = paging.encode(UUID(str(rows[limit - 1].question_id))) if len(rows) > limit else None
    items = [ResultOut(**row._asdict()) for row in rows[:limit]]
    return success(Page[ResultOut](items=items, next_cursor=more))


@router.call("DELETE", "/evaluations/{evaluation_id}", policy="documents:write", answers=RemovedOut)
async def remove_evaluation(evaluation: TheEvaluation, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete an evaluation."""
    async with db_of(request).transaction(actor) as tx:
        await runs.remove(tx, actor, evaluation.id)
    return success(RemovedOut(removed=1))


@router.call("POST", "/evaluations/compare", policy="documents:read", answers=ComparisonOut)
async def compare_evaluations(body: ComparisonIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """By how much two evaluations differ over the questions that both asked, with 95 % intervals (paired bootstrap)."""
    async with db_of(request).transaction(actor) as tx:
        first, second = await body.first.load(tx, actor), await body.second.load(tx, actor)
        both = await runs.measured_by_both(tx, actor, first, second)
    found = await asyncio.to_thread(runs.differences, *both)
    language = language_of(request)
    shown = ComparisonOut(
        first=_evaluation_out(first, language),
        second=_evaluation_out(second, language),
        differences=[DifferenceOut(**asdict(each)) for each in found],
    )
    return success(shown)


@router.call("POST", "/evaluations/compare/questions", policy="documents:read", answers=MovedQuestionsOut)
async def compare_questions(body: MovedIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Which questions got better or worse by one measure, the greatest change first: all that both asked, a page at a time."""
    after = paging.decode_place(body.cursor)
    async with db_of(request).transaction(actor) as tx:
        first, second = await body.first.load(tx, actor), await body.second.load(tx, actor)
        found = await moving.moved(tx, actor, first, second, body.measure, body.moved, after, body.limit + 1)
    last = found.items[body.limit - 1] if len(found.items) > body.limit else None
    shown = MovedQuestionsOut(
        moved=found.way,
        counts=MovedCountsOut(**found.counts),
        items=[MovedQuestionOut(**asdict(each)) for each in found.items[: body.limit]],
        next_cursor=paging.encode_place(last.gain, last.question_id) if last else None,
    )
    return success(shown)


def _added_out(added: golden.Added) -> AddedOut:
    return AddedOut(
        added=len(added.ids),
        known=added.known,
        ids=added.ids,
        unmatched=[UnmatchedOut(**asdict(each)) for each in added.unmatched],
    )


def _imported(each: QuestionIn) -> Imported:
    return Imported(
        each.question,
        tuple(Expected(passage.quote, passage.document) for passage in each.passages),
        tuple(tuple(fact) for fact in each.facts),
        each.language,
        each.answerable,
        each.source,
    )


def _question_out(found: GoldenQuestion) -> GoldenQuestionOut:
    return GoldenQuestionOut(
        id=found.id,
        collection_id=found.collection_id,
        question=found.question,
        language=found.language,
        answerable=found.answerable,
        passages=[
            PassageOut(
                quote=each.quote,
                documents=[HolderOut(document_id=one, name=name) for one, name in each.documents.items()],
            )
            for each in found.passages
        ],
        facts=found.facts,
        origin=found.origin,
        source=found.source,
        created_at=found.created_at,
    )


def _evaluation_out(found: Evaluation, language: Language) -> EvaluationOut:
    problem = found.failure
    values = asdict(found) | {
        "failure": EvaluationProblemOut(
            code=problem["code"], message=problem["message"][language], hint=problem["hint"][language]
        )
        if problem
        else None
    }
    return EvaluationOut(**values)
