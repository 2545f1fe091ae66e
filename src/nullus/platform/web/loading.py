"""Ids become objects here and nowhere else: in a path by a dependency, in a body by a reference that only its loader resolves.

A room declares one `Loader` for each kind of object; its handlers receive what the loader found in the actor's own
transaction, so there is no way to act on an id that was not looked up for the asking actor.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Query, Request
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.web.guards import GUARDS
from nullus.platform.web.policy import CurrentActor

T = TypeVar("T")


def db_of(request: Request) -> Database:
    """The database of the app that answers."""
    database: Database = request.app.state.database
    return database


@dataclass(frozen=True, slots=True)
class Loader(Generic[T]):
    """How an id of one kind becomes an object. `get` raises the kind's NotFound, for unknown ids and for others' alike;
    `get_all` does it for many at once, in their order.

    `service_wide`: the object belongs to the service and to no workspace (an account as its operator sees it).
    As an annotation it makes a field a reference: `Annotated[Ref[Collection], COLLECTION]`.
    """

    kind: str
    get: Callable[[Tx, Actor, Any], Awaitable[T]]
    key: type[UUID] | type[int] = UUID
    get_all: Callable[[Tx, Actor, Any], Awaitable[list[T]]] | None = None
    service_wide: bool = False

    def at(self, parameter: str) -> Any:
        """The dependency that loads the object of a path parameter: `Annotated[Collection, COLLECTION.at("collection_id")]`."""
        key: Any = Annotated[self.key, Path(alias=parameter, json_schema_extra={"x-object": self.kind})]

        async def load(request: Request, actor: CurrentActor, key: key) -> T:
            return await self._load(request, actor, key)

        return Depends(_marked(load, self))

    def asked(self, parameter: str) -> Any:
        """The same for an optional query parameter: `Annotated[Collection | None, COLLECTION.asked("collectionId")]`."""
        key: Any = Annotated[self.key | None, Query(alias=parameter, json_schema_extra={"x-object": self.kind})]

        async def load(request: Request, actor: CurrentActor, key: key = None) -> T | None:
            return None if key is None else await self._load(request, actor, key)

        return Depends(_marked(load, self))

    async def _load(self, request: Request, actor: Actor, key: object) -> T:
        database = db_of(request)
        async with database.system_transaction() if self.service_wide else database.transaction(actor) as tx:
            return await GUARDS.get().load(self.get, tx, actor, key)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = core_schema.int_schema() if self.key is int else core_schema.uuid_schema()
        return core_schema.no_info_after_validator_function(lambda key: Ref(self, key), inner)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "x-object": self.kind}


class Ref(Generic[T]):
    """An id that somebody sent in a body. There is no way to the id but through the object."""

    __slots__ = ("_key", "_loader")

    def __init__(self, loader: Loader[T], key: UUID | int) -> None:
        self._loader = loader
        self._key = key

    async def load(self, tx: Tx, actor: Actor) -> T:
        """The object, in a transaction of the actor. Raises the NotFound of its kind."""
        return await GUARDS.get().load(self._loader.get, tx, actor, self._key)

    def __repr__(self) -> str:
        return f"Ref({self._loader.kind})"


async def load_all(tx: Tx, actor: Actor, refs: Sequence[Ref[T]]) -> list[T]:
    """The objects of several references of one kind, in their order. Raises the NotFound of the first that there is not."""
    get_all = refs[0]._loader.get_all if refs else None
    if get_all is None:
        return [await ref.load(tx, actor) for ref in refs]
    return await GUARDS.get().load(get_all, tx, actor, [ref._key for ref in refs])


def is_loader(call: object) -> bool:
    """Whether a dependency is one that makes an object of an id."""
    return isinstance(getattr(call, "loader", None), Loader)


def _marked(call: Callable[..., Any], loader: Loader[Any]) -> Callable[..., Any]:
    setattr(call, "loader", loader)  # noqa: B010  a function has no such attribute for mypy
    return call
