"""Passages for measurements of speed: real sentences put together anew, so that words are as rare and as common as in life."""

import json
import random
import re
from collections.abc import Iterator

from benchmarks.service import DATA

_SENTENCE = re.compile(r"(?<=[.!?。])\s+")


def questions() -> dict[str, list[str]]:
    """Real questions by language."""
    found: dict[str, list[str]] = {"ko": [], "en": []}
    for language, path in (("ko", "korquad/KorQuAD_v1.0_dev.json"), ("en", "xquad/xquad.en.json")):
        for article in json.loads((DATA / path).read_text())["data"]:
            for paragraph in article["paragraphs"]:
                found[language] += [each["question"] for each in paragraph["qas"]]
    return found


def paragraphs() -> list[str]:
    """The KorQuAD and XQuAD paragraphs and those of the documentation."""
    found: list[str] = []
    for path in ("korquad/KorQuAD_v1.0_dev.json", "xquad/xquad.en.json"):
        for article in json.loads((DATA / path).read_text())["data"]:
            found += [paragraph["context"] for paragraph in article["paragraphs"]]
    for file in sorted((DATA / "docs").rglob("*.md")):
        found += [part for part in file.read_text().split("\n\n") if len(part) > 80]
    return list(dict.fromkeys(found))


def recombined(count: int, seed: int = 7) -> Iterator[str]:
    """`count` passages of 300 to 700 characters: first the real ones, then sentences of them in new company.

    Every fifth sentence gets a made-up word, because a larger collection knows more words.
    """
    real = paragraphs()
    yield from real[:count]
    randomness = random.Random(seed)
    sentences = [each for text in real for each in _SENTENCE.split(text) if 20 < len(each) < 300]
    syllables = sorted({each for text in real for each in text if "가" <= each <= "힣"})
    for _ in range(max(0, count - len(real))):
        target, length, parts = randomness.randint(300, 700), 0, []
        while length < target:
            sentence = randomness.choice(sentences)
            if randomness.random() < 0.2:
                made_up = "".join(randomness.choices(syllables, k=randomness.randint(2, 4)))
                sentence = f"{made_up} {sentence}"
            parts.append(sentence)
            length += len(sentence)
        yield " ".join(parts)
