"""Clients that stop, leave or dawdle: their connection ends, nothing of them stays, nobody else waits."""

import json
import socket
import threading
import time

import httpx
import pytest
from chaos.running import Running
from tests.acceptance import asking

FORM = "Content-Type: multipart/form-data; boundary=x"
OPENING = b'--x\r\nContent-Disposition: form-data; name="file"; filename="slow.txt"\r\n\r\n'


def upload_head(service: Running, collection: str, *more: str) -> bytes:
    return asking.head(service, "POST", f"/api/v1/collections/{collection}/documents", [FORM, *more])


def comes_true(test: object, seconds: float = 10) -> bool:
    assert callable(test)
    deadline = time.monotonic() + seconds
    while not test():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_an_upload_that_stops_is_ended_with_a_reason(service: Running, client: httpx.Client, collection: str) -> None:
    silence = float(service.environment["NULLUS_SILENCE_SECONDS"])
    began = time.monotonic()
    answer = asking.raw(
        service, [upload_head(service, collection, "Content-Length: 1000000"), OPENING, b"x" * 1000], seconds=60
    )
    assert silence * 0.9 <= time.monotonic() - began < silence + 5
    assert asking.status_of(answer) == 422
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["resultCode"] == "REQUEST_STALLED"
    assert b"connection: close" in answer
    assert service.incoming() == []
    assert client.get(f"/api/v1/collections/{collection}").json()["data"]["documents"] == 0


def test_an_upload_of_a_byte_now_and_then_is_ended_too(service: Running, collection: str) -> None:
    silence = float(service.environment["NULLUS_SILENCE_SECONDS"])
    with socket.create_connection(("127.0.0.1", service.port), timeout=60) as connection:
        connection.sendall(upload_head(service, collection, "Content-Length: 1000000") + OPENING)
        began = time.monotonic()
        ended = False
        connection.settimeout(silence / 4)
        while not ended and time.monotonic() - began < 6 * silence:
            try:
                connection.sendall(b"x")
                ended = bool(connection.recv(65536))
            except TimeoutError:
                continue
            except OSError:
                ended = True
    assert ended
    assert time.monotonic() - began < 4 * silence
    assert comes_true(lambda: service.incoming() == [])


def test_a_json_body_that_stops_is_ended(service: Running) -> None:
    sent = asking.head(service, "POST", "/api/v1/search", ["Content-Type: application/json", "Content-Length: 100"])
    answer = asking.raw(service, [sent, b'{"query": '], seconds=60)
    assert asking.status_of(answer) == 422
    assert b"REQUEST_STALLED" in answer


def test_a_head_that_does_not_come_or_does_not_end_closes_the_connection(service: Running) -> None:
    silence = float(service.environment["NULLUS_SILENCE_SECONDS"])
    for sent in (b"", b"GET /healthz HT", b"GET /healthz HTTP/1.1\r\nHost: x\r\n"):
        began = time.monotonic()
        asking.raw(service, [sent], seconds=60)
        assert time.monotonic() - began < silence + 5


def test_clients_that_leave_in_the_middle_leave_nothing(service: Running, collection: str) -> None:
    for number in range(20):
        connection = socket.create_connection(("127.0.0.1", service.port), timeout=30)
        connection.sendall(
            upload_head(service, collection, "Content-Length: 10000000") + OPENING + b"x" * 1000 * number
        )
        if number % 2:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")  # reset
        connection.close()
    assert comes_true(lambda: service.incoming() == [])


def test_a_client_that_leaves_while_it_waits_for_a_search_disturbs_nobody(
    service: Running, client: httpx.Client
) -> None:
    body = json.dumps({"query": "harbour " * 1000}).encode()
    head = asking.head(
        service, "POST", "/api/v1/search", ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    )
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", service.port), timeout=30) as connection:
            connection.sendall(head + body)
    assert client.get("/api/v1/me").status_code == 200


@pytest.mark.slow
def test_many_slow_connections_do_not_keep_others_waiting(service: Running, client: httpx.Client) -> None:
    held: list[socket.socket] = []
    try:
        for _ in range(400):
            connection = socket.create_connection(("127.0.0.1", service.port), timeout=30)
            connection.sendall(b"POST /api/v1/search HTTP/1.1\r\nHost: x\r\n")
            held.append(connection)
        slowest = 0.0
        for _ in range(20):
            slowest = max(slowest, client.get("/api/v1/me").elapsed.total_seconds())
        assert slowest < 2
    finally:
        for connection in held:
            connection.close()


def test_the_body_of_a_search_may_come_slowly_but_steadily(service: Running) -> None:
    body = b'{"query": "harbour"}'
    head = asking.head(
        service,
        "POST",
        "/api/v1/search",
        ["Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close"],
    )
    came: list[bytes] = []
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as connection:
        reader = threading.Thread(target=lambda: came.append(connection.recv(65536)))
        connection.sendall(head)
        reader.start()
        for start in range(0, len(body), 4):
            time.sleep(0.1)
            connection.sendall(body[start : start + 4])
        reader.join(30)
    assert asking.status_of(came[0]) == 200
