"""Routes of groups."""

from typing import Any

from fastapi import Request

from nullus.identity.loading import TheGroup, TheMember
from nullus.identity.resources import resources_of
from nullus.identity.schemas.members import GroupIn, GroupOut, GroupRemovedOut
from nullus.identity.spaces import groups
from nullus.identity.spaces.groups import Group
from nullus.platform.web import CurrentActor, Envelope, Page, Router, success

router = Router(prefix="/api/v1", tags=["groups"])


@router.call("GET", "/groups", policy="account", answers=Page[GroupOut])
async def list_groups(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The groups of the workspace, by name. Guests see those that they are in."""
    async with resources_of(request).db.transaction(actor) as tx:
        return success(Page[GroupOut](items=[_out(each) for each in await groups.list_groups(tx, actor)]))


@router.call("POST", "/groups", policy="members", answers=GroupOut, status=201)
async def create_group(body: GroupIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a group."""
    async with resources_of(request).db.transaction(actor) as tx:
        return success(_out(await groups.create(tx, actor, body.name)))


@router.call("PATCH", "/groups/{group_id}", policy="members", answers=GroupOut)
async def rename_group(group: TheGroup, body: GroupIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Give a group another name."""
    async with resources_of(request).db.transaction(actor) as tx:
        return success(_out(await groups.rename(tx, actor, group.id, body.name)))


@router.call("DELETE", "/groups/{group_id}", policy="members", answers=GroupRemovedOut)
async def delete_group(group: TheGroup, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a group; its members stay in the workspace."""
    async with resources_of(request).db.transaction(actor) as tx:
        await groups.remove(tx, actor, group.id)
    return success(GroupRemovedOut(id=group.id, removed=True))


@router.call("PUT", "/groups/{group_id}/members/{account_id}", policy="members", answers=GroupOut)
async def add_group_member(group: TheGroup, member: TheMember, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Put a member of the workspace into a group."""
    async with resources_of(request).db.transaction(actor) as tx:
        return success(_out(await groups.add_member(tx, actor, group.id, member.account_id)))


@router.call("DELETE", "/groups/{group_id}/members/{account_id}", policy="members", answers=GroupOut)
async def remove_group_member(
    group: TheGroup, member: TheMember, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Take somebody out of a group."""
    async with resources_of(request).db.transaction(actor) as tx:
        return success(_out(await groups.remove_member(tx, actor, group.id, member.account_id)))


def _out(each: Group) -> GroupOut:
    return GroupOut.model_validate(each, from_attributes=True)
