"""Who is acting: handed through every use case, carried by every job, written into every trail."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from nullus.platform.errors import Language, NotPermitted

ActorKind = Literal["person", "guest", "service", "key", "operator", "system"]
"""Who acts: a person, a guest, a program's own account, a key that stands for no account, the operator of the machine, the
service itself."""
Reach = Literal["all", "member", "guest"]
"""How far an actor sees inside its workspace: everything, what members of it may see, what is public."""
Role = Literal["owner", "admin", "editor", "viewer", "guest"]

SCOPES: dict[str, str] = {
    "documents:read": "read collections, documents and their originals",
    "documents:write": "add, replace and delete documents and collections",
    "search": "search",
    "chat": "ask questions",
    "jobs:read": "see background work",
    "jobs:write": "retry and cancel background work",
    "tokens": "make and revoke API keys",
    "account": "see and change one's own account",
    "members": "manage the members, groups, invitations and programs of the workspace",
    "workspace": "rename, hand over and delete the workspace",
    "audit": "read, verify and export the audit trail",
    "spending": "see what models cost and how the workspace is used, and set budgets",
    "accounts": "see, approve, suspend and delete the accounts of this service",
    "tiers": "change tiers and their limits",
    "operate": "see metrics and run this service",
}
_VIEWER = frozenset({"documents:read", "search", "chat", "jobs:read", "tokens", "account"})
_EDITOR = _VIEWER | {"documents:write", "jobs:write"}
_ADMIN = _EDITOR | {"members", "audit", "spending"}
ROLE_SCOPES: dict[Role, frozenset[str]] = {
    "guest": frozenset({"chat", "account"}),
    "viewer": _VIEWER,
    "editor": _EDITOR,
    "admin": _ADMIN,
    "owner": _ADMIN | {"workspace"},
}
"""What a role in a workspace may do there."""
PLATFORM_SCOPES: dict[str, frozenset[str]] = {
    "operator": frozenset({"accounts", "tiers", "audit", "spending", "operate"}),
    "auditor": frozenset({"audit"}),
}
"""What a role in the whole service adds."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One asking party inside one workspace. `scopes` is what it may do; `"*"` is everything.

    `person_id` is the account (of a person, a guest or a program). `address` is where a request came from,
    `authenticated_at` when a person last proved who they are (a sign-in, a step-up); a job does not carry it.
    """

    kind: ActorKind
    workspace_id: UUID
    person_id: UUID | None = None
    credential_id: UUID | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)
    request_id: str = "-"
    language: Language = "en"
    role: Role | None = None
    credential: str = ""
    address: str = ""
    authenticated_at: datetime | None = None

    @property
    def reach(self) -> Reach:
        """How far the actor sees inside its workspace."""
        if self.kind in {"operator", "system"}:
            return "all"
        return "guest" if self.kind == "guest" or self.role == "guest" else "member"

    def for_upkeep(self) -> "Actor":
        """The service itself in this actor's workspace: for upkeep of what all of the workspace shares, such as its index."""
        return service_in(self.workspace_id, self.request_id)

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
            "role": self.role,
            "via": self.credential,
            "address": self.address,
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
            role=value.get("role"),
            credential=value.get("via", ""),
            address=value.get("address", ""),
        )


def service_in(workspace_id: UUID, request_id: str = "-") -> Actor:
    """The service itself, inside one workspace: sees everything there and nothing elsewhere."""
    return Actor("system", workspace_id, scopes=frozenset({"*"}), request_id=request_id)
