"""`nullus providers` on a running service, with a model server on loopback."""

import asyncio
import json
from pathlib import Path

from chaos.running import Running
from tests.llm.scripted_server import ScriptedServer, json_reply, openai_stream


async def test_a_provider_is_added_listed_tried_changed_and_removed(service: Running, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("sk-very-secret\n", encoding="utf-8")

    async def run(*arguments: str | Path, code: int = 0) -> str:
        done = await asyncio.to_thread(service.cli, "providers", *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        assert "very-secret" not in done.stdout + done.stderr
        return done.stdout if code == 0 else done.stdout + done.stderr

    async with ScriptedServer() as house:
        house.on("/v1/models", json_reply({"data": [{"id": "tiny"}, {"id": "big"}]}))
        house.on("/v1/chat/completions", openai_stream("OK"))
        given = ("--kind", "openai", "--url", house.url, "--key-file", key)
        assert "✓ house" in await run("add", "house", *given)
        assert house.requests[0].headers["authorization"] == "Bearer sk-very-secret"
        assert "there already" in await run("add", "house", *given, code=5)
        assert house.url in await run("list")
        (listed,) = json.loads(await run("list", "--json"))["providers"]
        assert (listed["clearance"], listed["hasKey"], listed["models"][0]["name"]) == ("personal", True, "tiny")
        changed = ("--model", "big,context=32768,tools=no", "--clearance", "internal", "--json")
        (model,) = json.loads(await run("change", "house", *changed))["models"]
        assert model == {"name": "big", "purpose": "chat", "contextTokens": 32768, "tools": False}
        assert "✓" in await run("test", "house")
        house.on("/v1/chat/completions", json_reply({}, 401))
        assert "nullus providers change house --key-file" in await run("test", "house", code=1)
        assert "switched off" in await run("change", "house", "--disable")
        await run("remove", "house")
        assert "no model provider" in await run("remove", "house", code=4)
    assert "cannot be reached" in await run("add", "gone", "--kind", "openai", "--url", house.url, code=7)
    assert "does not describe" in await run("add", "x", "--kind", "ollama", "--model", "m,colour=red", code=2)
    assert "cannot be read" in await run("add", "x", "--kind", "ollama", "--key-file", tmp_path / "no", code=2)
    kept = ("--kind", "openai", "--url", house.url, "--model", "m", "--unchecked")
    assert "later" in await run("add", "later", *kept)
    await run("remove", "later")
