"""Questions whose answering passage is known, the same with a mistake in one word, and what a ranking of passages is worth."""

import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.service import DATA

TYPOS = ("swapped", "replaced", "lost", "split")


@dataclass(frozen=True)
class QuestionSet:
    """Passages, and questions with the place of the passage that answers each."""

    name: str
    passages: list[str]
    questions: list[tuple[str, int]]

    def sample(self, count: int) -> "QuestionSet":
        """The same passages with at most `count` questions, chosen by a fixed seed; 0: all."""
        if not 0 < count < len(self.questions):
            return self
        return QuestionSet(self.name, self.passages, random.Random(1).sample(self.questions, count))


@dataclass(frozen=True)
class Quality:
    """Shares of the questions, 0 to 1; `mrr` is the mean of 1/rank, 0 beyond the tenth."""

    recall_1: float
    recall_5: float
    recall_10: float
    mrr: float

    def __str__(self) -> str:
        return f"{self.recall_1:.4f} {self.recall_5:.4f} {self.recall_10:.4f} {self.mrr:.4f}"


def quality(ranks: Sequence[int]) -> Quality:
    """Of the ranks of the relevant passages, counted from 1; 0: not among the first ten."""
    count = max(1, len(ranks))
    one, five, ten = (sum(0 < rank <= depth for rank in ranks) / count for depth in (1, 5, 10))
    return Quality(one, five, ten, sum(1 / rank for rank in ranks if rank) / count)


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
    """The sets that lie beside the project, as far as they are there."""
    found = []
    for name, path in (("korquad", "korquad/KorQuAD_v1.0_dev.json"), ("xquad-en", "xquad/xquad.en.json")):
        if (DATA / path).exists():
            found.append(read_squad(name, DATA / path))
    docs = [name for name in ("en", "ko") if (DATA / "docs" / name).exists()]
    return found + [read_docs(f"docs-{name}", DATA / "docs" / name) for name in docs]


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
