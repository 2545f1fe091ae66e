"""What is known of a person, across rooms: each room that keeps some says what it hands out and how it lets go of it.

Rooms above this one cannot be called from here: as with workspaces that are deleted (`removal.Part`), the processes hand in
what their rooms keep when they are put together.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from uuid import UUID

from nullus.identity.erasure.removal import Part
from nullus.platform.actor import Actor, Role
from nullus.platform.errors import Language

Documents = Literal["keep", "delete"]
"""What becomes of documents that a person put into collections that others share."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One of a person's workspaces."""

    workspace_id: UUID
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data are handed out."""

    id: UUID
    language: Language
    memberships: tuple[Membership, ...]

    def acting_in(self, membership: Membership) -> Actor:
        """The person in one of their workspaces: what they cannot see any more is not handed out either."""
        scopes = frozenset({"documents:read"})
        return Actor("person", membership.workspace_id, self.id, scopes=scopes, role=membership.role)


@dataclass(frozen=True, slots=True)
class File:
    """One file of an archive. `packed`: worth compressing."""

    path: str
    content: AsyncIterator[bytes]
    packed: bool = True


@dataclass(frozen=True, slots=True)
class Leaving:
    """Whose data go. `workspaces`: theirs alone, which go with everything in them."""

    erasure_id: UUID
    account_id: UUID
    documents: Documents
    workspaces: tuple[UUID, ...]


class Holder(Part, Protocol):
    """What one room keeps, of people too. Every method of an erasure is safe to repeat."""

    @property
    def name(self) -> str:
        """By which the ledger knows the room."""
        ...

    def export(self, person: Person) -> AsyncIterator[File]:
        """Everything of a person that the room keeps."""
        ...

    async def foresee(self, leaving: Leaving) -> Any:
        """What has to be gone at the end and cannot be named by then, as JSON types: the ledger keeps it so long."""
        ...

    async def erase(self, leaving: Leaving) -> dict[str, int]:
        """Take everything of a person away but what `clear` takes with a workspace; how much of what went this time."""
        ...

    async def remains(self, leaving: Leaving, foreseen: Any) -> list[str]:
        """Names of the places where something is left; empty when nothing is."""
        ...
