"""Routes about the service as a whole: what it was started with."""

from typing import Any

from fastapi import Request

from nullus.platform.web import Envelope, Router, language_of, success
from nullus.roles.configuration import Configuration
from nullus.roles.schemas import SettingsOut

router = Router(prefix="/api/v1", tags=["settings"])


@router.call("GET", "/settings", policy="operate", answers=SettingsOut)
async def list_settings(request: Request) -> Envelope[Any]:
    """What this service was started with and where each value came from; of secrets only whether they are set."""
    configuration: Configuration = request.app.state.configuration
    return success(SettingsOut.model_validate(configuration.in_words(language_of(request))))
