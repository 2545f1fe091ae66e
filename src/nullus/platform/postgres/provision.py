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
    """Owner and application role with their passwords, the database, pgvector."""
    owner_password, _ = secrets.read_or_create(home, access.OWNER_SECRET)
    app_password, _ = secrets.read_or_create(home, access.APP_SECRET)
    with psycopg.connect(access.superuser_url(home), autocommit=True) as connection:
        _ensure_role(connection, access.OWNER_ROLE, owner_password)
        _ensure_role(connection, access.APP_ROLE, app_password)
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
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        refused = error.sqlstate is not None or "authentication" in str(error) or "does not exist" in str(error)
        retry = None if refused else 2.0
        raise DatabaseUnreachable(problem=_without_secrets(str(error), url), retry_after_seconds=retry) from None
    with connection:
        major = connection.info.server_version // 10000
        if major < LEAST_SERVER:
            raise ServerTooOld(found=major, least=LEAST_SERVER)
        _ensure_vector(connection)
        row = connection.execute(
            "select rolsuper or rolcreaterole, current_database() from pg_roles where rolname = current_user"
        ).fetchone()
        record = home / "run" / access.EXTERNAL_APP_ROLE
        if row is None or not row[0]:
            record.unlink(missing_ok=True)
            return access.external_access(home, url)
        app_password, _ = secrets.read_or_create(home, access.APP_SECRET)
        _ensure_group(connection, access.APP_ROLE)
        role = f"{access.APP_ROLE}_{re.sub('[^a-z0-9_]', '_', str(row[1]).lower())}"[:63]
        _ensure_role(connection, role, app_password)
        connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(access.APP_ROLE), sql.Identifier(role)))
        connection.execute(
            sql.SQL("grant connect on database {} to {}").format(sql.Identifier(str(row[1])), sql.Identifier(role))
        )
    secrets.make_private_folder(record.parent)
    record.write_text(role, encoding="ascii")
    return access.external_access(home, url)


def _ensure_role(connection: Connection, role: str, password: str) -> None:
    """A login role without any privilege. The password goes over as its SCRAM verifier, so no statement ever holds it."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    exists = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = sql.SQL("alter" if exists else "create")
    statement = sql.SQL("{} role {} login nocreatedb nocreaterole password {}")
    connection.execute(statement.format(verb, sql.Identifier(role), sql.Literal(verifier)))


def _ensure_group(connection: Connection, role: str) -> None:
    """The role that migrations grant to. On a shared server it cannot log in; each database has a login role in it."""
    if connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone() is None:
        connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))


def _close_database(connection: Connection, database: str, role: str) -> None:
    name = sql.Identifier(database)
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    connection.execute(sql.SQL("grant connect on database {} to {}").format(name, sql.Identifier(role)))


def _ensure_vector(connection: Connection) -> None:
    row = connection.execute(
        "select default_version, installed_version from pg_available_extensions where name = 'vector'"
    ).fetchone()
    least = ".".join(map(str, LEAST_VECTOR))
    if row is None or _version(row[0]) < LEAST_VECTOR:
        raise VectorMissing(found=row[0] if row else "-", least=least, statement="create extension vector")
    try:
        if row[1] is None:
            connection.execute("create extension if not exists vector")
        elif _version(row[1]) < LEAST_VECTOR:
            connection.execute("alter extension vector update")
    except psycopg.errors.InsufficientPrivilege:
        verb = "create extension vector" if row[1] is None else "alter extension vector update"
        raise VectorMissing(found=row[1] or "-", least=least, statement=verb) from None


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _without_secrets(text: str, url: str) -> str:
    password = urlsplit(url).password
    return " ".join((text.replace(password, "…") if password else text).split())
