"""`/healthz`, `/readyz`, `/metrics` of a running service, and what they tell to whom."""

import http.client
import json
import os
import re
import signal
import sys
from collections.abc import Iterator

import pytest
from tests.service_process import ServiceProcess, family, service_process, wait_until


@pytest.fixture(scope="module")
def service() -> Iterator[ServiceProcess]:
    with service_process() as started:
        started.up()
        yield started


def get(service: ServiceProcess, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def test_healthz_says_that_it_lives_and_nothing_else(service: ServiceProcess) -> None:
    status, body, headers = get(service, "/healthz")
    assert (status, body) == (200, "ok\n")
    assert headers["cache-control"] == "no-store"


def test_readyz_names_every_part(service: ServiceProcess) -> None:
    status, body, _ = get(service, "/readyz")
    content = json.loads(body)
    assert status == 200, body
    assert content["ready"] is True
    names = {part["name"] for part in content["parts"]}
    assert {"database", "migrations", "object store", "disk", "worker", "scheduler", "jobs"} <= names


def test_readyz_turns_503_with_the_reason_when_a_part_is_down(service: ServiceProcess) -> None:
    folder, moved = service.home / "objects", service.home / "objects.away"
    folder.rename(moved)
    try:
        wait_until(lambda: get(service, "/readyz")[0] == 503, 10)
        part = next(each for each in json.loads(get(service, "/readyz")[1])["parts"] if each["name"] == "object store")
        assert part["state"] == "failed"
        assert "objects" in part["reason"]
        assert service.run("status").returncode == 1
    finally:
        moved.rename(folder)
    wait_until(lambda: get(service, "/readyz")[0] == 200, 10)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_database_that_does_not_answer_is_named_within_seconds(service: ServiceProcess) -> None:
    server = family(service.pids()["postgres"])
    for pid in server:
        os.kill(pid, signal.SIGSTOP)
    try:
        wait_until(lambda: get(service, "/readyz")[0] == 503, 10)
        _, body, _ = get(service, "/readyz")
        assert next(each for each in json.loads(body)["parts"] if each["name"] == "database")["state"] == "failed"
    finally:
        for pid in server:
            os.kill(pid, signal.SIGCONT)
    wait_until(lambda: get(service, "/readyz")[0] == 200, 30)


def test_metrics_are_for_this_machine_and_not_for_whom_a_proxy_speaks(service: ServiceProcess) -> None:
    get(service, "/healthz")
    status, body, headers = get(service, "/metrics")
    assert status == 200
    assert headers["content-type"].startswith("text/plain")
    assert re.search(r'nullus_http_requests_total\{method="GET",route="/healthz",status="200"\} \d', body)
    assert get(service, "/metrics", X_Forwarded_For="203.0.113.9")[0] == 401
    token = (service.home / "secrets" / "operator-token").read_text(encoding="ascii").strip()
    assert get(service, "/metrics", X_Forwarded_For="203.0.113.9", Authorization=f"Bearer {token}")[0] == 200


def test_unknown_paths_make_no_new_series_and_are_not_logged(service: ServiceProcess) -> None:
    assert get(service, "/secret-name-of-a-document")[0] == 404
    assert "secret-name" not in get(service, "/metrics")[1]
    wait_until(lambda: '"status": 404' in (service.home / "logs" / "api.log").read_text(encoding="utf-8"))
    assert "secret-name" not in (service.home / "logs" / "api.log").read_text(encoding="utf-8")


def test_the_log_names_the_request_that_the_answer_names(service: ServiceProcess) -> None:
    _, _, headers = get(service, "/api/v1/me")
    log = service.home / "logs" / "api.log"
    wait_until(lambda: headers["x-request-id"] in log.read_text(encoding="utf-8"))
