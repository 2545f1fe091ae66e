"""The tables of the queue, for the migration that makes them: the library's own, frozen, and what Nullus adds."""

from importlib import resources

_LIBRARY = "procrastinate_3_10_0.sql"

# The library names its tables without a schema; inside its functions this setting finds them, whoever calls.
_PIN_FUNCTIONS = """
do $$
declare each regprocedure;
begin
    for each in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'jobs'::regnamespace loop
        execute format('alter function %s set search_path = jobs, pg_temp', each);
    end loop;
end $$
"""

_GRANT = """
do $$
begin
    if not exists (select from pg_roles where rolname = 'nullus_app') then
        return;
    end if;
    grant usage on schema jobs to nullus_app;
    grant select, insert, update, delete on all tables in schema jobs to nullus_app;
    grant usage on all sequences in schema jobs to nullus_app;
    grant execute on all functions in schema jobs to nullus_app;
end $$
"""


def install_statements() -> list[str]:
    """The SQL that makes schema `jobs`, in order, to be run by the owner's role inside one transaction.

    Each entry may hold several statements and has no parameters; `%` and `:` are literal.
    """
    return [
        "create schema jobs",
        "set local search_path = jobs, pg_catalog",
        _read(_LIBRARY),
        "set local search_path to default",
        _PIN_FUNCTIONS,
        _read("nullus_0001.sql"),
        _GRANT,
    ]


def library_schema() -> str:
    """The frozen copy of the library's schema, without our heading."""
    return _read(_LIBRARY).split("-- ===\n", 1)[1]


def _read(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")
