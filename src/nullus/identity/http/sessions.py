"""Routes of signing in, staying in and leaving; and the public keys of access tokens."""

from datetime import timedelta
from typing import Any

from fastapi import Request, Response

from nullus.identity.entrance import authentication, cookies, login, sessions, throttle
from nullus.identity.entrance.login import Attempt
from nullus.identity.entrance.sessions import Place, SignedIn
from nullus.identity.http.showing import account_out
from nullus.identity.resources import resources_of
from nullus.identity.schemas.sessions import LoginIn, LoginOut, LogoutOut, RefreshIn, RefreshOut
from nullus.platform.errors import NotAuthenticated
from nullus.platform.web import PUBLIC, Envelope, Router, success

DEVICE_LIFETIME = timedelta(days=365)

router = Router(prefix="/api/v1/auth", tags=["identity"])
keys = Router(tags=["identity"])


@router.call("POST", "/login", policy=PUBLIC, rate="login", answers=LoginOut)
async def sign_in(body: LoginIn, request: Request, response: Response) -> Envelope[Any]:
    """Sign in with e-mail and password; `code` is the second factor's, where there is one.

    A browser also gets a session cookie. When a code is owed, `pending` stands for the sign-in at `/auth/mfa/verify`.
    """
    cookies.refuse_cross_site(request)
    attempt = Attempt(body.email, body.password, body.code, place_of(request), cookies.read(request, "device"))
    found = await login.sign_in(resources_of(request), attempt)
    if isinstance(found, login.SecondFactorPending):
        return success(
            LoginOut(access_token=None, refresh_token=None, expires_in=None, account=None, pending=found.token)
        )
    return success(signed_in(request, response, found))


@router.call("POST", "/refresh", policy=PUBLIC, answers=RefreshOut)
async def refresh(body: RefreshIn, request: Request) -> Envelope[Any]:
    """Exchange a refresh token for a new pair; without one, the browser's session cookie gives an access token."""
    resources = resources_of(request)
    if body.refresh_token is not None:
        found = await sessions.refresh(resources, body.refresh_token)
    else:
        found = await sessions.access_of_session(resources, await authentication.authenticate(request))
    return success(RefreshOut(access_token=found.access, refresh_token=found.refresh, expires_in=found.expires_in))


@router.call("POST", "/logout", policy=PUBLIC, answers=LogoutOut)
async def sign_out(body: RefreshIn, request: Request, response: Response) -> Envelope[Any]:
    """End the session that the request belongs to, or the one of the refresh token; safe to repeat."""
    resources = resources_of(request)
    ended = False
    if body.refresh_token is not None:
        ended = await sessions.end_by_refresh(resources, body.refresh_token)
    else:
        try:
            actor = await authentication.authenticate(request)
        except NotAuthenticated:
            actor = None
        if actor is not None and actor.credential in {"session", "access"} and actor.credential_id is not None:
            async with resources.db.system_transaction() as tx:
                ended = await sessions.sign_out(tx, resources, actor, actor.credential_id)
    if cookies.read(request, "session"):
        cookies.drop(request, response, "session")
    return success(LogoutOut(signed_out=ended))


@keys.call("GET", "/.well-known/jwks.json", policy=PUBLIC)
async def published_keys(request: Request) -> dict[str, Any]:
    """The public keys of access tokens, so that other services can check them (RFC 7517)."""
    return {"keys": resources_of(request).keyring.published()}


def place_of(request: Request) -> Place:
    return Place(authentication.address_of(request), request.headers.get("user-agent", ""))


def signed_in(request: Request, response: Response, found: SignedIn) -> LoginOut:
    """The answer to a new session, with the cookies that a browser keeps."""
    resources = resources_of(request)
    cookies.put(request, response, "session", found.session, timedelta(days=resources.settings.session_days))
    device = throttle.make_device(resources.device_key, found.account.id)
    cookies.put(request, response, "device", device, DEVICE_LIFETIME)
    return LoginOut(
        access_token=found.access,
        refresh_token=found.refresh,
        expires_in=found.expires_in,
        account=account_out(found.account),
    )
