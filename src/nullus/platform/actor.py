"""Who is acting: handed through every use case, carried by every job, written into every trail."""

from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from nullus.platform.errors import Language, NotPermitted

ActorKind = Literal["person", "key", "operator", "system"]

SCOPES: dict[str, str] = {
    "documents:read": "read collections, documents and their originals",
    "documents:write": "add, replace and delete documents and collections",
    "search": "search",
    "chat": "ask questions",
    "jobs:read": "see background work",
    "jobs:write": "retry and cancel background work",
    "tokens": "make and revoke API keys",
    "operate": "see metrics and run this service",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """One asking party inside one workspace. `scopes` is what it may do; `"*"` is everything."""

    kind: ActorKind
    workspace_id: UUID
    person_id: UUID | None = None
    credential_id: UUID | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)
    request_id: str = "-"
    language: Language = "en"

    def may(self, scope: str) -> bool:
        return "*" in self.scopes or scope in self.scopes

    def require(self, scope: str) -> None:
        """Raise NotPermitted unless the actor holds the scope."""
        if not self.may(scope):
            raise NotPermitted(scope=scope)

    def to_json(self) -> dict[str, Any]:
        """What a job carries, so that identity survives the queue."""
        return {
            "kind": self.kind,
            "workspace": str(self.workspace_id),
            "person": str(self.person_id) if self.person_id else None,
            "credential": str(self.credential_id) if self.credential_id else None,
            "scopes": sorted(self.scopes),
            "request": self.request_id,
            "language": self.language,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Actor":
        return cls(
            kind=value["kind"],
            workspace_id=UUID(value["workspace"]),
            person_id=UUID(value["person"]) if value["person"] else None,
            credential_id=UUID(value["credential"]) if value["credential"] else None,
            scopes=frozenset(value["scopes"]),
            request_id=value["request"],
            language=value["language"],
        )
