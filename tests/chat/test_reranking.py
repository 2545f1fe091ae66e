"""What was found is put in order by a reranking model where one may see it; otherwise its order stays and the answer says so."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.chat.passages import passage
from tests.chat.turning import COMPLETIONS, PASSAGES, Turning, turning
from tests.llm.scripted_server import HANG, Reply, ScriptedServer, Seen, json_reply, openai_stream

from nullus.chat.answering.reranking import in_order
from nullus.kit import new_id
from nullus.llm import Gateway, LlmSettings
from nullus.llm.directory import Directory, Offered, changes
from nullus.llm.directory.changes import Wish
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sealing import open_sealer
from nullus.platform.sensitivity import Sensitivity

RERANK = "/v1/rerank"
QUESTION = "When does the harbour office open every morning?"
OFFICE, BERTH, LIGHTHOUSE = PASSAGES


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        running.on(COMPLETIONS, openai_stream("The office opens at 7:30 [1]."))
        yield running


def preferring(*best_first: str) -> Any:
    """A reranking model with this opinion."""

    def reply(seen: Seen) -> Reply:
        places = enumerate(seen.body["documents"])
        return json_reply({"results": [{"index": i, "relevance_score": -best_first.index(each)} for i, each in places]})

    return reply


@asynccontextmanager
async def talking(
    db: Database, server: ScriptedServer, home: Path, clearance: Sensitivity | None = "personal", **settings: Any
) -> AsyncIterator[Turning]:
    """A process whose list of providers holds a reranking model with this clearance; None: the list is empty."""
    directory = Directory(db, open_sealer(home), LlmSettings(retries=0))
    try:
        if clearance is not None:
            wish = Wish(url=server.url, clearance=clearance, models=[Offered("orderly", "rerank")])
            operator = Actor("operator", new_id(), scopes=frozenset({"*"}), credential="operator")
            await changes.add(directory, operator, "house", "openai", wish, unchecked=True)
        async with turning(db, server, directory, widened=0, **settings) as here:
            yield here
    finally:
        await directory.close()
        async with db.system_transaction() as tx:
            await tx.execute(text("delete from llm.providers"))


async def asked(here: Turning, **more: object) -> tuple[list[str], dict[str, Any] | None]:
    """The passages of the answer in order, and why it is not as good as it could be."""
    live = await here.ask(await here.conversation(), QUESTION, **more)
    stored = await here.told(live)
    assert stored.state == "complete"
    return [each.text for each in live.passages], stored.degraded


def reranked(server: ScriptedServer) -> Sequence[Seen]:
    return [seen for seen in server.requests if seen.path == RERANK]


async def test_a_reranking_model_orders_more_than_is_taken(
    database: Database, server: ScriptedServer, tmp_path: Path
) -> None:
    server.on(RERANK, preferring(LIGHTHOUSE, OFFICE, BERTH))
    async with talking(database, server, tmp_path, rerank=True) as here:
        live = await here.ask(await here.conversation(), QUESTION, top_k=2)
        assert (await here.told(live)).degraded is None
    assert [(each.text, each.ranks.reranked) for each in live.passages] == [(LIGHTHOUSE, 1), (OFFICE, 2)]
    assert live.passages[1].ranks.fused == 1, "where the search had it"
    (seen,) = reranked(server)
    assert (seen.body["model"], seen.body["query"]) == ("orderly", QUESTION)
    assert sorted(seen.body["documents"]) == sorted(PASSAGES)


async def test_it_is_asked_only_where_the_setting_or_the_call_wants_it(
    database: Database, server: ScriptedServer, tmp_path: Path
) -> None:
    server.on(RERANK, preferring(LIGHTHOUSE, OFFICE, BERTH))
    async with talking(database, server, tmp_path) as here:
        passages, problem = await asked(here)
        assert (passages[0], problem, reranked(server)) == (OFFICE, None, [])
        assert (await asked(here, reranked=True))[0] == [LIGHTHOUSE, OFFICE, BERTH]
    server.requests.clear()
    async with talking(database, server, tmp_path, rerank=True) as here:
        passages, problem = await asked(here, reranked=False)
        assert (passages[0], problem, reranked(server)) == (OFFICE, None, [])


@pytest.mark.parametrize(
    ("reply", "why"), [(json_reply({"error": "down"}, 500), "HTTP 500"), (Reply([HANG]), "0.5 seconds")]
)
async def test_where_it_fails_or_is_silent_the_order_stays_and_the_answer_says_so(
    database: Database, server: ScriptedServer, tmp_path: Path, reply: Reply, why: str
) -> None:
    server.on(RERANK, reply)
    async with talking(database, server, tmp_path, rerank=True, rerank_seconds=0.5) as here:
        passages, problem = await asked(here)
    assert passages[0] == OFFICE
    assert problem is not None
    assert problem["code"] == "NOT_RERANKED"
    assert why in problem["message"]["en"], problem
    assert len(reranked(server)) == 1


async def test_a_model_that_is_not_set_up_is_said_with_its_mend() -> None:
    async def label() -> Sensitivity:
        return "internal"

    gateway = Gateway(LlmSettings(provider="none"))
    anybody = Actor("person", new_id())
    found = [passage(1, OFFICE), passage(2, BERTH)]
    same, problem = await in_order(gateway, anybody, QUESTION, found, label, 5.0)
    await gateway.close()
    assert same == found
    assert problem is not None
    assert "NULLUS_LLM_RERANKER" in problem.message_in("en")


async def test_what_a_provider_may_not_see_is_not_sent_to_be_reranked(
    database: Database, server: ScriptedServer, tmp_path: Path
) -> None:
    server.on(RERANK, preferring(LIGHTHOUSE, OFFICE, BERTH))
    async with talking(database, server, tmp_path, "public", rerank=True) as here:
        passages, problem = await asked(here)
        async with here.db.transaction(here.actor) as tx:
            found = await tx.execute(text("select count(*) from audit.entries where action = 'egress.refused'"))
            assert found.scalar_one() == 1
    assert passages[0] == OFFICE
    assert problem is not None
    assert (problem["code"], "Nothing was sent" in problem["message"]["en"]) == ("NOT_RERANKED", True)
    assert reranked(server) == []


async def test_without_a_reranking_model_the_answer_says_so(
    database: Database, server: ScriptedServer, tmp_path: Path
) -> None:
    async with talking(database, server, tmp_path, None, rerank=True) as here:
        passages, problem = await asked(here)
    assert passages[0] == OFFICE
    assert problem is not None
    assert "재정렬 모델이 설정되어 있지 않습니다" in problem["message"]["ko"]
