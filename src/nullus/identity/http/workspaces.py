"""Routes of workspaces: mine, one, made, renamed, handed over, deleted; and where a session acts."""

from typing import Annotated, Any

from fastapi import Query, Request

from nullus.identity.erasure import removal
from nullus.identity.http.members import member_out
from nullus.identity.loading import TheWorkspace
from nullus.identity.paging import after_id, page_of
from nullus.identity.resources import resources_of
from nullus.identity.schemas.members import MemberOut
from nullus.identity.schemas.workspaces import (
    SwitchIn,
    TransferIn,
    WorkspaceChange,
    WorkspaceIn,
    WorkspaceOut,
    WorkspaceReceiptOut,
)
from nullus.identity.spaces import members, workspaces
from nullus.identity.spaces.workspaces import Workspace
from nullus.platform.web import CurrentActor, Envelope, Page, Router, success

router = Router(prefix="/api/v1", tags=["workspaces"])

Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=500)]


@router.call("GET", "/workspaces", policy="account", answers=Page[WorkspaceOut])
async def list_workspaces(
    request: Request, actor: CurrentActor, cursor: Cursor = None, limit: Limit = 500
) -> Envelope[Any]:
    """The workspaces that you belong to; for the operator of the machine every one of the service."""
    async with resources_of(request).db.system_transaction() as tx:
        found = await workspaces.list_mine(tx, actor, after_id(cursor), limit + 1)
    return success(page_of(WorkspaceOut, [_out(each) for each in found], limit, lambda each: each.id))


@router.call("POST", "/workspaces", policy="account", answers=WorkspaceOut, status=201)
async def create_workspace(body: WorkspaceIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a workspace; you own it. One that the operator of the machine makes waits for an invited owner."""
    async with resources_of(request).db.system_transaction() as tx:
        return success(_out(await workspaces.create(tx, actor, body.name)))


@router.call("GET", "/workspaces/{workspace_id}", policy="account", answers=WorkspaceOut)
async def get_workspace(workspace: TheWorkspace, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """One of your workspaces."""
    async with resources_of(request).db.system_transaction() as tx:
        return success(_out(await workspaces.get(tx, actor, workspace.id)))


@router.call("PATCH", "/workspaces/{workspace_id}", policy="account", answers=WorkspaceOut)
async def rename_workspace(
    workspace: TheWorkspace, body: WorkspaceChange, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Give a workspace another name; its owners may."""
    async with resources_of(request).db.system_transaction() as tx:
        return success(_out(await workspaces.rename(tx, actor, workspace.id, body.name)))


@router.call("DELETE", "/workspaces/{workspace_id}", policy="account", recent=True, answers=WorkspaceReceiptOut)
async def delete_workspace(workspace: TheWorkspace, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a workspace with everything in it: documents, search index, jobs, keys, memberships. Its owners may."""
    resources = resources_of(request)
    async with resources.db.system_transaction() as tx:
        await removal.close(tx, actor, workspace.id)
    resources.cache.forget(workspace_id=workspace.id)
    receipt = await removal.finish(resources.db, workspace.id, request.app.state.workspace_parts)
    return success(WorkspaceReceiptOut.model_validate(receipt, from_attributes=True))


@router.call("POST", "/workspaces/{workspace_id}/transfer", policy="account", recent=True, answers=MemberOut)
async def transfer_workspace(
    workspace: TheWorkspace, body: TransferIn, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Make another member the owner in your own place; you stay as an admin."""
    resources = resources_of(request)
    there = workspace.actor
    async with resources.db.transaction(there) as tx:
        wanted = await body.account_id.load(tx, there)
        member = await members.hand_over(tx, there, wanted.account_id)
    for each in (member.account_id, actor.person_id):
        resources.cache.forget(account_id=each)
    return success(member_out(member))


@router.call("POST", "/me/workspace", policy="account", answers=WorkspaceOut)
async def switch_workspace(body: SwitchIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Let this session act in another of your workspaces, now and when you sign in again."""
    resources = resources_of(request)
    async with resources.db.transaction(actor) as tx:
        wanted = await body.workspace_id.load(tx, actor)
    async with resources.db.system_transaction() as tx:
        found = await workspaces.switch(tx, actor, wanted.id)
    resources.cache.forget(credential_id=actor.credential_id)
    return success(_out(found))


def _out(each: Workspace) -> WorkspaceOut:
    return WorkspaceOut.model_validate(each, from_attributes=True)
