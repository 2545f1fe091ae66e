"""How well search finds: Recall@1/5/10 and MRR@10 of dense, lexical and hybrid ranking, with clean and with misspelt questions.

    python -m benchmarks.search_quality                          # the product over HTTP, on the sets of ../shared/data
    python -m benchmarks.search_quality --questions 300          # a sample of each set's questions, by a fixed seed
    python -m benchmarks.search_quality --set de=xquad.de.json   # any set in SQuAD format
    python -m benchmarks.search_quality --only korquad --json figures.json
    python -m benchmarks.search_quality --offline                # the modules alone, in this process, without a service

Each set gets a service of its own; its paragraphs are uploaded as text files, one document each, and its questions asked by
POST /api/v1/search (topK 10). The relevant passage of a question is its own paragraph (for the documentation: the section that
a heading stands over, without the heading). A paragraph that was cut in two is found where its first chunk is found.
Exits with 1 when a target is missed: hybrid MRR@10 and Recall@10 on the two sets, hybrid against its better part, typos.
"""

import argparse
import asyncio
import contextlib
import http.client
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import machine
from benchmarks.question_sets import TYPOS, Quality, QuestionSet, misspelt, quality, read_squad, shared_sets
from benchmarks.service import Service, running, wait_for_documents
from nullus.cli import uploading
from nullus.knowledge import analysis
from nullus.knowledge.lexical import Addition, LexicalIndex
from nullus.knowledge.retrieval import fusion
from nullus.llm.embedders.static import open_static

MODES = ("dense", "lexical", "hybrid")
DEPTH = 10
MRR_WANTED = {"korquad": 0.94, "xquad-en": 0.96}
RECALL_WANTED = 0.99
PART_TOLERANCE = 0.005
TYPO_TOLERANCE = 0.05

Search = Callable[[str, str, int], Sequence[int]]  # query, mode, k: the places of the best passages, best first


@contextlib.contextmanager
def served(passages: Sequence[str]) -> Iterator[Search]:
    """Search by the product: a service that holds the passages as documents, asked over HTTP on connections kept open."""
    with tempfile.TemporaryDirectory() as folder, running() as service:
        for place, text in enumerate(passages):
            (Path(folder) / f"{place}.txt").write_text(text, encoding="utf-8")
        collection = service.client.post("/api/v1/collections", {"name": "quality"})["id"]
        started = time.perf_counter()
        files = uploading.find_files([Path(folder)])
        received = uploading.upload_all(service.client, collection, files, lambda _: None)
        wait_for_documents(service.client, collection, len(files))
        print(f"  {len(files)} documents searchable after {time.perf_counter() - started:.1f} s", flush=True)
        places = {each["id"]: int(each["name"].removesuffix(".txt")) for each in received}
        yield asker(service, places)


def asker(service: Service, places: dict[str, int]) -> Search:
    """Ask the service; each thread has a connection of its own."""
    mine = threading.local()
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/json"}

    def search(query: str, mode: str, k: int) -> Sequence[int]:
        if not hasattr(mine, "connection"):
            mine.connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
        body = json.dumps({"query": query, "mode": mode, "topK": k}).encode()
        mine.connection.request("POST", "/api/v1/search", body, headers)
        answer = mine.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"search answered HTTP {answer.status}: {content[:300]!r}")
        data = json.loads(content)["data"]
        if data["degraded"]:
            raise SystemExit(f"search was degraded: {data['degraded']}")
        return list(dict.fromkeys(places[hit["documentId"]] for hit in data["hits"]))

    return search


@contextlib.contextmanager
def offline(passages: Sequence[str]) -> Iterator[Search]:
    """Search by the product's modules, in this process, with the bundled embedder and exact vectors."""
    embedder = open_static()
    index = LexicalIndex()
    index.add(Addition(range(len(passages)), [0] * len(passages), analysis.analyse_chunks(passages)))
    vectors = asyncio.run(embedder.embed_documents(passages))

    def search(query: str, mode: str, k: int) -> Sequence[int]:
        near: list[tuple[int, float]] = []
        if mode == "dense" or (mode == "hybrid" and fusion.readable(query, embedder.languages)):
            cosines = vectors @ asyncio.run(embedder.embed_query(query))
            best = np.argsort(-cosines, kind="stable")[: fusion.DEPTH].tolist()
            near = list(zip(best, cosines[best].tolist(), strict=True))
        if mode == "dense":
            return [place for place, _ in near[:k]]
        ranking = index.rank(analysis.corrected(analysis.analyse_query(query), index.frequencies))
        return [hit.number for hit in fusion.fuse(ranking, near, k, fusion.STATIC_TRUST)]

    yield search


