"""The SQL of prompts and their versions. They belong to the service: every call is in a transaction of its own."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, text

from nullus.platform.database import Tx


async def in_use(tx: Tx) -> Sequence[Row[Any]]:
    """name, number and texts of what was promoted."""
    found = await tx.execute(
        text(
            "select v.name, v.number, v.texts from llm.prompts p "
            "join llm.prompt_versions v on v.name = p.name and v.number = p.current"
        )
    )
    return found.all()


async def overview(tx: Tx) -> Sequence[Row[Any]]:
    """name, current and how many versions."""
    found = await tx.execute(
        text(
            "select p.name, p.current, (select count(*) from llm.prompt_versions v where v.name = p.name) as versions "
            "from llm.prompts p"
        )
    )
    return found.all()


async def current(tx: Tx, name: str) -> int | None:
    """The number of the version in use; None for the package's own."""
    found: int | None = (
        await tx.execute(text("select current from llm.prompts where name = :name"), {"name": name})
    ).scalar()
    return found


async def versions(tx: Tx, name: str) -> Sequence[Row[Any]]:
    """The newest first."""
    found = await tx.execute(
        text("select * from llm.prompt_versions where name = :name order by number desc"), {"name": name}
    )
    return found.all()


async def find(tx: Tx, name: str, number: int) -> Row[Any] | None:
    found = await tx.execute(
        text("select * from llm.prompt_versions where name = :name and number = :number"),
        {"name": name, "number": number},
    )
    return found.one_or_none()


async def lock(tx: Tx, name: str) -> None:
    """Nobody else changes what is in use, or adds a version, until the transaction ends."""
    await tx.execute(text("insert into llm.prompts (name) values (:name) on conflict do nothing"), {"name": name})
    await tx.execute(text("select from llm.prompts where name = :name for update"), {"name": name})


async def next_number(tx: Tx, name: str) -> int:
    found = await tx.execute(
        text("select coalesce(max(number), 0) + 1 from llm.prompt_versions where name = :name"), {"name": name}
    )
    return int(found.scalar_one())


async def add(tx: Tx, name: str, number: int, texts: Mapping[Any, str], based_on: str, note: str) -> None:
    await tx.execute(
        text(
            "insert into llm.prompt_versions (name, number, texts, based_on, note) "
            "values (:name, :number, cast(:texts as jsonb), :based_on, :note)"
        ),
        {"name": name, "number": number, "texts": json.dumps(dict(texts)), "based_on": based_on, "note": note},
    )


async def promote(tx: Tx, name: str, number: int | None) -> None:
    """Take a version into use and remember the one before; None is the package's own."""
    values = {"name": name, "number": number}
    await tx.execute(
        text(
            "update llm.prompts set history = (history || coalesce(current, 0))[greatest(1, cardinality(history) - 98):], "
            "current = :number, changed_at = clock_timestamp() where name = :name"
        ),
        values,
    )
    await tx.execute(
        text("update llm.prompt_versions set promoted_at = clock_timestamp() where name = :name and number = :number"),
        values,
    )


async def roll_back(tx: Tx, name: str) -> bool:
    """What was in use before is in use again; False when nothing was."""
    done = await tx.execute(
        text(
            "update llm.prompts set current = nullif(history[cardinality(history)], 0), "
            "history = trim_array(history, 1), changed_at = clock_timestamp() "
            "where name = :name and cardinality(history) > 0"
        ),
        {"name": name},
    )
    return done.rowcount == 1
