"""Who may call a route: the policies there are, and how the asking actor is held against one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import Depends, Request

from nullus.platform.actor import SCOPES, Actor
from nullus.platform.errors import NotAuthenticated, NotPermitted, SignInTooOld

Authenticate = Callable[[Request], Awaitable[Actor]]
Limit = Callable[[Request, Actor | None, str], Awaitable[None]]
Rate = Literal["", "login", "reset", "signup", "search", "page", "share", "embed"]
"""The limits that some calls have of their own."""

PUBLIC = "public"
"""The policy of a route that anybody may call: health, signing in, pages, static files."""
SIGNED_IN = "signed-in"
"""The policy of a route that any valid credential may call, whatever it may do."""
VISITOR = "visitor"
"""The policy of a route for visitors of a published chatbot: their credential opens such routes and no other."""
RECENT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Policy:
    """`name` is a scope of `actor.SCOPES`, PUBLIC, SIGNED_IN or VISITOR. `recent`: only a person who proved who they are
    just now."""

    name: str
    recent: bool = False

    def __post_init__(self) -> None:
        if self.name not in {PUBLIC, SIGNED_IN, VISITOR, *SCOPES}:
            raise TypeError(f"{self.name} is no scope and no policy")
        if self.recent and self.public:
            raise TypeError("what anybody may do cannot ask for a recent sign-in")

    @property
    def public(self) -> bool:
        return self.name == PUBLIC

    def check(self, actor: Actor) -> None:
        """Raise NotPermitted or SignInTooOld unless the actor may."""
        if (self.name == VISITOR) != (actor.credential == "visitor"):
            raise NotPermitted(scope=VISITOR if self.name == VISITOR else self.name)
        if self.name in SCOPES:
            actor.require(self.name)
        if self.recent and not is_recent(actor):
            raise SignInTooOld


def is_recent(actor: Actor) -> bool:
    """Whether a person proved in the last minutes who they are. Keys never do.

    The operator sits at the machine itself, and a guest has nothing but the browser to prove it with.
    """
    if actor.kind in {"operator", "guest"}:
        return True
    proved = actor.authenticated_at
    return actor.credential != "key" and proved is not None and datetime.now(UTC) - proved <= RECENT


async def current_actor(request: Request) -> Actor:
    """The asking actor; authenticates once a request. Raises NotAuthenticated."""
    found: Actor | None = getattr(request.state, "actor", None)
    if found is None:
        authenticate: Authenticate = request.app.state.authenticate
        found = await authenticate(request)
        request.state.actor = found
    return found


async def possible_actor(request: Request) -> Actor | None:
    """The asking actor if there is one; None for nobody, and for whoever shows a credential that is worth nothing."""
    try:
        return await current_actor(request)
    except NotAuthenticated:
        return None


CurrentActor = Annotated[Actor, Depends(current_actor)]
PossibleActor = Annotated[Actor | None, Depends(possible_actor)]


def bearer_of(request: Request) -> str:
    """The bearer credential of a request. Raises NotAuthenticated."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not credential.strip():
        raise NotAuthenticated
    return credential.strip()
