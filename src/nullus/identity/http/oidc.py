"""Routes of identity providers: leave for one, come back from it, link and unlink an account, set providers up."""

from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from nullus import audit
from nullus.identity.entrance import arrivals, cookies
from nullus.identity.entrance.login import SecondFactorPending
from nullus.identity.factors import factors
from nullus.identity.http.sessions import place_of, signed_in
from nullus.identity.providers import oidc, oidc_providers
from nullus.identity.providers.errors import AccountWaits, OpenedElsewhere, SignInRefused
from nullus.identity.providers.oidc import Answer
from nullus.identity.providers.oidc_providers import Provider
from nullus.identity.resources import Resources, resources_of
from nullus.identity.schemas.oidc import (
    DoorOut,
    LinkedOut,
    LinkStartOut,
    ProviderIn,
    ProviderRemovedOut,
    SignInProviderOut,
    UnlinkedOut,
)
from nullus.identity.spaces import invitations
from nullus.platform.errors import NotAuthenticated
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Page, Router, language_of, success

BINDING_LIFETIME = timedelta(minutes=10)
CODE_PAGE = "/sign-in#pending="

router = Router(prefix="/api/v1", tags=["identity"])

Name = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
LocalPath = Annotated[str, Query(alias="returnTo", pattern=r"^/([A-Za-z0-9_.~-][A-Za-z0-9_./~-]*)?$", max_length=500)]
Code = Annotated[str | None, Query(min_length=1, max_length=200)]
Told = Annotated[str | None, Query(max_length=200)]
Longer = Annotated[str | None, Query(max_length=2000)]


@router.call("GET", "/auth/oidc", policy=PUBLIC, answers=Page[DoorOut])
async def list_sign_in_providers(request: Request) -> Envelope[Any]:
    """The providers that people may sign in by."""
    async with resources_of(request).db.system_transaction() as tx:
        found = await oidc_providers.list_providers(tx)
    doors = [DoorOut(name=each.name, start=f"/api/v1/auth/oidc/{each.name}/start") for each in found]
    return success(Page[DoorOut](items=doors))


@router.call(
    "GET",
    "/auth/oidc/{name}/start",
    policy=PUBLIC,
    rate="login",
    refuses=(403, 404, 409),
    status=303,
    response_class=RedirectResponse,
)
async def start_provider_sign_in(
    name: Name, request: Request, return_to: LocalPath = "/", invitation: Code = None
) -> Response:
    """Send this browser to a provider. `returnTo` is the page of this service to come back to.

    `invitation`: the code of one, for somebody who signs up; it is used once they come back as somebody new.
    """
    cookies.refuse_cross_site(request)
    invited = None
    if invitation is not None:
        async with resources_of(request).db.system_transaction() as tx:
            invited = str((await invitations.look_up(tx, invitation, None)).credential_id)
    url, binding = await _leave(request, name, back=return_to, invitation=invited)
    response = RedirectResponse(url, status_code=303)
    cookies.put(request, response, "sign_in", binding, BINDING_LIFETIME, samesite="lax")
    return response


@router.call(
    "GET",
    "/auth/oidc/{name}/callback",
    policy=PUBLIC,
    rate="login",
    any_query=True,
    refuses=(401, 403, 409),
    status=303,
    response_class=RedirectResponse,
)
async def finish_provider_sign_in(
    name: Name, request: Request, state: Told = None, code: Longer = None, iss: Told = None, error: Told = None
) -> Response:
    """Where a provider sends the browser back to: signed in (or linked), or on to the second factor."""
    resources = resources_of(request)
    binding = cookies.read(request, "sign_in")
    if binding is None or not state:
        raise SignInRefused
    provider = await _find(resources, name)
    answer, back = Answer(state, code or "", iss, error), _callback(resources, name)
    arrival = await oidc.finish(resources.db, resources.directory, provider, binding, back, answer)
    async with resources.db.system_transaction() as tx:
        found = None
        if arrival.account_id is not None:
            await arrivals.link(tx, provider, arrival)
        else:
            found = await arrivals.enter(tx, resources, provider, arrival, place_of(request), language_of(request))
    if isinstance(found, arrivals.Waiting):
        raise AccountWaits
    if isinstance(found, SecondFactorPending):
        response = RedirectResponse(CODE_PAGE + found.token, status_code=303)
    else:
        response = RedirectResponse(arrival.data.get("back") or "/", status_code=303)
        if found is not None:
            signed_in(request, response, found)
    cookies.drop(request, response, "sign_in")
    return response


