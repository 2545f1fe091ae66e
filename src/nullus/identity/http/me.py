"""Routes of the asking party itself."""

from typing import Any

from fastapi import Request

from nullus.identity import accounts
from nullus.identity.http.showing import account_out
from nullus.identity.resources import resources_of
from nullus.identity.schemas.me import MeOut
from nullus.platform.web import SIGNED_IN, CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["identity"])


@router.call("GET", "/me", policy=SIGNED_IN, answers=MeOut)
async def me(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Who the credential stands for, and what it may do."""
    account = None
    if actor.person_id is not None:
        async with resources_of(request).db.system_transaction() as tx:
            account = account_out(await accounts.of_actor(tx, actor))
    return success(
        MeOut(
            kind=actor.kind,
            workspace_id=actor.workspace_id,
            scopes=sorted(actor.scopes),
            role=actor.role,
            credential=actor.credential,
            account=account,
        )
    )
