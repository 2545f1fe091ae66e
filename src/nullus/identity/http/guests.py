"""Routes of guests: coming in without an account, and whether a workspace lets anybody do so."""

from datetime import timedelta
from typing import Any

from fastapi import Request, Response

from nullus.identity.entrance import cookies, guests, visitors
from nullus.identity.http.sessions import place_of
from nullus.identity.http.showing import account_out
from nullus.identity.resources import resources_of
from nullus.identity.schemas.guests import GuestOut, HandoverIn, OpennessIn, OpennessOut
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["guests"])


@router.call("POST", "/auth/guest", policy=PUBLIC, rate="signup", answers=GuestOut, status=201)
async def enter(request: Request, response: Response) -> Envelope[Any]:
    """Come in as a guest, where a workspace lets guests in. A browser that is a guest already stays the same one."""
    cookies.refuse_cross_site(request)
    resources = resources_of(request)
    lifetime = timedelta(days=resources.settings.guest_days)
    async with resources.db.system_transaction() as tx:
        guest = await guests.enter(tx, place_of(request), lifetime, cookies.read(request, "guest"))
    cookies.put(request, response, "guest", guest.token, lifetime)
    return success(GuestOut(token=guest.token, expires_at=guest.expires_at, account=account_out(guest.account)))


@router.call("POST", "/auth/guest/continue", policy=PUBLIC, rate="signup", answers=GuestOut, status=201)
async def go_on(body: HandoverIn, request: Request, response: Response) -> Envelope[Any]:
    """Go on as the visitor of a published chatbot who pressed “sign up” there: signing up next keeps their conversation."""
    cookies.refuse_cross_site(request)
    resources = resources_of(request)
    lifetime = timedelta(days=resources.settings.guest_days)
    async with resources.db.system_transaction() as tx:
        guest = await visitors.arrive(tx, body.code, place_of(request), lifetime)
    cookies.put(request, response, "guest", guest.token, lifetime)
    return success(GuestOut(token=guest.token, expires_at=guest.expires_at, account=account_out(guest.account)))


@router.call("GET", "/guests", policy="members", answers=OpennessOut)
async def show(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Whether the workspace lets guests in."""
    async with request.app.state.database.transaction(actor) as tx:
        return success(OpennessOut.model_validate(await guests.openness(tx, actor), from_attributes=True))


@router.call("PATCH", "/guests", policy="workspace", answers=OpennessOut)
async def change(body: OpennessIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Let guests into the workspace, or no longer: they see its public collections and nothing else."""
    async with request.app.state.database.system_transaction() as tx:
        found = await guests.set_open(tx, actor, wanted=body.open)
    return success(OpennessOut.model_validate(found, from_attributes=True))
