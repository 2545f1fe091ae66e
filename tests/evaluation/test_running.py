"""Evaluations at work: measured through the product's own search and answers, kept, interrupted, failed, compared."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from tests.evaluation.conftest import QUESTIONS, RHINE, document_named
from tests.evaluation.conftest import Place as Evaluated
from tests.knowledge.workplace import new_workspace, take_out

from nullus import jobs
from nullus.evaluation import runs
from nullus.evaluation.errors import ConfigurationImpossible, EvaluationNotFound, NotComparable, NothingToAsk
from nullus.evaluation.formats import Expected, Imported
from nullus.llm import Reranker
from nullus.llm.egress import Place
from nullus.llm.prompts.errors import PromptVersionNotFound
from nullus.llm.reranking import Choice, Rerankers


async def test_retrieval_is_measured_and_its_configuration_kept(place: Evaluated) -> None:
    await place.add()
    found = await place.evaluate({"recall@10": 1.0, "mrr@10": 0.9}, mode="lexical", top_k=20)
    assert (found.state, found.questions, found.missed, found.unmatched) == ("done", 5, [], 0)
    assert {name: mean["value"] for name, mean in found.metrics.items()} == {
        "recall@1": 1.0, "recall@5": 1.0, "recall@10": 1.0, "recall@20": 1.0, "mrr@10": 1.0, "ndcg@10": 1.0,
    }  # fmt: skip
    assert {mean["questions"] for mean in found.metrics.values()} == {4}
    kept = found.configuration
    assert (kept["mode"], kept["top_k"], kept["embedder"]) == ("lexical", 20, "words:one:64")
    assert kept["generation"] > 0
    assert kept["analyser"]


async def test_answers_without_a_model_are_measured(place: Evaluated) -> None:
    await place.add()
    found = await place.evaluate({"refusal": 1.0, "false_refusal": 0.0, "facts": 1.0}, answers=True)
    values = {name: mean["value"] for name, mean in found.metrics.items()}
    assert found.missed == []
    assert (values["citation_recall"], values["facts"], values["refusal"], values["false_refusal"]) == (1, 1, 1, 0)
    assert 0 < values["citation_precision"] <= 1
    assert found.configuration["answered_by"] == ["extractive"]
    assert found.configuration["prompt"] == "answer.v1"


class Contrary(Rerankers):
    """A reranking model that likes what is long, or none at all."""

    model = "contrary"

    def __init__(self, *, there: bool = True) -> None:
        super().__init__("", None)
        self._there = there

    async def choices(self) -> list[Choice]:
        async def opened() -> Reranker:
            return self

        return [Choice(Place("onnx", self.model, "personal"), opened)] if self._there else await super().choices()

    async def rerank(self, query: str, passages: Sequence[str]) -> list[float]:
        return [float(len(each)) for each in passages]


async def test_what_a_reranking_model_does_to_the_ranking_is_measured(place: Evaluated) -> None:
    await place.add(Imported("라인강의 길이는 얼마인가요?", (Expected(RHINE),)))
    plain = await place.evaluate(mode="lexical")
    place.answers.gateway.rerankers = Contrary()
    worse = await place.evaluate(mode="lexical", rerank=True)
    assert plain.metrics["mrr@10"]["value"] == 1.0
    assert worse.metrics["mrr@10"]["value"] < 1.0
    assert (plain.configuration["rerank"], worse.configuration["rerank"]) == (False, True)
    assert worse.configuration["degraded"] == {}
    place.answers.gateway.rerankers = Contrary(there=False)
    without = await place.evaluate(mode="lexical", rerank=True)
    assert without.metrics["mrr@10"]["value"] == 1.0
    assert without.configuration["degraded"] == {"NOT_RERANKED": 1}


async def test_a_bar_that_is_missed_is_named(place: Evaluated) -> None:
    await place.add(*QUESTIONS[:1], Imported("완전히 다른 이야기", (Expected(RHINE),)))
    found = await place.evaluate({"recall@10": 1.0, "mrr@10": 0.1}, mode="lexical")
    assert found.missed == ["recall@10"]
    assert found.metrics["recall@10"] == {"value": 0.5, "questions": 2}


async def test_what_cannot_be_measured_together_is_refused(place: Evaluated) -> None:
    with pytest.raises(NothingToAsk):
        await place.request()
    await place.add()
    for wanted in ({"mode": "dense", "answers": True}, {"prompt": "answer.v1"}):
        with pytest.raises(ConfigurationImpossible):
            await place.request(**wanted)
    with pytest.raises(PromptVersionNotFound):
        await place.request(answers=True, prompt="answer@404")


async def test_a_run_goes_on_where_a_killed_worker_stopped(place: Evaluated) -> None:
    await place.add(*(Imported(f"라인강 {n}?", (Expected(RHINE),)) for n in range(200)))
    run = await place.request()
    async with place.working() as runner:
        async with asyncio.timeout(20):
            while await place.count("results") == 0:
                await asyncio.sleep(0.01)
        runner.stop()
    before = await place.count("results")
    async with place.working():
        found = await place.ended(run)
    assert before > 0
    assert (found.state, found.questions, await place.count("results")) == ("done", 200, 200)


async def test_questions_whose_words_are_gone_are_counted_not_scored(place: Evaluated) -> None:
    await place.add()
    run = await place.request(answers=True)
    async with place.db.transaction(place.actor) as tx:  # the document now says something else
        await tx.execute(
            text(
                "update knowledge.chunks set text = 'Nothing of it.' where text like '%42 euros%' and workspace_id = :w"
            ),
            {"w": place.actor.workspace_id},
        )
    async with place.working():
        found = await place.ended(run)
    assert (found.state, found.unmatched) == ("done", 1)
    assert found.metrics["recall@10"]["questions"] == 3
    assert found.metrics["false_refusal"]["questions"] == 3


async def test_a_cancelled_run_has_failed(place: Evaluated) -> None:
    await place.add()
    run = await place.request()
    assert run.job_id is not None
    async with place.db.transaction(place.actor) as tx:
        await jobs.cancel(tx, place.actor, run.job_id)
    assert (await runs.get_in(place.db, place.actor, run.id)).state == "failed"


async def test_a_run_whose_collection_went_ends_quietly(place: Evaluated) -> None:
    await place.add()
    run = await place.request()
    async with place.db.transaction(place.actor) as tx:
        await runs.remove(tx, place.actor, run.id)
    async with place.working():
        async with asyncio.timeout(20):
            while True:
                async with place.db.transaction(place.actor) as tx:
                    if await jobs.ended(tx, [run.job_id or 0]):
                        break
                await asyncio.sleep(0.02)
    async with place.db.transaction(place.actor) as tx:
        assert (await jobs.get_job(tx, place.actor, run.job_id or 0)).status == "succeeded"


async def test_two_runs_are_compared_over_what_both_asked(place: Evaluated) -> None:
    await place.add()
    first = await place.evaluate(mode="lexical")
    await take_out(place.passages, await document_named(place, "harbour"))
    await place.retrieval.refresh(place.actor)
    await place.passages.add(["라인강의 길이는 얼마인가요? 라인강의 길이는 얼마인가요?"] * 3, "noise")
    second = await place.evaluate(mode="lexical")
    async with place.db.transaction(place.actor) as tx:
        both = await runs.measured_by_both(tx, place.actor, first, second)
    found = {each.measure: each for each in runs.differences(*both)}
    assert found["mrr@10"].questions == 2
    assert found["mrr@10"].difference < 0
    assert found["mrr@10"].first == 1.0


async def test_runs_that_share_nothing_or_have_not_ended_are_not_compared(place: Evaluated) -> None:
    await place.add(*QUESTIONS[:1])
    done, waiting = await place.evaluate(), await place.request()
    async with place.db.transaction(place.actor) as tx:
        with pytest.raises(NotComparable):
            await runs.measured_by_both(tx, place.actor, done, waiting)


async def test_another_workspace_sees_no_run(place: Evaluated) -> None:
    await place.add()
    run = await place.request()
    stranger = await new_workspace(place.db)
    with pytest.raises(EvaluationNotFound):
        await runs.get_in(place.db, stranger, run.id)
    async with place.db.transaction(stranger) as tx:
        assert await runs.list_page(tx, stranger, None, None, 10) == []
