"""`nullus routes` on a running service: what is tried is shown, set, refused and taken back."""

import asyncio
import json

from chaos.running import Running


async def test_routes_are_shown_set_refused_and_taken_back(service: Running) -> None:
    async def run(*arguments: str, code: int = 0) -> str:
        done = await asyncio.to_thread(service.cli, *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    given = ("--kind", "openai", "--url", "http://127.0.0.1:9", "--model", "tiny", "--unchecked")
    await run("providers", "add", "routed", *given)
    try:
        assert "routed/tiny (personal)" in await run("routes", "set", "title", "routed/tiny")
        items = json.loads(await run("routes", "list", "--json"))["items"]
        assert {each["task"]: each["models"] for each in items}["title"] == ["routed/tiny"]
        assert "north/pole" in await run("routes", "set", "title", "north/pole", code=2)
        assert "default order" in await run("routes", "set", "title")
    finally:
        await run("routes", "set", "title")
        await run("providers", "remove", "routed")
