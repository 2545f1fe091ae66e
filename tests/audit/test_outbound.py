"""Calls to the outside: each has its entry before it is made, and none is made when that cannot be written."""

import pytest
from tests.audit.test_trail import entries
from tests.conftest import somebody
from tests.llm.scripted_server import Reply, ScriptedServer

from nullus import audit
from nullus.platform.database import Database
from nullus.platform.errors import DatabaseUnavailable
from nullus.platform.outbound import Outbound
from nullus.platform.postgres import Access


async def test_a_call_is_recorded_with_whom_it_is_for_and_without_its_content(
    database: Database, access: Access
) -> None:
    actor = somebody()
    async with ScriptedServer() as server:
        server.on("/v1/x", Reply([b"{}"]))
        outbound = Outbound([server.url])
        about: dict[str, str | int] = {"provider": "OpenAI", "model": "m-1", "texts": 2}
        with audit.recording_outbound(database), audit.working_for(actor):
            async with outbound.open(
                "POST", server.url + "/v1/x", json_body={"input": "canary"}, about=about
            ) as answer:
                assert answer.status == 200
        await outbound.close()
    row = entries(access, "model.called")[0]
    assert row["workspace_id"] == actor.workspace_id
    assert row["details"] == {"method": "POST", "host": server.url, "bytes": 18, **about}
    assert "canary" not in str(row)


async def test_no_call_is_made_that_cannot_be_recorded() -> None:
    away = Database("postgresql://nobody@127.0.0.1:9/nothing", pool_size=1)
    async with ScriptedServer() as server:
        outbound = Outbound([server.url])
        with audit.recording_outbound(away), pytest.raises(DatabaseUnavailable):
            async with outbound.open("POST", server.url + "/v1/x", json_body={}):
                raise AssertionError("it was made")
        assert not server.requests
        await outbound.close()
    await away.close()
