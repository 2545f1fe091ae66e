"""`nullus index` against a real service: shown, refused when there is nothing, rebuilt with a wait."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.service_process import ServiceProcess, service_process


@pytest.fixture(scope="module")
def service() -> Iterator[ServiceProcess]:
    with service_process() as running:
        running.up()
        yield running


def test_the_index_is_shown_and_rebuilt(service: ServiceProcess, tmp_path: Path) -> None:
    empty = json.loads(service.run("index", "show", "--json").stdout)
    assert (empty["state"], empty["chunks"]) == ("empty", 0)
    refused = service.run("index", "rebuild")
    assert (refused.returncode, refused.stdout) == (5, "")
    assert "nullus ingest" in refused.stderr
    note = tmp_path / "note.txt"
    note.write_text("The quick brown fox jumps over the lazy dog.\n", encoding="utf-8")
    done = service.run("ingest", str(note), "--wait")
    assert done.returncode == 0, done.stderr
    before = json.loads(service.run("index", "show", "--json").stdout)
    assert (before["state"], before["chunks"], before["problem"]) == ("ready", 1, None)
    done = service.run("index", "rebuild", "--wait", "--json")
    assert done.returncode == 0, done.stderr
    after = json.loads(done.stdout)
    assert (after["state"], after["generation"]) == ("ready", before["generation"] + 1)
    words = service.run("index", "show").stdout
    assert words.startswith("ready\n")
    assert before["embedder"] in words
    assert "fox" in service.run("search", "quick fox").stdout
