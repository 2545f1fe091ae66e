"""The embedded server itself: how it is made, closed, stopped, and what it survives."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.service_process import wait_until

from nullus.platform import postgres
from nullus.platform.errors import NullusError
from nullus.platform.postgres import binaries, cluster, processes, sockets
from nullus.platform.postgres.account import account_for
from nullus.platform.postgres.errors import ClusterForeign, ServerBinariesMissing
from nullus.platform.postgres.provision import provision_embedded

root_on_linux = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root on Linux")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def home() -> Iterator[Path]:
    """Below a folder that only its owner can enter, as `mktemp -d` makes it."""
    top = Path(tempfile.mkdtemp(prefix="nullus-postgres-"))
    assert stat.S_IMODE(top.stat().st_mode) == 0o700
    yield top / "home"
    postgres.stop_left_over(postgres.data_folder(top / "home"))
    postgres.forget_folder(top / "home")
    shutil.rmtree(top)


def value(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> object:
    row = connection.execute(statement).fetchone()
    return row[0] if row else None


def test_it_is_durable_closed_and_its_application_owns_nothing(home: Path) -> None:
    with postgres.running(home) as prepared:
        access = provision_embedded(home)
        with psycopg.connect(access.app_url) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
                assert value(connection, f"show {setting}") == "on"
            assert value(connection, "show listen_addresses") == ""
            assert value(connection, "show jit") == "off"
            assert value(connection, "select datlocale from pg_database where datname = 'nullus'") == "C.UTF-8"
            assert value(connection, "select extversion from pg_extension where extname = 'vector'") >= "0.8.4"  # type: ignore[operator]
            assert value(connection, "select current_user") == "nullus_app"
            privileged = "rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication"
            assert (
                value(connection, f"select bool_or({privileged}) from pg_roles where rolname like 'nullus%'") is False
            )
            assert (
                value(
                    connection,
                    "select count(*) from pg_shdepend where deptype = 'o' and refobjid = 'nullus_app'::regrole",
                )
                == 0
            )
        with psycopg.connect(access.app_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table public.mine (n int)")
        folder = Path(prepared.socket_folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(prepared.data.stat().st_mode) == 0o700
        for rule in (prepared.data / "pg_hba.conf").read_text(encoding="utf-8").splitlines():
            assert not rule.strip() or rule.startswith("#") or rule.split()[-1] == "scram-sha-256", rule
    assert not folder.exists()


def test_nobody_enters_without_the_password(home: Path) -> None:
    with postgres.running(home) as prepared:
        for password in ("", "wrong"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(host=prepared.socket_folder, user="postgres", password=password, dbname="postgres")


def test_the_logs_hold_no_values_of_rows(home: Path, tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log, postgres.running(home, log):
        access = provision_embedded(home)
        with psycopg.connect(access.owner_url, autocommit=True) as connection:
            connection.execute("create table public.people (name text primary key)")
            for _ in range(2):
                try:
                    connection.execute("insert into public.people values (%s)", ["비밀 이름"])
                except psycopg.errors.UniqueViolation:
                    pass
    text = (tmp_path / "log").read_text(encoding="utf-8")
    assert "duplicate key" in text
    assert "비밀 이름" not in text


def test_a_killed_server_recovers_what_was_committed(home: Path) -> None:
    prepared = postgres.prepare(home)
    process = postgres.launch(prepared, subprocess.DEVNULL)
    postgres.wait_until_ready(process, prepared, lambda _: None)
    with psycopg.connect(postgres.superuser_url(home)) as connection:
        connection.execute("create table kept as select generate_series(1, 100000) as n")
    process.kill()
    process.wait()
    with postgres.running(home), psycopg.connect(postgres.superuser_url(home)) as connection:
        assert value(connection, "select count(*) from kept") == 100_000


@linux_only
def test_a_server_that_an_earlier_run_left_is_stopped_before_a_new_one_starts(home: Path) -> None:
    prepared = postgres.prepare(home)
    left = postgres.launch(prepared, subprocess.DEVNULL)
    postgres.wait_until_ready(left, prepared, lambda _: None)
    with postgres.running(home) as again:
        assert left.poll() == 0
        assert again.data == prepared.data
        assert sockets.ask(again.socket_folder) == "ready"


@linux_only
def test_a_pid_file_that_names_another_program_does_not_keep_it_from_starting(home: Path) -> None:
    with postgres.running(home):
        pass
    data = postgres.data_folder(home)
    owner = data.stat()
    # Where the system keeps it: the PATH of a test may lead through folders that the other account cannot enter.
    sleep = shutil.which("sleep", path=os.defpath)
    assert sleep is not None
    stranger = subprocess.Popen([sleep, "60"], **account_for(data).popen_arguments())
    try:
        lines = [str(stranger.pid), str(data), "1", "5432", "", "", "", "ready"]
        (data / "postmaster.pid").write_text("\n".join(lines), encoding="utf-8")
        os.chown(data / "postmaster.pid", owner.st_uid, owner.st_gid)
        with postgres.running(home) as prepared:
            assert sockets.ask(prepared.socket_folder) == "ready"
        assert stranger.poll() is None, "a program of somebody else was stopped"
    finally:
        stranger.kill()
        stranger.wait()


def test_a_zombie_counts_as_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    wait_until(lambda: not processes.is_alive(process.pid))  # it is not reaped yet
    process.wait()


def test_an_interrupted_creation_leaves_nothing_behind(home: Path) -> None:
    draft = postgres.data_folder(home).parent / ".making-abc"
    (draft / "base").mkdir(parents=True)
    with postgres.running(home):
        assert not draft.exists()


def test_a_lost_password_is_set_anew(home: Path) -> None:
    with postgres.running(home):
        provision_embedded(home)
    shutil.rmtree(home / "secrets")
    with postgres.running(home):
        access = provision_embedded(home)
        with psycopg.connect(access.app_url) as connection:
            assert value(connection, "select current_user") == "nullus_app"


def test_data_of_another_major_version_is_refused_and_left_alone(home: Path) -> None:
    data = postgres.data_folder(home)
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n", encoding="ascii")
    with pytest.raises(ClusterForeign) as refused:
        cluster.exists(data)
    assert "PostgreSQL 16" in str(refused.value)


def test_an_old_pgvector_in_the_wheel_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "postgresql" / "extension"
    folder.mkdir(parents=True)
    (folder / "vector.control").write_text("default_version = '0.8.2'\n", encoding="ascii")
    assert binaries.bundled_vector_version(tmp_path) == (0, 8, 2)
    assert binaries.bundled_vector_version(tmp_path) < binaries.LEAST_VECTOR
    (folder / "vector.control").unlink()
    with pytest.raises(ServerBinariesMissing):
        binaries.bundled_vector_version(tmp_path)


@root_on_linux
def test_root_runs_it_as_another_account_below_closed_folders_and_changes_no_parent(home: Path) -> None:
    for folder in (home, home / "deeper"):
        folder.mkdir(mode=0o700)
    inner = home / "deeper" / "data"
    before = [(each, stat.S_IMODE(each.stat().st_mode)) for each in (home.parent, home, home / "deeper")]
    try:
        with postgres.running(inner) as prepared:
            assert prepared.account.other
            pid = int((prepared.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
            owner = Path(f"/proc/{pid}").stat().st_uid
            assert owner == prepared.account.uid != 0
            capabilities = [
                line.split()[1]
                for line in Path(f"/proc/{pid}/status").read_text().splitlines()
                if line.startswith("CapEff")
            ]
            assert int(capabilities[0], 16) == 0
    finally:
        postgres.stop_left_over(postgres.data_folder(inner))
    assert before == [(each, stat.S_IMODE(each.stat().st_mode)) for each, _ in before]


@root_on_linux
def test_root_copies_programs_that_the_account_cannot_reach(home: Path) -> None:
    """A virtual environment below a private folder, as `mktemp -d` makes it, holds programs that nobody else can run."""
    source = binaries.installation()
    closed = home / "venv"
    closed.mkdir(parents=True, mode=0o700)
    shutil.copytree(
        source, closed / binaries.PACKAGE / binaries.INSTALLATION, ignore=shutil.ignore_patterns("include", "*.a")
    )
    libraries = source.parent.parent / f"{binaries.PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    script = (
        f"import sys; sys.path.insert(0, {str(closed)!r})\n"
        "from pathlib import Path\nfrom nullus.platform import postgres\n"
        f"with postgres.running(Path({str(home / 'inner')!r})) as prepared: print(prepared.programs)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    copy = Path(done.stdout.strip())
    assert not copy.is_relative_to(closed)
    assert copy.stat().st_uid == 0
    assert not stat.S_IMODE((copy / "bin" / "postgres").stat().st_mode) & 0o022


def test_every_error_of_the_server_speaks_both_languages() -> None:
    from nullus.platform.postgres import errors

    for each in vars(errors).values():
        if isinstance(each, type) and issubclass(each, NullusError) and each is not NullusError:
            assert each.message.ko != each.message.en
            assert each.hint is not None


def test_a_stop_is_fast_and_clean(home: Path) -> None:
    prepared = postgres.prepare(home)
    process = postgres.launch(prepared, subprocess.DEVNULL)
    postgres.wait_until_ready(process, prepared, lambda _: None)
    connection = psycopg.connect(postgres.superuser_url(home))
    connection.execute("select 1")  # a transaction that is open
    postgres.stop(process)
    connection.close()
    assert process.returncode == 0
    assert not (prepared.data / "postmaster.pid").exists()
