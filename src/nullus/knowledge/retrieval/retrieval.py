"""From a question to ranked passages: exact lexical ranking beside vectors, fused, every hit joined to the live rows.

One search sees one state: vectors and lexical index are of the same generation, and a passage that was replaced or deleted
before it was fetched makes the search look again, so old and new versions never mix.
"""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from nullus.knowledge import analysis
from nullus.knowledge.analysis.language import language_of
from nullus.knowledge.collections.labels import sensitivity_of
from nullus.knowledge.errors import (
    AnalyserMismatch,
    CollectionNotFound,
    EmbedderMismatch,
    IndexBusy,
    IndexLoading,
    IndexRebuilding,
)
from nullus.knowledge.index import follower_store
from nullus.knowledge.index.follower import Follower, IndexState, Storing
from nullus.knowledge.lexical import Allowed, Ranking, frequencies
from nullus.knowledge.retrieval import fusion, retrieval_store, snippets
from nullus.knowledge.retrieval.fusion import DEPTH, Fused
from nullus.knowledge.retrieval.retrieval_store import Beside, Question, View
from nullus.llm import Embedder, Gateway, StaticEmbedder, Vectors, fingerprint_of
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NullusError
from nullus.platform.sensitivity import Sensitivity, highest

_TRIES = 8
PATIENCE_SECONDS = 2.0  # how long a search waits for an index that is being loaded


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked. `filters` are metadata that a document must have; `top_k` is 1 to 100. `sensitivity` is the label of the
    question itself, as of the conversation that it comes from; the collections that are asked may be above it.
    """

    query: str
    collection_ids: Sequence[UUID] | None = None
    top_k: int = 10
    mode: str = "hybrid"
    filters: dict[str, Any] = field(default_factory=dict)
    sensitivity: Sensitivity = "public"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage. Offsets are characters of the document's read text; `highlights` are characters of `text`.

    `share` is the part, 0 to 1, of the question's lexical weight that the passage answers: rare words weigh most, and words
    that stand nowhere weigh most of all. Low for every hit: the documents speak of something else.
    """

    document_id: UUID
    document_name: str
    collection_id: UUID
    chunk_id: int
    text: str
    heading_path: tuple[str, ...]
    page: int | None
    start_offset: int
    end_offset: int
    score: float
    dense_rank: int | None
    lexical_rank: int | None
    share: float
    highlights: list[tuple[int, int]]
    snippet: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first; `took` in milliseconds by step; `degraded`: why vectors were left out although they should not be."""

    hits: list[Hit]
    took: dict[str, float]
    degraded: NullusError | None
    language: str


@dataclass(slots=True)
class _Clock:
    """Milliseconds of each step."""

    took: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.took[step] = round(self.took.get(step, 0.0) + (now - self.last) * 1000, 3)
        self.last = now


class Retrieval:
    """Search of one process: its derived indexes and its models. `storing`: where large indexes are kept in files."""

    def __init__(
        self,
        db: Database,
        gateway: Gateway,
        storing: Storing | None = None,
        *,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._db = db
        self._gateway = gateway
        self._patience = patience
        self.follower = Follower(db, storing)
        self._warming: asyncio.Task[None] | None = None

    async def refresh(self, actor: Actor) -> None:
        """Bring the workspace's derived index to the present: after a deletion, so that nothing of it stays in memory."""
        async with self._db.reading(actor) as reader:
            view = await retrieval_store.look(reader, Question(actor.workspace_id))
        await self.follower.follow(actor, view.generation, view.identity)
        await self.follower.settle(actor.workspace_id)

    def start(self) -> None:
        """Load indexes and models in the background, so that the first search after a start is quick, and keep up."""
        self._warming = asyncio.create_task(self._warm())
        self.follower.start()

    async def close(self) -> None:
        """Stop what goes on in the background."""
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        await self.follower.close()

    async def _warm(self) -> None:
        with contextlib.suppress(NullusError):
            async with self._db.system_transaction() as tx:
                used = [row for row in await follower_store.generations(tx) if row.chunks]
            if used:  # an idle installation without documents keeps its memory
                await asyncio.to_thread(analysis.analyse_query, "검색 준비 warming up")
                await self._gateway.warm_embedder()

    async def search(self, actor: Actor, request: SearchRequest) -> SearchResult:
        """Ranked passages for a question. Raises CollectionNotFound; dense mode also the embedder's errors."""
        clock = _Clock()
        query = analysis.analyse_query(request.query)
        language = language_of(request.query) or "en"
        clock.lap("analyse")
        embedder, vector, unreachable = await self._embed(actor, request, language)
        clock.lap("embed")
        question = Question(
            actor.workspace_id,
            vector,
            fingerprint_of(embedder) if embedder else "",
            request.collection_ids,
            request.filters,
            DEPTH,
        )
        for _ in range(_TRIES):
            async with self._db.reading(actor) as reader:
                view = await retrieval_store.look(reader, question)
                clock.lap("dense")
                _refuse_unknown(request.collection_ids, view)
                unusable = _without_vectors(request, view, question)
                state, loading = await self._follow(actor, request, view)
                clock.lap("follow")
                if state is not None and (state.generation, state.identity) != (view.generation, view.identity):
                    continue  # it went on since the look
                degraded = loading or unusable or unreachable or _other_analyser(request, view)
                ranked, ceiling = self._rank(request, query, view, state, embedder)
                clock.lap("lexical")
                rows = await retrieval_store.passages(reader, actor.workspace_id, [each.number for each in ranked])
                clock.lap("fetch")
            if len(rows) < len(ranked):
                continue  # some of it was replaced or deleted since the look
            hits = _hits(request.query, ranked, ceiling, rows)
            clock.lap("mark")
            clock.took["total"] = round(sum(clock.took.values()), 3)
            return SearchResult(hits, clock.took, degraded, language)
        raise IndexBusy(retry_after_seconds=1)

    async def beside(self, actor: Actor, chunk_ids: Sequence[int]) -> dict[int, list[Beside]]:
        """The chunks right before and after each of these, of the same version of the document, as the actor may see them."""
        async with self._db.reading(actor) as reader:
            return await retrieval_store.beside(reader, actor.workspace_id, chunk_ids)

    async def _follow(
        self, actor: Actor, request: SearchRequest, view: View
    ) -> tuple[IndexState | None, IndexLoading | None]:
        """The derived index for a view; none, and why, where vectors must do. Raises IndexLoading where they cannot."""
        if request.mode == "dense":
            return None, None
        state = self.follower.state(actor.workspace_id)
        if state.reaches(view.generation, view.identity):
            return state, None
        try:
            return await self.follower.follow(actor, view.generation, view.identity, self._patience), None
        except IndexLoading as loading:
            if request.mode == "lexical" or not view.usable:
                raise
            return None, loading

    async def _embed(
        self, actor: Actor, request: SearchRequest, language: str
    ) -> tuple[Embedder | None, Vectors | None, NullusError | None]:
        """The question's vector, where vectors can help: not for a language that the embedder does not read."""
        if request.mode == "lexical" or not request.query.strip():
            return None, None, None
        try:
            embedder = await self._gateway.embedder()
            if request.mode == "hybrid" and not fusion.readable(request.query, embedder.languages):
                return embedder, None, None
            label = request.sensitivity
            if not self._gateway.embeds_anything:
                label = highest(label, await sensitivity_of(self._db, actor, request.collection_ids))
            return embedder, await self._gateway.embed_query(actor, request.query, label), None
        except NullusError as error:
            if request.mode == "dense":
                raise
            return None, None, error

    def _rank(
        self,
        request: SearchRequest,
        query: analysis.QueryTerms,
        view: View,
        state: IndexState | None,
        embedder: Embedder | None,
    ) -> tuple[list[Fused], float]:
        """The best, and the highest score that the lexical ranking could give. Without a state by vectors alone."""
        if state is None:
            best = [
                Fused(number, cosine, None, rank, None, cosine)
                for rank, (number, cosine) in enumerate(view.dense[: request.top_k], 1)
            ]
            return best, 0.0
        allowed = _allowed(view, state)
        query = analysis.corrected(query, partial(frequencies, state.segments, allowed=allowed))
        ranking = Ranking(state.segments, query, allowed)
        trust = fusion.STATIC_TRUST if isinstance(embedder, StaticEmbedder) else fusion.MODEL_TRUST
        return fusion.fuse(ranking, view.dense, request.top_k, trust), ranking.ceiling


