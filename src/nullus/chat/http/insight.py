"""The route of insight, for those who own a workspace or help to."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Query, Request

from nullus import identity
from nullus.chat.insight import insight
from nullus.chat.schemas.insight import (
    AnsweredOut,
    CostOut,
    DayOut,
    InsightOut,
    MissingOut,
    OpinionOut,
    TierInsightOut,
    UsedOut,
)
from nullus.platform.web import CurrentActor, Envelope, Router, success
from nullus.platform.web_values import Day

router = Router(prefix="/api/v1", tags=["insight"])


@router.call("GET", "/insight", policy="spending", answers=InsightOut)
async def get_insight(
    request: Request,
    actor: CurrentActor,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
) -> Envelope[Any]:
    """What the workspace's conversations came to, from day to day where the asker is (default: the last 30): questions,
    answered or not, by tier, time, cost, documents that answers cite, feedback, and questions that found nothing."""
    zone = await request.app.state.ledger.time_zone_of(actor)
    end = last or datetime.now(identity.zone_named(zone)).date()
    begin = first or end - timedelta(days=29)
    found = await insight.look(request.app.state.database, actor, begin, end, zone)
    return success(_shown(found))


def _shown(found: insight.Insight) -> InsightOut:
    return InsightOut.model_validate(
        {
            "from": found.first.isoformat(),
            "to": found.last.isoformat(),
            "time_zone": found.time_zone,
            "whole": None if found.whole is None else AnsweredOut(**_counts(found.whole)),
            "days": [DayOut(day=row.day.isoformat(), **_counts(row)) for row in found.days],
            "tiers": [TierInsightOut.model_validate(each, from_attributes=True) for each in found.tiers],
            "costs": [
                CostOut(day=day, calls=calls, money=float(money), currency=currency)
                for day, currency, calls, money in found.costs
            ],
            "documents": [UsedOut.model_validate(each, from_attributes=True) for each in found.documents],
            "feedback": [OpinionOut(**row._asdict()) for row in found.feedback],
            "gaps": [
                MissingOut(
                    id=each.id, question=each.question, times=each.times, askers=each.askers, last_at=each.last_at
                )
                for each in found.gaps
            ],
        }
    )


def _counts(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in AnsweredOut.model_fields}
