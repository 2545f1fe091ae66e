"""Puts the rooms together into processes: the only place that knows all of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal

from fastapi import FastAPI
from starlette.types import ASGIApp, Scope

from nullus import audit, chat, evaluation, identity, jobs, knowledge, publishing
from nullus.audit import checks as audit_checks
from nullus.audit.edge import AuditEdge, noting
from nullus.audit.http import router as audit_router
from nullus.identity import checks as mail_checks
from nullus.jobs import checks as queue_checks
from nullus.jobs.http import router as jobs_router
from nullus.jobs.tasks import SCHEDULES as QUEUE_UPKEEP
from nullus.jobs.worker import build_handlers as queue_handlers
from nullus.kit import Rest, give_back
from nullus.knowledge.ingestion import checks as index_checks
from nullus.knowledge.sandbox import SandboxLimits
from nullus.llm import SCHEDULES as LLM_UPKEEP
from nullus.llm import Books, Gateway, Ledger, LedgerSettings, LlmSettings, Price
from nullus.llm.directory import Directory
from nullus.llm.directory.http import router as providers_router
from nullus.llm.http import router as llm_router
from nullus.llm.prompts.http import router as prompts_router
from nullus.llm.routing_http import router as routes_router
from nullus.llm.spending import checks as budget_checks
from nullus.llm.spending.http import notices_of
from nullus.llm.spending.http import router as spending_router
from nullus.llm.worker import build_handlers as llm_handlers
from nullus.observability import Checks, logs
from nullus.observability.http import RequestLog
from nullus.observability.http import router as health_router
from nullus.platform import secrets
from nullus.platform.database import Database
from nullus.platform.objects import ObjectStore, open_store
from nullus.platform.postgres import database_access
from nullus.platform.sealing import Sealer, open_sealer
from nullus.platform.settings import PlatformSettings, ambient_sources, load, refuse_unknown, values_of
from nullus.platform.web import Guards, RequestFrame, Router, TrustedProxies, install_errors, mount
from nullus.roles import contract, portal, vital_signs
from nullus.roles.configuration import configured
from nullus.roles.http import router as settings_router

OPERATOR_SECRET = "operator-token"  # noqa: S105  # the name of a file
EVALUATION_PATIENCE_SECONDS = 120.0
"""How long an evaluation waits for an index that the worker loads: nobody sits in front of it."""
REST_SECONDS = 12.0
"""Without a job, after which the worker gives memory back; a little later than its parts let go of theirs."""
SETTINGS = (
    PlatformSettings,
    jobs.JobsSettings,
    audit.AuditSettings,
    identity.IdentitySettings,
    identity.RateSettings,
    identity.QuotaSettings,
    knowledge.KnowledgeSettings,
    LlmSettings,
    LedgerSettings,
    chat.ChatSettings,
)
ROUTERS: tuple[Router, ...] = (
    knowledge.router,  # first: a route is found by going through them, and search is asked most often
    chat.router,
    health_router,
    contract.router,
    settings_router,
    identity.router,
    audit_router,
    jobs_router,
    llm_router,
    providers_router,
    routes_router,
    prompts_router,
    spending_router,
    evaluation.router,
    publishing.router,
    portal.router,  # last: what no other room answers may be one of its pages
)
Run = Callable[[asyncio.Event], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class AssembledApi:
    """The app to serve, and the token of the one-time owner link when this was the first start."""

    app: ASGIApp
    owner_link_token: str | None


def build_app(guards: Guards | None = None) -> FastAPI:
    """Every route with its policy; nothing behind them yet."""
    app = FastAPI(
        title="Nullus",
        version="1",
        description="From nothing to your own AI service.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    mount(app, ROUTERS, guards)
    install_errors(app, noting(chat.error_answer))
    return app


@asynccontextmanager
async def open_database(
    settings: PlatformSettings, pool_size: int, reader_settings: dict[str, str] | None = None
) -> AsyncIterator[Database]:
    """The database as the application role."""
    refuse_unknown(ambient_sources(), SETTINGS)
    database = Database(
        database_access(settings.home, settings.database_url).app_url,
        pool_size=pool_size,
        reader_settings=reader_settings,
    )
    try:
        await database.wait_until_ready(30)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def assemble_api(settings: PlatformSettings, address: str) -> AsyncIterator[AssembledApi]:
    """Everything that answers HTTP."""
    limits = load(knowledge.KnowledgeSettings)
    async with (
        open_database(settings, pool_size=16, reader_settings=limits.of_readers) as database,
        api_on(database, settings, limits, address=address) as assembled,
    ):
        await audit.record_settings(database, settings.home, values_of(SETTINGS))
        yield assembled


@asynccontextmanager
async def api_on(
    database: Database,
    settings: PlatformSettings,
    limits: knowledge.KnowledgeSettings,
    guards: Guards | None = None,
    address: str = "http://localhost",
) -> AsyncIterator[AssembledApi]:
    """Everything that answers HTTP, on an open database.

    `guards`: only the proof that each of them is needed passes others than the usual. `address`: where it can be reached.
    """
    operator_token, _ = secrets.read_or_create(settings.home, OPERATOR_SECRET)
    first = await identity.prepare(database, operator_token)
    app = build_app(guards)
    app.state.database, app.state.record = database, audit.record
    app.state.authenticate, app.state.lost = identity.authenticate, identity.lost
    app.state.home, app.state.objects = settings.home, _objects(settings)
    app.state.identity = entrance = identity.open_resources(
        settings.home, database, load(identity.IdentitySettings), address
    )
    app.state.rates = rates = identity.Rates(database)
    app.state.quotas = quotas = identity.Quotas(database, load(identity.QuotaSettings))
    app.state.admit = identity.Admission(database, load(identity.RateSettings), rates)
    app.state.checks = checks = Checks()
    app.state.knowledge_settings, app.state.configuration = limits, configured(SETTINGS, ambient_sources())
    app.state.ledger = ledger = open_ledger(database)
    app.state.budget_notices = notices_of
    app.state.directory, app.state.gateway = directory, gateway = open_models(database, entrance.sealer, ledger)
    lexical = knowledge.Storing(settings.home / "cache" / "lexical")
    app.state.retrieval = retrieval = knowledge.Retrieval(database, gateway, lexical)
    contents = knowledge.WorkspaceContents(database, app.state.objects, retrieval.follower)
    app.state.workspace_parts = (
        contents,
        Books(database),
        evaluation.Evaluations(database),
        chat.Talk(database),
    )
    app.state.answers = answers = chat.Answers(database, retrieval, gateway, load(chat.ChatSettings), quotas)
    app.state.translator = chat.Translator(database, gateway, answers.settings, quotas)
    app.state.turns = turns = chat.Turns(database, answers)
    app.state.openings = openings = publishing.Openings(database)
    _add_checks(checks, settings, database, entrance.settings)
    retrieval.start()
    turns.start()
    try:
        seen = RequestLog(publishing.EmbedCors(AuditEdge(app, database), database, openings))
        framed = RequestFrame(seen, _log_defect, settings.silence_seconds, chat.error_answer)
        spool, each_minute = audit.folder_of(settings.home) / "spool", load(audit.AuditSettings).refusals_per_minute
        pages = knowledge.Pages(app.state.objects, limits)
        async with pages as app.state.pages, audit.keeping_refusals(database, spool, each_minute):
            with audit.recording_outbound(database):
                yield AssembledApi(TrustedProxies(framed, settings.trusted_proxies), first.owner_link_token)
    finally:
        await turns.close()
        await retrieval.close()
        await gateway.close()
        await ledger.close()
        await directory.close()
        entrance.passwords.close()
        await entrance.directory.close()


@asynccontextmanager
async def assemble_worker(settings: PlatformSettings) -> AsyncIterator[Run]:
    """Everything that does background work."""
    limits = load(knowledge.KnowledgeSettings)
    sandbox_limits = SandboxLimits(
        wall_seconds=limits.parse_seconds,
        cpu_seconds=limits.parse_seconds,
        memory_bytes=limits.parse_memory_bytes,
        source_bytes=limits.max_parse_bytes,
        parallel=limits.parse_processes,
        ocr=limits.ocr,
        ocr_languages=limits.ocr_languages,
        ocr_pages=limits.ocr_pages,
        allow_weak=limits.allow_weak_sandbox,
    )
    async with open_database(settings, pool_size=8) as database, knowledge.Sandbox(sandbox_limits) as sandbox:
        ledger = open_ledger(database)
        directory, gateway = open_models(database, open_sealer(settings.home), ledger)
        handlers = queue_handlers(load(jobs.JobsSettings))
        contents = knowledge.WorkspaceContents(
            database, _objects(settings), index_files=settings.home / "cache" / "lexical"
        )
        holders = (contents, Books(database), evaluation.Evaluations(database), chat.Talk(database))
        limits_of_use, people = load(identity.QuotaSettings), load(identity.IdentitySettings)
        public_url = identity.public_url(people, f"http://{settings.host}:{settings.port}")
        handlers.merge(identity.build_handlers(limits_of_use, people, holders, public_url))
        handlers.merge(llm_handlers(ledger))
        handlers.merge(audit.build_handlers(settings.home, load(audit.AuditSettings)))
        handlers.merge(
            knowledge.build_handlers(knowledge.WorkerResources(database, _objects(settings), gateway, sandbox, limits))
        )
        quotas = identity.Quotas(database, limits_of_use)
        retrieval = knowledge.Retrieval(
            database,
            gateway,
            knowledge.Storing(settings.home / "cache" / "lexical"),
            patience=EVALUATION_PATIENCE_SECONDS,
        )
        answers = chat.Answers(database, retrieval, gateway, load(chat.ChatSettings), quotas)
        handlers.merge(evaluation.build_handlers(evaluation.Resources(database, retrieval, answers)))
        handlers.around(audit.working_for)
        work = Rest(REST_SECONDS, give_back)
        handlers.around(lambda _: work)
        runner = jobs.Runner(database, handlers, load(jobs.JobsSettings))

        async def run(stop: asyncio.Event) -> None:
            working = asyncio.create_task(runner.run())
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            runner.stop()
            await working
            stopping.cancel()

        try:
            with audit.recording_outbound(database):
                yield run
        finally:
            await retrieval.close()
            await gateway.close()
            await directory.close()
            await ledger.close()


@asynccontextmanager
async def assemble_scheduler(settings: PlatformSettings) -> AsyncIterator[Run]:
    """Everything that happens by the clock."""
    async with open_database(settings, pool_size=3) as database:
        sealer = audit.Sealer(database, settings.home)

        async def run(stop: asyncio.Event) -> None:
            everything = (*QUEUE_UPKEEP, *audit.SCHEDULES, *identity.SCHEDULES, *knowledge.SCHEDULES, *LLM_UPKEEP)
            await asyncio.gather(
                jobs.run_scheduler(database, everything, stop),
                sealer.run(load(audit.AuditSettings).seal_seconds, stop),
            )

        yield run


def open_models(database: Database, sealer: Sealer, ledger: Ledger) -> tuple[Directory, Gateway]:
    """The operator's providers, and the gateway to them and to the models of the settings."""
    models = load(LlmSettings)
    directory = Directory(database, sealer, models)
    return directory, Gateway(models, database, ledger, directory)


def open_ledger(database: Database) -> Ledger:
    """The ledger of this process. Models without a price of their own have the one of NULLUS_CHAT_PRICE_…, if it is set."""
    settings, old = load(LedgerSettings), load(chat.ChatSettings)
    read, written = Decimal(repr(old.price_read)), Decimal(repr(old.price_written))
    fallback = Price(read, written, currency=settings.currency) if read or written else None
    return Ledger(database, settings, fallback)


def _add_checks(
    checks: Checks, settings: PlatformSettings, database: Database, people: identity.IdentitySettings
) -> None:
    """What `nullus doctor` and the readiness of this process ask for."""
    vital_signs.add_to(checks, settings, database)
    audit_checks.add_to(checks, database)
    queue_checks.add_to(checks, database, load(jobs.JobsSettings))
    index_checks.add_to(checks, database)
    mail_checks.add_to(checks, people)
    budget_checks.add_to(checks, database)


def _objects(settings: PlatformSettings) -> ObjectStore:
    return open_store("local", settings.home / "objects")


def _log_defect(scope: Scope, error: Exception) -> None:
    logs.get("nullus.http").error("a request met a defect", request_id=scope.get("request_id", "-"), exc_info=error)
