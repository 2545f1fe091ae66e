"""The SQL of evaluations and of what each question measured."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

_RUN = (
    "select r.*, c.name as collection from evaluation.runs r join knowledge.collections c "
    "on c.workspace_id = r.workspace_id and c.id = r.collection_id where r.workspace_id = :workspace"
)


async def add(tx: Tx, workspace_id: UUID, values: Mapping[str, Any]) -> None:
    await tx.execute(
        text(
            "insert into evaluation.runs (workspace_id, id, collection_id, name, configuration, bars, questions, made_by) values "
            "(:workspace, :id, :collection, :name, cast(:configuration as jsonb), cast(:bars as jsonb), :questions, :made_by)"
        ),
        {
            **values,
            "workspace": workspace_id,
            "configuration": json.dumps(values["configuration"]),
            "bars": json.dumps(values["bars"]),
        },
    )


async def set_job(tx: Tx, workspace_id: UUID, run_id: UUID, job_id: int) -> None:
    await tx.execute(
        text("update evaluation.runs set job_id = :job where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": run_id, "job": job_id},
    )


async def find(tx: Tx, workspace_id: UUID, run_id: UUID) -> Row[Any] | None:
    found = await tx.execute(text(f"{_RUN} and r.id = :id"), {"workspace": workspace_id, "id": run_id})
    return found.one_or_none()


async def page(
    tx: Tx, workspace_id: UUID, collection_id: UUID | None, before: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """The newest first: ids rise with time."""
    found = await tx.execute(
        text(
            f"{_RUN} and (cast(:collection as uuid) is null or r.collection_id = cast(:collection as uuid)) "
            "and (cast(:before as uuid) is null or r.id < cast(:before as uuid)) order by r.id desc limit :limit"
        ),
        {"workspace": workspace_id, "collection": collection_id, "before": before, "limit": limit},
    )
    return found.all()


async def begin(tx: Tx, workspace_id: UUID, run_id: UUID) -> None:
    await tx.execute(
        text("update evaluation.runs set state = 'running' where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": run_id},
    )


async def end(tx: Tx, workspace_id: UUID, run_id: UUID, state: str, values: Mapping[str, Any]) -> None:
    """How a run ended: `values` are columns, as JSON types."""
    await tx.execute(
        text(
            "update evaluation.runs set state = :state, metrics = cast(:metrics as jsonb), missed = :missed, "
            "failures = cast(:failures as jsonb), failure = cast(:failure as jsonb), unmatched = :unmatched, "
            "configuration = configuration || cast(:configuration as jsonb), questions = :questions, "
            "finished_at = clock_timestamp() where workspace_id = :workspace and id = :id"
        ),
        {
            "workspace": workspace_id,
            "id": run_id,
            "state": state,
            "missed": values.get("missed", []),
            "unmatched": values.get("unmatched", 0),
            "questions": values.get("questions", 0),
            **{name: json.dumps(values.get(name, {})) for name in ("metrics", "failures", "configuration")},
            "failure": json.dumps(values["failure"]) if values.get("failure") else None,
        },
    )


async def remove(tx: Tx, workspace_id: UUID, run_id: UUID) -> bool:
    done = await tx.execute(
        text("delete from evaluation.runs where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": run_id},
    )
    return done.rowcount == 1


async def keep(
    tx: Tx, workspace_id: UUID, run_id: UUID, results: Sequence[tuple[UUID, Mapping[str, float], str | None]]
) -> None:
    """What questions measured; one that was deleted meanwhile is left out."""
    rows = [
        {"question": str(question), "measures": dict(measures), "failure": failure}
        for question, measures, failure in results
    ]
    await tx.execute(
        text(
            "insert into evaluation.results (workspace_id, run_id, question_id, measures, failure) "
            "select :workspace, :run, q.id, r.measures, r.failure "
            "from jsonb_to_recordset(cast(:rows as jsonb)) as r (question uuid, measures jsonb, failure text) "
            "join evaluation.questions q on q.workspace_id = :workspace and q.id = r.question on conflict do nothing"
        ),
        {"workspace": workspace_id, "run": run_id, "rows": json.dumps(rows)},
    )


async def measured(tx: Tx, workspace_id: UUID, run_id: UUID) -> Sequence[Row[Any]]:
    """question_id, measures and failure of every question of a run."""
    found = await tx.execute(
        text(
            "select question_id, measures, failure from evaluation.results "
            "where workspace_id = :workspace and run_id = :run"
        ),
        {"workspace": workspace_id, "run": run_id},
    )
    return found.all()


_BOTH = (
    "with both_runs as (select f.question_id, (f.measures ->> :measure)::float8 as first, "
    "(s.measures ->> :measure)::float8 as second from evaluation.results f join evaluation.results s "
    "on s.workspace_id = f.workspace_id and s.question_id = f.question_id and s.run_id = :second "
    "where f.workspace_id = :workspace and f.run_id = :first and f.measures ? :measure and s.measures ? :measure), "
    "moved as (select *, (second - first) * :sign as gain from both_runs) "
)
_MOVED: Mapping[str, str] = {"worse": "m.gain < 0", "better": "m.gain > 0", "same": "m.gain = 0"}


async def moved_counts(tx: Tx, workspace_id: UUID, values: Mapping[str, Any]) -> Row[Any]:
    """worse, better, same: how many questions. `values`: first and second (runs), measure, sign (-1 where lower is better)."""
    found = await tx.execute(
        text(
            f"{_BOTH}select count(*) filter (where gain < 0) as worse, count(*) filter (where gain > 0) as better, "
            "count(*) filter (where gain = 0) as same from moved"
        ),
        {"workspace": workspace_id, **values},
    )
    return found.one()


async def moved_page(
    tx: Tx, workspace_id: UUID, values: Mapping[str, Any], way: str, after: tuple[float, UUID] | None, limit: int
) -> Sequence[Row[Any]]:
    """question_id, question, first, second and gain of those that went this way, the greatest change first; `after`: gain and
    question of the last one that was seen. `values` as for `moved_counts`."""
    beyond = "and (-abs(m.gain), m.question_id) > (-abs(cast(:gain as float8)), cast(:last as uuid)) " if after else ""
    found = await tx.execute(
        text(
            f"{_BOTH}select m.question_id, q.question, m.first, m.second, m.gain from moved m "
            "join evaluation.questions q on q.workspace_id = :workspace and q.id = m.question_id "
            f"where {_MOVED[way]} {beyond}order by abs(m.gain) desc, m.question_id limit :limit"
        ),
        {
            "workspace": workspace_id,
            "limit": limit,
            **values,
            **({"gain": after[0], "last": after[1]} if after else {}),
        },
    )
    return found.all()


async def results(tx: Tx, workspace_id: UUID, run_id: UUID, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The same with the questions' words, in the order of the questions."""
    found = await tx.execute(
        text(
            "select r.question_id, q.question, q.answerable, r.measures, r.failure from evaluation.results r "
            "join evaluation.questions q on q.workspace_id = r.workspace_id and q.id = r.question_id "
            "where r.workspace_id = :workspace and r.run_id = :run "
            "and (cast(:after as uuid) is null or r.question_id > cast(:after as uuid)) order by r.question_id limit :limit"
        ),
        {"workspace": workspace_id, "run": run_id, "after": after, "limit": limit},
    )
    return found.all()
