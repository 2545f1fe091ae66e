"""Routes of the asking party itself."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request

from nullus.identity.entrance import profile, recovery, registration
from nullus.identity.http.showing import account_out
from nullus.identity.people import accounts
from nullus.identity.people.accounts import Account
from nullus.identity.resources import resources_of
from nullus.identity.schemas.me import (
    EmailIn,
    EmailRequestedOut,
    MeChangeIn,
    MeOut,
    PasswordChangedOut,
    PasswordIn,
    StepUpIn,
    StepUpOut,
)
from nullus.identity.schemas.sessions import SessionEndedOut, SessionOut, SessionsEndedOut
from nullus.platform.actor import Actor
from nullus.platform.web import SIGNED_IN, CurrentActor, Envelope, Loader, Page, Router, success

SESSION = Loader("session", profile.get_session)
TheSession = Annotated[UUID, SESSION.at("session_id")]

router = Router(prefix="/api/v1", tags=["identity"])


@router.call("GET", "/me", policy=SIGNED_IN, answers=MeOut)
async def me(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Who the credential stands for, and what it may do."""
    account = None
    if actor.person_id is not None:
        async with resources_of(request).db.system_transaction() as tx:
            account = await accounts.of_actor(tx, actor)
    return success(_shown(actor, account))


@router.call("PATCH", "/me", policy="account", answers=MeOut)
async def change_me(body: MeChangeIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Change one's own name, language or time zone."""
    changes = {name: value for name, value in body.model_dump().items() if value is not None}
    async with resources_of(request).db.transaction(actor) as tx:
        account = await profile.change(tx, actor, changes)
    return success(_shown(actor, account))


@router.call("PUT", "/me/password", policy="account", answers=PasswordChangedOut)
async def change_password(body: PasswordIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Set a new password. Every other session ends."""
    ended = await recovery.change(resources_of(request), actor, body.current_password, body.new_password)
    return success(PasswordChangedOut(changed=True, sessions_ended=ended))


@router.call("POST", "/me/email", policy="account", recent=True, rate="reset", answers=EmailRequestedOut, status=202)
async def change_email(body: EmailIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Ask a new e-mail address for its confirmation; until then the present one stays."""
    resources = resources_of(request)
    await profile.request_email_change(resources, actor, body.email)
    return success(EmailRequestedOut(delivery=registration.delivery_of(resources)))


@router.call("GET", "/me/sessions", policy="account", answers=Page[SessionOut])
async def list_sessions(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Where one is signed in, newest use first."""
    resources = resources_of(request)
    async with resources.db.system_transaction() as tx:
        found = await profile.list_sessions(tx, resources, actor)
    return success(
        Page[SessionOut](items=[SessionOut(**asdict(each), current=each.id == actor.credential_id) for each in found])
    )


@router.call("POST", "/me/sessions/revoke-others", policy="account", answers=SessionsEndedOut)
async def end_other_sessions(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """End every session of one's own but this one."""
    resources = resources_of(request)
    async with resources.db.system_transaction() as tx:
        return success(SessionsEndedOut(ended=await profile.end_others(tx, resources, actor)))


@router.call("DELETE", "/me/sessions/{session_id}", policy="account", answers=SessionEndedOut)
async def end_session(session: TheSession, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """End one session of one's own: within five seconds everywhere."""
    resources = resources_of(request)
    async with resources.db.system_transaction() as tx:
        await profile.end_session(tx, resources, actor, session)
    return success(SessionEndedOut(id=session, ended=True))


@router.call("POST", "/auth/step-up", policy=SIGNED_IN, rate="login", answers=StepUpOut)
async def step_up(body: StepUpIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Prove again who one is, with the password or a code: dangerous acts are open for ten minutes after it."""
    moment = await profile.step_up(resources_of(request), actor, body.password, body.code)
    return success(StepUpOut(authenticated_at=moment))


def _shown(actor: Actor, account: Account | None) -> MeOut:
    return MeOut(
        kind=actor.kind,
        workspace_id=actor.workspace_id,
        scopes=sorted(actor.scopes),
        role=actor.role,
        credential=actor.credential,
        account=account_out(account) if account else None,
    )
