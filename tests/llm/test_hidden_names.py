"""Names of people are hidden from outside models where the operator asks for it, and stand in the answer again."""

import json

import pytest
from tests.llm.calling import asked
from tests.llm.scripted_server import Reply, ScriptedServer, Seen, openai_stream

from nullus.llm import Delta, Gateway, LlmSettings

CHAT = "/v1/chat/completions"
WORDS = "담당자: 홍길동. Ada Lovelace met Mr. Charles Babbage; 전화 010-1234-5678."


def repeating(seen: Seen) -> Reply:
    """A model that says what it was told."""
    return openai_stream(seen.body["messages"][-1]["content"])


@pytest.mark.parametrize(
    ("settings", "hidden"),
    [
        ({}, []),
        ({"hide_names": True}, ["홍길동", "Charles Babbage"]),
        ({"hidden_names": ("Ada Lovelace",)}, ["Ada Lovelace"]),
        ({"hide_names": True, "hidden_names": ("Ada Lovelace",)}, ["홍길동", "Ada Lovelace", "Charles Babbage"]),
    ],
)
@pytest.mark.parametrize("clearance", ["public", "personal"])
async def test_names_are_hidden_as_the_settings_say(
    server: ScriptedServer, settings: dict[str, object], hidden: list[str], clearance: str
) -> None:
    server.on(CHAT, repeating)
    gateway = Gateway(
        LlmSettings(provider="openai", url=server.url, model="tiny", clearance=clearance, **settings)  # type: ignore[arg-type]
    )
    said = "".join([part.text async for part in gateway.chat(asked(WORDS, "public")) if isinstance(part, Delta)])
    await gateway.close()
    sent = json.dumps(server.requests[-1].body, ensure_ascii=False)
    private = ["010-1234-5678", *hidden] if clearance == "public" else []
    names = ["홍길동", "Ada Lovelace", "Charles Babbage", "010-1234-5678"]
    assert [each for each in names if each not in sent] == [each for each in names if each in private]
    assert said == WORDS
