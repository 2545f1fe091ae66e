"""`nullus collections` on a running service: made, labelled, changed, deleted."""

import asyncio
import json

from chaos.running import Running


async def test_a_collection_is_made_labelled_changed_and_deleted(service: Running) -> None:
    async def run(*arguments: str, code: int = 0) -> str:
        done = await asyncio.to_thread(service.cli, "collections", *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    made = json.loads(await run("create", "민감", "--sensitivity", "confidential", "--json"))
    assert made["sensitivity"] == "confidential"
    assert "confidential" in await run("change", "민감", "--sensitivity", "secret", code=2)
    assert "public" in await run("change", "민감", "--sensitivity", "public")
    changed = json.loads(await run("change", "민감", "--name", "열림", "--json"))
    assert (changed["name"], changed["sensitivity"]) == ("열림", "public")
    assert "열림" in await run("list")
    assert json.loads(await run("delete", "열림", "--yes", "--json"))["verified"]
