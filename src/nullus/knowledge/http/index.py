"""Routes of the index: what it is made with, and making it anew."""

from typing import Any

from fastapi import Request

from nullus.knowledge.http.schemas import IndexOut, IndexProblemOut
from nullus.knowledge.ingestion import rebuild
from nullus.platform.errors import Language
from nullus.platform.web import CurrentActor, Envelope, Router, db_of, success

router = Router(prefix="/api/v1", tags=["knowledge"])


@router.call("GET", "/index", policy="operate", answers=IndexOut)
async def show_index(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """What the workspace's index is made with, and whether it fits the settings."""
    return success(_index_out(await rebuild.facts(db_of(request), request.app.state.gateway, actor), actor.language))


@router.call("POST", "/index/rebuild", policy="operate", answers=IndexOut, status=202)
async def rebuild_index(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Embed every passage anew with the configured embedder, in the background: `jobId` says how far it is."""
    async with db_of(request).transaction(actor) as tx:
        await rebuild.request(tx, actor)
    return success(_index_out(await rebuild.facts(db_of(request), request.app.state.gateway, actor), actor.language))


def _index_out(facts: rebuild.IndexFacts, language: Language) -> IndexOut:
    problem = facts.problem
    return IndexOut(
        state=facts.state,
        embedder=facts.embedder,
        embedder_configured=facts.embedder_configured,
        analyser=facts.analyser,
        analyser_current=facts.analyser_current,
        chunks=facts.chunks,
        generation=facts.generation,
        rebuilt=facts.rebuilt,
        job_id=str(facts.job_id) if facts.job_id else None,
        problem=IndexProblemOut(
            code=problem.result_code, message=problem.message_in(language), hint=problem.hint_in(language)
        )
        if problem
        else None,
    )
