"""The one linear history of the database; read by Alembic, run by `nullus.roles.migrate`."""
