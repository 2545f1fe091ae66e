"""An external PostgreSQL by URL: looked at before it is used, and owner and application kept apart where it lets us."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.postgres_server import SharedServer
from tests.service_process import service_process

from nullus.platform import postgres
from nullus.platform.errors import ErrorKind
from nullus.platform.postgres import access
from nullus.platform.postgres.errors import DatabaseUnreachable
from nullus.platform.postgres.provision import look_at_external, provision_external
from nullus.roles.migrate import upgrade


@pytest.fixture
def home() -> Iterator[Path]:
    top = Path(tempfile.mkdtemp(prefix="nullus-external-"))
    yield top / "home"
    shutil.rmtree(top)


@pytest.fixture(params=["createrole", "nocreaterole"])
def url(request: pytest.FixtureRequest, server: SharedServer) -> Iterator[str]:
    """A database whose owner may, or may not, make other roles."""
    role = f"outside_{request.param}"
    with psycopg.connect(postgres.superuser_url(server.home), autocommit=True) as connection:
        connection.execute(f"create role {role} login password 'outside' {request.param}")
        connection.execute(f"create database {role} owner {role}")
        if request.param == "createrole":
            connection.execute(f"grant nullus_app to {role} with admin option")  # it is there already, made by another
    inside = postgres.superuser_url(server.home, role)
    with psycopg.connect(inside, autocommit=True) as connection:
        connection.execute("create extension vector")
    yield access.with_role(inside, role, "outside")
    with psycopg.connect(postgres.superuser_url(server.home), autocommit=True) as connection:
        connection.execute(f"drop database {role} with (force)")
        connection.execute(f"drop role if exists nullus_app_{role}")
        connection.execute(f"drop role {role}")


def test_the_application_gets_a_role_of_its_own_where_one_can_be_made(url: str, home: Path) -> None:
    may = "nocreaterole" not in url
    assert look_at_external(url) is may
    for _ in range(2):
        found = provision_external(home, url)
        assert found.split is may
        assert found.owner_url == url
    with psycopg.connect(found.app_url) as connection:
        row = connection.execute("select current_user, session_user").fetchone()
        expected = "nullus_app_outside_createrole" if may else "outside_nocreaterole"
        assert row == (expected, expected)


def test_migrations_run_there_and_the_application_can_work(url: str, home: Path) -> None:
    found = provision_external(home, url)
    upgrade(found.owner_url)
    with psycopg.connect(found.app_url, autocommit=True) as connection:
        connection.execute("select set_config('nullus.workspace', '*', false)")
        assert connection.execute("select count(*) from identity.workspaces").fetchone() == (0,)
        if found.split:  # on this server `nullus_app` exists, so the history's grants reach every login role in it
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("drop table identity.workspaces")


def test_the_walls_and_their_gaps_hold_there_even_with_one_role(url: str, home: Path) -> None:
    found = provision_external(home, url)
    upgrade(found.owner_url)
    here, there, content = str(uuid.uuid4()), str(uuid.uuid4()), "a" * 64
    with psycopg.connect(found.app_url, autocommit=True) as connection:
        connection.execute("select set_config('nullus.workspace', '*', false)")
        for workspace in (here, there):
            connection.execute("insert into identity.workspaces (id, name) values (%s, 'w')", [workspace])
        connection.execute(
            "select set_config('nullus.workspace', %s, false), set_config('nullus.reach', 'all', false)", [there]
        )
        connection.execute(
            "with c as (insert into knowledge.collections (workspace_id, id, name) values (%(w)s, %(w)s, 'c')), "
            "d as (insert into knowledge.documents (workspace_id, id, collection_id, name, status, latest_version) "
            "values (%(w)s, %(w)s, %(w)s, 'd', 'ready', 1)) insert into knowledge.versions "
            "(workspace_id, id, document_id, number, digest, size, status) values (%(w)s, %(w)s, %(w)s, 1, %(d)s, 1, 'ready')",
            {"w": there, "d": content},
        )
        assert connection.execute("select count(*) from knowledge.versions").fetchone() == (1,)
        connection.execute("select set_config('nullus.workspace', %s, false)", [here])
        assert connection.execute("select count(*) from knowledge.versions").fetchone() == (0,)
        unreferenced = "select knowledge.unreferenced(array[%s, 'b'])"
        assert connection.execute(unreferenced, [content]).fetchall() == [("b",)]
        assert connection.execute("select count(*) from knowledge.versions").fetchone() == (0,)  # the gap is shut again
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select knowledge.trim()")


def test_a_service_runs_on_it(url: str) -> None:
    if "nocreaterole" in url:
        pytest.skip("tried with the role that may make others")
    with service_process(NULLUS_DATABASE_URL=url) as service:
        service.up()
        status = service.status()
        assert status["ready"] is True
        assert next(part for part in status["parts"] if part["name"] == "postgres")["state"] == "external"
        assert not (service.home / "postgres").exists()
        assert service.run("doctor").returncode == 0


@pytest.mark.parametrize(
    ("broken", "transient"),
    [
        ("postgresql://nobody:secret-word@127.0.0.1:1/nullus", True),
        ("postgresql://nobody:secret-word@no-such-host.invalid/nullus", True),
    ],
)
def test_a_server_that_is_not_there_is_named_without_the_password(broken: str, transient: bool) -> None:
    with pytest.raises(DatabaseUnreachable) as raised:
        look_at_external(broken)
    assert raised.value.kind is ErrorKind.UNAVAILABLE
    assert "secret-word" not in str(raised.value)
    assert (raised.value.retry_after_seconds is not None) is transient


def test_wrong_credentials_are_not_tried_again(server: SharedServer) -> None:
    wrong = access.with_role(postgres.superuser_url(server.home), "postgres", "wrong-word")
    with pytest.raises(DatabaseUnreachable) as raised:
        look_at_external(wrong)
    assert raised.value.retry_after_seconds is None
    assert "wrong-word" not in str(raised.value)
