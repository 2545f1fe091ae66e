"""Model providers over HTTP: for the operator only, checked, recorded, and without a key in any answer."""

import json
from typing import Any

import psycopg
import pytest
from tests.llm.directory.conftest import Api
from tests.llm.scripted_server import ScriptedServer, json_reply, openai_stream
from tests.llm.speakers import SPEAKERS
from tests.postgres_server import SharedServer

from nullus.platform.postgres import Access

KEY = "sk-very-secret"


def speaking(server: ScriptedServer) -> ScriptedServer:
    server.on("/v1/models", json_reply(SPEAKERS["openai"].models))
    server.on("/v1/chat/completions", openai_stream("OK"))
    return server


async def test_a_provider_is_added_listed_changed_tried_and_removed(api: Api, server: ScriptedServer) -> None:
    made = await api.added(name="house", kind="openai", url=speaking(server).url, key=KEY)
    assert made["models"] == [{"name": "tiny", "purpose": "chat", "contextTokens": 8192, "tools": True}]
    assert (made["address"], made["clearance"], made["hasKey"]) == (f"{server.url}/v1", "personal", True)
    assert made["listed"] == ["tiny"]
    listed = (await api.call("GET", "/providers")).json()["data"]
    assert [each["name"] for each in listed["providers"]] == ["house"]
    body = {"clearance": "internal", "models": [{"name": "big", "contextTokens": 32768, "tools": False}]}
    changed = (await api.call("PATCH", "/providers/house", body)).json()["data"]
    assert (changed["clearance"], changed["models"][0]["contextTokens"]) == ("internal", 32768)
    tried = (await api.call("POST", "/providers/house/test")).json()["data"]
    assert tried["failure"] is None
    assert list(tried["tookMs"]) == ["big"]
    assert (await api.call("DELETE", "/providers/house")).json()["data"] == {"name": "house", "removed": True}
    assert (await api.call("DELETE", "/providers/house")).status_code == 404
    assert (await api.call("POST", "/providers/house/test")).status_code == 404
    assert (await api.call("PATCH", "/providers/house", {})).status_code == 404


async def test_a_failed_trial_says_what_to_mend_in_both_languages(api: Api, server: ScriptedServer) -> None:
    server.on("/v1/models", json_reply({}, 401))
    body = {"name": "house", "kind": "openai", "url": server.url, "key": KEY}
    for language, mend in (("en", "--key-file"), ("ko", "올바른 키")):
        answer = await api.call("POST", "/providers", body, **{"Accept-Language": language})
        assert answer.status_code == 503
        assert mend in answer.json()["hint"]
        assert KEY not in answer.text
    await api.added(**body, models=[{"name": "tiny"}], unchecked=True)
    tried = (await api.call("POST", "/providers/house/test")).json()["data"]
    assert tried["failure"]["code"] == "MODEL_KEY_REFUSED"
    assert tried["problem"] == "model_key_refused"


@pytest.mark.parametrize(
    "body",
    [
        {"name": "House"},
        {"name": ""},
        {"name": "a" * 41},
        {"name": "../x"},
        {"name": "settings"},
        {"name": "detected"},
        {"kind": "magic"},
        {"kind": "Magic!"},
        {"key": "two\r\nlines"},
        {"key": "한글"},
        {"key": "x" * 2001},
        {"url": "http://169.254.169.254"},
        {"url": "gopher://host"},
        {"clearance": "secret"},
        {"models": []},
        {"models": [{"name": "m"}, {"name": "m"}]},
        {"models": [{"name": "m", "contextTokens": 0}]},
        {"models": [{"name": "m", "purpose": "sing"}]},
        {"headers": {"Host": "evil"}},
    ],
)
async def test_what_does_not_fit_is_refused_before_anything_is_sent(api: Api, body: dict[str, Any]) -> None:
    usual = {"name": "house", "kind": "openai", "models": [{"name": "m"}], "unchecked": True}
    answer = await api.call("POST", "/providers", usual | body)
    assert answer.status_code == 422
    assert answer.json()["hint"]
    assert await api.directory.known() == []


async def test_a_name_is_taken_once(api: Api) -> None:
    body = {"name": "house", "kind": "ollama", "models": [{"name": "m"}], "unchecked": True}
    await api.added(**body)
    answer = await api.call("POST", "/providers", body)
    assert (answer.status_code, answer.json()["resultCode"]) == (409, "PROVIDER_KNOWN")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/providers"),
        ("POST", "/providers"),
        ("PATCH", "/providers/house"),
        ("DELETE", "/providers/house"),
        ("POST", "/providers/house/test"),
    ],
)
async def test_only_operators_touch_the_list(api: Api, method: str, path: str) -> None:
    answer = await api.call(method, path, {"name": "house", "kind": "ollama"}, **{"X-Somebody": "1"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("url", "clearance"),
    [
        ("http://127.0.0.1:1", "personal"),
        ("http://localhost:1", "personal"),
        ("http://10.0.0.5", "public"),
        ("", "public"),
    ],
)
async def test_an_outside_provider_sees_only_what_is_public_unless_said_otherwise(
    api: Api, url: str, clearance: str
) -> None:
    more = {"url": url} if url else {}
    made = await api.added(name="house", kind="openai", models=[{"name": "m"}], unchecked=True, **more)
    assert made["clearance"] == clearance


async def test_every_change_is_recorded_and_no_key_is_shown_or_recorded(
    api: Api, server: ScriptedServer, postgres_server: SharedServer, access: Access, caplog: pytest.LogCaptureFixture
) -> None:
    answers = [
        await api.call(
            "POST", "/providers", {"name": "ledger", "kind": "openai", "url": speaking(server).url, "key": KEY}
        ),
        await api.call("PATCH", "/providers/ledger", {"key": KEY + "2", "clearance": "public"}),
        await api.call("POST", "/providers", {"name": "ledger", "kind": "openai", "key": f"{KEY}\n"}),
        await api.call("GET", "/providers"),
        await api.call("POST", "/providers/ledger/test"),
        await api.call("DELETE", "/providers/ledger"),
    ]
    assert all(KEY not in answer.text for answer in answers)
    assert KEY not in caplog.text
    statement = "select action, details from audit.entries where details->>'provider' = 'ledger' order by at, id"
    with psycopg.connect(postgres_server.superuser_url(access)) as connection:
        entries = connection.execute(statement).fetchall()
    assert [action for action, _ in entries] == ["provider.added", "provider.changed", "provider.removed"]
    assert entries[1][1]["changed"] == "key,clearance"
    assert KEY not in json.dumps([details for _, details in entries])
