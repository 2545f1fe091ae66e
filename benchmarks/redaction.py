"""How well and how fast redaction finds what is private, on a generated set with hard negatives.

    python -m benchmarks.redaction [--cases N] [--seed N] [--misses]

A private thing counts as found when every character of it is hidden under its own kind, and as covered when under any kind.
A find is right when it touches a private thing of its kind in the case; every other find is wrong, also one of another kind.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.private_things import MAKERS, Case, cases
from nullus.llm.redaction import Options, find

EVERYTHING = Options(find_names=True)


@dataclass
class Tally:
    """What was counted, by kind."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    negatives: int = 0
    negatives_touched: int = 0
    misses: list[str] = field(default_factory=list)

    def recall(self, kind: str | None = None) -> float:
        return _share(self.found, self.there, kind)

    def cover(self, kind: str | None = None) -> float:
        return _share(self.covered, self.there, kind)

    def precision(self, kind: str | None = None) -> float:
        return _share(self.right, self.right + self.wrong, kind)


def measure(made: list[Case], options: Options = EVERYTHING) -> Tally:
    tally = Tally()
    for case in made:
        finds = find(case.text, options)
        if case.kind is None:
            tally.negatives += 1
            tally.negatives_touched += bool(finds)
        else:
            tally.there[case.kind] += 1
            around = [each for each in finds if each.start <= case.start and case.end <= each.end]
            tally.covered[case.kind] += bool(around)
            tally.found[case.kind] += any(each.kind == case.kind for each in around)
            if not any(each.kind == case.kind for each in around):
                kinds = ", ".join(f"{each.kind} {case.text[each.start : each.end]!r}" for each in finds)
                tally.misses.append(
                    f"missed {case.kind} {case.text[case.start : case.end]!r} in {case.text!r}: {kinds or 'nothing'}"
                )
        for each in finds:
            right = each.kind == case.kind and each.start < case.end and case.start < each.end
            (tally.right if right else tally.wrong)[each.kind] += 1
            if not right and (case.kind is None or not (each.start < case.end and case.start < each.end)):
                tally.misses.append(
                    f"wrong {each.kind} {case.text[each.start : each.end]!r} in {case.text!r} ({case.source})"
                )
    return tally


def speed(made: list[Case]) -> None:
    """CPU time of a find in long texts: the cases one after another, and what an attacker would write to make it slow."""
    texts = {
        "the cases, one text": "\n".join(case.text for case in made)
        * max(1, 1_000_000 // sum(len(case.text) for case in made)),
        "1 MB of one digit": "1" * 10**6,
        "1 MB of 1-1-1-…": "1-" * (10**6 // 2),
        "1 MB of 1234-1234-…": "1234-" * (10**6 // 5),
        "1 MB of +1+1+1…": "+1" * (10**6 // 2),
        "1 MB of a@a@a@…": "a@" * (10**6 // 2),
        "1 MB of resident numbers": "900101-1234567 " * (10**6 // 15),
        "1 MB of 강남구 강남구 테헤란로": "강남구 강남구 테헤란로" * (10**6 // 32),
        "1 MB of 주소 주소 주소": "주소 " * (10**6 // 7),
        "1 MB of capitalised words": "1 Aa Aa " * (10**6 // 8),
    }
    print(f"\n{'':<32} {'kB':>8} {'µs per kB':>10} {'finds':>8}")
    for name, text in texts.items():
        size = len(text.encode()) / 1000
        began = time.process_time()
        finds = find(text, EVERYTHING)
        took = time.process_time() - began
        print(f"{name:<32} {size:>8.0f} {took / size * 1e6:>10.0f} {len(finds):>8}")


def report(tally: Tally) -> None:
    print(f"{'kind':<10} {'there':>6} {'precision':>10} {'recall':>8} {'covered':>8}")
    for kind in MAKERS:
        print(
            f"{kind:<10} {tally.there[kind]:>6} {tally.precision(kind):>10.4f} {tally.recall(kind):>8.4f} {tally.cover(kind):>8.4f}"
        )
    print(
        f"{'all':<10} {tally.there.total():>6} {tally.precision():>10.4f} {tally.recall():>8.4f} {tally.cover():>8.4f}"
    )
    print(f"hard negatives: {tally.negatives}, touched: {tally.negatives_touched}")


def _share(part: Counter[str], whole: Counter[str], kind: str | None) -> float:
    of, all_of = (part[kind], whole[kind]) if kind else (part.total(), whole.total())
    return of / all_of if all_of else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--misses", action="store_true", help="print every case that went wrong")
    asked = parser.parse_args()
    made = cases(asked.cases, asked.seed)
    tally = measure(made)
    if asked.misses:
        print("\n".join(tally.misses), end="\n\n")
    print(f"{len(made)} cases, seed {asked.seed}")
    report(tally)
    speed(made)


if __name__ == "__main__":
    main()
