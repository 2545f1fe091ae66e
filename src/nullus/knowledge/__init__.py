"""Documents in, passages out: collections, reading, embedding, indexing, search.

The door opens lazily: the sandbox's processes live in this package and must not carry the web framework and the database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nullus.knowledge.analysis import analyse_chunks, analyse_query, unpack
    from nullus.knowledge.clearing import WorkspaceContents
    from nullus.knowledge.collections import KnownCollection, highest_label, list_collections
    from nullus.knowledge.contents import IndexIdentity, documents_named, index_identity, passages_of
    from nullus.knowledge.document_http import documents_router
    from nullus.knowledge.documents import names_of
    from nullus.knowledge.follower import Storing
    from nullus.knowledge.http import router
    from nullus.knowledge.labels import UNLABELLED, sensitivity_of, sensitivity_of_documents
    from nullus.knowledge.language import language_of
    from nullus.knowledge.loading import (
        KNOWN_COLLECTION,
        CollectionRef,
        TheCollection,
        TheDocument,
        ids_of,
        passages_after,
    )
    from nullus.knowledge.pages import Pages
    from nullus.knowledge.resources import WorkerResources
    from nullus.knowledge.retrieval import Hit, Retrieval, SearchRequest, SearchResult
    from nullus.knowledge.retrieval_store import Beside
    from nullus.knowledge.sandbox import Sandbox
    from nullus.knowledge.settings import KnowledgeSettings
    from nullus.knowledge.tasks import SCHEDULES
    from nullus.knowledge.worker import build_handlers

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
    "documents_router",
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
    "KNOWN_COLLECTION": "loading",
    "SCHEDULES": "tasks",
    "UNLABELLED": "labels",
    "Beside": "retrieval_store",
    "CollectionRef": "loading",
    "Hit": "retrieval",
    "IndexIdentity": "contents",
    "KnowledgeSettings": "settings",
    "KnownCollection": "collections",
    "Pages": "pages",
    "Retrieval": "retrieval",
    "Sandbox": "sandbox",
    "SearchRequest": "retrieval",
    "SearchResult": "retrieval",
    "Storing": "follower",
    "TheCollection": "loading",
    "TheDocument": "loading",
    "WorkerResources": "resources",
    "WorkspaceContents": "clearing",
    "analyse_chunks": "analysis",
    "analyse_query": "analysis",
    "build_handlers": "worker",
    "by_name": "collections",
    "documents_named": "contents",
    "documents_router": "document_http",
    "highest_label": "collections",
    "ids_of": "loading",
    "index_identity": "contents",
    "language_of": "language",
    "list_collections": "collections",
    "names_of": "documents",
    "passages_after": "loading",
    "passages_of": "contents",
    "router": "http",
    "sensitivity_of": "labels",
    "sensitivity_of_documents": "labels",
    "unpack": "analysis",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"nullus.knowledge.{_HOMES[name]}"), name)
