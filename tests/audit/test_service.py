"""A whole session with a real service: everything is recorded and sealed, and no secret or content stands in trail or logs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from chaos.running import Running, running
from tests.acceptance import asking
from tests.service_process import wait_until

CANARY = "kingfishercanary"
NAME = f"{CANARY}-name.md"


@pytest.fixture(scope="module")
def lived() -> Iterator[Running]:
    """A service in which somebody has done a bit of everything, with a canary in every place for text and secrets."""
    with running({"NULLUS_AUDIT_SEAL_SECONDS": "1", "NULLUS_JOBS_HEARTBEAT_SECONDS": "0.5"}) as started:
        with started.client() as client:
            _live(started, client)
        yield started


def _live(started: Running, client: httpx.Client) -> None:
    made = client.post("/api/v1/collections", json={"name": f"{CANARY} collection", "description": CANARY}).json()
    collection = made["data"]["id"]
    document = asking.uploaded(client, collection, NAME, f"# A note\n\nThe {CANARY} sits on the post.".encode())
    asking.settled(client, document)
    token = client.post("/api/v1/tokens", json={"name": CANARY, "scopes": ["search"]}).json()["data"]
    started.folder.joinpath("token").write_text(token["token"], encoding="utf-8")
    client.post("/api/v1/search", json={"query": CANARY})
    with started.client(token["token"]) as narrow:
        assert narrow.get(f"/api/v1/documents/{document}").status_code == 403
    with started.client(f"nlk_{CANARY}") as stranger:
        assert stranger.get("/api/v1/me").status_code == 401
    client.post("/api/v1/auth/login", json={"email": f"{CANARY}@example.com", "password": f"{CANARY} password"})
    client.post("/api/v1/collections", json={"name": CANARY, "unknown": CANARY})
    client.get(f"/api/v1/{CANARY}")
    assert client.get(f"/api/v1/documents/{document}/original").status_code == 200
    client.delete(f"/api/v1/tokens/{token['id']}")
    client.delete(f"/api/v1/documents/{document}")


def entries(started: Running) -> list[dict[str, Any]]:
    done = started.cli("audit", "list", "--limit", "500", "--json")
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["items"])


def test_every_act_of_the_session_has_its_entry(lived: Running) -> None:
    done = {each["action"] for each in entries(lived) if each["outcome"] == "done"}
    wanted = {"collection.created", "document.uploaded", "document.downloaded", "document.deleted"}
    assert wanted <= done
    refused = {each["details"].get("code") for each in entries(lived) if each["outcome"] == "refused"}
    assert {"not_permitted", "not_authenticated", "invalid_input", "not_found"} <= refused


def test_it_is_sealed_within_seconds_and_verifies(lived: Running) -> None:
    report: dict[str, Any] = {}

    def sealed() -> bool:
        done = lived.cli("audit", "verify", "--json")
        report.update(json.loads(done.stdout))
        return done.returncode == 0 and report["unsealed"] <= 1  # that somebody verified is an entry too

    wait_until(sealed, 30, lambda: str(report))
    assert report["entries"] >= 8
    assert report["problems"] == []


def test_no_content_name_or_secret_stands_in_trail_or_logs(lived: Running) -> None:
    token = lived.folder.joinpath("token").read_text(encoding="utf-8")
    with lived.database() as connection:
        connection.execute("set nullus.workspace = '*'")
        rows = connection.execute("select to_jsonb(e)::text from audit.entries e").fetchall()
    assert len(rows) >= 8
    trail = "\n".join(row[0] for row in rows)
    logs = "\n".join(path.read_text(errors="replace") for path in (lived.home / "logs").glob("*"))
    written = "\n".join(
        path.read_text(errors="replace") for path in (lived.home / "audit").rglob("*") if path.is_file()
    )
    for place, text in (("trail", trail), ("logs", logs), ("files", written)):
        for secret in (CANARY, token, lived.operator_token):
            assert secret not in text, place


def test_an_export_is_written_and_verified_by_command(lived: Running, tmp_path: Path) -> None:
    path = tmp_path / "trail.jsonl"
    assert lived.cli("audit", "export", path).returncode == 0
    done = lived.cli("audit", "verify", path)
    assert (done.returncode, "nothing was changed" in done.stdout) == (0, True), done.stdout + done.stderr
    path.write_text(path.read_text(encoding="utf-8").replace('"done"', '"dine"', 1), encoding="utf-8")
    done = lived.cli("audit", "verify", path)
    assert (done.returncode, "changed: " in done.stdout) == (1, True)
    assert lived.cli("audit", "checkpoints").stdout.count("\n") >= 1


def test_a_trail_that_was_tampered_with_ends_with_status_one(lived: Running) -> None:
    with lived.database() as connection:
        connection.execute("set nullus.workspace = '*'")
        victim = connection.execute("select id from audit.entries order by xid limit 1").fetchone()
        assert victim is not None
        connection.execute("update audit.entries set outcome = 'failed' where id = %s", [victim[0]])
    done = lived.cli("audit", "verify")
    assert done.returncode == 1
    assert f"changed: {victim[0]}" in done.stdout