def measure(search: Search, questions: Sequence[tuple[str, int]], mode: str, clients: int) -> tuple[Quality, float]:
    """The quality, and the seconds that all questions took."""

    def rank(asked: tuple[str, int]) -> int:
        found = search(asked[0], mode, DEPTH)
        return found.index(asked[1]) + 1 if asked[1] in found else 0

    started = time.perf_counter()
    if clients == 1:
        ranks = [rank(each) for each in questions]
    else:
        with ThreadPoolExecutor(clients) as threads:
            ranks = list(threads.map(rank, questions))
    return quality(ranks), time.perf_counter() - started


def report(each: QuestionSet, search: Search, typos: bool, clients: int) -> tuple[dict[str, Any], list[str]]:
    """Print the table of one set; its figures, and what misses the targets."""
    print(f"  {'':22}R@1    R@5    R@10   MRR@10")
    results: dict[str, Quality] = {}
    for mode in MODES:
        results[mode], seconds = measure(search, each.questions, mode, clients)
        print(f"  {mode:22}{results[mode]}   {len(each.questions) / seconds:.0f} questions/s", flush=True)
    hybrid, better = results["hybrid"], max(results["dense"].mrr, results["lexical"].mrr)
    print(f"  {'hybrid - better part':43}{hybrid.mrr - better:+.4f}")
    misses = []
    if hybrid.mrr < better - PART_TOLERANCE:
        misses.append(f"{each.name}: hybrid is {better - hybrid.mrr:.4f} worse than its better part")
    wanted = MRR_WANTED.get(each.name)
    if wanted and hybrid.mrr < wanted:
        misses.append(f"{each.name}: hybrid MRR@10 {hybrid.mrr:.4f} is below {wanted}")
    if wanted and hybrid.recall_10 < RECALL_WANTED:
        misses.append(f"{each.name}: hybrid Recall@10 {hybrid.recall_10:.4f} is below {RECALL_WANTED}")
    for kind in TYPOS if typos else ():
        wrong, _ = measure(
            search, [(misspelt(question, kind), place) for question, place in each.questions], "hybrid", clients
        )
        results[f"hybrid, {kind}"] = wrong
        print(f"  {'hybrid, ' + kind:22}{wrong}   {wrong.mrr - hybrid.mrr:+.4f}", flush=True)
        if hybrid.mrr - wrong.mrr >= TYPO_TOLERANCE:
            misses.append(f"{each.name}: a typo ({kind}) costs {hybrid.mrr - wrong.mrr:.4f} of MRR@10")
    figures = {"passages": len(each.passages), "questions": len(each.questions)}
    return {**figures, **{name: asdict(value) for name, value in results.items()}}, misses


def chosen_sets(arguments: argparse.Namespace) -> list[QuestionSet]:
    sets = [] if arguments.set else shared_sets()
    sets += [read_squad(name, Path(path)) for name, _, path in (entry.partition("=") for entry in arguments.set)]
    sets = [each for each in sets if not arguments.only or each.name in arguments.only]
    if not sets:
        raise SystemExit(
            "no set of questions: ../shared/data is absent (or --only names none of it); give one with --set NAME=PATH"
        )
    return [each.sample(arguments.questions) for each in sets]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=PATH", help="this set, in SQuAD format, instead"
    )
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this one of the shared sets")
    parser.add_argument("--questions", type=int, default=0, help="at most so many questions of each set; 0: all")
    parser.add_argument("--clients", type=int, default=4, help="connections that ask at once")
    parser.add_argument("--no-typos", action="store_true")
    parser.add_argument(
        "--offline", action="store_true", help="rank in this process by the product's modules, without a service"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures there")
    arguments = parser.parse_args()
    misses: list[str] = []
    figures: dict[str, Any] = {}
    print(machine.described())
    for each in chosen_sets(arguments):
        print(f"\n{each.name}: {len(each.passages)} passages, {len(each.questions)} questions", flush=True)
        with (offline if arguments.offline else served)(each.passages) as search:
            clients = 1 if arguments.offline else arguments.clients
            figures[each.name], missed = report(each, search, not arguments.no_typos, clients)
        misses += missed
    print("\n" + ("\n".join(f"MISSED {each}" for each in misses) or "every target is met"))
    machine.write_json(arguments.json, {"sets": figures, "missed": misses})
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
