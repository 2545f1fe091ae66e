"""Routes of the one-time owner link."""

from typing import Any

from fastapi import Request, Response

from nullus.identity import credentials
from nullus.identity.schemas.owner import ClaimIn, ClaimOut, OwnerLinkOut
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["identity"])


@router.call("POST", "/auth/claim", policy=PUBLIC, answers=ClaimOut)
async def claim(body: ClaimIn, request: Request, response: Response) -> Envelope[Any]:
    """Use the one-time owner link: this browser becomes the owner's."""
    session = await credentials.claim(request.app.state.database, body.token)
    response.set_cookie(
        credentials.SESSION_COOKIE,
        session,
        max_age=int(credentials.SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return success(ClaimOut(claimed=True))


@router.call("POST", "/owner/link", policy="operate", answers=OwnerLinkOut)
async def owner_link(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a new one-time owner link; earlier ones stop working."""
    async with request.app.state.database.transaction(actor) as tx:
        return success(OwnerLinkOut(token=await credentials.new_owner_link(tx, actor)))
