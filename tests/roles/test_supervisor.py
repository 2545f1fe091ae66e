"""The supervisor with real processes: starting, restarting, stopping, and what a kill leaves."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from chaos.running import pss_bytes
from tests.service_process import (
    COMMAND,
    ServiceProcess,
    all_gone,
    family,
    service_process,
    wait_until,
)

from nullus.platform import postgres
from nullus.platform.postgres import processes
from nullus.roles import lock

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def service() -> Iterator[ServiceProcess]:
    with service_process() as started:
        started.up()
        yield started


def test_the_first_start_shows_a_one_time_owner_link_and_a_later_one_is_quick_and_silent() -> None:
    with service_process() as service:
        first = service.up()
        assert re.search(rf"{service.address}/\S+nlo_[\w-]{{40,}}", first), first
        for log in (service.home / "logs").iterdir():
            assert "nlo_" not in log.read_text(encoding="utf-8", errors="replace"), log
        service.down()
        assert all_gone(list(service.pids().values()))
        began = time.monotonic()
        assert "nlo_" not in service.up()
        assert time.monotonic() - began < 30  # the aim is 5 s on a quiet machine; this one may be busy


@pytest.mark.parametrize("name", ["worker", "scheduler", "api", "spawner", "postgres"])
def test_a_killed_part_is_started_again_and_the_log_says_so(service: ServiceProcess, name: str) -> None:
    service.wait_ready()
    before = service.part(name)["restarts"]
    killed = service.kill(name)
    wait_until(lambda: service.part(name)["restarts"] > before, 30)
    service.wait_ready()
    assert service.pids()[name] != killed
    assert "ended (signal SIGKILL); starting it again in" in service.run("logs", name).stdout
    wait_until(lambda: service.run("status").returncode == 0, 30, lambda: service.run("status").stdout)


def test_a_second_up_says_that_one_is_running(service: ServiceProcess) -> None:
    service.wait_ready()
    for arguments in (["up"], ["up", "--detach"]):
        done = service.run(*arguments)
        assert done.returncode == 5
        assert f"already running here (process {service.record()['pid']}" in done.stderr
    service.wait_ready()


def test_secrets_stand_in_no_log_no_record_and_no_command_line(service: ServiceProcess) -> None:
    values = [path.read_text(encoding="ascii").strip() for path in (service.home / "secrets").iterdir()]
    assert len(values) >= 4
    shown = [path.read_bytes() for path in (service.home / "logs").iterdir()]
    shown += [path.read_bytes() for path in (service.home / "run").iterdir() if path.is_file()]
    if sys.platform == "linux":
        for pid in family(service.record()["pid"]):
            shown += [Path(f"/proc/{pid}/cmdline").read_bytes(), Path(f"/proc/{pid}/environ").read_bytes()]
    for value in values:
        assert not any(value.encode() in each for each in shown)


@linux_only
def test_killing_the_supervisor_takes_everything_with_it_and_the_next_up_works() -> None:
    with service_process() as service:
        service.up()
        with psycopg.connect(postgres.embedded_access(service.home).owner_url) as connection:
            connection.execute("create table public.kept as select generate_series(1, 1000) as n")
        everything = family(service.record()["pid"])
        assert len(everything) > 8
        os.kill(service.record()["pid"], signal.SIGKILL)
        wait_until(lambda: all_gone(everything), 12, lambda: str([p for p in everything if processes.is_alive(p)]))
        assert service.run("status").returncode == 1
        service.up()
        with psycopg.connect(postgres.embedded_access(service.home).owner_url) as connection:
            assert connection.execute("select count(*) from public.kept").fetchone() == (1000,)


@linux_only
def test_what_a_killed_supervisor_could_not_take_along_is_stopped_by_the_next_up() -> None:
    with service_process() as service:
        service.up()
        record = service.record()
        worker, server = service.pids()["worker"], service.pids()["postgres"]
        for pid in (worker, server):
            os.kill(pid, signal.SIGSTOP)  # cannot hear that the supervisor is gone
        os.kill(record["pid"], signal.SIGKILL)
        wait_until(lambda: all_gone([record["pid"]]))
        assert not all_gone([worker, server])
        for pid in (worker, server):
            os.kill(pid, signal.SIGCONT)
        service.up()
        assert all_gone([worker, server])


@linux_only
def test_a_foreground_up_stops_its_parts_in_order_on_sigterm(tmp_path: Path) -> None:
    with service_process() as service, (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen([*COMMAND, "up"], stdout=out, stderr=out, env=service.environment())
        wait_until(lambda: b"is ready at" in (tmp_path / "out").read_bytes(), 60, (tmp_path / "out").read_text)
        pids = service.pids()
        process.send_signal(signal.SIGTERM)
        ended: list[str] = []
        while process.poll() is None:
            ended += [name for name, pid in pids.items() if name not in ended and not processes.is_alive(pid)]
        assert process.returncode == 0
        order = [*ended, *(name for name in pids if name not in ended)]
        stopped = [name for name in order if name != "spawner"]
        assert stopped == ["api", "scheduler", "worker", "postgres"]
        assert all_gone(list(pids.values()))


def test_a_taken_port_is_explained_with_its_holder() -> None:
    with service_process() as service, socket.socket() as other:
        other.bind(("127.0.0.1", service.port))
        other.listen()
        done = service.run("up", "--detach")
        assert done.returncode == 5
        assert f"Port {service.port} on 127.0.0.1 is already in use by" in done.stderr
        assert f"(PID {os.getpid()})" in done.stderr
        assert "NULLUS_PORT=" in done.stderr
        assert lock.holder_of(service.home) is None


def test_a_secret_that_others_can_read_keeps_nullus_from_starting() -> None:
    with service_process() as service:
        (service.home / "secrets").mkdir(parents=True, mode=0o700)
        exposed = service.home / "secrets" / postgres.SUPERUSER_SECRET
        exposed.write_text("not-secret-any-more", encoding="ascii")
        exposed.chmod(0o644)
        done = service.run("up", "--detach")
        assert done.returncode == 3
        assert f"chmod 600 {exposed}" in done.stderr


def test_an_unknown_setting_keeps_nullus_from_starting_and_names_the_nearest() -> None:
    with service_process(NULLUS_PROT="8080") as service:
        done = service.run("up", "--detach")
        assert done.returncode != 0
        assert "NULLUS_PROT" in done.stderr
        assert "NULLUS_PORT" in done.stderr


def test_a_home_with_a_path_of_150_characters_works() -> None:
    with service_process() as service:
        service.home = service.home / ("가" * 20) / ("x" * 100)
        assert len(str(service.home)) >= 150
        service.up()
        assert service.run("status").returncode == 0
        service.down()


@linux_only
def test_all_processes_together_idle_below_500_mib(service: ServiceProcess) -> None:
    service.wait_ready()
    total = pss_bytes(service.record()["pid"]) >> 20
    assert total < 500, f"{total} MiB"
