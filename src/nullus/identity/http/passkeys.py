"""Routes of passkeys: add one, and sign in with it without a password."""

from typing import Any

from fastapi import Request, Response

from nullus.identity.entrance import cookies, profile, sessions
from nullus.identity.factors import factors, passkeys
from nullus.identity.factors.errors import PasskeyRefused
from nullus.identity.factors.relying_party import RelyingParty, refuse_elsewhere, relying_party
from nullus.identity.http.factors import shown_factor
from nullus.identity.http.sessions import place_of, signed_in
from nullus.identity.people import accounts
from nullus.identity.resources import resources_of
from nullus.identity.schemas.factors import AddPasskeyIn, CeremonyOut, FactorOut, UsePasskeyIn
from nullus.identity.schemas.me import StepUpOut
from nullus.identity.schemas.sessions import LoginOut
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["identity"])


@router.call("POST", "/me/factors/passkeys/begin", policy="account", recent=True, answers=CeremonyOut)
async def begin_adding_passkey(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Begin to add a passkey: what the browser needs to make one, within five minutes."""
    party, resources, owner = party_of(request), resources_of(request), factors.owner_of(actor)
    async with resources.db.system_transaction() as tx:
        account = await accounts.of_actor(tx, actor)
        options = await passkeys.begin_adding(tx, party, owner, account.email or account.name)
    return success(CeremonyOut(options=options))


@router.call("POST", "/me/factors/passkeys/finish", policy="account", recent=True, answers=FactorOut, status=201)
async def finish_adding_passkey(body: AddPasskeyIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Keep the passkey that the browser made."""
    resources = resources_of(request)
    answer = body.credential.model_dump(by_alias=True, exclude_none=True)
    made = await passkeys.finish_adding(
        resources.db, resources.sealer, party_of(request), actor, body.name or "", answer
    )
    return success(shown_factor(made))


@router.call("POST", "/auth/passkeys/begin", policy=PUBLIC, rate="login", answers=CeremonyOut)
async def begin_passkey_sign_in(request: Request) -> Envelope[Any]:
    """Begin to sign in with a passkey; the same for everybody, the device finds the account."""
    party = party_of(request)
    async with resources_of(request).db.system_transaction() as tx:
        return success(CeremonyOut(options=await passkeys.begin_entering(tx, party)))


@router.call("POST", "/auth/passkeys/finish", policy=PUBLIC, rate="login", answers=LoginOut)
async def finish_passkey_sign_in(body: UsePasskeyIn, request: Request, response: Response) -> Envelope[Any]:
    """Sign in with what the passkey answered. It counts as both factors: the device has checked who holds it."""
    cookies.refuse_cross_site(request)
    resources = resources_of(request)
    answer = body.credential.model_dump(by_alias=True, exclude_none=True)
    account_id = await passkeys.finish_entering(resources.db, resources.sealer, party_of(request), answer)
    async with resources.db.system_transaction() as tx:
        account = await accounts.get(tx, account_id)
        if account.state != "active":
            raise PasskeyRefused
        found = await sessions.open_session(tx, resources, account, place_of(request), ["passkey"])
    return success(signed_in(request, response, found))


@router.call("POST", "/auth/step-up/passkey/begin", policy="account", rate="login", answers=CeremonyOut)
async def begin_passkey_step_up(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Begin to prove again who one is, with one of one's own passkeys."""
    party, owner = party_of(request), factors.owner_of(actor)
    async with resources_of(request).db.system_transaction() as tx:
        return success(CeremonyOut(options=await passkeys.begin_step_up(tx, party, owner)))


@router.call("POST", "/auth/step-up/passkey/finish", policy="account", rate="login", answers=StepUpOut)
async def finish_passkey_step_up(body: UsePasskeyIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Prove again who one is: dangerous acts are open for ten minutes after it."""
    answer = body.credential.model_dump(by_alias=True, exclude_none=True)
    moment = await profile.step_up_with_passkey(resources_of(request), actor, party_of(request), answer)
    return success(StepUpOut(authenticated_at=moment))


def party_of(request: Request) -> RelyingParty:
    """Who this service is to the asking browser. Raises PasskeysNeedName and PasskeysElsewhere."""
    party = relying_party(resources_of(request).public_url)
    refuse_elsewhere(party, request.headers.get("origin"))
    return party
