"""`nullus identity-providers` on a running service, with a provider on loopback."""

import asyncio
import json
from pathlib import Path

from chaos.running import Running
from tests.identity.issuer import issuer


async def test_a_provider_is_added_listed_and_removed(service: Running, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("sesame\n", encoding="utf-8")

    async def run(*arguments: str | Path, code: int = 0) -> str:
        done = await asyncio.to_thread(service.cli, "identity-providers", *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        assert "sesame" not in done.stdout + done.stderr
        return done.stdout if code == 0 else done.stderr

    async with issuer() as idp:
        given = ("--issuer", idp.url, "--client-id", "nullus-here", "--client-secret-file", secret)
        assert (await run("add", "house", *given)).strip().endswith("/api/v1/auth/oidc/house/callback")
        assert idp.url in await run("list")
        assert [each["name"] for each in json.loads(await run("list", "--json"))["items"]] == ["house"]
        assert "already" in await run("add", "house", *given, code=5)
        await run("remove", "house")
        assert "no identity provider" in await run("remove", "house", code=4)
    assert "cannot be read" in await run(
        "add", "x", "--client-id", "y", "--client-secret-file", tmp_path / "no", code=2
    )
    assert "--issuer" in await run("add", "house", "--client-id", "y", code=2)
