"""Routes of tiers, for operators of the service."""

from typing import Annotated, Any

from fastapi import Path, Request

from nullus.identity.limits import tiers
from nullus.identity.schemas.tiers import TierChange, TierDeletedOut, TierIn, TierOut
from nullus.platform.web import CurrentActor, Envelope, Page, Router, success

router = Router(prefix="/api/v1", tags=["tiers"])

Name = Annotated[str, Path(max_length=100)]


@router.call("GET", "/tiers", policy="tiers", answers=Page[TierOut])
async def list_tiers(request: Request) -> Envelope[Any]:
    """Every tier, the smallest first."""
    async with request.app.state.database.system_transaction() as tx:
        return success(Page[TierOut](items=[_shown(each) for each in await tiers.list_tiers(tx)]))


@router.call("POST", "/tiers", policy="tiers", answers=TierOut, status=201)
async def create_tier(body: TierIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make a tier."""
    async with request.app.state.database.system_transaction() as tx:
        return success(_shown(await tiers.create(tx, actor, body.name, body.model_dump())))


@router.call("GET", "/tiers/{name}", policy="tiers", answers=TierOut)
async def get_tier(name: Name, request: Request) -> Envelope[Any]:
    """One tier."""
    async with request.app.state.database.system_transaction() as tx:
        return success(_shown(await tiers.get(tx, name)))


@router.call("PATCH", "/tiers/{name}", policy="tiers", answers=TierOut)
async def change_tier(name: Name, body: TierChange, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Change a tier: the next request of everybody who has it sees the new limits."""
    changes = {key: value for key, value in body.model_dump(exclude_unset=True).items() if value is not None}
    async with request.app.state.database.system_transaction() as tx:
        return success(_shown(await tiers.change(tx, actor, name, changes)))


@router.call("DELETE", "/tiers/{name}", policy="tiers", answers=TierDeletedOut)
async def delete_tier(name: Name, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete a tier that nobody has."""
    async with request.app.state.database.system_transaction() as tx:
        await tiers.delete(tx, actor, name)
    return success(TierDeletedOut(name=name, deleted=True))


def _shown(tier: tiers.Tier) -> TierOut:
    return TierOut.model_validate(tier, from_attributes=True)
