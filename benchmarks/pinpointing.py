"""How well a citation points: does the place in the passage that a claim is led to hold what the claim says?

    python -m benchmarks.pinpointing [--questions 1000]

For KorQuAD and XQuAD (English): a passage of three neighbouring paragraphs, as a widened one is, and two claims about the middle
one, the expected answer alone and the answer in the words of the question. Printed: the share whose place holds the answer where
the data set has it, the share led to the passage as a whole, and how much of the passage the others are. Needs ../shared/data.
"""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from benchmarks.service import DATA
from nullus.chat.answering.passages import Passage, Ranks
from nullus.chat.answering.pinpointing import pinpointed

SETS = {"KorQuAD": DATA / "korquad" / "KorQuAD_v1.0_dev.json", "XQuAD en": DATA / "xquad" / "xquad.en.json"}


@dataclass(frozen=True, slots=True)
class Case:
    """A question, its answer, and characters of the passage where the answer stands."""

    passage: Passage
    question: str
    answer: str
    start: int


def cases(path: Path) -> list[Case]:
    found = []
    for article in json.loads(path.read_bytes())["data"]:
        texts = [each["context"] for each in article["paragraphs"]]
        for place, paragraph in enumerate(article["paragraphs"]):
            before = texts[place - 1] + "\n\n" if place else ""
            after = "\n\n" + texts[place + 1] if place + 1 < len(texts) else ""
            passage = _passage(before + texts[place] + after)
            for each in paragraph["qas"]:
                answer = each["answers"][0]
                found.append(Case(passage, each["question"], answer["text"], len(before) + answer["answer_start"]))
    return found


def measure(name: str, chosen: list[Case], asked: bool) -> str:
    held = whole = 0
    shares = []
    for each in chosen:
        claim = f"{each.question.rstrip('?')} {each.answer}" if asked else each.answer
        start, end = pinpointed(each.passage, claim, each.question)
        held += start <= each.start and each.start + len(each.answer) <= end
        if end - start == len(each.passage.text):
            whole += 1
        else:
            shares.append((end - start) / len(each.passage.text))
    size = sum(shares) / len(shares) if shares else 1.0
    kind = "in the question's words" if asked else "the answer alone"
    return f"{name:10} {kind:24} {held / len(chosen):8.3f} {whole / len(chosen):8.3f} {size:8.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=1000)
    count = parser.parse_args().questions
    print(f"{'set':10} {'claim':24} {'right':>8} {'whole':>8} {'size':>8}")
    for name, path in SETS.items():
        found = cases(path)
        chosen = random.Random(1).sample(found, min(count, len(found)))
        for asked in (False, True):
            print(measure(name, chosen, asked))


def _passage(text: str) -> Passage:
    nobody = UUID(int=0)
    return Passage(1, nobody, "article", nobody, "1", text, (), None, 0, len(text), 1.0, 1.0, Ranks(1, None, 1))


if __name__ == "__main__":
    main()
