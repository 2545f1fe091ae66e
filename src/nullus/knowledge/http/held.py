"""What the app holds for these routes, and a parameter that several of them take."""

from typing import Annotated

from fastapi import Query, Request

from nullus.knowledge.retrieval.retrieval import Retrieval
from nullus.platform.objects import ObjectStore

VersionNumber = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


def objects_of(request: Request) -> ObjectStore:
    objects: ObjectStore = request.app.state.objects
    return objects


def retrieval_of(request: Request) -> Retrieval:
    retrieval: Retrieval = request.app.state.retrieval
    return retrieval
