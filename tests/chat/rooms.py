"""The assembled app in this process with its own database, and the short ways of people who talk over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
from tests.chat.people import Talking
from tests.matrix.world import Place, World, opened
from tests.postgres_server import SharedServer

from nullus.chat.conversations.messages import EvidencePassage
from nullus.platform.actor import ROLE_SCOPES, Actor, Role
from nullus.platform.database import Database
from nullus.platform.postgres import Access

API = "/api/v1"


def data(answer: httpx.Response, status: int = 200) -> Any:
    """The data of an answer that has to have this status."""
    assert answer.status_code == status, answer.text
    return answer.json()["data"]


def refused(answer: httpx.Response, status: int, code: str) -> Any:
    assert (answer.status_code, answer.json()["resultCode"]) == (status, code), answer.text
    assert answer.json()["hint"], "an error says its mend"
    return answer.json()


@asynccontextmanager
async def talking_world(server: SharedServer, access: Access, database: Database) -> AsyncIterator[World]:
    async with opened(server, access, database) as made:
        yield made


def acting(database: Database, place: Place, account: str | None = None, role: Role = "owner") -> Talking:
    """The owner of a place, or another member, as the functions of the room know them."""
    kind = "guest" if role == "guest" else "person"
    actor = Actor(kind, UUID(place.workspace_id), UUID(account or place.owner_id), scopes=ROLE_SCOPES[role], role=role)  # type: ignore[arg-type]
    return Talking(database, actor)


async def document(world: World, place: Place, access: str, name: str = "harbour.md") -> tuple[str, str]:
    """A document in a collection for so many, as rows; returns the ids of the collection and the document."""
    made = data(await place.client.post(f"{API}/collections", json={"name": f"{access} {name}", "access": access}), 201)
    (row,) = world.rows.execute(
        "insert into knowledge.documents (workspace_id, id, collection_id, name, status, latest_version) "
        "values (%s, gen_random_uuid(), %s, %s, 'ready', 1) returning id::text",
        (place.workspace_id, made["id"], name),
    ).fetchall()
    return made["id"], row[0]


RANKS = {"lexical": 2, "dense": None, "fused": 1, "reranked": None, "widened": True}
"""As a passage keeps why it was found."""


def passage(number: int, collection: str, document_id: str, text: str, **more: Any) -> EvidencePassage:
    return EvidencePassage(
        number, UUID(document_id), more.pop("name", "harbour.md"), UUID(collection), 70 + number, text, ["Handbook"], 3, 0,
        len(text), 1.5, **more,
    )  # fmt: skip


def cites(number: int, document_id: str) -> dict[str, Any]:
    return {"number": number, "documentId": document_id, "chunkId": str(70 + number), "startOffset": 0, "endOffset": 9}
