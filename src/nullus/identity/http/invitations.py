"""Routes of invitations: made and withdrawn inside a workspace, looked at and redeemed by whoever holds the code."""

from typing import Annotated, Any

from fastapi import Query, Request

from nullus.identity.entrance import mail
from nullus.identity.loading import TheInvitation
from nullus.identity.paging import after_id, page_of
from nullus.identity.people.emails import parse
from nullus.identity.resources import resources_of
from nullus.identity.schemas.invitations import (
    InvitationCodeIn,
    InvitationIn,
    InvitationOut,
    InvitationRevokedOut,
    NewInvitationOut,
    PreviewOut,
    RedeemedOut,
)
from nullus.identity.spaces import invitations
from nullus.identity.spaces.invitations import Invitation, Wanted
from nullus.identity.spaces.rights import person_of
from nullus.identity.tasks import SEND_INVITATION, SendInvitation
from nullus.jobs import system_actor
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Page, Router, load_all, success

router = Router(prefix="/api/v1", tags=["invitations"])


@router.call("GET", "/invitations", policy="account", answers=Page[InvitationOut])
async def list_invitations(
    request: Request,
    actor: CurrentActor,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> Envelope[Any]:
    """The workspace's invitations, newest first; your own ones without the permission `members`."""
    async with resources_of(request).db.transaction(actor) as tx:
        found = await invitations.list_invitations(tx, actor, after_id(cursor), limit + 1)
    return success(page_of(InvitationOut, [_out(each) for each in found], limit, lambda each: each.id))


@router.call("POST", "/invitations", policy="account", answers=NewInvitationOut, status=201)
async def create_invitation(body: InvitationIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Invite somebody into the workspace (permission `members`), to a tier (permission `tiers`), or both.

    With an `email` and a mail server the code goes there and nowhere else; otherwise it is shown once, to be handed over.
    """
    resources = resources_of(request)
    async with resources.db.transaction(actor) as tx:
        groups = await load_all(tx, actor, body.group_ids)
        wanted = Wanted(
            role=body.role,
            tier=body.tier,
            group_ids=[each.id for each in groups],
            email=body.email,
            uses=body.uses,
            expires_at=body.expires_at,
            note=body.note,
        )
        made, code = await invitations.create(tx, actor, wanted)
    if made.email is not None and resources.settings.sends_mail and await _mail(request, actor, made):
        return success(NewInvitationOut(**_out(made).model_dump(), code=None, link=None, mailed=True))
    link = invitations.link_of(resources.public_url, code)
    return success(NewInvitationOut(**_out(made).model_dump(), code=code, link=link, mailed=False))


@router.call("DELETE", "/invitations/{invitation_id}", policy="account", answers=InvitationRevokedOut)
async def revoke_invitation(invitation: TheInvitation, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Withdraw an invitation: its code works no more."""
    async with resources_of(request).db.transaction(actor) as tx:
        await invitations.revoke(tx, actor, invitation.id)
    return success(InvitationRevokedOut(id=invitation.id, revoked=True))


@router.call("POST", "/invitations/preview", policy=PUBLIC, answers=PreviewOut)
async def preview_invitation(body: InvitationCodeIn, request: Request) -> Envelope[Any]:
    """Where a code leads and who gave it; nothing is used up."""
    async with resources_of(request).db.system_transaction() as tx:
        found = await invitations.preview(tx, body.code)
    return success(PreviewOut(workspace=found.workspace, inviter=found.inviter))


@router.call("POST", "/me/invitations/redeem", policy="account", answers=RedeemedOut)
async def redeem_invitation(body: InvitationCodeIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take what an invitation gives: a place in a workspace, a tier, or both."""
    resources = resources_of(request)
    account_id = person_of(actor)
    try:
        async with resources.db.system_transaction() as tx:
            found = await invitations.redeem(tx, account_id, body.code, actor)
    except NullusError as error:  # the edge records that a call was refused; this says whose account wanted in
        await invitations.record_refusal(resources.db, actor, account_id, error)
        raise
    resources.cache.forget(account_id=account_id)
    return success(RedeemedOut.model_validate(found, from_attributes=True))


async def _mail(request: Request, actor: Actor, made: Invitation) -> bool:
    """Send an invitation; false when its address has had its share of mails for now."""
    async with resources_of(request).db.system_transaction() as tx:
        if not await mail.may_go(tx, "invitation", parse(made.email or "").key):
            return False
        work = SendInvitation(str(actor.workspace_id), str(made.id))
        await SEND_INVITATION.defer(tx, system_actor(actor.request_id), work)
        return True


def _out(each: Invitation) -> InvitationOut:
    return InvitationOut.model_validate(each, from_attributes=True)
