"""What a person takes out of the golden questions, and what becomes of them when the person goes."""

import json
from dataclasses import replace
from typing import Literal
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.evaluation.conftest import BERTH, RHINE, Place
from tests.knowledge.workplace import new_workspace

from nullus.evaluation import Evaluations, runs
from nullus.evaluation.formats import Expected, Imported, read
from nullus.identity import Leaving, Membership, Person
from nullus.kit import new_id
from nullus.platform.actor import Actor

MINE = Imported("라인강의 길이는?", (Expected(RHINE),), (("1,230 km", "1230 킬로미터"),))


async def member(place: Place) -> Place:
    """The place as a new person sees it."""
    account, scopes = new_id(), frozenset({"documents:read", "documents:write"})
    async with place.db.system_transaction() as tx:
        await tx.execute(
            text("insert into identity.accounts (id, kind, state, tier) values (:id, 'person', 'active', 'stargazer')"),
            {"id": account},
        )
    return place.seen_by(Actor("person", place.actor.workspace_id, account, scopes=scopes, role="admin"))


async def asked_by_two(place: Place) -> tuple[UUID, UUID]:
    """Two people, each with a question and a run in the same collection."""
    mine, theirs = await member(place), await member(place)
    await mine.add(MINE)
    await theirs.add(Imported("What does a berth cost?", (Expected(BERTH),)))
    for each in (mine, theirs):
        await each.request()
    assert mine.actor.person_id is not None
    assert theirs.actor.person_id is not None
    return mine.actor.person_id, theirs.actor.person_id


async def exported(place: Place, person: Person) -> bytes:
    files = {each.path: each async for each in Evaluations(place.db).export(person)}
    assert list(files) == ["golden-questions.jsonl"]
    return b"".join([piece async for piece in files["golden-questions.jsonl"].content])


async def test_a_person_takes_out_their_own_golden_questions_and_nobody_elses(place: Place) -> None:
    mine, _ = await asked_by_two(place)
    here = Membership(place.actor.workspace_id, "here", "admin")
    elsewhere = Membership((await new_workspace(place.db)).workspace_id, "elsewhere", "admin")
    content = await exported(place, Person(mine, "ko", (here, elsewhere)))
    (line,) = content.decode().splitlines()
    kept = json.loads(line)
    assert (kept["workspaceId"], kept["collection"]) == (str(place.actor.workspace_id), "papers")
    assert (kept["question"], kept["origin"], kept["passages"]) == (MINE.question, "import", [RHINE])
    assert await exported(place, Person(mine, "ko", (elsewhere,))) == b""


async def test_what_was_taken_out_can_be_imported_again(place: Place) -> None:
    mine, _ = await asked_by_two(place)
    here = Membership(place.actor.workspace_id, "here", "admin")
    (again,) = read(await exported(place, Person(mine, "ko", (here,))))
    assert (again.question, again.passages, again.facts) == (MINE.question, MINE.passages, MINE.facts)


@pytest.mark.parametrize(
    ("documents", "removed"),
    [("keep", {"golden_questions": 0, "evaluations": 0}), ("delete", {"golden_questions": 1, "evaluations": 1})],
)
async def test_who_leaves_is_named_nowhere_and_takes_questions_along_with_documents_only(
    place: Place, documents: Literal["keep", "delete"], removed: dict[str, int]
) -> None:
    mine, theirs = await asked_by_two(place)
    rooms = Evaluations(place.db)
    leaving = Leaving(new_id(), mine, documents, ())
    foreseen = await rooms.foresee(leaving)
    assert await rooms.remains(leaving, foreseen) == ["evaluation"]
    assert await rooms.erase(leaving) == removed
    assert await rooms.erase(leaving) == {"golden_questions": 0, "evaluations": 0}
    assert await rooms.remains(leaving, foreseen) == []
    assert await place.count("questions") == await place.count("runs") == 2 - removed["golden_questions"]
    assert await rooms.remains(replace(leaving, account_id=theirs), foreseen) == ["evaluation"]
    async with place.db.transaction(place.actor) as tx:
        assert len(await runs.list_page(tx, place.actor, None, None, 10)) == 2 - removed["evaluations"]
