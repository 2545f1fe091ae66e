"""`nullus jobs` against a real service: what was ingested is seen as jobs, in words and as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.service_process import ServiceProcess, service_process


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    with service_process() as running:
        running.up()
        note = tmp_path_factory.mktemp("notes") / "note.txt"
        note.write_text("The quick brown fox jumps over the lazy dog.\n", encoding="utf-8")
        done = running.run("ingest", str(note), "--wait")
        assert done.returncode == 0, done.stderr
        yield running


def newest(service: ServiceProcess) -> dict[str, object]:
    done = service.run("jobs", "list", "--task", "knowledge.ingest", "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout)["items"][0])


def test_the_list_shows_the_ingested_documents_job(service: ServiceProcess) -> None:
    job = newest(service)
    assert (job["task"], job["status"]) == ("knowledge.ingest", "succeeded")
    words = service.run("jobs", "list").stdout
    assert f"{job['id']}  succeeded" in words


def test_one_job_is_shown_in_words_and_as_json(service: ServiceProcess) -> None:
    job = newest(service)
    assert json.loads(service.run("jobs", "show", str(job["id"]), "--json").stdout) == job
    assert "queue: ingest" in service.run("jobs", "show", str(job["id"])).stdout


@pytest.mark.parametrize("verb", ["retry", "cancel"])
def test_what_cannot_be_done_is_said_with_the_exit_status_of_its_kind(service: ServiceProcess, verb: str) -> None:
    done = service.run("jobs", verb, str(newest(service)["id"]))
    assert (done.returncode, done.stdout) == (5, "")
    assert "nullus jobs show" in done.stderr
    assert service.run("jobs", verb, "999999").returncode == 4


def test_an_unknown_status_is_refused(service: ServiceProcess) -> None:
    assert service.run("jobs", "list", "--status", "odd").returncode == 2


def test_the_parts_name_background_work(service: ServiceProcess, tmp_path: Path) -> None:
    parts = json.loads(service.run("status", "--json").stdout)
    assert "jobs" in json.dumps(parts)
