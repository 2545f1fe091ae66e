"""One object of every kind, made over the API by the owner of a workspace. A new kind of id in a call needs its line here."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pyotp
from tests.matrix.world import Place


@dataclass(frozen=True, slots=True)
class Sample:
    """How one object is made, and an id of its form that nobody ever had. `operators`: only they may touch it at all."""

    make: Callable[[Place], Awaitable[Any]]
    never: Any = str(uuid.UUID(int=0x5EED_0000_0000_4000_8000_000000000007))
    operators: bool = False


async def collection(place: Place) -> str:
    return str((await place.post("/api/v1/collections", {"name": f"papers {uuid.uuid4().hex}"}))["id"])


async def account(place: Place) -> str:
    return place.owner_id


async def session(place: Place) -> str:
    return str((await place.client.get("/api/v1/me/sessions")).json()["data"]["items"][0]["id"])


async def factor(place: Place) -> str:
    begun = await place.post("/api/v1/me/factors/totp", {"name": "phone"})
    await place.post("/api/v1/me/factors/totp/confirm", {"code": pyotp.TOTP(begun["secret"]).now()})
    listed = (await place.client.get("/api/v1/me/factors")).json()["data"]["factors"]
    return str(listed[0]["id"])


async def model(place: Place) -> str:
    made = await place.post("/api/v1/collections", {"name": f"papers {uuid.uuid4().hex}"})
    return f"nullus/{made['name']}"


async def document(place: Place) -> str:
    return str((await _upload(place))["id"])


async def job(place: Place) -> int:
    return int((await _upload(place))["jobId"])


async def golden_question(place: Place) -> str:
    path = f"/api/v1/collections/{await collection(place)}/golden-questions"
    made = await place.post(path, {"items": [{"question": f"Where {uuid.uuid4().hex}?", "answerable": False}]})
    return str(made["ids"][0])


async def publication(place: Place) -> str:
    body = {"name": f"desk {uuid.uuid4().hex}", "access": "public"}
    made = await place.post("/api/v1/collections", body)
    sent = {"name": "Desk", "collectionIds": [made["id"]]}
    return str((await place.post("/api/v1/publications", sent))["id"])


async def evaluation(place: Place) -> str:
    question = await golden_question(place)
    asked = (await place.client.get(f"/api/v1/golden-questions/{question}")).json()["data"]
    return str((await place.post("/api/v1/evaluations", {"collectionId": asked["collectionId"]}))["id"])


async def token(place: Place) -> str:
    return str((await place.post("/api/v1/tokens", {"name": "a program", "scopes": ["search"]}))["id"])


async def conversation(place: Place) -> str:
    return str((await place.post("/api/v1/conversations", {"title": f"talk {uuid.uuid4().hex}"}))["id"])


async def message(place: Place) -> str:
    """An answer in the owner's last conversation; as rows, because no model has to be there for it."""
    known = place.rows.execute(
        "select id::text from chat.conversations where account_id = %s order by id desc limit 1", (place.owner_id,)
    ).fetchone()
    talk = known[0] if known else await conversation(place)
    asked, answer = str(uuid.uuid4()), str(uuid.uuid4())
    for made, parent, role in ((asked, None, "user"), (answer, asked, "assistant")):
        place.rows.execute(
            "insert into chat.messages (workspace_id, id, account_id, conversation_id, parent_id, role, state, text) "
            "values (%s, %s, %s, %s, %s, %s, 'complete', 'harbour')",
            (place.workspace_id, made, place.owner_id, talk, parent, role),
        )
    place.rows.execute("update chat.conversations set head_id = %s where id = %s", (answer, talk))
    return answer


async def share(place: Place) -> str:
    answer = await message(place)
    (row,) = place.rows.execute("select conversation_id from chat.messages where id = %s", (answer,)).fetchall()
    return str((await place.post(f"/api/v1/conversations/{row[0]}/shares", {}))["id"])


async def gap(place: Place) -> str:
    room = await conversation(place)
    await place.post(f"/api/v1/conversations/{room}/messages", {"text": f"Where is the walrus {uuid.uuid4().hex}?"})
    return str((await place.client.get("/api/v1/gaps")).json()["data"]["items"][0]["id"])


async def workspace(place: Place) -> str:
    return place.workspace_id


async def member(place: Place) -> str:
    return place.owner_id


async def group(place: Place) -> str:
    return str((await place.post("/api/v1/groups", {"name": f"group {uuid.uuid4().hex}"}))["id"])


async def service_account(place: Place) -> str:
    return str((await place.post("/api/v1/service-accounts", {"name": "a program"}))["id"])


async def invitation(place: Place) -> str:
    return str((await place.post("/api/v1/invitations", {"role": "viewer"}))["id"])


async def budget(place: Place) -> str:
    made = await place.client.put("/api/v1/budgets", json={"meter": "tokens", "period": "month", "amount": 10**6})
    return str(made.raise_for_status().json()["data"]["id"])


async def price(place: Place) -> str:
    made = str(uuid.uuid4())
    place.rows.execute(
        "insert into llm.prices (id, provider, model, per_hour, currency, valid_from) "
        "values (%s, 'matrix', %s, 1, 'USD', '2100-01-01Z')",
        (made, made),
    )
    return made


SAMPLES: dict[str, Sample] = {
    "account": Sample(account, operators=True),
    "budget": Sample(budget),
    "collection": Sample(collection),
    "conversation": Sample(conversation),
    "document": Sample(document),
    "evaluation": Sample(evaluation),
    "factor": Sample(factor),
    "gap": Sample(gap),
    "golden_question": Sample(golden_question),
    "group": Sample(group),
    "invitation": Sample(invitation),
    "job": Sample(job, never=2**40),
    "member": Sample(member),
    "message": Sample(message),
    "model": Sample(model, never="nullus/papers that never were"),
    "price": Sample(price, operators=True),
    "publication": Sample(publication),
    "service_account": Sample(service_account),
    "session": Sample(session),
    "share": Sample(share),
    "token": Sample(token),
    "workspace": Sample(workspace),
}


async def _upload(place: Place) -> dict[str, Any]:
    collection_id = await collection(place)
    text = f"Ships of {place.name} lie in the harbour {uuid.uuid4().hex}.".encode()
    answer = await place.client.post(
        f"/api/v1/collections/{collection_id}/documents", files={"file": ("ships.txt", text)}
    )
    found: dict[str, Any] = answer.raise_for_status().json()["data"]["documents"][0]
    return found
