"""Puts the rooms together into processes: the only place that knows all of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.types import ASGIApp, Scope

from nullus import identity
from nullus.observability import Checks, logs
from nullus.observability.http import RequestLog
from nullus.observability.http import router as health_router
from nullus.platform import secrets
from nullus.platform.database import Database
from nullus.platform.postgres import database_access
from nullus.platform.settings import PlatformSettings, ambient_sources, refuse_unknown
from nullus.platform.web import RequestFrame, install_errors
from nullus.roles import vital_signs

OPERATOR_SECRET = "operator-token"  # noqa: S105  # the name of a file
SETTINGS = (PlatformSettings,)
Run = Callable[[asyncio.Event], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class AssembledApi:
    """The app to serve, and the token of the one-time owner link when this was the first start."""

    app: ASGIApp
    owner_link_token: str | None


@asynccontextmanager
async def open_database(settings: PlatformSettings, pool_size: int) -> AsyncIterator[Database]:
    """The database as the application role."""
    refuse_unknown(ambient_sources(), SETTINGS)
    database = Database(database_access(settings.home, settings.database_url).app_url, pool_size=pool_size)
    try:
        await database.wait_until_ready(30)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def assemble_api(settings: PlatformSettings, address: str) -> AsyncIterator[AssembledApi]:
    """Everything that answers HTTP."""
    operator_token, _ = secrets.read_or_create(settings.home, OPERATOR_SECRET)
    async with open_database(settings, pool_size=16) as database:
        first = await identity.prepare(database, operator_token)
        app = FastAPI(title="Nullus", docs_url=None, redoc_url=None, openapi_url=None)
        app.state.database = database
        app.state.authenticate = identity.authenticate
        app.state.credential_cache = identity.CredentialCache()
        app.state.checks = checks = Checks()
        vital_signs.add_to(checks, settings, database)
        for router in (health_router, identity.router):
            app.include_router(router)
        install_errors(app)
        yield AssembledApi(RequestFrame(RequestLog(app), _log_defect), first.owner_link_token)


@asynccontextmanager
async def assemble_worker(settings: PlatformSettings) -> AsyncIterator[Run]:
    """Everything that does background work."""
    async with open_database(settings, pool_size=8):

        async def run(stop: asyncio.Event) -> None:
            await stop.wait()

        yield run


@asynccontextmanager
async def assemble_scheduler(settings: PlatformSettings) -> AsyncIterator[Run]:
    """Everything that happens by the clock."""
    async with open_database(settings, pool_size=2):

        async def run(stop: asyncio.Event) -> None:
            await stop.wait()

        yield run


def _log_defect(scope: Scope, error: Exception) -> None:
    logs.get("nullus.http").error("a request met a defect", request_id=scope.get("request_id", "-"), exc_info=error)
