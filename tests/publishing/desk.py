"""A published chatbot on a real service, and pages of other sites as a browser makes them: with an Origin."""

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from chaos.running import Running

API = "/api/v1"
BLOG, STRANGER = "https://blog.example.org", "https://elsewhere.example.net"
NOTES = (
    "# Opening hours\n\nThe tide library opens at nine in the morning and closes at six in the evening.\n\n"
    "# Membership\n\nA membership card of the tide library costs twelve crowns a year.\n"
)
SECRET_NOTES = "# Vault\n\nThe vault of the tide library opens with the number 7319.\n"


class Owner:
    """The operator's own calls, each on a connection of its own."""

    def __init__(self, service: Running) -> None:
        self._service = service

    def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        with self._service.client() as client:
            return client.request(method, path, **more)

    def get(self, path: str) -> httpx.Response:
        return self("GET", path)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self("POST", path, **more)

    def put(self, path: str, **more: Any) -> httpx.Response:
        return self("PUT", path, **more)

    def patch(self, path: str, **more: Any) -> httpx.Response:
        return self("PATCH", path, **more)

    def delete(self, path: str) -> httpx.Response:
        return self("DELETE", path)


@dataclass(slots=True)
class Desk:
    """A publication of the first workspace, made by the operator."""

    service: Running
    client: Owner
    id: str
    app: str
    slug: str
    collection_id: str
    extra: dict[str, Any] = field(default_factory=dict)

    def change(self, **values: Any) -> dict[str, Any]:
        found: dict[str, Any] = data(self.client.patch(f"{API}/publications/{self.id}", json=values))
        return found

    def call(
        self,
        method: str,
        path: str,
        *,
        origin: str | None = BLOG,
        token: str | None = None,
        app: str | None = None,
        **more: Any,
    ) -> httpx.Response:
        """What a page of this origin sends: no cookies, the app in the address."""
        headers = {name: value for name, value in (("Origin", origin),) if value is not None}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        headers |= more.pop("headers", {})
        url = f"{self.service.url}/embed/v1/{path}"
        return httpx.request(method, url, params={"app": app or self.app}, headers=headers, timeout=60, **more)

    def begin(self, **more: Any) -> httpx.Response:
        body = {name: more.pop(name) for name in ("visitor", "identity") if name in more}
        return self.call("POST", "session", json=body, **more)

    def visit(self, **more: Any) -> dict[str, Any]:
        found: dict[str, Any] = data(self.begin(**more))
        return found

    def ask(self, token: str, text: str, **more: Any) -> httpx.Response:
        return self.call("POST", "messages", token=token, json={"text": text}, **more)

    def statistics(self) -> dict[str, Any]:
        found: dict[str, Any] = data(self.client.get(f"{API}/publications/{self.id}/statistics"))
        return found


def open_desk(service: Running, **values: Any) -> Desk:
    """A new publication that answers from a public collection beside one that is for members."""
    client = Owner(service)
    mark = uuid.uuid4().hex[:10]
    ids = []
    for access, text in (("public", NOTES), ("workspace", SECRET_NOTES)):
        made = data(client.post(f"{API}/collections", json={"name": f"{access} {mark}", "access": access}), 201)
        ids.append(str(made["id"]))
        sent = client.post(f"{API}/collections/{ids[-1]}/documents", files={"file": (f"{access}.md", text.encode())})
        ready(client, str(sent.raise_for_status().json()["data"]["documents"][0]["id"]))
    body = {
        "name": "Tide library",
        "collectionIds": ids[:1],
        "origins": [BLOG],
        "widget": True,
        "page": True,
        "slug": f"tide-{mark}",
        "greeting": "Ask about the library.",
        "suggestions": ["When does it open?"],
        "tier": generous(client),
        **values,
    }
    made = data(client.post(f"{API}/publications", json=body), 201)
    return Desk(service, client, made["id"], made["app"], made["slug"], ids[0], {"closed": ids[1]})


def generous(client: Owner) -> str:
    """A tier with three questions for each visitor and no limit on a network: all tests come from one address."""
    titles = {"titleEn": "Desk", "titleKo": "안내"}
    client.post(f"{API}/tiers", json={"name": "desk", **titles, "position": 1, "limits": {"questions": 3}})
    return "desk"


def ready(client: Owner, document_id: str) -> None:
    for _ in range(600):
        status = data(client.get(f"{API}/documents/{document_id}"))["status"]
        if status in {"ready", "failed"}:
            assert status == "ready"
            return
        time.sleep(0.1)
    raise AssertionError("the document was not read in a minute")


def events(answer: httpx.Response) -> list[tuple[str, Any]]:
    """The events of an answer."""
    assert answer.status_code == 200, answer.text
    found = []
    for block in answer.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def words(told: list[tuple[str, Any]]) -> str:
    return "".join(value["text"] for name, value in told if name == "delta")


def data(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()["data"]


def refused(answer: httpx.Response, status: int, code: str) -> Mapping[str, Any]:
    assert (answer.status_code, answer.json()["resultCode"]) == (status, code), answer.text
    assert answer.json()["hint"], "an error says its mend"
    found: Mapping[str, Any] = answer.json()
    return found
