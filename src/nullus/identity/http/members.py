"""Routes of the members of a workspace."""

from typing import Annotated, Any

from fastapi import Query, Request

from nullus.identity.loading import TheMember
from nullus.identity.paging import after_id, page_of
from nullus.identity.resources import resources_of
from nullus.identity.schemas.members import MemberOut, MemberRemovedOut, RoleIn
from nullus.identity.spaces import members
from nullus.identity.spaces.members import Member
from nullus.platform.web import CurrentActor, Envelope, Page, Router, success

router = Router(prefix="/api/v1", tags=["members"])


@router.call("GET", "/members", policy="account", answers=Page[MemberOut])
async def list_members(
    request: Request,
    actor: CurrentActor,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> Envelope[Any]:
    """Who belongs to the workspace. Guests see themselves only; e-mail addresses are for those who manage members."""
    async with resources_of(request).db.transaction(actor) as tx:
        found = await members.list_members(tx, actor, after_id(cursor), limit + 1)
    return success(page_of(MemberOut, [member_out(each) for each in found], limit, lambda each: each.account_id))


@router.call("PATCH", "/members/{account_id}", policy="members", answers=MemberOut)
async def change_member(member: TheMember, body: RoleIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Give a member another role; nobody gives more than they hold. It holds everywhere within five seconds."""
    resources = resources_of(request)
    async with resources.db.transaction(actor) as tx:
        changed = await members.change_role(tx, actor, member.account_id, body.role)
    resources.cache.forget(account_id=member.account_id)
    return success(member_out(changed))


@router.call("DELETE", "/members/{account_id}", policy="account", answers=MemberRemovedOut)
async def remove_member(member: TheMember, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take a member out of the workspace, or leave it yourself. Their keys for it are revoked."""
    resources = resources_of(request)
    if member.account_id == actor.person_id:
        async with resources.db.system_transaction() as tx:
            await members.leave(tx, actor)
    else:
        async with resources.db.transaction(actor) as tx:
            await members.remove(tx, actor, member.account_id)
    resources.cache.forget(account_id=member.account_id)
    return success(MemberRemovedOut(account_id=member.account_id, removed=True))


def member_out(each: Member) -> MemberOut:
    return MemberOut.model_validate(each, from_attributes=True)
