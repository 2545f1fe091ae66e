"""A large upload: durable, unchanged, and memory stays flat in every process of the service."""

import hashlib
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from chaos.running import Running, pss_bytes
from tests.acceptance import asking

SIZE = 300 << 20
FLAT = 60 << 20


class Watch(threading.Thread):
    """Measures the proportional set size of some parts until it is stopped."""

    def __init__(self, service: Running, parts: tuple[str, ...]) -> None:
        super().__init__(daemon=True)
        self._pids = {part: service.part(part)["pid"] for part in parts}
        self.peak = {part: pss_bytes(pid) for part, pid in self._pids.items()}
        self.first = dict(self.peak)
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.05):
            for part, pid in self._pids.items():
                self.peak[part] = max(self.peak[part], pss_bytes(pid))

    def stop(self) -> dict[str, int]:
        """How much each part grew at most, in bytes."""
        self._done.set()
        self.join()
        return {part: self.peak[part] - self.first[part] for part in self.peak}


def large(boundary: str, digest: "hashlib._Hash") -> Iterator[bytes]:
    yield f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n'.encode()
    for number in range(SIZE >> 20):
        piece = number.to_bytes(4) * (1 << 18)
        digest.update(piece)
        yield piece
    yield f"\r\n--{boundary}--\r\n".encode()


@pytest.mark.slow
def test_a_file_of_300_megabytes_keeps_memory_flat_and_comes_back_unchanged(
    service: Running, client: httpx.Client, collection: str
) -> None:
    asking.settled(client, asking.uploaded(client, collection, "warm.txt", b"warm up"))
    watch = Watch(service, ("api", "worker"))
    watch.start()
    digest = hashlib.sha256()
    path = f"/api/v1/collections/{collection}/documents"
    began = time.monotonic()
    answer = client.post(
        path, content=large("x", digest), headers={"Content-Type": "multipart/form-data; boundary=x"}, timeout=120
    )
    sent = time.monotonic() - began
    assert answer.status_code == 202, answer.text
    document_id = answer.json()["data"]["documents"][0]["id"]
    found = asking.settled(client, document_id)
    assert (found["status"], found["failure"]["code"]) == ("failed", "too_large")
    assert (found["size"], found["digest"]) == (SIZE, digest.hexdigest())
    back = hashlib.sha256()
    with client.stream("GET", f"/api/v1/documents/{document_id}/original") as download:
        for piece in download.iter_bytes():
            back.update(piece)
    grown = watch.stop()
    assert back.hexdigest() == digest.hexdigest()
    print(
        f"sent at {SIZE / sent / (1 << 20):.0f} MiB/s; grown: { {part: f'{size >> 20} MiB' for part, size in grown.items()} }"
    )
    assert all(size < FLAT for size in grown.values()), grown
    assert client.delete(f"/api/v1/documents/{document_id}").json()["data"]["verified"]


@pytest.mark.slow
def test_a_large_text_is_read_in_bounded_memory(service: Running, client: httpx.Client, collection: str) -> None:
    watch = Watch(service, ("worker",))
    watch.start()
    line = "The ship {} left the harbour before noon with {} crates of oranges, and came back after the storm.\n"
    body = "".join(
        line.format(number, number % 97) + ("\n" if number % 7 == 0 else "") for number in range(50_000)
    ).encode()
    document_id = asking.uploaded(client, collection, "large.txt", body)
    found = asking.settled(client, document_id, 120)
    grown = watch.stop()
    assert found["status"] == "ready", found["failure"]
    assert found["chunkCount"] > 1000
    print(
        f"{len(body) >> 20} MiB, {found['chunkCount']} passages; worker with children grew {grown['worker'] >> 20} MiB"
    )
    assert watch.peak["worker"] < 500 << 20
