"""The SQL of kept answers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import LiteralString
from uuid import UUID

from sqlalchemy import text

from nullus.platform.database import Reader, Tx


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


_FIND: LiteralString = (
    "select text, provider, model, tokens_in, tokens_out from llm.kept_answers "
    "where workspace_id = %(workspace)s and key = %(key)s and expires_at > now()"
)


async def find(reader: Reader, workspace_id: UUID, key: bytes) -> tuple[str, str, str, int, int] | None:
    """Text, provider, model, and the tokens that it read and wrote."""
    found = await reader.fetch(_FIND, {"workspace": workspace_id, "key": key})
    return (found[0][0], found[0][1], found[0][2], found[0][3], found[0][4]) if found else None


async def add(tx: Tx, workspace_id: UUID, new: NewAnswer) -> bool:
    """False where one of the sources is gone, hidden or does not let answers be kept, or the answer is there already."""
    values = {"workspace": workspace_id, **asdict(new)}
    await tx.execute(
        text("delete from llm.kept_answers where workspace_id = :workspace and key = :key and expires_at <= now()"),
        values,
    )
    done = await tx.execute(
        text(
            "with added as (insert into llm.kept_answers "
            "(workspace_id, key, account_id, sources, prompt, text, provider, model, tokens_in, "
            "tokens_out, expires_at) select :workspace, :key, :account_id, :sources, :prompt, :text, :provider, :model, "
            ":tokens_in, :tokens_out, now() + make_interval(secs => :seconds) "
            "where llm.may_be_kept(cast(:sources as uuid[])) on conflict do nothing returning key), "
            "found_by as (insert into llm.kept_sources (workspace_id, source_id, key) "
            "select :workspace, unnest(cast(:sources as uuid[])), added.key from added) select count(*) from added"
        ),
        values,
    )
    return bool(done.scalar_one())


async def keep_newest(tx: Tx, most: int) -> None:
    """Drop all but the newest of the workspace."""
    await tx.execute(text("select llm.keep_newest_answers(:most)"), {"most": most})


async def trim_answers(tx: Tx) -> None:
    """Drop what is too old in every workspace, and what nobody can see any more. In a transaction of the service itself."""
    await tx.execute(text("select llm.trim_answers()"))
