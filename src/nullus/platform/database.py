"""PostgreSQL: one engine a process, one transaction a unit of work, the workspace set in it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, LiteralString, cast
from weakref import WeakKeyDictionary

import psycopg
import psycopg_pool
from psycopg import sql
from psycopg.rows import TupleRow
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from nullus.platform.actor import Actor
from nullus.platform.errors import DatabaseUnavailable, TransactionCrossed

Tx = AsyncConnection
Connection = psycopg.AsyncConnection[TupleRow]

_CROSSED = "40"  # SQLSTATE class: deadlock, serialization failure
_OUTAGES = {"08", "53", "57"}  # SQLSTATE classes: no connection, no resources, shutdown
# A plan made while a table was nearly empty must not outlive its growth: a cached one cost 0.8 s instead of 1 ms.
WRITER_OPTIONS = "-c timezone=UTC -c plan_cache_mode=force_custom_plan"
# What the policies of every table read (migration 0004). SYSTEM opens only what a policy names as open to the service.
SYSTEM = "*"
_SET_READER = (
    "select set_config('nullus.workspace', %s, false), set_config('nullus.person', %s, false), "
    "set_config('nullus.reach', %s, false)"
)
_MANY_ROWS = 8
# One round trip opens a transaction and says whose it is: every act pays for it, many times.
_OPEN = sql.SQL(
    "{begin}; select set_config('nullus.workspace', {workspace}, true), set_config('nullus.person', {person}, true), "
    "set_config('nullus.reach', {reach}, true)"
)
_BEGIN = sql.SQL("begin")
_BEGIN_UNCHANGING = sql.SQL("begin isolation level repeatable read")


class Database:
    """The engine of one process. `transaction(actor)` is how work in a workspace reaches the database."""

    def __init__(self, url: str, *, pool_size: int = 8, reader_settings: Mapping[str, str] | None = None) -> None:
        """`reader_settings`: PostgreSQL's own settings for the connections of `reading`."""
        self.url = url
        self._reader_options = " ".join(
            f"-c {name}={value}" for name, value in {"timezone": "UTC", "jit": "off", **(reader_settings or {})}.items()
        )
        self.pool_size = pool_size
        self._pool: psycopg_pool.AsyncConnectionPool[Connection] | None = None
        self._entered: WeakKeyDictionary[Connection, tuple[str, str, str]] = WeakKeyDictionary()
        self.engine: AsyncEngine = create_async_engine(
            _sqlalchemy_url(url),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=10,
            pool_use_lifo=True,
            pool_pre_ping=False,
            # Transactions are opened by `_begin`, whose statement the driver must not precede by another `begin`.
            connect_args={
                "connect_timeout": 10,
                "options": WRITER_OPTIONS,
                "prepare_threshold": 2,
                "autocommit": True,
                "async_creator_fn": _open_whole,
            },
        )

    @asynccontextmanager
    async def transaction(self, actor: Actor, *, unchanging: bool = False) -> AsyncIterator[Tx]:
        """One transaction in the actor's workspace: commits at the end, rolls back on any error.

        `unchanging`: every statement of it sees the same state (repeatable read).
        """
        async with self._begin(_identity_of(actor), _BEGIN_UNCHANGING if unchanging else _BEGIN) as tx:
            yield tx

    @asynccontextmanager
    async def system_transaction(self) -> AsyncIterator[Tx]:
        """One transaction that belongs to no workspace: the queue's own upkeep, credentials, health checks."""
        async with self._begin((SYSTEM, "", ""), _BEGIN) as tx:
            yield tx

    @asynccontextmanager
    async def _begin(self, identity: tuple[str, str, str], begin: sql.SQL) -> AsyncIterator[Tx]:
        workspace, person, reach = identity
        opening = _OPEN.format(begin=begin, workspace=workspace, person=person, reach=reach)
        try:
            async with self.engine.begin() as tx:
                await (await psycopg_of(tx)).execute(opening, prepare=False)
                yield tx
        except NoConnectionFree as error:
            raise DatabaseUnavailable(retry_after_seconds=2) from error
        except (OperationalError, InterfaceError, TimeoutError) as error:
            if _is_outage(error):
                raise DatabaseUnavailable(retry_after_seconds=2) from error
            if _state_of(error)[:2] == _CROSSED:
                raise TransactionCrossed(retry_after_seconds=1) from error
            raise
        except DBAPIError as error:
            if error.connection_invalidated:
                raise DatabaseUnavailable(retry_after_seconds=2) from error
            raise
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:  # of `run`, which is not SQLAlchemy's
            if _is_outage(error):
                raise DatabaseUnavailable(retry_after_seconds=2) from error
            if _state_of(error)[:2] == _CROSSED:
                raise TransactionCrossed(retry_after_seconds=1) from error
            raise

    def reading(self, actor: Actor) -> AbstractAsyncContextManager["Reader"]:
        """The bare driver in the actor's workspace, for the read paths where each tenth of a millisecond counts."""
        return self._bare(_identity_of(actor))

    def system_reading(self) -> AbstractAsyncContextManager["Reader"]:
        """The bare driver for the service itself: single statements of paths that every request takes."""
        return self._bare((SYSTEM, "", ""))

    @asynccontextmanager
    async def _bare(self, identity: tuple[str, str, str]) -> AsyncIterator["Reader"]:
        try:
            async with (await self._readers()).connection() as connection:
                await self._enter(connection, identity)
                yield Reader(connection)
        except psycopg_pool.PoolTimeout as error:
            raise DatabaseUnavailable(retry_after_seconds=2) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            if error.sqlstate is None or error.sqlstate[:2] in _OUTAGES:
                raise DatabaseUnavailable(retry_after_seconds=2) from error
            raise

    async def _enter(self, connection: Connection, identity: tuple[str, str, str]) -> None:
        """Put a reading connection into an actor's place. It stays there until another actor needs it."""
        if self._entered.get(connection) != identity:
            self._entered.pop(connection, None)
            await connection.execute(_SET_READER, identity)
            self._entered[connection] = identity

    async def _readers(self) -> psycopg_pool.AsyncConnectionPool[Connection]:
        if self._pool is None:
            pool = psycopg_pool.AsyncConnectionPool(
                self.url,
                open=False,
                min_size=0,
                max_size=self.pool_size,
                timeout=10,
                max_idle=300,
                check=None,
                kwargs={
                    "autocommit": True,
                    "prepare_threshold": 0,
                    "connect_timeout": 10,
                    "options": self._reader_options,
                },
            )
            self._pool = pool
            await pool.open()
        return self._pool

    async def wait_until_ready(self, seconds: float) -> None:
        """Return once a query succeeds; raise DatabaseUnavailable after `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            try:
                async with self.system_transaction() as tx:
                    await tx.execute(text("select 1"))
                return
            except DatabaseUnavailable:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.2)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
        await self.engine.dispose()


class Reader:
    """One connection for reading: every statement is a transaction of its own and sees one state."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: LiteralString, values: Mapping[str, Any]) -> list[TupleRow]:
        """The rows of one statement, in one round trip."""
        return await (await self._connection.execute(statement, values, binary=True)).fetchall()


