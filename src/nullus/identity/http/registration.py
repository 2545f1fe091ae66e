"""Routes of signing up, of confirming an e-mail, and of a lost password. None of them tells who has an account."""

from typing import Any

from fastapi import Request

from nullus.identity.entrance import authentication, cookies, guest_store, profile, recovery, registration
from nullus.identity.factors.errors import PasskeysNeedName
from nullus.identity.factors.relying_party import relying_party
from nullus.identity.people import password_rules, policies
from nullus.identity.resources import resources_of
from nullus.identity.schemas.registration import (
    EmailConfirmedOut,
    EntranceOut,
    ForgotIn,
    ForgotOut,
    LinkIn,
    RegisterIn,
    RegisterOut,
    ResetIn,
    ResetOut,
    VerifyOut,
)
from nullus.platform.errors import NullusError
from nullus.platform.web import PUBLIC, Envelope, Router, language_of, success

router = Router(prefix="/api/v1/auth", tags=["identity"])


@router.call("GET", "/entrance", policy=PUBLIC, answers=EntranceOut)
async def show_entrance(request: Request) -> Envelope[Any]:
    """How somebody comes in here: whether people may sign up, who hands links to them, and what else there is but passwords.

    The same for everybody, and it tells of nobody. Providers to sign in by: `GET /auth/oidc`.
    """
    resources = resources_of(request)
    try:
        origin = relying_party(resources.public_url).origin
    except PasskeysNeedName:
        origin = None
    async with resources.db.system_transaction() as tx:
        found = await policies.sign_up(tx)
        guests = await guest_store.open_workspace(tx) is not None
    return success(
        EntranceOut(
            sign_up=found.mode,
            delivery=registration.delivery_of(resources),
            password_length=password_rules.LENGTH_ALONE,
            password_length_with_second_factor=password_rules.LENGTH_WITH_SECOND,
            guests=guests,
            passkey_origin=origin,
        )
    )


@router.call("POST", "/register", policy=PUBLIC, rate="signup", answers=RegisterOut, status=202)
async def register(body: RegisterIn, request: Request) -> Envelope[Any]:
    """Sign up. The account counts once its e-mail is confirmed; whoever has one already is told so by mail only."""
    cookies.refuse_cross_site(request)
    resources = resources_of(request)
    wanted = registration.Wanted(
        email=body.email,
        password=body.password,
        name=body.name or "",
        language=body.language or language_of(request),
        time_zone=profile.check_time_zone(body.time_zone or "UTC"),
        invitation=body.invitation,
        guest=await _guest_of(request),
    )
    await registration.register(resources, wanted)
    return success(RegisterOut(state="verify", delivery=registration.delivery_of(resources)))


@router.call("POST", "/verify", policy=PUBLIC, rate="reset", answers=VerifyOut)
async def verify(body: LinkIn, request: Request) -> Envelope[Any]:
    """Confirm the e-mail of a new account with the token of the mail's link."""
    account = await registration.verify(resources_of(request), body.token)
    return success(VerifyOut(state="waiting" if account.state == "waiting" else "active"))


@router.call("POST", "/password/forgot", policy=PUBLIC, rate="reset", answers=ForgotOut, status=202)
async def forgot(body: ForgotIn, request: Request) -> Envelope[Any]:
    """Ask for a mail with which to set a new password."""
    resources = resources_of(request)
    await recovery.forgot(resources, body.email)
    return success(ForgotOut(delivery=registration.delivery_of(resources)))


@router.call("POST", "/password/reset", policy=PUBLIC, rate="reset", answers=ResetOut)
async def reset(body: ResetIn, request: Request) -> Envelope[Any]:
    """Set a new password with the token of the mail's link. Every session of the account ends."""
    await recovery.reset(resources_of(request), body.token, body.password)
    return success(ResetOut(changed=True))


@router.call("POST", "/email/confirm", policy=PUBLIC, rate="reset", answers=EmailConfirmedOut)
async def confirm_email(body: LinkIn, request: Request) -> Envelope[Any]:
    """Confirm a new e-mail address with the token of the mail's link."""
    account = await profile.confirm_email_change(resources_of(request), body.token)
    return success(EmailConfirmedOut(email=account.email or ""))


async def _guest_of(request: Request) -> Any:
    """The guest that a browser has been, whose conversations go with them into the account."""
    if not cookies.read(request, "guest"):
        return None
    try:
        actor = await authentication.authenticate(request)
    except NullusError:
        return None
    return actor.person_id if actor.kind == "guest" else None
