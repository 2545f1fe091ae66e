"""Routes of taking one's data out and away."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Path, Request, Response
from fastapi.responses import StreamingResponse

from nullus.identity.entrance import cookies
from nullus.identity.erasure import erasing, exporting
from nullus.identity.erasure.erasing import Erasure
from nullus.identity.erasure.errors import ErasureNotFound
from nullus.identity.erasure.personal_data import Holder
from nullus.identity.http.accounts import TheAccount
from nullus.identity.resources import resources_of
from nullus.identity.schemas.personal_data import ErasureOut, LeaveIn
from nullus.identity.spaces.rights import person_of
from nullus.platform.web import PUBLIC, CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["personal data"])

Receipt = Annotated[str, Path(max_length=100)]


@router.call("GET", "/me/export", policy="account", recent=True, produces="application/zip")
async def export_me(request: Request, actor: CurrentActor) -> StreamingResponse:
    """Everything that is kept about you in one ZIP archive, with the originals of your documents."""
    resources = resources_of(request)
    return _archive(await exporting.hand_out(resources.db, actor, _holders(request), person_of(actor)))


@router.call("DELETE", "/me", policy="account", recent=True, status=202, answers=ErasureOut)
async def delete_me(body: LeaveIn, request: Request, response: Response, actor: CurrentActor) -> Envelope[Any]:
    """Delete your account: every way in ends at once, everything of yours goes within minutes. It cannot be undone."""
    found = await _leave(request, person_of(actor), body, actor)
    for kind in ("session", "guest"):
        if cookies.read(request, kind):
            cookies.drop(request, response, kind)
    return success(_shown(found))


@router.call("GET", "/erasures/{receipt}", policy=PUBLIC, answers=ErasureOut)
async def get_erasure(receipt: Receipt, request: Request) -> Envelope[Any]:
    """How far a deletion is. The receipt is all that is needed, since there is no account any more; it tells of nobody."""
    try:
        erasure_id = UUID(receipt)
    except ValueError:
        raise ErasureNotFound from None
    async with resources_of(request).db.system_transaction() as tx:
        return success(_shown(await erasing.find(tx, erasure_id)))


@router.call("GET", "/accounts/{account_id}/export", policy="accounts", recent=True, produces="application/zip")
async def export_account(account: TheAccount, request: Request, actor: CurrentActor) -> StreamingResponse:
    """Everything that is kept about a person, for the operator who answers their request."""
    resources = resources_of(request)
    return _archive(await exporting.hand_out(resources.db, actor, _holders(request), account.id))


@router.call("DELETE", "/accounts/{account_id}", policy="accounts", recent=True, status=202, answers=ErasureOut)
async def delete_account(account: TheAccount, body: LeaveIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Delete an account with everything of the person; `email` is the account's address. It cannot be undone."""
    return success(_shown(await _leave(request, account.id, body, actor)))


async def _leave(request: Request, account_id: UUID, body: LeaveIn, actor: CurrentActor) -> Erasure:
    resources = resources_of(request)
    found = await erasing.accept(resources.db, actor, account_id, body.documents, body.email)
    resources.cache.forget(account_id=account_id)
    return found


def _holders(request: Request) -> Sequence[Holder]:
    return cast("Sequence[Holder]", request.app.state.workspace_parts)


def _archive(pieces: AsyncIterator[bytes]) -> StreamingResponse:
    name = f"nullus-{datetime.now(UTC):%Y-%m-%d}.zip"
    return StreamingResponse(
        pieces, media_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _shown(erasure: Erasure) -> ErasureOut:
    return ErasureOut(
        receipt=erasure.id,
        state=cast("Any", erasure.state),
        documents=cast("Any", erasure.documents),
        removed=erasure.removed,
        leftovers=list(erasure.leftovers),
        verified=erasure.verified,
        requested_at=erasure.requested_at,
        finished_at=erasure.finished_at,
    )
