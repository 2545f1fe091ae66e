"""Routes of second factors: an authenticator app, recovery codes, and the second step of signing in."""

from typing import Annotated, Any

from fastapi import Request, Response

from nullus.identity.entrance import cookies, sessions
from nullus.identity.factors import factors
from nullus.identity.http.sessions import place_of, signed_in
from nullus.identity.people import accounts
from nullus.identity.people.errors import WrongSignIn
from nullus.identity.resources import resources_of
from nullus.identity.schemas.factors import (
    AppIn,
    FactorCodeIn,
    FactorOut,
    FactorRemovedOut,
    FactorsOut,
    MfaIn,
    NewAppOut,
    RecoveryOut,
)
from nullus.identity.schemas.sessions import LoginOut
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Loader, Router, success

router = Router(prefix="/api/v1", tags=["identity"])

FACTOR = Loader("factor", factors.get_factor)
TheFactor = Annotated[factors.Factor, FACTOR.at("factor_id")]


@router.call("GET", "/me/factors", policy="account", answers=FactorsOut)
async def list_factors(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The apps and passkeys of one's own account, and how many recovery codes are left."""
    async with resources_of(request).db.transaction(actor) as tx:
        found = await factors.list_factors(tx, factors.owner_of(actor))
    shown = [shown_factor(each) for each in found.factors]
    return success(FactorsOut(factors=shown, recovery_codes_left=found.recovery_left))


@router.call("POST", "/me/factors/totp", policy="account", recent=True, answers=NewAppOut, status=201)
async def begin_app(body: AppIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Begin to add an authenticator app: its secret is shown this once and counts when a code has confirmed it."""
    resources = resources_of(request)
    async with resources.db.transaction(actor) as tx:
        owner = factors.owner_of(actor)
        account = await accounts.of_actor(tx, actor)
        made = await factors.begin_app(tx, resources.sealer, owner, account.email or account.name, body.name or "")
    return success(NewAppOut(secret=made.secret, uri=made.uri))


@router.call("POST", "/me/factors/totp/confirm", policy="account", recent=True, answers=RecoveryOut)
async def confirm_app(body: FactorCodeIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Switch the second factor on with a code of the new app. The recovery codes are shown this once."""
    resources = resources_of(request)
    async with resources.db.transaction(actor) as tx:
        return success(RecoveryOut(recovery_codes=await factors.confirm_app(tx, resources.sealer, actor, body.code)))


@router.call("POST", "/me/factors/recovery", policy="account", recent=True, answers=RecoveryOut)
async def renew_recovery(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make new recovery codes, shown this once; the earlier ones stop working."""
    async with resources_of(request).db.transaction(actor) as tx:
        return success(RecoveryOut(recovery_codes=await factors.renew_recovery(tx, actor)))


@router.call("DELETE", "/me/factors/{factor_id}", policy="account", recent=True, answers=FactorRemovedOut)
async def remove_factor(factor: TheFactor, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Remove an app, with its recovery codes, or a passkey. The only way into an account stays.

    Without a second factor a password has to have 15 characters: a shorter one is replaced at the next sign-in.
    """
    async with resources_of(request).db.transaction(actor) as tx:
        await factors.remove(tx, actor, factor.id)
    return success(FactorRemovedOut(id=factor.id, removed=True))


@router.call("POST", "/auth/mfa/verify", policy=PUBLIC, rate="login", answers=LoginOut)
async def verify_second_step(body: MfaIn, request: Request, response: Response) -> Envelope[Any]:
    """The second step of signing in: a code of the app or a recovery code, within five minutes and five tries."""
    cookies.refuse_cross_site(request)
    resources = resources_of(request)
    proven = await factors.finish_pending(resources.db, resources.sealer, body.login_token, body.code)
    methods = [*proven.data.get("methods", []), "code"]
    async with resources.db.system_transaction() as tx:
        account = await accounts.get(tx, proven.account_id) if proven.account_id else None
        if account is None or account.state != "active":
            raise WrongSignIn
        found = await sessions.open_session(tx, resources, account, place_of(request), methods)
    return success(signed_in(request, response, found))


def shown_factor(factor: factors.Factor) -> FactorOut:
    kind: Any = factor.kind
    return FactorOut(id=factor.id, kind=kind, name=factor.name, created_at=factor.created_at, used_at=factor.used_at)
