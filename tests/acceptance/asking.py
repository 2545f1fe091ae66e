"""Ways of asking a running service: politely, rudely, and what every answer has to look like."""

import json
import socket
import time
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import httpx
from chaos.running import NO_TLS, Running

OPENAPI = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
SECONDS = 10.0  # longest that any refusal may take on a busy machine


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Every documented operation: method, path, description."""
    document = json.loads(OPENAPI.read_text(encoding="utf-8"))
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def schemas() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(OPENAPI.read_text(encoding="utf-8"))["components"]["schemas"]
    return found


def filled(path: str) -> str:
    """A path with ids of nothing in its places."""
    for name in ("collection_id", "document_id", "token_id"):
        path = path.replace("{" + name + "}", str(uuid.UUID(int=7)))
    return path.replace("{job_id}", "123456789").replace("{model}", "nullus/none")


def collection(client: httpx.Client, prefix: str = "test") -> str:
    """A new collection; returns its id."""
    answer = client.post("/api/v1/collections", json={"name": f"{prefix}-{uuid.uuid4().hex[:12]}"})
    return str(answer.raise_for_status().json()["data"]["id"])


def upload(client: httpx.Client, collection_id: str, name: str, body: bytes, **headers: str) -> httpx.Response:
    return client.post(f"/api/v1/collections/{collection_id}/documents", files={"file": (name, body)}, headers=headers)


def uploaded(client: httpx.Client, collection_id: str, name: str, body: bytes) -> str:
    """Upload one file; returns the document's id."""
    answer = upload(client, collection_id, name, body)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["data"]["documents"][0]["id"])


def document(client: httpx.Client, document_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/documents/{document_id}").raise_for_status().json()["data"]
    return found


def settled(client: httpx.Client, document_id: str, seconds: float = 60) -> dict[str, Any]:
    """Wait until a document is ready or failed."""
    deadline = time.monotonic() + seconds
    while (found := document(client, document_id))["status"] not in {"ready", "failed"}:
        assert time.monotonic() < deadline, f"still {found['status']} after {seconds} s: {found['name']}"
        time.sleep(0.05)
    return found


def search(client: httpx.Client, query: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.post("/api/v1/search", json={"query": query, "topK": 100, "mode": "lexical", **more})
    found: list[dict[str, Any]] = answer.raise_for_status().json()["data"]["hits"]
    return found


def refused(answer: httpx.Response, *statuses: int) -> None:
    """A refusal in the house's shape: a 4xx, a stable code, a sentence in the language that was asked for."""
    shown = f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:500]}"
    assert 400 <= answer.status_code < 500, shown
    assert not statuses or answer.status_code in statuses, shown
    in_time(answer)
    if answer.request.method == "HEAD":
        return
    body = answer.json()
    if answer.request.url.path.startswith("/v1/"):
        assert set(body) == {"error"}, shown
        sentence = body["error"]["message"]
    else:
        assert set(body) == {"resultCode", "data", "message", "hint", "requestId"}, shown
        assert body["data"] is None, shown
        assert body["resultCode"] == body["resultCode"].upper() != "SUCCESS", shown
        assert body["requestId"] == answer.headers["x-request-id"], shown
        sentence = body["message"]
    in_language(answer, sentence)


def answered(answer: httpx.Response) -> None:
    """Any answer but a defect: a success in its shape, or a refusal in its."""
    if answer.status_code >= 400:
        refused(answer)
    else:
        in_time(answer)


def in_time(answer: httpx.Response) -> None:
    assert answer.elapsed.total_seconds() < SECONDS, f"{answer.request.url} took {answer.elapsed}"


def in_language(answer: httpx.Response, sentence: str) -> None:
    """Sentences of a refusal are Korean for those who ask in Korean, else they hold no Hangul of ours."""
    asked = answer.request.headers.get("accept-language", "en")
    korean = any("\uac00" <= each <= "\ud7a3" for each in sentence)
    assert sentence.strip(), f"no message: {answer.text[:300]}"
    assert korean == asked.startswith("ko"), f"asked in {asked}: {sentence[:300]}"


def raw(service: Running, pieces: Iterable[bytes], seconds: float = 30) -> bytes:
    """Send bytes as they are on one connection; returns all that comes back until the end or the time."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=seconds) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        came = bytearray()
        try:
            while piece := connection.recv(65536):
                came += piece
        except (ConnectionResetError, TimeoutError):
            pass
        return bytes(came)


def head(service: Running, method: str, target: str, headers: Sequence[str] = ()) -> bytes:
    """The head of a raw request with the operator's credential."""
    lines = [
        f"{method} {target} HTTP/1.1",
        f"Host: 127.0.0.1:{service.port}",
        f"Authorization: Bearer {service.operator_token}",
        *headers,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def status_of(answer: bytes) -> int:
    """The status of a raw answer; 0 when none came."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def healthy(service: Running) -> None:
    """It answers, and nothing was logged as a defect since this was asked last."""
    assert httpx.get(f"{service.url}/healthz", timeout=10, verify=NO_TLS).status_code == 200
    defects = [line for line in service.new_log_lines("api") if line.get("level") in {"error", "critical"}]
    assert not defects, str(defects[-1])[-2500:]
