"""The SQL of visits and of how often there were any: counts and origins, never a word of what was asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx

MOST_ORIGINS = 200
"""So many refused origins are told apart for each publication; who makes more up is counted under none."""


async def add(tx: Tx, workspace_id: UUID, publication_id: UUID, account_id: UUID, subject: bytes | None) -> None:
    await tx.execute(
        text(
            "insert into publishing.visits (workspace_id, publication_id, account_id, subject) "
            "values (:workspace, :publication, :account, :subject) on conflict do nothing"
        ),
        {"workspace": workspace_id, "publication": publication_id, "account": account_id, "subject": subject},
    )


async def hold_subject(tx: Tx, publication_id: UUID, subject: bytes) -> UUID | None:
    """The visitor that a host's user is; until the transaction ends nobody else makes one of them."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended('publishing.subject ' || :subject, 0))"),
        {"subject": subject.hex()},
    )
    found = await tx.execute(
        text("select account_id from publishing.visits where publication_id = :publication and subject = :subject"),
        {"publication": publication_id, "subject": subject},
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def conversation(tx: Tx, workspace_id: UUID, publication_id: UUID, account_id: UUID) -> UUID | None:
    """The conversation of a visit, held until the transaction ends, if it has one that is still there."""
    found = await tx.execute(
        text(
            "select conversation_id from publishing.visits where workspace_id = :workspace "
            "and publication_id = :publication and account_id = :account for update"
        ),
        {"workspace": workspace_id, "publication": publication_id, "account": account_id},
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def keep_conversation(
    tx: Tx, workspace_id: UUID, publication_id: UUID, account_id: UUID, conversation_id: UUID
) -> UUID | None:
    """Give the visit this conversation unless it has one; returns the one it has. None: the visit is gone."""
    found = await tx.execute(
        text(
            "update publishing.visits set conversation_id = coalesce(conversation_id, :conversation) "
            "where workspace_id = :workspace and publication_id = :publication and account_id = :account "
            "returning conversation_id"
        ),
        {
            "workspace": workspace_id,
            "publication": publication_id,
            "account": account_id,
            "conversation": conversation_id,
        },
    )
    value = found.scalar()
    return UUID(str(value)) if value else None


async def leave_conversation(tx: Tx, workspace_id: UUID, publication_id: UUID, account_id: UUID) -> None:
    await tx.execute(
        text(
            "update publishing.visits set conversation_id = null where workspace_id = :workspace "
            "and publication_id = :publication and account_id = :account"
        ),
        {"workspace": workspace_id, "publication": publication_id, "account": account_id},
    )


async def count_visitor(tx: Tx, workspace_id: UUID, publication_id: UUID) -> None:
    await tx.execute(
        text(
            "insert into publishing.days (workspace_id, publication_id, day, visitors) "
            "values (:workspace, :publication, (clock_timestamp() at time zone 'UTC')::date, 1) "
            "on conflict (workspace_id, publication_id, day) do update set visitors = days.visitors + 1"
        ),
        {"workspace": workspace_id, "publication": publication_id},
    )


async def take_question(tx: Tx, workspace_id: UUID, publication_id: UUID, limit: int) -> date | None:
    """Count one question of today against the limit; None when today's are used up. Of many at once none is counted twice."""
    found = await tx.execute(
        text(
            "insert into publishing.days (workspace_id, publication_id, day, questions) "
            "values (:workspace, :publication, (clock_timestamp() at time zone 'UTC')::date, 1) "
            "on conflict (workspace_id, publication_id, day) do update set questions = days.questions + 1 "
            "where days.questions < :limit returning day"
        ),
        {"workspace": workspace_id, "publication": publication_id, "limit": limit},
    )
    value: date | None = found.scalar()
    return value


async def give_back_question(tx: Tx, workspace_id: UUID, publication_id: UUID, day: date) -> None:
    await tx.execute(
        text(
            "update publishing.days set questions = greatest(questions - 1, 0) where workspace_id = :workspace "
            "and publication_id = :publication and day = :day"
        ),
        {"workspace": workspace_id, "publication": publication_id, "day": day},
    )


async def count_over_limit(tx: Tx, workspace_id: UUID, publication_id: UUID) -> None:
    await tx.execute(
        text(
            "insert into publishing.days (workspace_id, publication_id, day, over_limit) "
            "values (:workspace, :publication, (clock_timestamp() at time zone 'UTC')::date, 1) "
            "on conflict (workspace_id, publication_id, day) do update set over_limit = days.over_limit + 1"
        ),
        {"workspace": workspace_id, "publication": publication_id},
    )


async def count_refusal(tx: Tx, workspace_id: UUID, publication_id: UUID, origin: str) -> None:
    """A page of this origin wanted to show it. `origin` may be empty: none was named."""
    await tx.execute(
        text(
            "insert into publishing.refusals (workspace_id, publication_id, origin) select :workspace, :publication, "
            "case when exists (select from publishing.refusals r where r.workspace_id = :workspace "
            "and r.publication_id = :publication and r.origin = :origin) or (select count(*) from publishing.refusals r "
            "where r.workspace_id = :workspace and r.publication_id = :publication) < :most "
            "then cast(:origin as text) else '' end "
            "on conflict (workspace_id, publication_id, origin) do update set times = refusals.times + 1, "
            "last_at = clock_timestamp()"
        ),
        {"workspace": workspace_id, "publication": publication_id, "origin": origin, "most": MOST_ORIGINS},
    )


async def days(tx: Tx, workspace_id: UUID, publication_id: UUID, most: int) -> Sequence[Row[Any]]:
    """The last days on which anything happened, the newest first."""
    found = await tx.execute(
        text(
            "select day, visitors, questions, over_limit from publishing.days where workspace_id = :workspace "
            "and publication_id = :publication order by day desc limit :most"
        ),
        {"workspace": workspace_id, "publication": publication_id, "most": most},
    )
    return found.all()


async def refusals(tx: Tx, workspace_id: UUID, publication_id: UUID, most: int) -> Sequence[Row[Any]]:
    """Origins that were refused, the latest first."""
    found = await tx.execute(
        text(
            "select origin, times, last_at from publishing.refusals where workspace_id = :workspace "
            "and publication_id = :publication order by last_at desc limit :most"
        ),
        {"workspace": workspace_id, "publication": publication_id, "most": most},
    )
    return found.all()


async def people(tx: Tx, workspace_id: UUID, publication_id: UUID) -> Row[Any]:
    """How many visitors there are, and how many of them signed up. In a transaction of the service: it tells counts."""
    found = await tx.execute(
        text(
            "select count(*) as visitors, count(*) filter (where a.kind = 'person') as signed_up "
            "from publishing.visits v join identity.accounts a on a.id = v.account_id "
            "where v.workspace_id = :workspace and v.publication_id = :publication"
        ),
        {"workspace": workspace_id, "publication": publication_id},
    )
    return found.one()
