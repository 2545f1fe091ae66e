"""Publications as their owners keep them: only what is public is published, and only an owner publishes."""

import base64
import struct
import uuid
import zlib
from typing import Any

import pytest
from chaos.running import Running
from tests.publishing.desk import API, Desk, data, open_desk, refused


def image(width: int = 32, height: int = 32) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\x2f\x6f\xdf" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def encoded(body: bytes) -> dict[str, str]:
    return {"image": base64.b64encode(body).decode()}


def test_a_collection_that_is_not_public_cannot_be_published(desk: Desk) -> None:
    body = {"name": "Closed", "collectionIds": [desk.extra["closed"]]}
    refused(desk.client.post(f"{API}/publications", json=body), 409, "COLLECTION_NOT_PUBLIC")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("https://Blog.Example.org/", "https://blog.example.org"), ("https://b.example:443", "https://b.example"),
     ("http://localhost:4000", "http://localhost:4000"), ("https://한글.example", "https://xn--bj0bj06e.example")],
)  # fmt: skip
def test_origins_are_kept_as_browsers_name_them(desk: Desk, given: str, kept: str) -> None:
    body = {"name": "Origins", "collectionIds": [desk.collection_id], "origins": [given]}
    assert data(desk.client.post(f"{API}/publications", json=body), 201)["origins"] == [kept]


@pytest.mark.parametrize(
    "given", ["*", "https://*.example.org", "blog.example.org", "https://a.example/path", "javascript:alert(1)",
              "https://user@a.example", "https://a.example;", "https://a.example 'unsafe-inline'", "file:///etc"],
)  # fmt: skip
def test_what_is_no_origin_is_refused(desk: Desk, given: str) -> None:
    body = {"name": "Origins", "collectionIds": [desk.collection_id], "origins": [given]}
    refused(desk.client.post(f"{API}/publications", json=body), 422, "ORIGIN_NOT_UNDERSTOOD")


def test_an_address_belongs_to_one_page(desk: Desk) -> None:
    body: dict[str, Any] = {"name": "Twice", "collectionIds": [desk.collection_id], "page": True}
    refused(desk.client.post(f"{API}/publications", json=body), 422, "PAGE_NEEDS_SLUG")
    refused(desk.client.post(f"{API}/publications", json={**body, "slug": desk.slug}), 409, "SLUG_TAKEN")
    other = data(desk.client.post(f"{API}/publications", json={**body, "slug": f"own-{uuid.uuid4().hex[:8]}"}), 201)
    refused(desk.client.patch(f"{API}/publications/{other['id']}", json={"slug": desk.slug}), 409, "SLUG_TAKEN")


def test_a_face_is_a_small_image_and_nothing_else(service: Running) -> None:
    desk = open_desk(service)
    path = f"{API}/publications/{desk.id}/face"
    for bad in (
        b"",
        b"<svg onload=alert(1)>",
        b"\x89PNG\r\n\x1a\n" + b"x" * 40,
        image(600, 2),
        image() + b"\0" * 66_000,
    ):
        refused(desk.client.put(path, json=encoded(bad)), 422, "FACE_NOT_UNDERSTOOD")
    refused(desk.client.put(path, json={"image": "no base64 at all"}), 422, "FACE_NOT_UNDERSTOOD")
    assert data(desk.client.put(path, json=encoded(image())))["hasImage"]
    version = desk.visit()["look"]["imageVersion"]
    shown = desk.call("GET", "face")
    assert (shown.content, shown.headers["content-type"]) == (image(), "image/png")
    assert version
    assert not data(desk.client.delete(path))["hasImage"]
    refused(desk.call("GET", "face"), 404, "PUBLICATION_NOT_FOUND")


def test_a_key_without_the_right_publishes_nothing(desk: Desk) -> None:
    made = data(desk.client.post(f"{API}/tokens", json={"name": "reader", "scopes": ["documents:read", "chat"]}), 201)
    with desk.service.client(made["token"]) as client:
        refused(client.get(f"{API}/publications"), 403, "NOT_PERMITTED")


def test_closing_for_good_leaves_nothing(service: Running) -> None:
    desk = open_desk(service)
    token = desk.visit()["token"]
    assert data(desk.client.delete(f"{API}/publications/{desk.id}"))["deleted"]
    refused(desk.client.get(f"{API}/publications/{desk.id}"), 404, "PUBLICATION_NOT_FOUND")
    refused(desk.begin(), 404, "PUBLICATION_NOT_FOUND")
    assert desk.call("GET", "visit", token=token).status_code in {401, 404}
    with service.database() as rows:
        for table in ("publications", "collections", "visits", "days", "refusals"):
            column = "id" if table == "publications" else "publication_id"
            left = rows.execute(f"select count(*) from publishing.{table} where {column} = %s", (desk.id,)).fetchone()
            assert left == (0,), table
