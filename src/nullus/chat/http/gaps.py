"""Routes of the questions that the documents did not answer: listed, resolved and opened again by those who own a workspace."""

from typing import Annotated, Any

from fastapi import Query, Request

from nullus import identity
from nullus.chat.http import cursors
from nullus.chat.schemas.gaps import GapOut, ReopenedOut, ResolvedOut, ResolveIn
from nullus.chat.turns import gaps
from nullus.platform.web import CurrentActor, Envelope, Loader, Page, Router, db_of, success

router = Router(prefix="/api/v1", tags=["conversations"])

GAP = Loader("gap", gaps.get)
TheGap = Annotated[gaps.KnownGap, GAP.at("gap_id")]


@router.call("GET", "/gaps", policy="workspace", answers=Page[GapOut])
async def list_gaps(
    request: Request,
    actor: CurrentActor,
    resolved: bool = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Envelope[Any]:
    """Questions of the workspace that its documents did not answer, those asked last first; the same ones are one.

    Who asked is not told.
    """
    db = db_of(request)
    async with db.transaction(actor) as tx:
        found = await gaps.listed(tx, resolved, cursors.to_moment(cursor), limit + 1)
    async with db.system_transaction() as tx:
        names = await identity.of_accounts(tx, {each.resolved_by for each in found if each.resolved_by is not None})
    last = found[limit - 1] if len(found) > limit else None
    more = None if last is None else cursors.of_moment(last.last_at, last.id)
    items = [_shown(each, names.get(each.resolved_by) if each.resolved_by else None) for each in found[:limit]]
    return success(Page[GapOut](items=items, next_cursor=more))


@router.call("POST", "/gaps/{gap_id}/resolve", policy="workspace", answers=ResolvedOut)
async def resolve_gap(
    gap: TheGap, request: Request, actor: CurrentActor, body: ResolveIn | None = None
) -> Envelope[Any]:
    """Cross a question off, for everybody who asked it: the documents answer it now, or never will. With what was done."""
    async with db_of(request).transaction(actor) as tx:
        times = await gaps.resolve(tx, actor, gap, body.note if body else None)
    return success(ResolvedOut(id=gap.id, times=times))


@router.call("POST", "/gaps/{gap_id}/reopen", policy="workspace", answers=ReopenedOut)
async def reopen_gap(gap: TheGap, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take back that a question was resolved, with the note: it stands among the open ones again."""
    async with db_of(request).transaction(actor) as tx:
        times = await gaps.reopen(tx, actor, gap)
    return success(ReopenedOut(id=gap.id, times=times))


def _shown(gap: gaps.Gap, name: str | None) -> GapOut:
    values = {each: getattr(gap, each) for each in GapOut.model_fields if each != "resolved_by"}
    return GapOut(**values, resolved_by=name)
