"""How well answers without a model do: is the expected answer quoted, and is what the documents do not hold refused?

    python -m benchmarks.answers [--questions 1000]

For KorQuAD and XQuAD (English), each as the only collection: the share of its own questions that are answered, and whose expected
answer stands in the quotations; and the share of other questions that are refused: of the other set (another language), invented
ones, and the hardest, those about the articles that were left out of the collection (half of them, the same encyclopedia).
Rankings come from the product's own modules in this process. Needs ../shared/data.
"""

import argparse
import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from benchmarks.service import DATA
from nullus.chat.answering import evidence, extract
from nullus.chat.answering.likeness import distinct
from nullus.chat.answering.passages import Passage, Ranks
from nullus.knowledge import analysis
from nullus.knowledge.lexical import Addition, LexicalIndex
from nullus.knowledge.retrieval import fusion
from nullus.llm import StaticEmbedder, Vectors, open_static

INVENTED = (
    """
우리 회사의 환불 정책은 무엇인가요?|김치찌개를 끓이는 가장 좋은 방법은?|다음 달 서울에서 부산까지 KTX 요금은 얼마인가요?
강아지 예방접종은 생후 몇 주에 하나요?|파이썬에서 리스트를 정렬하는 함수는?|연차 휴가는 며칠까지 이월되나요?
제주도 렌터카 보험은 어디서 가입하나요?|노트북 배터리 교체 비용을 알려 주세요|양자 얽힘을 초등학생에게 설명해 줘
커피 원두를 보관하는 적정 온도는?|주택담보대출 금리를 비교해 주세요|How do I reset my corporate laptop password?
What is the refund policy for annual subscriptions?|Which knot should I use to tie a kayak to a roof rack?
How long should sourdough proof in the refrigerator?|What is the default port of PostgreSQL?
When is the next total eclipse in Iceland?
How many vacation days can be carried over?|What torque do the cylinder head bolts need?|Can I take ibuprofen with antihistamines?
How do I prune tomato seedlings?|What is the wifi password of the Busan office?|Explain the offside rule in football to a child
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    article: int
    text: str
    questions: list[tuple[str, list[str]]]


class Collection:
    """Paragraphs, searched as the service searches them."""

    def __init__(self, paragraphs: Sequence[Paragraph], embedder: StaticEmbedder, vectors: Vectors) -> None:
        self.paragraphs = paragraphs
        self._embedder = embedder
        self._vectors = vectors
        self._index = LexicalIndex()
        packed = analysis.analyse_chunks([each.text for each in paragraphs])
        self._index.add(Addition(list(range(len(paragraphs))), [0] * len(paragraphs), packed))

    async def passages(self, question: str, top_k: int = 8) -> list[Passage]:
        dense: list[tuple[int, float]] = []
        if fusion.readable(question, self._embedder.languages):
            cosines = self._vectors @ await self._embedder.embed_query(question)
            best = np.argsort(-cosines)[: fusion.DEPTH].tolist()
            dense = list(zip(best, cosines[best].tolist(), strict=True))
        ranking = self._index.rank(analysis.analyse_query(question))
        hits = fusion.fuse(ranking, dense, top_k + 4, fusion.STATIC_TRUST)
        found = [self._passage(place, hit, ranking.ceiling) for place, hit in enumerate(hits, 1)]
        return distinct(found)[:top_k]

    def _passage(self, place: int, hit: fusion.Fused, ceiling: float) -> Passage:
        text = self.paragraphs[hit.number].text
        share = (hit.lexical_score or 0.0) / ceiling if ceiling > 0 else 0.0
        number = str(hit.number)
        return Passage(
            place,
            UUID(int=hit.number),
            number,
            UUID(int=0),
            number,
            text,
            (),
            None,
            0,
            len(text),
            hit.score,
            share,
            Ranks(hit.lexical_rank, hit.dense_rank, place),
        )


def load(name: str) -> list[Paragraph]:
    articles = json.loads((DATA / name).read_text(encoding="utf-8"))["data"]
    return [
        Paragraph(
            place,
            paragraph["context"],
            [(each["question"], [answer["text"] for answer in each["answers"]]) for each in paragraph["qas"]],
        )
        for place, article in enumerate(articles)
        for paragraph in article["paragraphs"]
    ]


async def refused(collection: Collection, questions: Sequence[str]) -> float:
    strengths = [evidence.strength(question, await collection.passages(question)) for question in questions]
    return float(np.mean([strength < evidence.ENOUGH for strength in strengths]))


async def measure(
    name: str, own: list[Paragraph], other: list[Paragraph], count: int, embedder: StaticEmbedder
) -> None:
    chance = random.Random(7)
    vectors = await embedder.embed_documents([each.text for each in own])
    collection = Collection(own, embedder, vectors)
    asked = [question for each in own for question in each.questions]
    asked = chance.sample(asked, min(count, len(asked)))
    answered = quoted = whole = 0
    sizes, times = [], []
    for question, answers in asked:
        passages = await collection.passages(question)
        began = time.perf_counter()
        strong = evidence.strength(question, passages) >= evidence.ENOUGH
        text = " ".join(quote.sentence.text for quote in extract.choose(question, passages))
        times.append((time.perf_counter() - began) * 1000)
        held = any(" ".join(answer.split()) in " ".join(text.split()) for answer in answers)
        answered += strong
        whole += held
        quoted += held and strong
        sizes.append(len(text))
    strangers = [question for each in other for question, _ in each.questions]
    strangers = chance.sample(strangers, min(count, len(strangers)))
    total = len(asked)
    print(f"{name}: {len(own)} paragraphs, {total} of its own questions")
    print(
        f"  answered {answered / total:.3f}, expected answer quoted {quoted / total:.3f} ({whole / total:.3f} if none were refused)"
    )
    print(f"  quotations: {np.mean(sizes):.0f} characters; deciding and choosing: median {np.median(times):.1f} ms")
    print(f"  refused: of the other set's questions {await refused(collection, strangers):.3f},", end=" ")
    print(f"of {len(INVENTED)} invented {await refused(collection, INVENTED):.3f},", end=" ")
    articles = sorted({each.article for each in own})
    kept = set(chance.sample(articles, len(articles) // 2))
    half = [place for place, each in enumerate(own) if each.article in kept]
    smaller = Collection([own[place] for place in half], embedder, vectors[half])
    left_out = [question for each in own if each.article not in kept for question, _ in each.questions]
    near = await refused(smaller, chance.sample(left_out, min(count, len(left_out))))
    print(f"about articles that were left out {near:.3f}")


async def run(count: int) -> None:
    embedder = open_static()
    korean, english = load("korquad/KorQuAD_v1.0_dev.json"), load("xquad/xquad.en.json")
    await measure("KorQuAD", korean, english, count, embedder)
    await measure("XQuAD (English)", english, korean, count, embedder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=1000)
    asyncio.run(run(parser.parse_args().questions))


if __name__ == "__main__":
    main()
