"""The SQL of open breakers."""

from typing import LiteralString

from nullus.platform.database import Reader

_READ: LiteralString = """
select provider, model, extract(epoch from open_until - clock_timestamp())::float8,
    extract(epoch from trying_until - clock_timestamp())::float8, times from llm.breakers
"""
_OPEN: LiteralString = """
insert into llm.breakers (provider, model, open_until, trying_until, times)
values (%(provider)s, %(model)s, clock_timestamp() + make_interval(secs => %(seconds)s), clock_timestamp(), %(times)s)
on conflict (provider, model) do update set open_until = excluded.open_until, trying_until = excluded.trying_until,
    times = excluded.times
returning true
"""
_CLAIM: LiteralString = """
update llm.breakers set trying_until = clock_timestamp() + make_interval(secs => %(seconds)s)
where provider = %(provider)s and model = %(model)s and open_until <= clock_timestamp()
    and trying_until <= clock_timestamp()
returning true
"""
_CLOSE: LiteralString = "delete from llm.breakers where provider = %(provider)s and model = %(model)s returning true"


async def read(reader: Reader) -> list[tuple[str, str, float, float, int]]:
    """Provider, model, seconds until it may be tried, seconds that somebody still tries, how often it opened in a row."""
    return [(row[0], row[1], row[2], row[3], row[4]) for row in await reader.fetch(_READ, {})]


async def open_(reader: Reader, provider: str, model: str, seconds: float, times: int) -> None:
    await reader.fetch(_OPEN, {"provider": provider, "model": model, "seconds": seconds, "times": times})


async def claim(reader: Reader, provider: str, model: str, seconds: float) -> bool:
    """Whether this call is the one that may try. False also where the breaker is closed by now."""
    return bool(await reader.fetch(_CLAIM, {"provider": provider, "model": model, "seconds": seconds}))


async def close(reader: Reader, provider: str, model: str) -> None:
    await reader.fetch(_CLOSE, {"provider": provider, "model": model})