def _without_vectors(request: SearchRequest, view: View, question: Question) -> NullusError | None:
    """Why the question's vector is of no use with the stored ones; raised where nothing else was asked for."""
    if question.vector is None or view.usable or not view.embedder:
        return None
    error: NullusError = EmbedderMismatch(pinned=view.embedder, configured=question.embedder)
    if view.rebuilding:
        error = IndexRebuilding(retry_after_seconds=10)
    if request.mode == "dense":
        raise error
    return error


def _other_analyser(request: SearchRequest, view: View) -> AnalyserMismatch | None:
    """Words that another version cut are searched nevertheless, and it is said."""
    if request.mode == "dense" or not view.analyser or view.analyser == analysis.VERSION or view.rebuilding:
        return None
    return AnalyserMismatch(pinned=view.analyser, current=analysis.VERSION)


def _allowed(view: View, state: IndexState) -> Allowed | None:
    """The chunks that count: of the collections that the asker sees, and that a filter left. None: all of them."""
    codes = None
    if not view.collections >= state.living:
        codes = frozenset(code for each, code in state.collections.items() if each in view.collections)
    return None if codes is None and view.allowed is None else Allowed(collections=codes, numbers=view.allowed)


def _refuse_unknown(asked: Sequence[UUID] | None, view: View) -> None:
    for each in asked or ():
        if each not in view.collections:
            raise CollectionNotFound(collection=each)


def _hits(query: str, ranked: Sequence[Fused], ceiling: float, rows: dict[int, retrieval_store.Passage]) -> list[Hit]:
    wanted = snippets.sought(query)
    hits = []
    for each in ranked:
        row = rows.get(each.number)
        if row is None:
            continue
        spans = snippets.highlights(row.text, wanted)
        hits.append(
            Hit(
                document_id=row.document_id,
                document_name=row.document_name,
                collection_id=row.collection_id,
                chunk_id=each.number,
                text=row.text,
                heading_path=tuple(row.heading_path),
                page=row.page,
                start_offset=row.start_offset,
                end_offset=row.end_offset,
                score=round(each.score, 6),
                dense_rank=each.dense_rank,
                lexical_rank=each.lexical_rank,
                share=round((each.lexical_score or 0.0) / ceiling, 6) if ceiling > 0 else 0.0,
                highlights=spans,
                snippet=snippets.snippet(row.text, spans),
            )
        )
    return hits
