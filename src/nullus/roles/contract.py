"""The contract of the calls for programs: the OpenAPI document of the very app that serves it."""

import json

from fastapi import Request, Response

from nullus.platform.web import SIGNED_IN, Router, describe

router = Router(prefix="/api/v1", tags=["contract"])


@router.call("GET", "/openapi.json", policy=SIGNED_IN)
async def openapi(request: Request) -> Response:
    """Every call, with its policy, its shapes and its errors."""
    made: bytes | None = getattr(request.app.state, "contract", None)
    if made is None:
        made = json.dumps(describe(request.app), ensure_ascii=False).encode()
        request.app.state.contract = made
    return Response(made, media_type="application/json")
