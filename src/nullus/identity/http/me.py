"""Routes of the asking party itself."""

from typing import Any

from nullus.identity.schemas.me import MeOut
from nullus.platform.web import SIGNED_IN, CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["identity"])


@router.call("GET", "/me", policy=SIGNED_IN, answers=MeOut)
async def me(actor: CurrentActor) -> Envelope[Any]:
    """Who the credential stands for, and what it may do."""
    return success(MeOut(kind=actor.kind, workspace_id=actor.workspace_id, scopes=sorted(actor.scopes)))
