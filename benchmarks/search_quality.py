"""How well search finds: Recall@1/5/10 and MRR@10 of dense, lexical and hybrid ranking, with clean and with misspelt questions.

    python -m benchmarks.search_quality                          # the sets of ../shared/data
    python -m benchmarks.search_quality --set de=xquad.de.json   # any set in SQuAD format; --questions 500 for a quick look

The relevant passage of a question is its own paragraph (for the documentation: the section that a heading stands over, without the
heading). Rankings come from the product's own modules in this process; `Search` is the seam where another way of asking fits.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nullus.knowledge import analysis, fusion
from nullus.knowledge.lexical import Addition, LexicalIndex
from nullus.llm.embedders.static import open_static

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
MODES = ("dense", "lexical", "hybrid")
TYPOS = ("swapped", "replaced", "lost", "split")
DEPTH = 10

Search = Callable[[str, str, int], Sequence[int]]  # query, mode, k: the places of the best passages, best first


@dataclass(frozen=True)
class QuestionSet:
    """Passages, and questions with the place of the passage that answers each."""

    name: str
    passages: list[str]
    questions: list[tuple[str, int]]


@dataclass(frozen=True)
class Quality:
    recall_1: float
    recall_5: float
    recall_10: float
    mrr: float

    def __str__(self) -> str:
        return f"{self.recall_1:.4f} {self.recall_5:.4f} {self.recall_10:.4f} {self.mrr:.4f}"


def read_squad(name: str, path: Path) -> QuestionSet:
    """A set in SQuAD format; questions marked unanswerable are left out."""
    passages: dict[str, int] = {}
    questions: list[tuple[str, int]] = []
    for article in json.loads(path.read_bytes())["data"]:
        for paragraph in article["paragraphs"]:
            place = passages.setdefault(paragraph["context"], len(passages))
            questions += [(each["question"], place) for each in paragraph["qas"] if not each.get("is_impossible")]
    return QuestionSet(name, list(passages), questions)


def read_docs(name: str, folder: Path) -> QuestionSet:
    """Sections of Markdown files, asked for by their headings: short queries, identifiers among them."""
    sections: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*.md")):
        if path.stem in {"release-notes", "newsletter", "fastapi-people"}:
            continue
        for block in re.split(r"(?m)^(?=#{1,4} )", path.read_text(encoding="utf-8")):
            heading, _, body = block.partition("\n")
            if heading.startswith("#") and len(body) > 80:
                sections.append((re.sub(r"^#+ |\s*\{.*\}$|`", "", heading), body[:1500]))
    seen = Counter(heading for heading, _ in sections)
    questions = [(heading, place) for place, (heading, _) in enumerate(sections) if seen[heading] == 1]
    return QuestionSet(name, [body for _, body in sections], questions)


def shared_sets() -> list[QuestionSet]:
    """The sets that lie beside the project."""
    found = []
    for name, path in (
        ("korquad", SHARED / "korquad/KorQuAD_v1.0_dev.json"),
        ("xquad-en", SHARED / "xquad/xquad.en.json"),
    ):
        if path.exists():
            found.append(read_squad(name, path))
    docs = [name for name in ("en", "ko") if (SHARED / "docs" / name).exists()]
    return found + [read_docs(f"docs-{name}", SHARED / "docs" / name) for name in docs]


def offline(passages: Sequence[str]) -> Search:
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

    return search


def measure(search: Search, questions: Sequence[tuple[str, int]], mode: str) -> Quality:
    ranks = []
    for question, relevant in questions:
        found = list(search(question, mode, DEPTH))
        ranks.append(found.index(relevant) + 1 if relevant in found else 0)
    within = [np.mean([0 < rank <= depth for rank in ranks]) for depth in (1, 5, 10)]
    return Quality(
        float(within[0]),
        float(within[1]),
        float(within[2]),
        float(np.mean([1 / rank if rank else 0 for rank in ranks])),
    )


def misspelt(question: str, kind: str) -> str:
    """The question with one mistake in one word: letters, or the jamo of a Korean syllable. The same every time."""
    chance = random.Random(f"{kind} {question}")
    words = question.split()
    fit = [n for n, word in enumerate(words) if re.search("[가-힣]{2}", word) or re.search("[^\\W\\d_]{4}", word)]
    if not fit:
        return question
    place = chance.choice(fit)
    word = words[place].rstrip("?.,!")
    letters = list(unicodedata.normalize("NFD", word)) if kind != "split" else list(word)
    at = chance.randrange(len(letters) - 1)
    if kind == "swapped":
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    elif kind == "replaced":
        letters[at] = _neighbour(letters[at], chance)
    elif kind == "lost":
        del letters[at]
    else:
        letters.insert(at + 1, " ")
    words[place] = unicodedata.normalize("NFC", "".join(letters))
    return " ".join(words)


def _neighbour(letter: str, chance: random.Random) -> str:
    """Another letter of the same kind."""
    for first, last in ((0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2), (0x430, 0x44F), (0x3B1, 0x3C9)):
        if first <= ord(letter) <= last:
            return chance.choice([chr(point) for point in range(first, last + 1) if chr(point) != letter])
    return chance.choice([other for other in "abcdefghijklmnopqrstuvwxyz" if other != letter])


def report(each: QuestionSet, search: Search, typos: bool) -> list[str]:
    """Print the table of one set; what misses the targets."""
    print(
        f"\n{each.name}: {len(each.passages)} passages, {len(each.questions)} questions\n  {'':22}R@1    R@5    R@10   MRR@10"
    )
    results = {}
    for mode in MODES:
        start = time.perf_counter()
        results[mode] = measure(search, each.questions, mode)
        print(
            f"  {mode:22}{results[mode]}   {(time.perf_counter() - start) / max(1, len(each.questions)) * 1000:.2f} ms",
            flush=True,
        )
    hybrid, better = results["hybrid"], max(results["dense"].mrr, results["lexical"].mrr)
    misses = (
        [f"{each.name}: hybrid is {better - hybrid.mrr:.4f} worse than its better part"]
        if hybrid.mrr < better - 0.005
        else []
    )
    wanted = {"korquad": 0.94, "xquad-en": 0.96}.get(each.name)
    if wanted and (hybrid.mrr < wanted or hybrid.recall_10 < 0.99):
        misses.append(f"{each.name}: below MRR@10 {wanted} or Recall@10 0.99")
    for kind in TYPOS if typos else ():
        wrong = measure(search, [(misspelt(question, kind), place) for question, place in each.questions], "hybrid")
        print(f"  {'hybrid, ' + kind:22}{wrong}   {wrong.mrr - hybrid.mrr:+.4f}", flush=True)
        if hybrid.mrr - wrong.mrr >= 0.05:
            misses.append(f"{each.name}: a typo ({kind}) costs {hybrid.mrr - wrong.mrr:.4f}")
    return misses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=PATH", help="a further set in SQuAD format")
    parser.add_argument(
        "--questions", type=int, default=0, help="at most so many questions of each set, chosen by a fixed seed"
    )
    parser.add_argument("--no-typos", action="store_true")
    arguments = parser.parse_args()
    sets = shared_sets() if not arguments.set else []
    sets += [read_squad(name, Path(path)) for name, _, path in (entry.partition("=") for entry in arguments.set)]
    misses: list[str] = []
    for each in sets:
        questions = each.questions
        if 0 < arguments.questions < len(questions):
            questions = random.Random(1).sample(questions, arguments.questions)
        chosen = QuestionSet(each.name, each.passages, questions)
        misses += report(chosen, offline(chosen.passages), not arguments.no_typos)
    print(
        "\n"
        + (
            "\n".join(misses) or "every target is met"
            if sets
            else "no set found: ../shared/data is absent and no --set was given"
        )
    )
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
