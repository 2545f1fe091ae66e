"""One act becomes one row: checked against the registry, without text, prompts or secrets, its address under a commitment."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from nullus.audit.actions import ACTIONS, DETAILS
from nullus.audit.errors import UnknownAction
from nullus.audit.origin import current_origin
from nullus.jobs import SYSTEM_WORKSPACE
from nullus.kit import new_id
from nullus.platform.actor import Actor

Outcome = Literal["done", "refused", "failed"]
Detail = str | int | bool | UUID | datetime | None

LONGEST = 200
MOST_SUBJECTS = 1000
WITHHELD = "[withheld]"
_WORD = re.compile(r"[\w.:/@+,%<>={}()\[\]*-]{0,200}")  # no blanks: a sentence is no word
_EMAIL = re.compile(r"[^@]+@[^@]+\.[^@]+")
# Our credentials, JWTs, providers' keys, anything as long as one that is no SHA-256.
_SECRET = re.compile(r"\bnl[a-z]_|\beyJ|\bsk-|(?<![\w-])(?![0-9a-f]{64}(?![\w-]))[A-Za-z0-9_-]{43,}")


@dataclass(frozen=True, slots=True)
class Act:
    """One of several acts that are recorded at once."""

    object_id: object = None
    subjects: Sequence[UUID] = ()
    details: Mapping[str, Detail] = field(default_factory=dict)


def row_of(
    actor: Actor | None,
    action: str,
    *,
    object_kind: str | None,
    object_id: object,
    outcome: Outcome,
    subjects: Iterable[UUID],
    details: Mapping[str, Detail] | None,
    workspace_id: UUID | None,
    happened_at: datetime | None = None,
) -> dict[str, Any]:
    """The columns of one entry. Raises UnknownAction for what `actions.py` does not declare."""
    if action not in ACTIONS:
        raise UnknownAction(name=action)
    origin = current_origin()
    address = ((actor.address if actor else "") or origin.address)[:100]
    salt, digest = commit_to(address) if address else (None, None)
    request = actor.request_id if actor and actor.request_id != "-" else origin.request_id
    return {
        "id": new_id(),
        "workspace_id": _workspace(actor, action, workspace_id),
        "happened_at": happened_at,
        "actor_kind": actor.kind if actor else "nobody",
        "account_id": actor.person_id if actor else None,
        "credential_kind": (actor.credential or actor.kind)[:40] if actor and actor.credential_id else "",
        "credential_id": actor.credential_id if actor else None,
        "address": address or None,
        "address_salt": salt,
        "address_digest": digest,
        "request_id": request[:100],
        "action": action,
        "object_kind": object_kind,
        "object_id": None if object_id is None else str(object_id)[:LONGEST],
        "subjects": list(dict.fromkeys(subjects))[:MOST_SUBJECTS],
        "outcome": outcome,
        "details": checked(details or {}),
    }


def commit_to(address: str) -> tuple[bytes, str]:
    """A random salt, and the digest that the seal covers: without the salt nobody can tell which address it was."""
    salt = secrets.token_bytes(16)
    return salt, commitment(salt, address)


def commitment(salt: bytes, address: str) -> str:
    return hashlib.sha256(salt + address.encode("utf-8", "replace")).hexdigest()


def checked(details: Mapping[str, Detail]) -> dict[str, str | int | bool | None]:
    """Details by the registry: declared names and types only; a value that could be text or a secret is withheld."""
    kept: dict[str, str | int | bool | None] = {}
    for name, value in details.items():
        wanted = DETAILS.get(name)
        if wanted is None:
            raise UnknownAction(name=f"the detail {name}")
        if isinstance(value, UUID):
            value = str(value)
        elif isinstance(value, datetime):
            value = value.isoformat()
        if value is not None and (not isinstance(value, wanted) or (wanted is int and isinstance(value, bool))):
            raise UnknownAction(name=f"the detail {name} of type {type(value).__name__}")
        kept[name] = _word(value) if isinstance(value, str) else value
    return kept


def _word(value: str) -> str:
    """Only what cannot be a sentence, an e-mail address or a credential."""
    fits = _WORD.fullmatch(value) and not _EMAIL.fullmatch(value) and not _SECRET.search(value)
    return value if fits else WITHHELD


def _workspace(actor: Actor | None, action: str, given: UUID | None) -> UUID | None:
    if given is not None:
        return given
    if ACTIONS[action].everywhere or actor is None or actor.workspace_id == SYSTEM_WORKSPACE:
        return None
    return actor.workspace_id