@router.call("POST", "/me/federated/{name}/start", policy="account", recent=True, answers=LinkStartOut)
async def start_linking(name: Name, request: Request, response: Response, actor: CurrentActor) -> Envelope[Any]:
    """Begin to link one's account to a provider: send this browser to `url`."""
    owner = factors.owner_of(actor)
    if actor.credential not in {"session", "access"}:
        raise NotAuthenticated
    url, binding = await _leave(request, name, account_id=owner, session_id=actor.credential_id)
    cookies.put(request, response, "sign_in", binding, BINDING_LIFETIME, samesite="lax")
    return success(LinkStartOut(url=url))


@router.call("GET", "/me/federated", policy="account", answers=Page[LinkedOut])
async def list_linked_identities(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The identities at providers that open one's own account."""
    factors.owner_of(actor)
    async with resources_of(request).db.system_transaction() as tx:
        found = await arrivals.list_linked(tx, actor)
    items = [
        LinkedOut(
            provider=each.provider,
            issuer=each.issuer,
            email=each.email,
            created_at=each.created_at,
            used_at=each.used_at,
        )
        for each in found
    ]
    return success(Page[LinkedOut](items=items))


@router.call("DELETE", "/me/federated/{name}", policy="account", recent=True, answers=UnlinkedOut)
async def unlink_identity(name: Name, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Unlink one's account from a provider. The only way into an account stays."""
    resources = resources_of(request)
    provider = await _find(resources, name)
    async with resources.db.transaction(actor) as tx:
        await arrivals.unlink(tx, actor, name, provider.issuer)
    return success(UnlinkedOut(provider=name, unlinked=True))


@router.call("GET", "/identity-providers", policy="operate", answers=Page[SignInProviderOut])
async def list_identity_providers(request: Request) -> Envelope[Any]:
    """The identity providers that are set up, without their secrets."""
    resources = resources_of(request)
    async with resources.db.system_transaction() as tx:
        found = await oidc_providers.list_providers(tx)
    return success(Page[SignInProviderOut](items=[_shown(resources, each) for each in found]))


@router.call("POST", "/identity-providers", policy="operate", recent=True, answers=SignInProviderOut, status=201)
async def add_identity_provider(body: ProviderIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Set an identity provider up; its configuration is fetched at once to see that it fits."""
    resources = resources_of(request)
    provider = oidc_providers.described(
        body.name, body.issuer, body.client_id, body.client_secret, body.scopes, body.flavour
    )
    await resources.directory.endpoints(provider)
    async with resources.db.system_transaction() as tx:
        await oidc_providers.add(tx, resources.sealer, provider)
        await audit.record(tx, actor, "identity_provider.added", details={"provider": provider.name})
    return success(_shown(resources, provider))


@router.call("DELETE", "/identity-providers/{name}", policy="operate", recent=True, answers=ProviderRemovedOut)
async def remove_identity_provider(name: Name, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Nobody signs in by it any more. Who is who there stays known in case it comes back."""
    async with resources_of(request).db.system_transaction() as tx:
        await oidc_providers.remove(tx, name)
        await audit.record(tx, actor, "identity_provider.removed", details={"provider": name})
    return success(ProviderRemovedOut(name=name, removed=True))


async def _leave(request: Request, name: str, **what: Any) -> tuple[str, str]:
    """Where to send the browser, and the binding that its cookie has to hold."""
    resources, binding = resources_of(request), oidc.new_binding()
    _refuse_elsewhere(request, resources)
    provider = await _find(resources, name)
    back = _callback(resources, name)
    return await oidc.start(resources.db, resources.directory, provider, binding, back, **what), binding


async def _find(resources: Resources, name: str) -> Provider:
    async with resources.db.system_transaction() as tx:
        return await oidc_providers.find(tx, resources.sealer, name)


def _callback(resources: Resources, name: str) -> str:
    return f"{resources.public_url}/api/v1/auth/oidc/{name}/callback"


def _refuse_elsewhere(request: Request, resources: Resources) -> None:
    """The provider sends people back to the public address, and the browser keeps its cookie for the one it left from."""
    here, there = request.headers.get("host", ""), urlsplit(resources.public_url).netloc
    if here != there:
        raise OpenedElsewhere(here=here[:200], there=resources.public_url)


def _shown(resources: Resources, provider: Provider) -> SignInProviderOut:
    return SignInProviderOut(
        name=provider.name,
        issuer=provider.issuer,
        client_id=provider.client_id,
        scopes=provider.scopes,
        flavour=provider.flavour,
        callback=_callback(resources, provider.name),
    )
