"""Roles, database and extension: made or mended before the migrations run, idempotent, embedded or external."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from nullus.platform import secrets
from nullus.platform.postgres import access
from nullus.platform.postgres.binaries import LEAST_VECTOR
from nullus.platform.postgres.errors import DatabaseUnreachable, ServerTooOld, VectorMissing

LEAST_SERVER = 15
Connection = psycopg.Connection[TupleRow]


def provision(home: Path, database_url: str) -> access.Access:
    """Bring the server to where migrations can run, and tell how to reach it."""
    if database_url:
        return provision_external(home, database_url)
    return provision_embedded(home)


def provision_embedded(home: Path, database: str = access.DATABASE) -> access.Access:
    """Owner and application role with their passwords, the definers' role, the database, pgvector."""
    owner_password, _ = secrets.read_or_create(home, access.OWNER_SECRET)
    app_password, _ = secrets.read_or_create(home, access.APP_SECRET)
    with psycopg.connect(access.superuser_url(home), autocommit=True) as connection:
        _ensure_role(connection, access.OWNER_ROLE, owner_password)
        _ensure_role(connection, access.APP_ROLE, app_password)
        _ensure_definer(connection, access.DEFINER_ROLE, access.OWNER_ROLE)
        found = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
        if found is None:
            statement = sql.SQL("create database {} owner {}")
            connection.execute(statement.format(sql.Identifier(database), sql.Identifier(access.OWNER_ROLE)))
        _close_database(connection, database, access.APP_ROLE)
    with psycopg.connect(access.superuser_url(home, database), autocommit=True) as connection:
        _ensure_vector(connection)
    return access.embedded_access(home, database)


def provision_external(home: Path, url: str) -> access.Access:
    """Check version and pgvector; make an application role of our own where the given role may."""
    record = home / "run" / access.EXTERNAL_APP_ROLE
    with _connect_external(url) as connection:
        _ensure_vector(connection)
        if not _may_make_roles(connection):
            record.unlink(missing_ok=True)
            return access.external_access(home, url)
        app_password, _ = secrets.read_or_create(home, access.APP_SECRET)
        database = re.sub("[^a-z0-9_]", "_", connection.info.dbname.lower())
        role = f"{access.APP_ROLE}_{database}"[:63]
        try:
            with connection.transaction():
                _make_application_role(connection, role, app_password)
                _ensure_definer(connection, f"{access.DEFINER_ROLE}_{database}"[:63], connection.info.user)
        except psycopg.errors.InsufficientPrivilege:  # another installation's administrator owns the group
            record.unlink(missing_ok=True)
            return access.external_access(home, url)
    secrets.make_private_folder(record.parent)
    record.write_text(role, encoding="ascii")
    return access.external_access(home, url)


def _make_application_role(connection: Connection, role: str, password: str) -> None:
    _ensure_group(connection, access.APP_ROLE)
    _ensure_role(connection, role, password)
    name = sql.Identifier(role)
    connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(access.APP_ROLE), name))
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("grant connect on database {} to {}").format(database, name))


def look_at_external(url: str) -> bool:
    """Check version and pgvector, change nothing; whether owner and application can be two roles there."""
    with _connect_external(url) as connection:
        _require_vector(connection)
        return _may_make_roles(connection)


def revision_of(owner_url: str) -> str | None:
    """The step that the owner sees; None before the first migration."""
    with psycopg.connect(owner_url) as connection:
        there = connection.execute("select to_regclass('public.schema_history') is not null").fetchone()
        if there is None or not there[0]:
            return None
        row = connection.execute("select version_num from public.schema_history").fetchone()
    return str(row[0]) if row else None


def _connect_external(url: str) -> Connection:
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        refused = error.sqlstate is not None or "authentication" in str(error) or "does not exist" in str(error)
        retry = None if refused or not isinstance(error, psycopg.OperationalError) else 2.0
        raise DatabaseUnreachable(problem=_without_secrets(str(error), url), retry_after_seconds=retry) from None
    major = connection.info.server_version // 10000
    if major < LEAST_SERVER:
        connection.close()
        raise ServerTooOld(found=major, least=LEAST_SERVER)
    return connection


def _may_make_roles(connection: Connection) -> bool:
    statement = "select rolsuper or rolcreaterole from pg_roles where rolname = current_user"
    row = connection.execute(statement).fetchone()
    return bool(row and row[0])


def _ensure_role(connection: Connection, role: str, password: str) -> None:
    """A login role without any privilege. The password goes over as its SCRAM verifier, so no statement ever holds it."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    exists = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = sql.SQL("alter" if exists else "create")
    statement = sql.SQL("{} role {} login password {}")  # a new role has no privilege that is not named
    connection.execute(statement.format(verb, sql.Identifier(role), sql.Literal(verifier)))


def _ensure_group(connection: Connection, role: str) -> None:
    """The role that migrations grant to. On a shared server it cannot log in; each database has a login role in it."""
    if connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone() is None:
        connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))


def _ensure_definer(connection: Connection, role: str, owner: str) -> None:
    """The role that owns the functions which reach across workspaces. Nobody logs in as it; the owner may hand them over."""
    _ensure_group(connection, role)
    # What the role may see, the owner does not: from version 16 on that can be said.
    options = " with inherit false, set true" if connection.info.server_version >= 160000 else ""
    statement = sql.SQL("grant {} to {}" + options)
    connection.execute(statement.format(sql.Identifier(role), sql.Identifier(owner)))


def _close_database(connection: Connection, database: str, role: str) -> None:
    name = sql.Identifier(database)
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    connection.execute(sql.SQL("grant connect on database {} to {}").format(name, sql.Identifier(role)))


def _ensure_vector(connection: Connection) -> None:
    installed = _require_vector(connection)
    statement = "create extension if not exists vector" if installed is None else "alter extension vector update"
    if installed is not None and _version(installed) >= LEAST_VECTOR:
        return
    try:
        connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        least = ".".join(map(str, LEAST_VECTOR))
        raise VectorMissing(found=installed or "-", least=least, statement=statement) from None


def _require_vector(connection: Connection) -> str | None:
    """The installed version, None when it can be but is not. Raises VectorMissing when the server has none or an old one."""
    row = connection.execute(
        "select default_version, installed_version from pg_available_extensions where name = 'vector'"
    ).fetchone()
    if row is None or _version(row[0]) < LEAST_VECTOR:
        least = ".".join(map(str, LEAST_VECTOR))
        raise VectorMissing(found=row[0] if row else "-", least=least, statement="create extension vector")
    return str(row[1]) if row[1] is not None else None


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _without_secrets(text: str, url: str) -> str:
    password = urlsplit(url).password
    return " ".join((text.replace(password, "…") if password else text).split())
