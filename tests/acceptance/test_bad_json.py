"""JSON of the wrong shape, for every route that takes some, and ids and parameters of nothing, for every route."""

import json
import unicodedata
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from chaos.running import Running
from tests.acceptance import asking
from tests.acceptance.asking import answered, refused

from nullus.platform.web import VISITOR

JSON = {"Content-Type": "application/json"}
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1",
    "not a number": b"NaN",
    "half an object": b'{"query": ',
    "two objects": b"{}{}",
    "invalid UTF-8": b'{"query": "\xff\xfe"}',
    "UTF-16": '{"unknown": "x"}'.encode("utf-16"),
    "a hundred thousand brackets": b"[" * 100_000,
    "deep lists": b'{"query": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "deep objects": b'{"filters": ' + b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"}",
    "the same key a hundred thousand times": b"{" + b",".join([b'"zz":1'] * 100_000) + b"}",
    "a number of 5000 digits": b'{"topK": ' + b"9" * 5000 + b"}",
    "an unknown field": b'{"__proto__": {"admin": true}, "workspaceId": "x", "role": "owner"}',
}
VALUES: dict[str, bytes] = {
    "null": b"null",
    "a list": b"[]",
    "an object": b"{}",
    "infinity": b"1e999",
    "not a number": b"NaN",
    "minus infinity": b"-Infinity",
    "NUL": b'"a\\u0000b"',
    "a lone surrogate": b'"\\ud800"',
    "an escape sequence": b'"\\u001b[31mred\\r\\n"',
    "a lot of text": b'"' + b"x" * 600_000 + b'"',
    "a lot of numbers": b"[" + b"1," * 100_000 + b"1]",
    "a huge number": b"9" * 400,
    "nested": b'{"a": {"b": [1]}}',
}


def taking_json() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for method, path, operation in asking.operations():
        if operation["x-policy"] == VISITOR:
            continue  # these are refused for who they are, test_doors.py; what visitors send is tried in tests/publishing
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            declared = content["application/json"]["schema"]
            optional = "anyOf" in declared  # a body that may be left out
            reference = declared["anyOf"][0] if optional else declared
            name = reference["$ref"].rsplit("/", 1)[-1]
            yield method, asking.filled(path), {**asking.schemas()[name], "optional": optional}


ROUTES = list(taking_json())
NAMES = [f"{method} {path}" for method, path, _ in ROUTES]


@pytest.mark.parametrize(("method", "path", "schema"), ROUTES, ids=NAMES)
def test_a_body_of_the_wrong_shape_is_refused_in_korean(
    korean: httpx.Client, method: str, path: str, schema: dict[str, Any]
) -> None:
    for name, body in BODIES.items():
        answer = korean.request(method, path, content=body, headers=JSON)
        if schema.get("required") or not (body.startswith(b"{") or (schema["optional"] and body in {b"", b"null"})):
            refused(answer)
        assert answer.status_code < 500, name


@pytest.mark.parametrize(("method", "path", "schema"), ROUTES, ids=NAMES)
def test_a_field_of_the_wrong_type_never_breaks_a_route(
    client: httpx.Client, korean: httpx.Client, method: str, path: str, schema: dict[str, Any]
) -> None:
    good: dict[str, Any] = dict.fromkeys(schema.get("required", ()), "x")
    if "messages" in good:
        good["messages"] = [{"role": "user", "content": "x"}]
    for number, field in enumerate(schema["properties"]):
        for what, value in VALUES.items():
            rest = {name: value for name, value in good.items() if name != field}
            body = json.dumps(rest).encode()[:-1] + (b"," if rest else b"") + json.dumps(field).encode() + b":" + value
            asked = (client, korean)[number % 2]
            answer = asked.request(method, path, content=body + b"}", headers=JSON)
            assert answer.status_code < 500, f"{field} = {what}: {answer.text[:300]}"
            answered(answer)


@pytest.mark.parametrize(("method", "path", "schema"), ROUTES, ids=NAMES)
@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded"]
)
def test_a_body_over_the_limit_is_refused_whatever_it_calls_itself(
    client: httpx.Client, method: str, path: str, schema: dict[str, Any], kind: str
) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(32):
            yield b"x" * 65536

    answer = client.request(method, path, content=pieces(), headers={"Content-Type": kind})
    refused(answer, 413)


