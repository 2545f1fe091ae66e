"""Somebody leaves the real service: nothing of theirs is left in its database, files or logs, and nothing lets them in."""

import json
import os
import uuid
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from chaos import leaving
from chaos.leaving import files_holding, member, rows_holding
from chaos.running import Running
from tests.acceptance import asking

SEED = int(os.environ.get("CHAOS_SEED", "20261121"))


def test_a_person_is_taken_out_and_away_by_command(service: Running, tmp_path: Path) -> None:
    email, canary = f"canary-{uuid.uuid4().hex[:8]}@example.org", f"canary{uuid.uuid4().hex}"
    account, client = member(service, email)
    with client:
        made = client.post("/api/v1/collections", json={"name": f"mine {canary[:12]}", "access": "private"})
        document = asking.uploaded(client, made.raise_for_status().json()["data"]["id"], "diary.md", canary.encode())
        asking.settled(client, document)
        exported = service.cli("users", "export", email, "--output", tmp_path / "person.zip")
        assert exported.returncode == 0, exported.stderr
        with zipfile.ZipFile(tmp_path / "person.zip") as archive:
            listed = json.loads(archive.read("documents.jsonl"))
            assert archive.read(listed["file"]) == canary.encode()
        assert rows_holding(service, canary)
        deleted = service.cli("users", "delete", email, "--yes", "--json")
        assert deleted.returncode == 0, deleted.stderr
        receipt = json.loads(deleted.stdout)
        assert (receipt["state"], receipt["verified"]) == ("done", True), receipt
        assert receipt["removed"]["documents"] == receipt["removed"]["objects"] == 1
        assert client.get("/api/v1/me").status_code == 401
    assert rows_holding(service, canary, email) == []
    assert {each.partition(":")[0] for each in rows_holding(service, account)} <= {
        "audit.entries",
        "identity.erasures",
        "audit.checkpoints",
    }
    assert files_holding(service.home, canary, email) == []
    assert service.cli("users", "delete", email, "--yes").returncode == 4


def test_conversations_budgets_questions_keys_and_mails_go_too(service: Running, tmp_path: Path) -> None:
    email, canary = f"canary-{uuid.uuid4().hex[:8]}@example.org", f"canary{uuid.uuid4().hex}"
    account, client = member(service, email)
    with client, service.client() as operator:
        shared = asking.collection(operator, "shared")
        asking.settled(client, asking.uploaded(client, shared, "birds.md", b"# Kestrels\n\nKestrels nest on towers."))
        asked(client, shared, f"Where do kestrels nest, {canary}?")
        _ok(
            operator.put(
                "/api/v1/budgets", json={"meter": "tokens", "period": "day", "amount": 9, "accountId": account}
            )
        )
        question = {"question": "Where do kestrels nest?", "facts": [["towers"]]}
        _ok(client.post(f"/api/v1/collections/{shared}/golden-questions", json={"items": [question]}))
        assert service.cli("users", "link", email, "--for", "reset").returncode == 0
        assert service.cli("users", "export", email, "--output", tmp_path / "person.zip").returncode == 0
        with zipfile.ZipFile(tmp_path / "person.zip") as archive:
            told = [archive.read(name).decode() for name in archive.namelist() if name.startswith("conversations/")]
        assert len(told) == 1
        assert canary in told[0]
        assert service.cli("workspaces", "members", "remove", email).returncode == 0
        deleted = service.cli("users", "delete", email, "--yes", "--json", seconds=180)
        receipt = json.loads(deleted.stdout)
        assert (receipt["state"], receipt["verified"]) == ("done", True), receipt
        assert receipt["removed"].items() >= {"conversations": 1, "messages": 2, "budgets": 1}.items()
        assert asking.search(operator, "kestrels", collectionIds=[shared])
    assert rows_holding(service, canary, email) == []
    assert files_holding(service.home, canary, email) == []


def asked(client: httpx.Client, collection: str, question: str) -> None:
    """A conversation with one answer that was shared and found good."""
    conversation = _ok(client.post("/api/v1/conversations", json={"collectionIds": [collection]}))["id"]
    answer = _ok(client.post(f"/api/v1/conversations/{conversation}/messages", json={"text": question}))
    _ok(client.post(f"/api/v1/messages/{answer['id']}/feedback", json={"rating": 1, "reason": question}))
    _ok(client.post(f"/api/v1/conversations/{conversation}/shares", json={}))


def _ok(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


@pytest.mark.slow
def test_three_kills_stop_nobody_from_leaving() -> None:
    report = leaving.run(3, SEED)

    assert report.problems == [], f"seed {SEED} (repeat it: python -m chaos.leaving --rounds 3 --seed {SEED})"
    assert {each.victim for each in report.rounds} == {"worker", "api", "postgres"}
    assert report.left == 3
