"""From upload to searchable: the 277 files of `docs` and the KorQuAD paragraphs, through the real service.

    python -m benchmarks.ingest [--runs 5]

Prints, for each run and at the median: seconds, chunks a second, CPU by process (the uploading client among them), peak memory of
the worker; and what embedding the same passages takes alone in one thread, which taken from the whole gives the rate of all the
rest. Before a run it waits until the one before has left nothing to do. Needs ../shared/data.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.service import DATA, Service, cpu_seconds, memory_mib, running, wait_for_documents
from nullus.cli import uploading
from nullus.cli.client import Client
from nullus.knowledge.chunking import with_headings
from nullus.llm import open_static


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = corpus(Path(folder))
        print(f"{len(files)} files, {sum(file.size for file in files) / 1e6:.1f} MB")
        with running() as service:
            peak = Peak(
                service.pids()["worker"]
            )  # looking at memory costs time, so it has a run of its own, which warms up too
            one_run(service, files, 0)
            highest = peak.stop()
            rows = [one_run(service, files, number) for number in range(1, arguments.runs + 1)]
            alone = embedding_alone(service, files)
    print(f"embedding the passages alone, in one thread: {alone:.2f} s; peak memory of the worker: {highest:.0f} MiB")
    print(f"{'':>8}{'seconds':>9}{'chunks':>8}{'chunks/s':>10}{'without embedding/s':>21}  CPU s")
    for name, row in [*((str(i), row) for i, row in enumerate(rows, 1)), ("median", median(rows))]:
        cpu = "  ".join(f"{part} {seconds:.1f}" for part, seconds in row["cpu"].items())
        rates = f"{row['chunks'] / row['seconds']:>10.0f}{row['chunks'] / (row['seconds'] - alone):>21.0f}"
        print(f"{name:>8}{row['seconds']:>9.2f}{row['chunks']:>8}{rates}  {cpu}")


def embedding_alone(service: Service, files: list[uploading.LocalFile]) -> float:
    """Seconds that the embedder takes for all passages of the corpus, beside nothing else."""
    client = service.client
    collection = client.post("/api/v1/collections", {"name": "passages"})["id"]
    received = uploading.upload_all(client, collection, files, lambda _: None)
    wait_for_documents(client, collection, len(files))
    texts = [
        with_headings(chunk["headingPath"], chunk["text"])
        for each in received
        for chunk in client.pages(f"/api/v1/documents/{each['id']}/chunks", limit=500)
    ]
    embedder = open_static()
    started = time.perf_counter()
    asyncio.run(embedder.embed_documents(texts))
    return time.perf_counter() - started


def corpus(folder: Path) -> list[uploading.LocalFile]:
    """The documentation as it lies there, and each KorQuAD paragraph as a text file."""
    files = uploading.find_files([DATA / "docs"])
    paragraphs = dict.fromkeys(
        paragraph["context"]
        for article in json.loads((DATA / "korquad" / "KorQuAD_v1.0_dev.json").read_text())["data"]
        for paragraph in article["paragraphs"]
    )
    for number, text in enumerate(paragraphs):
        (folder / f"korquad-{number}.txt").write_text(text)
    return files + uploading.find_files([folder])


def wait_for_graph(client: Client) -> None:
    """Until no extension of the vector graph waits or runs: the one that a run leaves behind must not cost the next its time."""
    while any(
        client.get("/api/v1/jobs", status=status, task="knowledge.extend_graph", limit=1)["items"]
        for status in ("queued", "running")
    ):
        time.sleep(0.5)


def one_run(service: Service, files: list[uploading.LocalFile], number: int) -> dict[str, Any]:
    client = service.client
    wait_for_graph(client)
    collection = client.post("/api/v1/collections", {"name": f"run {number}"})["id"]
    pids = service.pids()
    before = {name: cpu_seconds(pid) for name, pid in pids.items()}
    own = time.process_time()
    started = time.perf_counter()
    uploading.upload_all(client, collection, files, lambda _: None)
    uploaded = time.perf_counter() - started
    wait_for_documents(client, collection, len(files))
    seconds = time.perf_counter() - started
    cpu = {name: cpu_seconds(pid) - before[name] for name, pid in pids.items()}
    cpu["client"] = time.process_time() - own
    path = f"/api/v1/collections/{collection}/documents"
    chunks = sum(each["chunkCount"] for each in client.pages(path, limit=500))
    client.delete(f"/api/v1/collections/{collection}")
    return {
        "seconds": seconds,
        "uploaded": uploaded,
        "chunks": chunks,
        "cpu": cpu,
    }


class Peak:
    """The highest memory of a process and its children, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        self._pid, self._highest, self._stopping = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> float:
        self._stopping.set()
        self._thread.join()
        return self._highest

    def _watch(self) -> None:
        while not self._stopping.wait(0.1):
            self._highest = max(self._highest, memory_mib(self._pid))


def median(rows: list[dict[str, Any]]) -> dict[str, Any]:
    middle = {"seconds": statistics.median(row["seconds"] for row in rows)}
    cpu = {part: statistics.median(row["cpu"][part] for row in rows) for part in rows[0]["cpu"]}
    return {**middle, "chunks": rows[0]["chunks"], "cpu": cpu}


if __name__ == "__main__":
    main()
