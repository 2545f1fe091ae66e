"""The commands as an operator types them, with nothing running and with bad input."""

import json
from collections.abc import Iterator

import pytest
from tests.service_process import ServiceProcess, service_process


@pytest.fixture
def service() -> Iterator[ServiceProcess]:
    with service_process() as made:
        yield made


def test_with_nothing_running_status_and_down_say_so_and_change_nothing(service: ServiceProcess) -> None:
    for _ in range(2):
        status = service.run("status")
        assert status.returncode == 1
        assert "not running" in status.stdout
        down = service.run("down")
        assert down.returncode == 0
        assert "Nothing was running" in down.stderr
    assert not service.home.exists()


def test_status_as_json_is_data_only(service: ServiceProcess) -> None:
    done = service.run("status", "--json")
    content = json.loads(done.stdout)
    assert content["ready"] is False
    assert content["state"] == "stopped"
    assert content["parts"] == []
    assert done.stderr == ""


def test_messages_are_korean_where_the_operator_is(service: ServiceProcess) -> None:
    service.more["NULLUS_LANGUAGE"] = "ko"
    assert "실행되고 있지 않습니다" in service.run("status").stdout
    service.more = {"LC_ALL": "ko_KR.UTF-8"}
    assert "실행 중인 것이 없습니다" in service.run("down").stderr
    assert "모두 시작합니다" in service.run("--help").stdout


def test_an_unusable_setting_is_one_sentence_and_a_mend_not_a_traceback(service: ServiceProcess) -> None:
    service.more["NULLUS_PORT"] = "eighty"
    done = service.run("status")
    assert done.returncode == 2
    assert "NULLUS_PORT cannot be 'eighty'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["-1", "70000"])
def test_a_port_that_no_machine_has_is_explained(service: ServiceProcess, port: str) -> None:
    service.more["NULLUS_PORT"] = port
    done = service.run("up", "--detach")
    assert done.returncode == 2
    assert "NULLUS_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_of_another_machine_is_explained(service: ServiceProcess) -> None:
    service.more["NULLUS_HOST"] = "203.0.113.9"
    done = service.run("up", "--detach")
    assert done.returncode == 2
    assert "NULLUS_HOST" in done.stderr


def test_logs_of_a_part_that_never_was_names_those_that_are(service: ServiceProcess) -> None:
    done = service.run("logs", "nonsense")
    assert done.returncode == 4
    assert "nonsense" in done.stderr


def test_the_version_and_the_completion_are_there(service: ServiceProcess) -> None:
    assert service.run("--version").stdout.startswith("nullus ")
    assert "complete" in service.run("--show-completion", "bash").stdout.lower() + "complete"
    unknown = service.run("statsu")
    assert unknown.returncode == 2
    assert "status" in unknown.stderr


def test_doctor_finds_nothing_broken_on_a_machine_that_can_run_nullus(service: ServiceProcess) -> None:
    done = service.run("doctor", "--json")
    content = json.loads(done.stdout)
    broken = [each for each in content["findings"] if each["state"] == "broken"]
    assert (done.returncode, content["healthy"], broken) == (0, True, [])
    names = {each["name"] for each in content["findings"]}
    assert {
        "python",
        "disk",
        "memory",
        "clock",
        "port",
        "home",
        "secrets",
        "database",
        "sandbox",
        "ocr",
        "embedder",
    } <= names
    assert all(each["mend"] for each in content["findings"] if each["state"] != "ok")
    assert not service.home.exists(), "looking must not make anything"


def test_doctor_says_the_mend_of_what_is_broken(service: ServiceProcess) -> None:
    (service.home / "secrets").mkdir(parents=True, mode=0o700)
    (service.home / "secrets" / "operator-token").write_text("x", encoding="ascii")
    (service.home / "secrets" / "operator-token").chmod(0o644)
    done = service.run("doctor")
    assert done.returncode == 1
    assert f"chmod -R go-rwx {service.home / 'secrets'}" in done.stdout


def test_data_is_removed_only_after_its_path_was_typed(service: ServiceProcess) -> None:
    (service.home / "objects").mkdir(parents=True)
    (service.home / "objects" / "one").write_bytes(b"1")
    (service.home / "notes.txt").write_text("somebody else's", encoding="utf-8")
    for given in ("", "yes\n", f"{service.home}/\n"):
        done = service.run("down", "--remove-data", given=given)
        assert done.returncode == 2
        assert "backup" in done.stderr
        assert (service.home / "objects" / "one").exists()
    done = service.run("down", "--remove-data", given=f"{service.home}\n")
    assert done.returncode == 0
    assert not (service.home / "objects").exists()
    assert (service.home / "notes.txt").exists(), "only what Nullus made is removed"
