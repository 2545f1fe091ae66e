"""Documents in, passages out: collections, reading, embedding, indexing, search.

The door opens lazily: the sandbox's processes live in this package and must not carry the web framework and the database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nullus.knowledge.analysis import analyse_chunks, analyse_query, unpack
    from nullus.knowledge.analysis.language import language_of
    from nullus.knowledge.collections.collections import KnownCollection, highest_label, list_collections
    from nullus.knowledge.collections.labels import UNLABELLED, sensitivity_of, sensitivity_of_documents
    from nullus.knowledge.documents.contents import IndexIdentity, documents_named, index_identity, passages_of
    from nullus.knowledge.documents.documents import names_of
    from nullus.knowledge.documents.loading import (
        KNOWN_COLLECTION,
        CollectionRef,
        TheCollection,
        TheDocument,
        ids_of,
        passages_after,
    )
    from nullus.knowledge.documents.pages import Pages
    from nullus.knowledge.http import router
    from nullus.knowledge.index.follower import Storing
    from nullus.knowledge.ingestion.resources import WorkerResources
    from nullus.knowledge.ingestion.worker import build_handlers
    from nullus.knowledge.leaving.clearing import WorkspaceContents
    from nullus.knowledge.retrieval.retrieval import Hit, Retrieval, SearchRequest, SearchResult
    from nullus.knowledge.retrieval.retrieval_store import Beside
    from nullus.knowledge.sandbox import Sandbox
    from nullus.knowledge.settings import KnowledgeSettings
    from nullus.knowledge.tasks import SCHEDULES

__all__ = [
    "KNOWN_COLLECTION",
    "SCHEDULES",
    "UNLABELLED",
    "Beside",
    "CollectionRef",
    "Hit",
    "IndexIdentity",
    "KnowledgeSettings",
    "KnownCollection",
    "Pages",
    "Retrieval",
    "Sandbox",
    "SearchRequest",
    "SearchResult",
    "Storing",
    "TheCollection",
    "TheDocument",
    "WorkerResources",
    "WorkspaceContents",
    "analyse_chunks",
    "analyse_query",
    "build_handlers",
    "by_name",
    "documents_named",
    "highest_label",
    "ids_of",
    "index_identity",
    "language_of",
    "list_collections",
    "names_of",
    "passages_after",
    "passages_of",
    "router",
    "sensitivity_of",
    "sensitivity_of_documents",
    "unpack",
]

_HOMES = {
    "KNOWN_COLLECTION": "documents.loading",
    "SCHEDULES": "tasks",
    "UNLABELLED": "collections.labels",
    "Beside": "retrieval.retrieval_store",
    "CollectionRef": "documents.loading",
    "Hit": "retrieval.retrieval",
    "IndexIdentity": "documents.contents",
    "KnowledgeSettings": "settings",
    "KnownCollection": "collections.collections",
    "Pages": "documents.pages",
    "Retrieval": "retrieval.retrieval",
    "Sandbox": "sandbox",
    "SearchRequest": "retrieval.retrieval",
    "SearchResult": "retrieval.retrieval",
    "Storing": "index.follower",
    "TheCollection": "documents.loading",
    "TheDocument": "documents.loading",
    "WorkerResources": "ingestion.resources",
    "WorkspaceContents": "leaving.clearing",
    "analyse_chunks": "analysis",
    "analyse_query": "analysis",
    "build_handlers": "ingestion.worker",
    "by_name": "collections.collections",
    "documents_named": "documents.contents",
    "highest_label": "collections.collections",
    "ids_of": "documents.loading",
    "index_identity": "documents.contents",
    "language_of": "analysis.language",
    "list_collections": "collections.collections",
    "names_of": "documents.documents",
    "passages_after": "documents.loading",
    "passages_of": "documents.contents",
    "router": "http",
    "sensitivity_of": "collections.labels",
    "sensitivity_of_documents": "collections.labels",
    "unpack": "analysis",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"nullus.knowledge.{_HOMES[name]}"), name)
