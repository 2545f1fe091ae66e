"""Uploads that are broken, misnamed or mislabelled: refused as a whole, and nothing of them stays."""

import hashlib
import unicodedata
import uuid
from collections.abc import Iterator

import httpx
import pytest
from chaos.running import Running
from tests.acceptance import asking
from tests.acceptance.asking import refused

END = b"--x--\r\n"
FORM = "multipart/form-data; boundary=x"


def part(disposition: str | bytes, body: bytes = b"some text", extra: bytes = b"") -> bytes:
    said = disposition.encode() if isinstance(disposition, str) else disposition
    return b"--x\r\nContent-Disposition: " + said + b"\r\n" + extra + b"\r\n" + body + b"\r\n"


def file(name: str | bytes = "a.txt", body: bytes = b"some text") -> bytes:
    said = name.encode() if isinstance(name, str) else name
    return part(b'form-data; name="file"; filename="' + said + b'"', body)


def metadata(value: bytes) -> bytes:
    return part('form-data; name="metadata"', value)


def send(client: httpx.Client, collection: str, body: bytes, kind: str = FORM, **headers: str) -> httpx.Response:
    path = f"/api/v1/collections/{collection}/documents"
    return client.post(path, content=body, headers={"Content-Type": kind, **headers})


BROKEN: dict[str, tuple[bytes, str]] = {
    "no boundary": (file() + END, "multipart/form-data"),
    "an empty boundary": (file() + END, "multipart/form-data; boundary="),
    "another boundary": (file() + END, "multipart/form-data; boundary=y"),
    "a boundary of 10 kB": (file() + END, "multipart/form-data; boundary=" + "x" * 10_000),
    "a boundary in pieces": (file() + END, "multipart/form-data; boundary*=utf-8''%ff; boundary*0=x"),
    "another kind": (file() + END, "application/json"),
    "no kind": (file() + END, ""),
    "a list of kinds": (file() + END, "multipart/form-data, text/plain"),
    "mixed": (file() + END, "multipart/mixed; boundary=x"),
    "no body": (b"", FORM),
    "only the end": (END, FORM),
    "no end": (file(), FORM),
    "half an end": (file() + b"--x-", FORM),
    "ended inside a file": (file()[:-12], FORM),
    "ended inside a header": (b"--x\r\nContent-Dispo", FORM),
    "ended after the head": (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n', FORM),
    "no head": (b"--x\r\n\r\nabc\r\n" + END, FORM),
    "no disposition": (b"--x\r\nContent-Type: text/plain\r\n\r\nabc\r\n" + END, FORM),
    "a header without colon": (b"--x\r\nContent-Disposition\r\n\r\nabc\r\n" + END, FORM),
    "a header with NUL": (b"--x\r\nContent\x00-Disposition: form-data\r\n\r\nabc\r\n" + END, FORM),
    "bare line feeds": (file().replace(b"\r\n", b"\n") + b"--x--\n", FORM),
    "a field instead of a file": (part('form-data; name="file"') + END, FORM),
    "another part": (file() + part('form-data; name="collection"') + END, FORM),
    "a header of 1 MB": (file(b"n" * (1 << 20)) + END, FORM),
    "a thousand headers": (part('form-data; name="file"', extra=b"A: bbbbbbbbbbbbbbbbbbbb\r\n" * 1000) + END, FORM),
    "two thousand fields": (part('form-data; name="other"') * 2000 + END, FORM),
    "two thousand files": (b"".join(file(f"{number}.txt", b"") for number in range(2000)) + END, FORM),
    "only metadata": (metadata(b"{}") + END, FORM),
    "random bytes": (hashlib.sha512(b"seed").digest() * 1000, FORM),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_form_is_refused_and_nothing_of_it_stays(
    service: Running, client: httpx.Client, korean: httpx.Client, collection: str, name: str
) -> None:
    body, kind = BROKEN[name]
    refused(send(client, collection, body, kind), 413, 422)
    refused(send(korean, collection, body, kind), 413, 422)
    assert client.get(f"/api/v1/collections/{collection}/documents").json()["data"]["items"] == []
    assert service.incoming() == []


BAD_METADATA: dict[str, bytes] = {
    "no JSON": b"x",
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "nested": b'{"a": {"b": 1}}',
    "a list inside": b'{"a": [1]}',
    "NUL": b'{"a": "\\u0000"}',
    "NUL in a name": b'{"a\\u0000": 1}',
    "a lone surrogate": b'{"a": "\\ud800"}',
    "a lone surrogate in a name": b'{"\\udfff": 1}',
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "a number beyond all numbers": b'{"a": 1e999}',
    "five thousand digits": b'{"a": ' + b"1" * 5000 + b"}",
    "invalid UTF-8": b'{"a": "\xff"}',
    "deep": b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "65 kB": b'{"a": "' + b"x" * (65 << 10) + b'"}',
}


@pytest.mark.parametrize("name", BAD_METADATA)
def test_metadata_that_is_not_one_flat_object_is_refused(
    client: httpx.Client, korean: httpx.Client, collection: str, name: str
) -> None:
    for order in (metadata(BAD_METADATA[name]) + file(), file() + metadata(BAD_METADATA[name])):
        refused(send(client, collection, order + END), 422)
        refused(send(korean, collection, order + END), 422)
    assert client.get(f"/api/v1/collections/{collection}").json()["data"]["documents"] == 0


NAMES: dict[str, tuple[bytes, str | None]] = {
    "the way up": (b"../../etc/passwd", "etc/passwd"),
    "an absolute path": (b"/etc/passwd", "etc/passwd"),
    "points": (b"a/./b/../c.txt", "a/b/c.txt"),
    "only the way up": (b"../..", None),
    "nothing": (b"", None),
    "blanks": (b"   ", None),
    "NUL": (b"a\x00b.txt", None),
    "an escape sequence": (b"a\x1b[31m.txt", None),
    "a tab": (b"a\tb.txt", None),
    "invalid UTF-8": (b"\xff\xfe.txt", None),
    "a turned direction": ("invoice\u202etxt.exe".encode(), None),
    "an isolated direction": ("a\u2066b\u2069.txt".encode(), None),
    "a line separator": ("a\u2028b.txt".encode(), None),
    "4 kB": (b"n" * 4096, None),
    "1024 bytes": (b"n" * 1020 + b".txt", "n" * 1020 + ".txt"),
    "1025 bytes": (b"n" * 1021 + b".txt", None),
    "Korean": ("보고서 2026.txt".encode(), "보고서 2026.txt"),
    "Korean in pieces": (unicodedata.normalize("NFD", "보고서 2026.txt").encode(), "보고서 2026.txt"),
    "emoji": ("👩‍👩‍👧 plan.txt".encode(), "👩‍👩‍👧 plan.txt"),
    "markup": (b"<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
    "SQL": (b"'; drop table documents; --.txt", "'; drop table documents; --.txt"),
    "template fields": (b"{name} {0} %s ${x}.txt", "{name} {0} %s ${x}.txt"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name_and_never_a_path(client: httpx.Client, collection: str, name: str) -> None:
    said, kept = NAMES[name]
    answer = send(client, collection, file(said) + END)
    if kept is None:
        refused(answer, 422)
        return
    assert answer.status_code == 202, answer.text
    shown = answer.json()["data"]["documents"][0]
    assert shown["name"] == kept
    download = client.get(f"/api/v1/documents/{shown['id']}/original").raise_for_status()
    disposition = download.headers["content-disposition"]
    assert disposition.isascii()
    assert disposition.startswith("attachment; ")
    assert "/" not in disposition.split("''")[0]


def test_the_same_name_in_pieces_and_composed_is_one_document(client: httpx.Client, collection: str) -> None:
    name = f"계약서 {uuid.uuid4().hex}.txt"
    first = send(client, collection, file(unicodedata.normalize("NFD", name)) + END).json()["data"]["documents"][0]
    second = send(client, collection, file(name) + END).json()["data"]["documents"][0]
    assert (second["id"], second["unchanged"], second["name"]) == (first["id"], True, name)


def test_the_kind_of_a_form_may_be_written_in_capitals_and_hold_more_than_a_megabyte(
    client: httpx.Client, collection: str
) -> None:
    answer = send(client, collection, file("big.bin", b"\x00" * (2 << 20)) + END, "Multipart/Form-Data; boundary=x")
    assert answer.status_code == 202, answer.text


def test_a_file_over_the_limit_is_refused_and_nothing_of_it_stays(
    service: Running, client: httpx.Client, collection: str
) -> None:
    limit = int(service.environment["NULLUS_KNOWLEDGE_MAX_UPLOAD_BYTES"])

    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="huge.bin"\r\n\r\n'
        for _ in range((limit >> 20) + 2):
            yield b"\x00" * (1 << 20)

    path = f"/api/v1/collections/{collection}/documents"
    answer = client.post(path, content=body(), headers={"Content-Type": FORM})
    assert answer.status_code == 413
    assert answer.json()["resultCode"] == "FILE_TOO_LARGE"
    assert service.incoming() == []


@pytest.mark.parametrize("key", ["k" * 201, "k" * 5000])
def test_an_idempotency_key_has_a_limit(client: httpx.Client, collection: str, key: str) -> None:
    refused(send(client, collection, file() + END, **{"Idempotency-Key": key}), 422)


def test_a_second_broken_file_takes_the_first_with_it(client: httpx.Client, collection: str) -> None:
    refused(send(client, collection, file("good.txt") + file(b"bad\x00.txt") + END), 422)
    assert client.get(f"/api/v1/collections/{collection}").json()["data"]["documents"] == 0


def test_an_upload_into_a_collection_that_is_not_there_is_refused_before_its_body_is_read(
    service: Running, client: httpx.Client
) -> None:
    target = f"/api/v1/collections/{uuid.uuid4()}/documents"
    headers = [f"Content-Type: {FORM}", f"Content-Length: {1 << 40}", "Connection: close"]
    answer = asking.raw(service, [asking.head(service, "POST", target, headers), b"--x\r\n"], seconds=10)
    assert asking.status_of(answer) == 404
    refused(send(client, str(uuid.uuid4()), file() + END), 404)
