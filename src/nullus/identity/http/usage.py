"""Routes of what the asking person used and has left."""

from typing import Any

from fastapi import Request

from nullus.identity.limits import tiers
from nullus.identity.limits.quotas import Quotas
from nullus.identity.schemas.usage import TierNameOut, UsageOut, standing_out
from nullus.platform.web import SIGNED_IN, CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["identity"])


@router.call("GET", "/me/usage", policy=SIGNED_IN, answers=UsageOut)
async def usage(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Every limit of the asker: what was used, what is left, when it comes back; and budgets for models that run out."""
    quotas: Quotas = request.app.state.quotas
    standing = await quotas.standing(actor)
    async with request.app.state.database.system_transaction() as tx:
        mine = await tiers.of_account(tx, actor)
        # Budgets are kept by a room above this one, which hands in how to ask for them.
        notices = (
            await request.app.state.budget_notices(tx, actor) if hasattr(request.app.state, "budget_notices") else []
        )
    return success(
        UsageOut(
            metered=mine is not None,
            tier=TierNameOut(name=mine.tier.name, title_en=mine.tier.title_en, title_ko=mine.tier.title_ko)
            if mine
            else None,
            time_zone=mine.time_zone if mine else "UTC",
            meters=[standing_out(each) for each in standing],
            budgets=notices,
        )
    )
