"""Generated requests against the real service, held against its own description: no 5xx, no answer that the contract lacks.

A longer run: docs/explanation/calls.md.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from chaos.running import Running, running
from tests.acceptance import asking
from tests.conftest import LIMITS

SEED = "20261121"
# What a schema cannot say is refused all the same: control characters in names, cursors that no list gave out, and `60.0`
# where a whole number stands.
BEYOND_A_SCHEMA = "positive_data_acceptance"
ENDS_ONESELF = "signOut"  # whoever asks would be nobody afterwards


@pytest.fixture(scope="module")
def own() -> Iterator[Running]:
    """A service that nobody else uses: the requests change whatever they may."""
    unlimited = {
        f"NULLUS_IDENTITY_RATE_{name}": "0" for name in ("LOGIN", "RESET", "SIGNUP", "SEARCH", "PAGE", "ADDRESS")
    }
    with running(LIMITS | unlimited) as started:
        yield started


@pytest.fixture(scope="module")
def document(own: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The description, as the service gives it to whoever has signed in."""
    path = tmp_path_factory.mktemp("contract") / "openapi.json"
    with own.client() as client:
        path.write_bytes(client.get("/api/v1/openapi.json").raise_for_status().content)
    return path


def generated(
    own: Running, document: Path, credential: str, seconds: int, *more: str
) -> subprocess.CompletedProcess[str]:
    """Run schemathesis for so many seconds."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", own.url),
            *("--header", f"Authorization: Bearer {credential}", "--workers", "1", "--seed", SEED),
            *("--phases", "coverage,fuzzing,stateful", "--max-examples", "10", "--max-time", str(seconds)),
            *(
                "--no-shrink",
                "--continue-on-failure",
                "--generation-database",
                "none",
                "--no-color",
                "--warnings",
                "off",
            ),
            *("--exclude-checks", BEYOND_A_SCHEMA, "--request-timeout", "20", *more),
        ],
        cwd=document.parent,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=seconds + 60,
        check=False,
    )


def tried(done: subprocess.CompletedProcess[str]) -> int:
    found = re.search(r"(\d+) generated", done.stdout)
    return int(found[1]) if found else 0


def test_the_description_is_for_those_who_signed_in_and_the_one_in_the_docs(own: Running, document: Path) -> None:
    assert httpx.get(f"{own.url}/api/v1/openapi.json").status_code == 401
    assert json.loads(document.read_text()) == json.loads(asking.OPENAPI.read_text())


def operator(own: Running) -> str:
    return own.operator_token


def owner(own: Running) -> str:
    """Somebody who claimed the service, and may do everything that a person may."""
    with own.client() as client:
        link = client.post("/api/v1/owner/link").raise_for_status().json()["data"]["token"]
        body = {
            "token": link,
            "email": "owner@example.com",
            "password": "a long enough passphrase 1859",
            "name": "Owner",
        }
        claimed = client.post("/api/v1/auth/claim", json=body)
    return str(claimed.raise_for_status().json()["data"]["accessToken"])


def reader(own: Running) -> str:
    """A program that may only read."""
    with own.client() as client:
        body = {"name": "reader", "scopes": ["documents:read", "search", "chat", "jobs:read"]}
        return str(client.post("/api/v1/tokens", json=body).raise_for_status().json()["data"]["token"])


@pytest.mark.slow
@pytest.mark.parametrize(("who", "seconds"), [(owner, 25), (operator, 15), (reader, 10)])
def test_no_answer_breaks_the_contract(
    own: Running, document: Path, who: Callable[[Running], str], seconds: int
) -> None:
    done = generated(own, document, who(own), seconds, "--exclude-operation-id", ENDS_ONESELF)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert tried(done) > 100
    asking.healthy(own)


def test_a_breach_would_be_seen(own: Running, document: Path) -> None:
    told = json.loads(document.read_text())
    told["components"]["schemas"]["MeOut"]["properties"]["kind"] = {"type": "integer"}
    wrong = document.with_name("wrong.json")
    wrong.write_text(json.dumps(told))
    done = generated(own, wrong, own.operator_token, 10, "--include-path", "/api/v1/me")
    assert done.returncode == 1, done.stdout
    assert "Response violates schema" in done.stdout