def test_routes_without_a_body_ignore_one_or_refuse_it(client: httpx.Client) -> None:
    for method, path, operation in asking.operations():
        if "requestBody" not in operation and method != "DELETE":
            for body in (b"{", b"null", b"\x00" * 1000):
                answered(client.request(method, asking.filled(path), content=body, headers=JSON))


@pytest.mark.parametrize(
    "value", ["", "x", "-1", "0", "1e999", "9" * 60, "%00", "%ff", "é", "..%2f..%2fetc", "';--", "%0d%0aX: y", "null"]
)
def test_query_parameters_of_nothing_are_refused_or_find_nothing(client: httpx.Client, value: str) -> None:
    for method, path, operation in asking.operations():
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query":
                answered(client.request(method, f"{asking.filled(path)}?{parameter['name']}={value}"))


@pytest.mark.parametrize(
    "value",
    [
        "never-was",
        "-1",
        "9" * 30,
        "0",
        "%00",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "'; drop table knowledge.documents; --",
        "file-1",
        "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}",
        "ａ" * 40,
        "a" * 4000,
    ],
)
def test_ids_of_nothing_are_not_found_and_say_the_same(client: httpx.Client, korean: httpx.Client, value: str) -> None:
    for method, path, operation in asking.operations():
        if "{" in path and not operation.get("requestBody"):
            place = path[path.index("{") : path.index("}") + 1]
            # A call for people with accounts is refused for who asks, before any id is looked at: the same for every id.
            for each in (client, korean):
                refused(each.request(method, path.replace(place, value)), 403, 404, 422)


def test_only_canonical_addresses_answer(service: Running, client: httpx.Client) -> None:
    for target in ("/api/v1/collections/", "//api/v1/collections", "/api//v1/collections", "/API/v1/collections"):
        assert (
            asking.status_of(asking.raw(service, [asking.head(service, "GET", target, ["Connection: close"])])) == 404
        )
    for target in ("/api/v1/%63ollections", "/api/v1/x/../collections", "/api/v1/x/%2e%2e/collections"):
        answer = asking.raw(service, [asking.head(service, "GET", target, ["Connection: close"])])
        assert asking.status_of(answer) in {200, 404}, answer[:200]
    for method in ("HEAD", "OPTIONS", "TRACE", "PUT", "PROPFIND"):
        refused(client.request(method, "/api/v1/collections"))


def test_a_method_override_is_not_heard(client: httpx.Client) -> None:
    collection_id = asking.collection(client)
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        client.get(f"/api/v1/collections/{collection_id}", headers={header: "DELETE"}).raise_for_status()
    assert client.get(f"/api/v1/collections/{collection_id}").status_code == 200


@pytest.mark.parametrize(
    "request_head",
    [
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/v1/search HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /api/v1/search HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * (200 << 10) + b"\r\n\r\n",
    ],
    ids=["NUL", "version", "TLS", "negative length", "two lengths", "endless chunk", "long header"],
)
def test_requests_that_are_no_http_are_dropped(service: Running, request_head: bytes) -> None:
    answer = asking.raw(service, [request_head], seconds=5)
    assert asking.status_of(answer) in {0, 400, 401, 404, 431}, answer[:200]


def test_settings_of_who_asks_cannot_be_sent(client: httpx.Client) -> None:
    for field in ("workspaceId", "workspace_id", "ownerId", "role", "tier", "quota", "createdAt", "isAdmin", "id"):
        refused(client.post("/api/v1/collections", json={"name": "x", field: "y"}), 422)


def test_names_with_control_characters_never_reach_a_terminal(client: httpx.Client, korean: httpx.Client) -> None:
    for name in ("a\x1b[31mb", "a\r\nb", "a\u2028b", "a\u202eb", "a\0b", "   ", ""):
        refused(client.post("/api/v1/collections", json={"name": name}), 422)
        refused(korean.post("/api/v1/tokens", json={"name": name}), 422)


def test_a_name_in_pieces_is_the_same_name_composed(client: httpx.Client) -> None:
    composed = f"계약서 {uuid.uuid4().hex}"
    made = client.post("/api/v1/collections", json={"name": unicodedata.normalize("NFD", composed)}).json()["data"]
    assert made["name"] == composed
    assert client.post("/api/v1/collections", json={"name": composed}).status_code == 409


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2031-01-01T00:00:00", 0])
def test_keys_cannot_end_at_times_that_no_list_can_show(client: httpx.Client, moment: Any) -> None:
    refused(client.post("/api/v1/tokens", json={"name": "x", "expiresAt": moment}), 422)
    client.get("/api/v1/tokens").raise_for_status()
