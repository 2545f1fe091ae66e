"""With an expensive embedder, how much longer than the embedding alone does it take from upload to searchable?

    python -m benchmarks.embedding_share                     # the files of the ingest benchmark, 5 ms a text
    python -m benchmarks.embedding_share --every 4 --milliseconds 20 --request-milliseconds 30 --json figures.json

The embedder is a stub of this process that speaks OpenAI's protocol and works like one graphics card: one request at a time,
a fixed time for each text. Its vectors are the same for the same text. Prints, for each run, the seconds from the first byte of
the upload until every document is searchable, the seconds in which the stub was busy, and their ratio; exits with 1 when the
median is above 1.15. Needs ../shared/data.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import machine
from benchmarks.ingest import corpus
from benchmarks.service import DATA, Service, running, wait_for_documents
from nullus.cli import uploading

DIMENSION = 384
WANTED = 1.15


@dataclass(slots=True)
class Card:
    """What the stub has done: one request at a time, `text_seconds` for each text and `request_seconds` for each request."""

    text_seconds: float
    request_seconds: float
    busy: float = 0.0
    texts: int = 0
    requests: int = 0
    spans: list[tuple[float, float]] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def work(self, texts: int) -> None:
        with self.turn:
            started = time.perf_counter()
            time.sleep(self.request_seconds + self.text_seconds * texts)
            ended = time.perf_counter()
            self.busy += ended - started
            self.texts += texts
            self.requests += 1
            self.spans.append((started, ended))

    def forget(self) -> None:
        with self.turn:
            self.busy, self.texts, self.requests, self.spans = 0.0, 0, 0, []


def written_vectors(count: int = 512) -> list[bytes]:
    """Vectors as JSON, made beforehand: writing numbers is not what is measured."""
    randomness = np.random.default_rng(5)
    rows = randomness.standard_normal((count, DIMENSION)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return [json.dumps([round(float(value), 7) for value in row]).encode() for row in rows]


@contextmanager
def stub(card: Card) -> Iterator[str]:
    """An embedding server; yields its address."""
    vectors = written_vectors()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
            texts = [asked] if isinstance(asked, str) else asked
            card.work(len(texts))
            rows = [
                b'{"object": "embedding", "index": %d, "embedding": %s}'
                % (place, vectors[zlib.crc32(text.encode()) % len(vectors)])
                for place, text in enumerate(texts)
            ]
            content = b'{"object": "list", "model": "stub", "data": [' + b", ".join(rows) + b"]}"
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


def one_run(service: Service, card: Card, files: list[uploading.LocalFile], number: int) -> dict[str, Any]:
    client = service.client
    collection = client.post("/api/v1/collections", {"name": f"run {number}"})["id"]
    card.forget()
    started = time.perf_counter()
    uploading.upload_all(client, collection, files, lambda _: None)
    uploaded = time.perf_counter() - started
    wait_for_documents(client, collection, len(files))
    ended = time.perf_counter()
    client.delete(f"/api/v1/collections/{collection}")
    return {
        "seconds": ended - started,
        "uploaded": uploaded,
        "busy": card.busy,
        "ratio": (ended - started) / card.busy,
        "before_first": card.spans[0][0] - started,
        "between": sum(max(0.0, b[0] - a[1]) for a, b in zip(card.spans, card.spans[1:], strict=False)),
        "after_last": ended - card.spans[-1][1],
        "texts": card.texts,
        "requests": card.requests,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, help="take every so many-th file")
    parser.add_argument("--milliseconds", type=float, default=5.0, help="time that the stub takes for a text")
    parser.add_argument(
        "--request-milliseconds", type=float, default=0.0, help="time that it takes for a request besides"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures there")
    arguments = parser.parse_args()
    if not DATA.exists():
        raise SystemExit("../shared/data is absent: there is nothing to ingest")
    print(machine.described())
    card = Card(arguments.milliseconds / 1000, arguments.request_milliseconds / 1000)
    with tempfile.TemporaryDirectory() as folder, stub(card) as address:
        files = corpus(Path(folder))[:: arguments.every]
        print(f"{len(files)} files; the embedder takes {arguments.milliseconds:g} ms a text", flush=True)
        settings = {"NULLUS_LLM_EMBEDDER": "openai:stub", "NULLUS_LLM_EMBEDDER_URL": address}
        with running(settings=settings) as service:
            rows = []
            print(
                f"{'seconds':>9}{'busy':>8}{'ratio':>8}{'texts':>8}{'requests':>10}   idle before, between, after requests"
            )
            for number in range(arguments.runs):
                row = one_run(service, card, files, number)
                rows.append(row)
                print(
                    f"{row['seconds']:>9.2f}{row['busy']:>8.2f}{row['ratio']:>8.3f}{row['texts']:>8}{row['requests']:>10}"
                    f"   {row['before_first']:.2f} s, {row['between']:.2f} s, {row['after_last']:.2f} s",
                    flush=True,
                )
    ratio = statistics.median(row["ratio"] for row in rows)
    missed = ratio > WANTED
    print(f"{'MISSED: ' if missed else ''}median {ratio:.3f} times the embedding alone; wanted is at most {WANTED}")
    print(machine.described())
    machine.write_json(arguments.json, {"runs": rows, "median_ratio": ratio, "wanted": WANTED})
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
