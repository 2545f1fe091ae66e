"""The frozen copy of the library's tables is the one of the installed library, and the application owns nothing of it."""

import psycopg
import pytest
from procrastinate.schema import SchemaManager

from nullus.jobs.schema import library_schema
from nullus.platform.postgres import Access


def test_the_frozen_schema_is_the_installed_librarys() -> None:
    """When this fails, the library has a new schema: add its migrations to ours, then freeze the new copy beside this one."""
    assert library_schema() == SchemaManager.get_schema()


def test_the_application_role_owns_nothing_and_cannot_change_the_tables(queue_access: Access) -> None:
    with psycopg.connect(queue_access.app_url) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("alter table jobs.procrastinate_jobs add column mine int")
        connection.rollback()
        owned = connection.execute(
            "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user"
        ).fetchone()
    assert owned == (0,)


def test_every_table_of_jobs_data_carries_its_workspace(queue_access: Access) -> None:
    with psycopg.connect(queue_access.owner_url) as connection:
        found = connection.execute(
            "select table_name::text from information_schema.columns "
            "where table_schema = 'jobs' and column_name = 'workspace_id' and is_nullable = 'NO'"
        ).fetchall()
    assert {name for (name,) in found} == {"procrastinate_jobs", "records"}
