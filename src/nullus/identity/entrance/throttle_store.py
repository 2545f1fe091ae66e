"""The SQL of delays after attempts: two instants a key, in the table of rates. Whoever comes to it waits for its lock."""

from sqlalchemy import text

from nullus.platform.database import Tx


async def count(tx: Tx, key: str, forget_seconds: float, most: int) -> float:
    """Count an attempt; returns how many count now. One is forgotten every `forget_seconds`; more than `most` do not count."""
    found = await tx.execute(
        text(
            "insert into identity.rates as r (key, due) values (:key, clock_timestamp() + make_interval(secs => :step)) "
            "on conflict (key) do update set due = least(greatest(r.due, clock_timestamp()) "
            "+ make_interval(secs => :step), clock_timestamp() + make_interval(secs => :step * :most)) "
            "returning extract(epoch from due - clock_timestamp())::float8 / :step"
        ),
        {"key": f"{key}:count", "step": forget_seconds, "most": most},
    )
    return float(found.scalar_one())


async def seconds_closed(tx: Tx, key: str) -> float:
    """How long no attempt is let in; nought when one is. To be asked after `count`, which holds the key."""
    found = await tx.execute(
        text("select extract(epoch from due - clock_timestamp())::float8 from identity.rates where key = :key"),
        {"key": f"{key}:closed"},
    )
    return max(0.0, found.scalar() or 0.0)


async def close(tx: Tx, key: str, seconds: float) -> None:
    """Let nobody in for so long."""
    await tx.execute(
        text(
            "insert into identity.rates (key, due) values (:key, clock_timestamp() + make_interval(secs => :seconds)) "
            "on conflict (key) do update set due = excluded.due"
        ),
        {"key": f"{key}:closed", "seconds": seconds},
    )


async def forget(tx: Tx, key: str) -> None:
    await tx.execute(
        text("delete from identity.rates where key = any(:keys)"), {"keys": [f"{key}:count", f"{key}:closed"]}
    )