_KEEP_PLANS = text(
    "select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)"
)
_PLAN_ANEW = text(
    "select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true)"
)


@asynccontextmanager
async def many_rows(tx: Tx, rows: int) -> AsyncIterator[None]:
    """Around statements that write `rows` rows at once: what runs for each row (foreign keys, triggers) keeps its plan.

    Planned anew for every row, as `WRITER_OPTIONS` would have it, this takes longer than all the writing. A kept plan goes by
    an index whatever the size of the table was when it was made, so it cannot turn bad as the table grows.
    """
    if rows < _MANY_ROWS:
        yield
        return
    await tx.execute(_KEEP_PLANS)
    yield
    await tx.execute(_PLAN_ANEW)  # after an error there is nothing to restore: the settings end with the transaction


async def psycopg_of(tx: Tx) -> psycopg.AsyncConnection[Any]:
    """The driver's own connection under a transaction: for COPY and for the queue library."""
    raw = await tx.get_raw_connection()
    return cast("psycopg.AsyncConnection[Any]", raw.driver_connection)


async def run(tx: Tx, statement: LiteralString, values: Mapping[str, Any]) -> None:
    """One statement of a transaction by the bare driver, for what every act pays for: a third less than by SQLAlchemy."""
    await (await psycopg_of(tx)).execute(statement, values)


async def _open_whole(*arguments: Any, **options: Any) -> Connection:
    """A new connection, by the driver. It is opened to the end although whoever wanted it has left, and closed again then.

    The driver would leave it half open, and the server counts those among its few until its patience ends, after a minute.
    """
    opening = asyncio.ensure_future(psycopg.AsyncConnection.connect(*arguments, **options))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        opening.add_done_callback(_close_unclaimed)
        raise


def _close_unclaimed(opening: "asyncio.Future[Connection]") -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().pgconn.finish()


def _identity_of(actor: Actor) -> tuple[str, str, str]:
    """Workspace, account and reach, as the policies read them."""
    return str(actor.workspace_id), str(actor.person_id or ""), actor.reach


def _sqlalchemy_url(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _is_outage(error: BaseException) -> bool:
    """Whether it is the server or the road to it that failed (SQLSTATE classes 08, 53, 57), not the statement."""
    state = _state_of(error)
    return not state or state[:2] in _OUTAGES


def _state_of(error: BaseException) -> str:
    """The SQLSTATE of a failure; empty when the server did not say one."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) or ""
