"""Values that several shapes of this room share."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from nullus.platform.web_values import Moment

FURTHEST = timedelta(days=36525)


def _ahead(moment: datetime) -> datetime:
    """In the future, and not beyond what every calendar on the way can hold."""
    if moment.tzinfo is None:
        raise PydanticCustomError("timezone_aware", "needs a time zone")
    now = datetime.now(UTC)
    if moment <= now:
        raise PydanticCustomError("datetime_future", "must lie in the future")
    if moment > now + FURTHEST:
        raise PydanticCustomError("too_far", "lies too far in the future")
    return moment.astimezone(UTC)


Ahead = Annotated[Moment, AfterValidator(_ahead)]
"""A moment that is still to come."""
