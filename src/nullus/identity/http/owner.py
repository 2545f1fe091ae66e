"""Routes of the one-time owner link."""

from datetime import timedelta
from typing import Any

from fastapi import Request, Response

from nullus.identity.entrance import cookies, first_start
from nullus.identity.entrance.first_start import Owner
from nullus.identity.http.sessions import place_of, signed_in
from nullus.identity.people import password_rules
from nullus.identity.people.emails import parse
from nullus.identity.people.errors import EmailAndPasswordNeeded
from nullus.identity.resources import resources_of
from nullus.identity.schemas.owner import ClaimIn, OwnerClaimOut, OwnerLinkOut
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Router, language_of, success

router = Router(prefix="/api/v1", tags=["identity"])


@router.call("POST", "/auth/claim", policy=PUBLIC, answers=OwnerClaimOut)
async def claim(body: ClaimIn, request: Request, response: Response) -> Envelope[Any]:
    """Use the one-time owner link: make the owner's account, or only let this browser in as the owner's."""
    cookies.refuse_cross_site(request)
    resources = resources_of(request)
    if body.email is None and body.password is None and body.name is None:
        session = await first_start.claim_browser(resources, body.token, place_of(request))
        cookies.put(request, response, "session", session, timedelta(days=resources.settings.session_days))
        return success(OwnerClaimOut(claimed=True))
    if body.email is None or body.password is None:
        raise EmailAndPasswordNeeded
    email = parse(body.email)
    password_rules.check(body.password, words=(email.address, body.name or ""))
    await first_start.check_link(resources, body.token)  # before the work of hashing
    kept = await resources.passwords.hash(body.password)
    owner = Owner(email, body.name or "", kept, language_of(request))
    found = signed_in(
        request, response, await first_start.claim_account(resources, body.token, owner, place_of(request))
    )
    return success(
        OwnerClaimOut(
            claimed=True,
            access_token=found.access_token,
            refresh_token=found.refresh_token,
            expires_in=found.expires_in,
            account=found.account,
        )
    )


@router.call("POST", "/owner/link", policy="operate", answers=OwnerLinkOut)
async def owner_link(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a new one-time owner link; earlier ones stop working."""
    async with request.app.state.database.transaction(actor) as tx:
        return success(OwnerLinkOut(token=await first_start.new_owner_link(tx, actor)))
