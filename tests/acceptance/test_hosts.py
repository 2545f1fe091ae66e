"""C21: what a client says of hosts, ports, protocols and other people's addresses changes nothing."""

import json

import pytest
from chaos.running import Running
from tests.acceptance import asking

WRONG = [
    "", " ", "a b", "evil.example/path", "user@evil.example", "[::1", "[zz]", "a:b", "a:123456", "a,b", "<script>", "a?b", "a#b",
    "évil", "x" * 300, "127.0.0.1:8080, evil.example", "a\tb",
]  # fmt: skip


def request(service: Running, target: str, *headers: str) -> bytes:
    lines = [f"GET {target} HTTP/1.1", *headers, f"Authorization: Bearer {service.operator_token}", "Connection: close"]
    return asking.raw(service, [("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")])


@pytest.mark.parametrize("host", WRONG)
def test_a_host_that_is_none_is_refused(service: Running, host: str) -> None:
    answer = request(service, "/api/v1/me", f"Host: {host}")
    assert 400 <= asking.status_of(answer) < 500, answer[:300]


def test_two_hosts_are_none(service: Running) -> None:
    answer = request(service, "/api/v1/me", f"Host: 127.0.0.1:{service.port}", "Host: evil.example")
    assert 400 <= asking.status_of(answer) < 500


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:{port}", "[::1]:{port}", "nullus_here.example."])
def test_hosts_that_are_some_are_answered(service: Running, host: str) -> None:
    assert asking.status_of(request(service, "/api/v1/me", "Host: " + host.format(port=service.port))) == 200


@pytest.mark.parametrize("scheme", ["http", "https", "ftp", "gopher"])
def test_an_absolute_address_is_answered_as_its_path_or_refused(service: Running, scheme: str) -> None:
    good = f"Host: 127.0.0.1:{service.port}"
    plain = request(service, "/api/v1/me", good)
    absolute = request(service, f"{scheme}://evil.example:81/api/v1/me", good)
    assert b"evil.example" not in absolute
    if asking.status_of(absolute) == 200:
        data = [json.loads(each.partition(b"\r\n\r\n")[2])["data"] for each in (plain, absolute)]
        assert data[0] == data[1]
    else:
        assert 400 <= asking.status_of(absolute) < 500


def test_what_a_client_says_of_a_proxy_is_not_believed(service: Running) -> None:
    """The entry names the real peer, and links never name another host."""
    spoofed = (
        "X-Forwarded-For: 203.0.113.77", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example", "X-Real-IP: 203.0.113.77",
        "Forwarded: for=203.0.113.77;host=evil.example;proto=https",
    )  # fmt: skip
    answer = request(service, "/api/v1/collections/00000000-0000-0000-0000-00000000c210", "Host: localhost", *spoofed)
    assert asking.status_of(answer) == 404
    assert b"evil.example" not in answer
    assert b"__Host-" not in answer
    with service.database() as rows:
        found = rows.execute("select count(*) from audit.entries where address = '203.0.113.77'").fetchone()
    assert found == (0,)


def test_the_service_is_as_well_as_before(service: Running) -> None:
    asking.healthy(service)
