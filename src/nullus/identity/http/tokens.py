"""Routes of API keys."""

from typing import Annotated, Any

from fastapi import Request

from nullus.identity import keys
from nullus.identity.resources import resources_of
from nullus.identity.schemas.tokens import NewTokenOut, RevokedOut, TokenIn, TokenOut
from nullus.platform.web import CurrentActor, Envelope, Loader, Page, Router, success

router = Router(prefix="/api/v1", tags=["identity"])

KEY = Loader("token", keys.get_key)
TheKey = Annotated[keys.Key, KEY.at("token_id")]


@router.call("GET", "/tokens", policy="tokens", answers=Page[TokenOut])
async def list_tokens(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The API keys of the workspace, newest first."""
    async with request.app.state.database.transaction(actor) as tx:
        found = await keys.list_keys(tx, actor)
    return success(Page[TokenOut](items=[_shown(key) for key in found]))


@router.call("POST", "/tokens", policy="tokens", answers=NewTokenOut, status=201)
async def create_token(body: TokenIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make an API key. The credential is shown once."""
    async with request.app.state.database.transaction(actor) as tx:
        key, token = await keys.create_key(tx, actor, body.name, body.scopes, body.expires_at)
    return success(NewTokenOut(**_shown(key).model_dump(), token=token))


@router.call("DELETE", "/tokens/{token_id}", policy="tokens", answers=RevokedOut)
async def revoke_token(key: TheKey, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Revoke an API key: it stops working within five seconds everywhere."""
    async with request.app.state.database.transaction(actor) as tx:
        await keys.revoke_key(tx, actor, key.id, resources_of(request).cache)
    return success(RevokedOut(id=key.id, revoked=True))


def _shown(key: keys.Key) -> TokenOut:
    return TokenOut(id=key.id, name=key.name, scopes=key.scopes, created_at=key.created_at, expires_at=key.expires_at)
