"""The route of search."""

from typing import Any

from fastapi import Request, Response
from pydantic_core import to_json

from nullus.knowledge.documents.loading import ids_of
from nullus.knowledge.http.held import retrieval_of
from nullus.knowledge.http.schemas import SearchIn, SearchOut
from nullus.knowledge.retrieval.retrieval import Hit, SearchRequest
from nullus.platform.web import CurrentActor, Router, db_of

router = Router(prefix="/api/v1", tags=["knowledge"])


@router.call("POST", "/search", policy="search", rate="search", answers=SearchOut)
async def search(body: SearchIn, request: Request, actor: CurrentActor) -> Response:
    """Ranked passages."""
    among = await ids_of(db_of(request), actor, body.collection_ids)
    found = await retrieval_of(request).search(
        actor, SearchRequest(body.query, among, body.top_k, body.mode, body.filters or {})
    )
    # Written straight to JSON: checking our own ten passages against their schema again costs more than finding them.
    # That the shape is SearchOut's is held by a test.
    data = {
        "hits": [_hit_out(hit) for hit in found.hits],
        "took": found.took,
        "degraded": found.degraded.message_in(actor.language) if found.degraded else None,
        "language": found.language,
    }
    content = to_json({"resultCode": "SUCCESS", "data": data, "message": "OK"})
    return Response(content, media_type="application/json")


def _hit_out(hit: Hit) -> dict[str, Any]:
    return {
        "documentId": hit.document_id,
        "documentName": hit.document_name,
        "collectionId": hit.collection_id,
        "chunkId": str(hit.chunk_id),
        "text": hit.text,
        "headingPath": hit.heading_path,
        "page": hit.page,
        "startOffset": hit.start_offset,
        "endOffset": hit.end_offset,
        "score": hit.score,
        "ranks": {"dense": hit.dense_rank, "lexical": hit.lexical_rank},
        "share": hit.share,
        "highlights": hit.highlights,
        "snippet": hit.snippet,
    }
