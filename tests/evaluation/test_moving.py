"""Questions that moved between two runs: all of them are counted, paged the greatest change first, whatever direction is better."""

from uuid import UUID

import pytest
from sqlalchemy import text
from tests.evaluation.conftest import Place

from nullus.evaluation import moving, paging, runs
from nullus.evaluation.errors import EvaluationNotFound, NotComparable
from nullus.evaluation.runs import Evaluation
from nullus.kit import new_id
from nullus.platform.errors import InvalidInput

MANY = 10_500


async def run_over(place: Place, measures: str) -> Evaluation:
    """A run that has ended over MANY questions; `measures` is SQL of the number `n` of each."""
    run_id = new_id()
    async with place.db.transaction(place.actor) as tx:
        values = {"workspace": place.actor.workspace_id, "run": run_id, "collection": place.collection.id, "many": MANY}
        await tx.execute(
            text(
                "insert into evaluation.questions (workspace_id, id, collection_id, question, answerable, origin, digest) "
                "select :workspace, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, :collection, "
                "'question ' || n, true, 'hand', sha256(n::text::bytea) from generate_series(1, :many) n on conflict do nothing"
            ),
            values,
        )
        await tx.execute(
            text(
                "insert into evaluation.runs (workspace_id, id, collection_id, name, configuration, bars, questions, state) "
                "values (:workspace, :run, :collection, '', '{}', '{}', :many, 'done')"
            ),
            values,
        )
        await tx.execute(
            text(
                "insert into evaluation.results (workspace_id, run_id, question_id, measures) "
                f"select :workspace, :run, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, {measures} "
                "from generate_series(1, :many) n"
            ),
            values,
        )
        return await runs.get(tx, place.actor, run_id)


async def test_every_question_of_many_is_counted_and_reached_by_pages(place: Place) -> None:
    first = await run_over(place, "jsonb_build_object('mrr@10', 0.5, 'false_refusal', 1)")
    second = await run_over(
        place,
        "case when n = 10400 then jsonb_build_object('mrr@10', 0.5) else jsonb_build_object('mrr@10', case "
        "when n > 10000 then 0.5 - n::float8 / 100000 when n = 7 then 1 else 0.5 end, 'false_refusal', 0) end",
    )
    async with place.db.transaction(place.actor) as tx:
        found = await moving.moved(tx, place.actor, first, second, "mrr@10", None, None, 200)
        assert (found.way, found.counts) == ("worse", {"worse": 499, "better": 1, "same": 10_000})
        assert found.items[0].question == "question 10500"
        assert found.items[0].gain < found.items[-1].gain < 0
        page, seen = found.items, {each.question_id for each in found.items}
        while page:
            after = paging.decode_place(paging.encode_place(page[-1].gain, page[-1].question_id))
            page = (await moving.moved(tx, place.actor, first, second, "mrr@10", "worse", after, 200)).items
            assert not seen & {each.question_id for each in page}
            seen |= {each.question_id for each in page}
        assert len(seen) == 499
        refusals = await moving.moved(tx, place.actor, first, second, "false_refusal", None, None, 1)
        assert (refusals.way, refusals.counts["better"]) == ("better", MANY - 1), (
            "less is better, and both must have it"
        )
        nothing = await moving.moved(tx, place.actor, first, second, "no such measure", None, None, 1)
        assert (nothing.way, nothing.counts, nothing.items) == ("same", {"worse": 0, "better": 0, "same": 0}, [])


async def test_what_is_no_place_or_has_not_ended_is_refused(place: Place) -> None:
    for wrong in ("", "nan_" + "0" * 32, "1.0_x", "1.0", "x_" + "0" * 32, "inf_" + "0" * 32):
        with pytest.raises(InvalidInput):
            paging.decode_place(wrong)
    await place.add()
    waiting = await place.request()
    async with place.db.transaction(place.actor) as tx:
        with pytest.raises(NotComparable):
            await moving.moved(tx, place.actor, waiting, waiting, "mrr@10", None, None, 10)
        with pytest.raises(EvaluationNotFound):
            await runs.get(tx, place.actor, UUID(int=1))
