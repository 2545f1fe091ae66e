"""What every request passes before a handler sees it. One object, so that a test can build an app that lacks one of them."""

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any, TypeVar

from fastapi import Request
from pydantic import TypeAdapter

from nullus.platform.actor import Actor
from nullus.platform.database import Tx
from nullus.platform.web import strictness
from nullus.platform.web.policy import Limit, Policy, Rate, current_actor

T = TypeVar("T")


class Guards:
    """The guards of an assembled app, in the order in which a request meets them."""

    async def admit(self, request: Request, policy: Policy) -> None:
        """Who asks, and may they? Raises NotAuthenticated, NotPermitted, SignInTooOld; nothing was read before."""
        if not policy.public:
            policy.check(await current_actor(request))

    async def limit(self, request: Request, rate: Rate) -> None:
        """Count the call against the limits of its asker, who is known by now where there is one."""
        limit: Limit | None = getattr(request.app.state, "admit", None)
        if limit is not None:
            await limit(request, getattr(request.state, "actor", None), rate)

    def check_query(self, request: Request, known: Mapping[str, bool] | None) -> None:
        strictness.check_query(request, known)

    def read_json(self, raw: bytes, shape: TypeAdapter[Any]) -> Any:
        """The JSON body as its call declares it. Raises RequestValidationError."""
        strictness.check_json(raw)
        return strictness.read_json(raw, shape)

    async def load(self, get: Callable[[Tx, Actor, Any], Awaitable[T]], tx: Tx, actor: Actor, key: object) -> T:
        """The object of an id, if it is there for this actor. Raises the NotFound of its kind."""
        return await get(tx, actor, key)


GUARDS: ContextVar[Guards] = ContextVar("nullus_guards", default=Guards())  # noqa: B039  it holds no state
