"""Routes of API keys."""

from typing import Annotated, Any

from fastapi import Query, Request

from nullus.identity.loading import TheKey
from nullus.identity.paging import after_id, page_of
from nullus.identity.resources import resources_of
from nullus.identity.schemas.tokens import NewTokenOut, RevokedOut, TokenIn, TokenOut
from nullus.identity.spaces import keys
from nullus.platform.web import CurrentActor, Envelope, Page, Router, success

router = Router(prefix="/api/v1", tags=["tokens"])


@router.call("GET", "/tokens", policy="tokens", answers=Page[TokenOut])
async def list_tokens(
    request: Request,
    actor: CurrentActor,
    whose: Annotated[str, Query(alias="of", pattern="^(mine|all)$")] = "mine",
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> Envelope[Any]:
    """Your API keys of the workspace, newest first; everybody's with `of=all` (permission `members`)."""
    async with resources_of(request).db.transaction(actor) as tx:
        found = await keys.list_keys(tx, actor, everybodys=whose == "all", after=after_id(cursor), limit=limit + 1)
    return success(page_of(TokenOut, [_shown(key) for key in found], limit, lambda each: each.id))


@router.call("POST", "/tokens", policy="tokens", answers=NewTokenOut, status=201)
async def create_token(body: TokenIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make an API key for yourself, or for a service account of the workspace. The credential is shown once."""
    async with resources_of(request).db.transaction(actor) as tx:
        program = await body.service_account_id.load(tx, actor) if body.service_account_id else None
        key, token = await keys.create_key(
            tx, actor, body.name, body.scopes, body.expires_at, program.account_id if program else None
        )
    return success(NewTokenOut(**_shown(key).model_dump(), token=token))


@router.call("DELETE", "/tokens/{token_id}", policy="tokens", answers=RevokedOut)
async def revoke_token(key: TheKey, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Revoke an API key: it stops working within five seconds everywhere."""
    resources = resources_of(request)
    async with resources.db.transaction(actor) as tx:
        await keys.revoke_key(tx, actor, key.id, resources.cache)
    return success(RevokedOut(id=key.id, revoked=True))


def _shown(key: keys.Key) -> TokenOut:
    return TokenOut.model_validate(key, from_attributes=True)
