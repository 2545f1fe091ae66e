"""The SQL of kept answers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from nullus.platform.database import Tx


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer on its way into the table. `sources`: collections and documents that it comes from."""

    key: bytes
    account_id: UUID | None
    sources: Sequence[UUID]
    prompt: str
    text: str
    provider: str
    model: str
    tokens_in: int
    tokens_out: int
    seconds: float


async def find(tx: Tx, workspace_id: UUID, key: bytes) -> Row[Any] | None:
    found = await tx.execute(
        text(
            "select text, provider, model, tokens_in, tokens_out from llm.kept_answers "
            "where workspace_id = :workspace and key = :key and expires_at > now()"
        ),
        {"workspace": workspace_id, "key": key},
    )
    return found.one_or_none()


async def add(tx: Tx, workspace_id: UUID, new: NewAnswer) -> bool:
    """False where one of the sources is gone, hidden or does not let answers be kept, or the answer is there already."""
    values = {"workspace": workspace_id, **asdict(new)}
    await tx.execute(
        text("delete from llm.kept_answers where workspace_id = :workspace and key = :key and expires_at <= now()"),
        values,
    )
    done = await tx.execute(
        text(
            "insert into llm.kept_answers (workspace_id, key, account_id, sources, prompt, text, provider, model, tokens_in, "
            "tokens_out, expires_at) select :workspace, :key, :account_id, :sources, :prompt, :text, :provider, :model, "
            ":tokens_in, :tokens_out, now() + make_interval(secs => :seconds) "
            "where llm.may_be_kept(cast(:sources as uuid[])) on conflict do nothing"
        ),
        values,
    )
    if done.rowcount != 1:
        return False
    await tx.execute(
        text(
            "insert into llm.kept_sources (workspace_id, source_id, key) "
            "select :workspace, unnest(cast(:sources as uuid[])), :key"
        ),
        values,
    )
    return True


async def keep_newest(tx: Tx, most: int) -> None:
    """Drop all but the newest of the workspace."""
    await tx.execute(text("select llm.keep_newest_answers(:most)"), {"most": most})


async def trim_answers(tx: Tx) -> None:
    """Drop what is too old in every workspace, and what nobody can see any more. In a transaction of the service itself."""
    await tx.execute(text("select llm.trim_answers()"))
