"""What the process loads from which builds are forked: other people's packages, and nothing of ours."""

import importlib

HEAVY = (
    "alembic.command", "argon2", "asyncio", "fastapi", "httpx", "hypothesis", "joserfc.jws", "numpy", "procrastinate",
    "prometheus_client", "psycopg", "pytest", "pytest_asyncio.plugin", "rich", "sqlalchemy.ext.asyncio", "structlog", "typer",
    "webauthn",
)  # fmt: skip

for each in HEAVY:
    importlib.import_module(each)
