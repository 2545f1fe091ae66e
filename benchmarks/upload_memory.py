"""Does memory stay flat while one large file is uploaded, downloaded and deleted?

    python -m benchmarks.upload_memory                  # 2 GiB: needs twice that much free disk
    python -m benchmarks.upload_memory --size 256M --json figures.json

The file is made while it is sent and never lies on this side's disk. It is larger than what is read for search (a small --size
lowers that limit), so it must end as failed with the reason, its original must come back bit by bit, and after its deletion
nothing may be left. Prints proportional set sizes of API and worker before, at their peak (looked at ten times a second) and
after; exits with 1 when one of them grew by more than 64 MiB, the worker rose above 500 MiB, or an end state is wrong.
"""

import argparse
import hashlib
import shutil
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.service import Service, memory_mib, running
from nullus.cli.client import Client, ServiceError, data_of

BLOCK = 1 << 20
GROWTH_MIB = 64.0
WORKER_MIB = 500.0
PARTS = ("api", "worker")


class Watch:
    """Memory of API and worker, sampled until it is closed."""

    def __init__(self, service: Service) -> None:
        self._pids = {name: pid for name, pid in service.pids().items() if name in PARTS}
        self.before = self.now()
        self.peak = dict(self.before)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()

    def now(self) -> dict[str, float]:
        return {name: memory_mib(pid) for name, pid in self._pids.items()}

    def close(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stopping.wait(0.1):
            for name, value in self.now().items():
                self.peak[name] = max(self.peak[name], value)


def content(size: int) -> Iterator[bytes]:
    """Lines of text, no two blocks alike, `size` bytes in all."""
    line = b"The quick brown fox jumps over the lazy dog, and the dog does not mind at all.\n"
    filler = line * (BLOCK // len(line) + 1)
    for number, start in enumerate(range(0, size, BLOCK)):
        head = b"block %d\n" % number
        yield (head + filler)[: min(BLOCK, size - start)]


def upload(client: Client, collection: str, name: str, size: int) -> tuple[dict[str, Any], str, float]:
    """What the service says of the document, the digest of what was sent, and the seconds until it answered."""
    boundary, digest = uuid.uuid4().hex, hashlib.sha256()
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()

    def body() -> Iterator[bytes]:
        yield head
        for block in content(size):
            digest.update(block)
            yield block
        yield tail

    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Content-Length": str(len(head) + size + len(tail)),
    }
    started = time.perf_counter()
    with client.open("POST", f"/api/v1/collections/{collection}/documents", body(), headers) as answer:
        document: dict[str, Any] = data_of(answer)["documents"][0]
    return document, digest.hexdigest(), time.perf_counter() - started


def download(client: Client, document: str) -> tuple[str, float]:
    """The digest of the original as it comes back, and the seconds it took."""
    digest, started = hashlib.sha256(), time.perf_counter()
    with client.open("GET", f"/api/v1/documents/{document}/original", None, {}) as answer:
        if answer.status != 200:
            raise SystemExit(f"the original could not be downloaded: {data_of(answer)}")
        while block := answer.read(BLOCK):
            digest.update(block)
    return digest.hexdigest(), time.perf_counter() - started


def settled(client: Client, document: str) -> dict[str, Any]:
    """The document once it is neither received nor being read."""
    end = time.monotonic() + 600
    while time.monotonic() < end:
        found: dict[str, Any] = client.get(f"/api/v1/documents/{document}")
        if found["status"] in {"ready", "failed"}:
            return found
        time.sleep(0.1)
    raise SystemExit("the document was not settled within ten minutes")


def gone(client: Client, document: str) -> bool:
    try:
        client.get(f"/api/v1/documents/{document}")
    except ServiceError as error:
        return error.answered_code == "DOCUMENT_NOT_FOUND"
    return False


def measure(service: Service, size: int) -> tuple[dict[str, Any], list[str]]:
    client = service.client
    collection = client.post("/api/v1/collections", {"name": "large"})["id"]
    warm, _, _ = upload(client, collection, "small.txt", 1 << 20)  # what is loaded at first use is not growth
    settled(client, warm["id"])
    watch = Watch(service)
    try:
        received, sent, upload_seconds = upload(client, collection, "large.txt", size)
        document = settled(client, received["id"])
        came, download_seconds = download(client, received["id"])
        started = time.perf_counter()
        receipt = client.delete(f"/api/v1/documents/{received['id']}")
        delete_seconds = time.perf_counter() - started
        time.sleep(1)
    finally:
        watch.close()
    after = watch.now()
    mib = size / (1 << 20)
    print(f"{'':10}{'before':>10}{'peak':>10}{'after':>10}   MiB, proportional")
    for name in PARTS:
        print(f"{name:10}{watch.before[name]:>10.1f}{watch.peak[name]:>10.1f}{after[name]:>10.1f}")
    print(f"upload    {upload_seconds:8.1f} s {mib / upload_seconds:8.0f} MiB/s, durable when it answered")
    print(
        f"download  {download_seconds:8.1f} s {mib / download_seconds:8.0f} MiB/s, {'same' if came == sent else 'OTHER'} bytes"
    )
    failure = document["failure"] or {}
    print(f"document  {document['status']}: {failure.get('code')}: {failure.get('message')}")
    print(f"delete    {delete_seconds:8.1f} s  receipt: {receipt}")
    checks = {
        "the document is not failed as too_large": (document["status"], failure.get("code")) == ("failed", "too_large"),
        "the digest of the document is not that of what was sent": document["digest"] == sent,
        "the original came back changed": came == sent,
        "the receipt is not verified": bool(receipt["verified"]) and receipt["objects"] == 1,
        "the document can still be found": gone(client, received["id"]),
        f"the worker rose above {WORKER_MIB:.0f} MiB": watch.peak["worker"] <= WORKER_MIB,
    }
    for name in PARTS:
        checks[f"{name} grew by more than {GROWTH_MIB:.0f} MiB"] = watch.peak[name] - watch.before[name] <= GROWTH_MIB
    figures = {"bytes": size, "before": watch.before, "peak": watch.peak, "after": after, "receipt": receipt}
    figures |= {
        "upload_seconds": upload_seconds,
        "download_seconds": download_seconds,
        "delete_seconds": delete_seconds,
    }
    return figures, [problem for problem, fine in checks.items() if not fine]


def size_of(text: str) -> int:
    """Bytes of `2G`, `256M`, `1000000`."""
    factors = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    return int(float(text[:-1]) * factors[text[-1]]) if text[-1] in factors else int(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=size_of, default=2 << 30, help="of the file: 2G, 256M, …")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures there")
    arguments = parser.parse_args()
    size = arguments.size
    print(machine.described())
    limit = min(512 << 20, size // 2)
    with running(settings={"NULLUS_KNOWLEDGE_MAX_PARSE_BYTES": str(limit)}) as service:
        free = shutil.disk_usage(service.home).free
        if free < 2 * size:
            raise SystemExit(f"{free >> 20} MiB are free at {service.home}, {2 * size >> 20} are needed")
        print(f"{size / (1 << 20):.0f} MiB; files above {limit >> 20} MiB are not read for search", flush=True)
        figures, missed = measure(service, size)
    print("\n".join(f"MISSED {each}" for each in missed) or "every check holds")
    print(machine.described())
    machine.write_json(arguments.json, {**figures, "missed": missed})
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
