"""From a question to the passages that an answer is made from: searched, without near-duplicates, with their neighbours."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from nullus.chat.answering.likeness import distinct
from nullus.chat.answering.passages import Passage, Ranks
from nullus.chat.answering.reranking import RERANKED, Rank
from nullus.chat.answering.widening import widened, worth_widening
from nullus.knowledge import Hit, Retrieval, SearchRequest, SearchResult
from nullus.platform.actor import Actor
from nullus.platform.sensitivity import Sensitivity

SEARCHED_CHARACTERS = 2_000
_MORE = 4
"""Passages that are fetched beyond those that are wanted: near-duplicates leave a place."""
_MANY = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: `text` as it is searched (a follow-up question already says what it is about), and its own label."""

    text: str
    collection_ids: Sequence[UUID] | None = None
    top_k: int = 8
    filters: dict[str, Any] = field(default_factory=dict)
    sensitivity: Sensitivity = "public"


async def gather(
    retrieval: Retrieval, actor: Actor, wanted: Wanted, rank: Rank | None = None
) -> tuple[list[Passage], SearchResult]:
    """At most `top_k` passages that differ from each other, best first, numbered from 1; and how the search went.

    Where near-duplicates crowd out everything else it is searched once more, deeper. With `rank` more is searched and put in
    order by it; why it could not is told as `degraded`. Raises CollectionNotFound and the errors of the search.
    """
    deep = min(wanted.top_k + _MORE if rank is None else max(wanted.top_k + _MORE, RERANKED), _MANY)
    result = await _search(retrieval, actor, wanted, deep)
    passages = _distinct(result)
    if len(passages) < wanted.top_k and len(result.hits) == deep < _MANY:
        result = await _search(retrieval, actor, wanted, _MANY)
        passages = _distinct(result)
    if rank is not None:
        began = time.perf_counter()
        passages, problem = await rank(passages[:deep])
        if problem is None and len(passages) > 1:
            passages = [each.ranked(reranked=place) for place, each in enumerate(passages, 1)]
        took = result.took | {"rerank": round((time.perf_counter() - began) * 1000, 3)}
        result = replace(result, took=took, degraded=result.degraded or problem)
    return [replace(each, number=number) for number, each in enumerate(passages[: wanted.top_k], 1)], result


async def widen(retrieval: Retrieval, actor: Actor, passages: Sequence[Passage], room: int, most: int) -> list[Passage]:
    """The same passages for a model that reads `room` tokens of them: the `most` best with what stands beside them."""
    chosen = worth_widening(passages, room, most)
    if not chosen:
        return list(passages)
    beside = await retrieval.beside(actor, [int(each.chunk_id) for each in chosen])
    wide = widened(passages, {str(number): found for number, found in beside.items()}, room)
    return [replace(each, number=number) for number, each in enumerate(wide, 1)]


async def _search(retrieval: Retrieval, actor: Actor, wanted: Wanted, top_k: int) -> SearchResult:
    request = SearchRequest(
        wanted.text[:SEARCHED_CHARACTERS],
        collection_ids=wanted.collection_ids,
        top_k=top_k,
        filters=wanted.filters,
        sensitivity=wanted.sensitivity,
    )
    return await retrieval.search(actor, request)


def _distinct(result: SearchResult) -> list[Passage]:
    return distinct([_passage(number, hit) for number, hit in enumerate(result.hits, 1)])


def _passage(number: int, hit: Hit) -> Passage:
    return Passage(
        number=number,
        document_id=hit.document_id,
        document_name=hit.document_name,
        collection_id=hit.collection_id,
        chunk_id=str(hit.chunk_id),
        text=hit.text,
        heading_path=tuple(hit.heading_path),
        page=hit.page,
        start_offset=hit.start_offset,
        end_offset=hit.end_offset,
        score=hit.score,
        share=hit.share,
        ranks=Ranks(hit.lexical_rank, hit.dense_rank, number),
    )
