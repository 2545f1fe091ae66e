"""KorQuAD and XQuAD through the product's own evaluation: a real service, its commands, its figures.

    python -m benchmarks.evaluation                      # every question, hybrid and its parts, and their comparison
    python -m benchmarks.evaluation --questions 300      # a sample of each set, by a fixed seed
    python -m benchmarks.evaluation --answers            # answers too, half of the articles left out as unanswerable
    python -m benchmarks.evaluation --judge              # a model's answers and a judge: a server of rules plays both
    python -m benchmarks.evaluation --only xquad-en --json figures.json

The paragraphs are uploaded as text files, one document each; the questions imported from the SQuAD file by `nullus evaluate import`
and asked by `nullus evaluate run`, once for each mode. With `--answers` every second article is left out of the collection and its
questions are marked unanswerable: the hardest that there are, about the same encyclopedia. Without a model answers are
quotations; `--judge` asks a server that quotes and judges by rules (benchmarks/quoting_model.py), which tries the way and not a
model. Needs ../shared/data. Exits with 1 when a bar is missed: those of benchmarks/search_quality.py.
"""

import argparse
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.quoting_model import NAME, quoting_model
from benchmarks.search_quality import MRR_WANTED, RECALL_WANTED
from benchmarks.service import DATA, Service, running, wait_for_documents
from nullus.cli import uploading

SETS = {"korquad": DATA / "korquad" / "KorQuAD_v1.0_dev.json", "xquad-en": DATA / "xquad" / "xquad.en.json"}
MODES = ("hybrid", "lexical", "dense")


def prepared(path: Path, questions: int, *, halved: bool) -> tuple[list[str], dict[str, Any]]:
    """The paragraphs to upload, and the set with as many questions as wanted; with `halved` those of every second article are
    not uploaded and marked unanswerable."""
    articles = json.loads(path.read_bytes())["data"]
    paragraphs: dict[str, None] = {}
    asked = []
    for place, article in enumerate(articles):
        out = halved and place % 2 == 1
        for paragraph in article["paragraphs"]:
            if not out:
                paragraphs.setdefault(paragraph["context"])
            asked += [(paragraph["context"], {**each, "is_impossible": out}) for each in paragraph["qas"]]
    if 0 < questions < len(asked):
        asked = random.Random(1).sample(asked, questions)
    kept: dict[str, list[Any]] = {}
    for context, each in asked:
        kept.setdefault(context, []).append(each)
    whole = {"data": [{"paragraphs": [{"context": context, "qas": qas} for context, qas in kept.items()]}]}
    return list(paragraphs), whole


def evaluate(service: Service, *arguments: str) -> Any:
    """`nullus evaluate … --json`, whatever its exit status."""
    command = [sys.executable, "-m", "nullus.cli.main", "evaluate", *arguments, "--json"]
    done = subprocess.run(command, check=False, env=service.environment, capture_output=True, text=True)
    if done.returncode not in {0, 1} or not done.stdout.strip():
        raise SystemExit(f"nullus evaluate {' '.join(arguments)} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def measured(name: str, path: Path, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Upload, import, run, compare; the figures, and the bars that were missed."""
    paragraphs, whole = prepared(path, arguments.questions, halved=arguments.answers)
    with contextlib.ExitStack() as stack:
        temporary = stack.enter_context(tempfile.TemporaryDirectory())
        settings = {}
        if arguments.judge:
            address = stack.enter_context(quoting_model())
            settings = {"NULLUS_LLM_PROVIDER": "openai", "NULLUS_LLM_URL": address, "NULLUS_LLM_MODEL": NAME}
        service = stack.enter_context(running(settings=settings))
        folder = Path(temporary) / "paragraphs"
        folder.mkdir()
        for place, text in enumerate(paragraphs):
            (folder / f"{place}.txt").write_text(text, encoding="utf-8")
        collection = service.client.post("/api/v1/collections", {"name": name})["id"]
        uploading.upload_all(service.client, collection, uploading.find_files([folder]), lambda _: None)
        wait_for_documents(service.client, collection, len(paragraphs))
        file = Path(temporary) / "questions.json"
        file.write_text(json.dumps(whole), encoding="utf-8")
        began = time.perf_counter()
        imported = evaluate(service, "import", str(file), "--collection", name)
        seconds = time.perf_counter() - began
        print(
            f"  {imported['added']} questions imported in {seconds:.1f} s, {imported['known']} of them twice in the file, "
            f"{len(imported['unmatched'])} passages not found",
            flush=True,
        )
        runs = {mode: run(service, name, mode, arguments) for mode in (("hybrid",) if arguments.answers else MODES)}
        for mode, found in runs.items():
            if mode != "hybrid":
                compared = evaluate(service, "compare", found["id"], runs["hybrid"]["id"])
                show_comparison(mode, compared["differences"])
    figures = {mode: {each: mean["value"] for each, mean in found["metrics"].items()} for mode, found in runs.items()}
    missed = [f"{name}: {each}" for each in runs["hybrid"]["missed"]]
    missed += [f"{name}: {len(imported['unmatched'])} passages not found"] if imported["unmatched"] else []
    return {"imported": imported["added"], **figures}, missed


def run(service: Service, name: str, mode: str, arguments: argparse.Namespace) -> dict[str, Any]:
    bars = [] if arguments.answers or mode != "hybrid" else [f"mrr@10={MRR_WANTED[name]}", f"recall@10={RECALL_WANTED}"]
    options = [part for bar in bars for part in ("--bar", bar)]
    options += ["--judge"] if arguments.judge else ["--answers"] if arguments.answers else []
    began = time.perf_counter()
    found: dict[str, Any] = evaluate(service, "run", "--collection", name, "--mode", mode, *options)
    seconds = time.perf_counter() - began
    if found["state"] != "done":
        raise SystemExit(f"the evaluation failed: {found['failure']}")
    print(f"  {mode}: {found['questions']} questions in {seconds:.1f} s ({found['questions'] / seconds:.0f} a second)")
    for measure, mean in found["metrics"].items():
        print(f"    {measure:<20} {mean['value']:.4f}  n={mean['questions']}", flush=True)
    for what in ("failures", "unjudged"):
        if found[what]:
            print(f"    {what}: {found[what]}")
    return found


def show_comparison(mode: str, differences: Sequence[dict[str, Any]]) -> None:
    for each in differences:
        if each["measure"] in {"mrr@10", "recall@10"}:
            span = f"[{each['low']:+.4f}, {each['high']:+.4f}]"
            print(
                f"  hybrid - {mode}: {each['measure']} {each['difference']:+.4f} {span}  {each['verdict']}", flush=True
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], choices=sorted(SETS), help="only this set")
    parser.add_argument("--questions", type=int, default=0, help="at most so many questions of each set; 0: all")
    parser.add_argument("--answers", action="store_true", help="answers too; every second article is left out")
    parser.add_argument("--judge", action="store_true", help="answers by a model of rules, judged by it; as --answers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures there")
    arguments = parser.parse_args()
    arguments.answers |= arguments.judge
    print(machine.described())
    figures: dict[str, Any] = {}
    missed: list[str] = []
    for name, path in SETS.items():
        if arguments.only and name not in arguments.only:
            continue
        if not path.exists():
            raise SystemExit(f"{path} is not here")
        print(f"\n{name}", flush=True)
        figures[name], lost = measured(name, path, arguments)
        missed += lost
    print("\n" + ("\n".join(f"MISSED {each}" for each in missed) or "every bar is met"))
    machine.write_json(arguments.json, {"sets": figures, "missed": missed})
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
