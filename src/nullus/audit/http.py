"""Routes of the audit trail: look, verify, export."""

import asyncio
from contextlib import aclosing
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import StreamingResponse
from sqlalchemy import Row

from nullus.audit import exporting, reading, store
from nullus.audit.actions import ACTIONS
from nullus.audit.entries import Detail
from nullus.audit.errors import AlreadyVerifying
from nullus.audit.reading import Filters
from nullus.audit.schemas import (
    ActionOut,
    ByOut,
    CheckpointOut,
    EntryOut,
    ExportOut,
    ObjectOut,
    ReportOut,
    VerificationOut,
)
from nullus.audit.trail import record
from nullus.audit.verifying import Progress, verify
from nullus.platform import web_values
from nullus.platform.errors import InvalidInput, Language
from nullus.platform.web import CurrentActor, Envelope, Page, Router, db_of, language_of, success

router = Router(prefix="/api/v1", tags=["audit"])

Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=64, description="what `nextCursor` of the page before said")]
Word = Annotated[str | None, Query(max_length=200)]
Id = Annotated[str | None, Query(max_length=40, description="an id")]
Moment = Annotated[web_values.Moment | None, Query(description="date and time, with a time zone")]
_verifying = asyncio.Lock()
_progress = Progress()


@router.call("GET", "/audit/entries", policy="audit", answers=Page[EntryOut])
async def list_audit_entries(
    request: Request,
    actor: CurrentActor,
    action: Word = None,
    outcome: Literal["done", "refused", "failed"] | None = None,
    account: Id = None,
    object: Word = None,  # noqa: A002  # the name on the wire
    subject: Id = None,
    address: Word = None,
    since: Moment = None,
    until: Moment = None,
    everywhere: Annotated[bool, Query(description="of the whole service: for operators and auditors")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Envelope[Any]:
    """What was done, newest first: in the workspace, or everywhere."""
    filters = Filters(
        _text("action", action),
        outcome,
        _id("account", account),
        _text("object", object),
        _id("subject", subject),
        _text("address", address),
        _moment("since", since),
        _moment("until", until),
    )
    before = _id("cursor", cursor)
    async with db_of(request).transaction(actor) as tx:
        rows = await reading.list_entries(tx, actor, filters, everywhere=everywhere, before=before, limit=limit + 1)
    page, language = rows[:limit], language_of(request)
    more = str(page[-1].id) if len(rows) > limit else None
    return success(Page[EntryOut](items=[_shown(row, language) for row in page], next_cursor=more))


@router.call("GET", "/audit/actions", policy="audit", answers=Page[ActionOut])
async def list_audit_actions(request: Request) -> Envelope[Any]:
    """Every act that the trail knows, with its title in the asker's language: what `action` of the entries may be."""
    language = language_of(request)
    known = [ActionOut(action=name, title=action.title.render(language, {})) for name, action in ACTIONS.items()]
    return success(Page[ActionOut](items=known))


@router.call("GET", "/audit/checkpoints", policy="audit", answers=Page[CheckpointOut])
async def list_audit_checkpoints(
    request: Request, actor: CurrentActor, cursor: Cursor = None, limit: Limit = 50
) -> Envelope[Any]:
    """The signed checkpoints, newest first: keep some elsewhere, and nobody can rewrite what lies before them."""
    before = _number(cursor)
    async with db_of(request).transaction(actor) as tx:
        found = await reading.list_checkpoints(tx, actor, before=before, limit=limit + 1)
    names = ("number", "time", "count", "root", "previous", "key", "signature")
    items = [CheckpointOut(**{name: each.content[name] for name in names}) for each in found[:limit]]
    more = str(items[-1].number) if len(found) > limit else None
    return success(Page[CheckpointOut](items=items, next_cursor=more))


@router.call("GET", "/audit/exports", policy="audit", answers=Page[ExportOut])
async def list_audit_exports(
    request: Request, actor: CurrentActor, cursor: Cursor = None, limit: Limit = 50
) -> Envelope[Any]:
    """The daily exports in the object store, newest first."""
    before = _day(cursor)
    async with db_of(request).transaction(actor) as tx:
        await reading.require_everything(tx, actor)
        rows = await store.list_exports(tx, before, limit + 1)
    items = [
        ExportOut(
            day=row.day,
            digest=row.digest,
            first_checkpoint=row.first_checkpoint,
            last_checkpoint=row.last_checkpoint,
            entries=row.entries,
            made_at=row.made_at,
        )
        for row in rows[:limit]
    ]
    more = items[-1].day.isoformat() if len(rows) > limit else None
    return success(Page[ExportOut](items=items, next_cursor=more))


@router.call("POST", "/audit/verify", policy="audit", answers=ReportOut)
async def verify_audit(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Read the whole trail and say whether it is what was sealed, and if not, which entries are not."""
    db = db_of(request)
    async with db.transaction(actor) as tx:
        await reading.require_everything(tx, actor)
    if _verifying.locked():
        raise AlreadyVerifying
    async with _verifying:
        _progress.entries = _progress.checkpoints = _progress.of = 0
        report = await verify(db, request.app.state.home, _progress)
    async with db.transaction(actor) as tx:
        details: dict[str, Detail] = {
            "ok": report.ok,
            "entries": report.entries,
            "problems": report.problem_count,
        }
        await record(tx, actor, "audit.verified", details=details)
    return success(ReportOut.model_validate(asdict(report)))


@router.call("GET", "/audit/verification", policy="audit", answers=VerificationOut)
async def show_verification(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """How far the verification is that runs in this process, if one does."""
    async with db_of(request).transaction(actor) as tx:
        await reading.require_everything(tx, actor)
    return success(VerificationOut(running=_verifying.locked(), **asdict(_progress)))


@router.call("GET", "/audit/export", policy="audit", produces="application/x-ndjson")
async def export_audit(
    request: Request, actor: CurrentActor, since: Moment = None, until: Moment = None
) -> StreamingResponse:
    """The sealed trail as JSON lines: the entries of each checkpoint, then the checkpoint. Without addresses."""
    first, end = _moment("since", since), _moment("until", until)
    async with db_of(request).transaction(actor) as tx:
        await reading.require_everything(tx, actor)
        await record(tx, actor, "audit.exported", details={"since": first, "until": end})

    async def lines() -> Any:
        async with aclosing(exporting.export(db_of(request), since=first, until=end)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                yield piece

    headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"', "Cache-Control": "no-store"}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)


def _shown(row: Row[Any], language: Language) -> EntryOut:
    known = ACTIONS.get(row.action)
    return EntryOut(
        id=row.id,
        at=row.at,
        happened_at=row.happened_at,
        workspace_id=row.workspace_id,
        by=ByOut(
            kind=row.actor_kind,
            account_id=row.account_id,
            credential_kind=row.credential_kind,
            credential_id=row.credential_id,
            address=row.address,
        ),
        request_id=row.request_id,
        action=row.action,
        title=known.title.render(language, {}) if known else row.action,
        object=ObjectOut(kind=row.object_kind, id=row.object_id) if row.object_kind else None,
        subjects=row.subjects,
        outcome=row.outcome,
        details=row.details,
    )


def _text(name: str, value: str | None) -> str | None:
    if value is not None and "\x00" in value:
        raise InvalidInput(problem=f"query.{name} holds a NUL character")
    return value


def _id(name: str, value: str | None) -> UUID | None:
    try:
        return UUID(value) if value is not None else None
    except ValueError:
        raise InvalidInput(problem=f"query.{name} must be an id") from None


def _moment(name: str, value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise InvalidInput(problem=f"query.{name} needs a time zone")
    return value


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit()) or not 0 < int(cursor) < reading.LARGEST:
        raise InvalidInput(problem="query.cursor is not one that this list gave out")
    return int(cursor)


def _day(cursor: str | None) -> date:
    try:
        return date.max if cursor is None else date.fromisoformat(cursor)
    except ValueError:
        raise InvalidInput(problem="query.cursor is not one that this list gave out") from None
