"""Routes of service accounts: programs that belong to a workspace."""

from typing import Any

from fastapi import Request

from nullus.identity.loading import TheProgram
from nullus.identity.resources import resources_of
from nullus.identity.schemas.members import ProgramIn, ProgramOut, ProgramRemovedOut
from nullus.identity.spaces import programs
from nullus.identity.spaces.members import Member
from nullus.platform.web import CurrentActor, Envelope, Page, Router, success

router = Router(prefix="/api/v1", tags=["service accounts"])


@router.call("GET", "/service-accounts", policy="members", answers=Page[ProgramOut])
async def list_service_accounts(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The service accounts of the workspace, oldest first."""
    async with resources_of(request).db.transaction(actor) as tx:
        found = await programs.list_programs(tx, actor)
    return success(Page[ProgramOut](items=[_out(each) for each in found]))


@router.call("POST", "/service-accounts", policy="members", answers=ProgramOut, status=201)
async def create_service_account(body: ProgramIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a service account; `POST /tokens` with `serviceAccountId` makes keys for it."""
    async with resources_of(request).db.transaction(actor) as tx:
        return success(_out(await programs.create(tx, actor, body.name, body.role)))


@router.call("DELETE", "/service-accounts/{account_id}", policy="members", answers=ProgramRemovedOut)
async def delete_service_account(program: TheProgram, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a service account with its keys."""
    resources = resources_of(request)
    async with resources.db.transaction(actor) as tx:
        await programs.remove(tx, actor, program.account_id)
    resources.cache.forget(account_id=program.account_id)
    return success(ProgramRemovedOut(id=program.account_id, removed=True))


def _out(each: Member) -> ProgramOut:
    return ProgramOut(id=each.account_id, name=each.name, role=each.role, created_at=each.joined_at)
