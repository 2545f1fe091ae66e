"""Shapes on the wire."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from nullus.identity import GroupRef
from nullus.knowledge.documents.loading import CollectionRef, DocumentRef
from nullus.platform.sensitivity import Sensitivity
from nullus.platform.web import Schema
from nullus.platform.web_values import Flat, Line, Prose

Access = Literal["private", "group", "workspace", "public"]
Mode = Literal["hybrid", "dense", "lexical"]
MAX_QUERY = 10_000


class CollectionIn(Schema):
    """`access`: who sees it: its owner, its owner and the members of its groups, the workspace's members, or guests too.
    Without it the workspace's members, or the groups where some are named. `cacheAnswers`: whether an answer from here may
    be kept and given to who asks the same.
    """

    name: Line = Field(min_length=1, max_length=200)
    description: Prose = Field(default="", max_length=10_000)
    sensitivity: Sensitivity = "internal"
    access: Access | None = None
    group_ids: list[GroupRef] = Field(default=[], max_length=100)
    cache_answers: bool = True


class CollectionChange(Schema):
    name: Line | None = Field(default=None, min_length=1, max_length=200)
    description: Prose | None = Field(default=None, max_length=10_000)
    sensitivity: Sensitivity | None = None
    access: Access | None = None
    group_ids: list[GroupRef] | None = Field(default=None, max_length=100)
    cache_answers: bool | None = None


class CollectionOut(Schema):
    """`unsettled`: documents that are still waiting or being read; `size`: bytes of the latest versions."""

    id: UUID
    name: str
    description: str
    sensitivity: Sensitivity
    access: Access
    owner_id: UUID | None
    group_ids: list[UUID]
    cache_answers: bool
    documents: int
    unsettled: int
    failed: int
    size: int
    created_at: datetime
    updated_at: datetime


class ReceivedOut(Schema):
    id: UUID
    name: str
    status: str
    job_id: str | None
    version: int
    unchanged: bool


class UploadOut(Schema):
    documents: list[ReceivedOut]


class AddressIn(Schema):
    """A web address, of a site that the operator allows (NULLUS_KNOWLEDGE_FETCH_FROM)."""

    url: Line = Field(min_length=1, max_length=2000)


class FailureOut(Schema):
    """Why a document could not be read: a stable code, a sentence, and what to do."""

    code: str
    message: str
    hint: str | None = None


class DocumentOut(Schema):
    id: UUID
    collection_id: UUID
    collection_name: str
    name: str
    metadata: dict[str, Any]
    status: Literal["received", "processing", "ready", "failed"]
    failure: FailureOut | None
    searchable: bool
    version: int
    digest: str
    size: int
    format: str | None
    title: str | None
    language: str | None
    pages: int | None
    characters: int | None
    chunk_count: int
    embedded_count: int
    job_id: str | None
    created_at: datetime
    updated_at: datetime


class VersionOfDocumentOut(Schema):
    """One upload of a document. `searchable`: it is the one that is searched now."""

    number: int
    status: Literal["received", "processing", "ready", "failed", "superseded"]
    searchable: bool
    digest: str
    size: int
    format: str | None
    language: str | None
    pages: int | None
    chunk_count: int
    failure: FailureOut | None
    created_at: datetime


class MoveIn(Schema):
    """Documents that are ready or failed, and the collection that they go to."""

    document_ids: list[DocumentRef] = Field(min_length=1, max_length=500)
    collection_id: CollectionRef


class MovedOut(Schema):
    """`moved`: how many; those that were in the collection already are not counted."""

    moved: int


class ChunkOut(Schema):
    id: str
    ordinal: int
    text: str
    start_offset: int
    end_offset: int
    page: int | None
    heading_path: list[str]


class MarkOut(Schema):
    """A box on a page, in parts of the page's width and height, from its left upper corner."""

    left: float
    top: float
    width: float
    height: float


class DocumentPageOut(Schema):
    """A page of a PDF: `width` and `height` are its picture's in pixels, `version` the one that is shown.

    `marks` are where the passage stands on this page, none where nothing of it does or the page has no text of its own;
    `markedPage` is the first page on which it stands; where its words are on none, the page on which it was read.
    `letterless`: languages (`ko`, `ja`, `zh`) whose letters the picture lacks, because the file names a font for them that
    neither it nor the machine has.
    """

    page: int
    pages: int
    version: int
    width: int
    height: int
    marks: list[MarkOut]
    marked_page: int | None
    letterless: list[str]


class ReceiptOut(Schema):
    """What a deletion removed; `verified` says that a look afterwards found nothing left."""

    documents: int
    versions: int
    chunks: int
    vectors: int
    lexical_entries: int
    objects: int
    objects_kept: int
    verified: bool


class SearchIn(Schema):
    query: str = Field(max_length=MAX_QUERY)
    collection_ids: list[CollectionRef] | None = Field(default=None, max_length=1000)
    top_k: int = Field(default=10, ge=1, le=100)
    mode: Mode = "hybrid"
    filters: Flat | None = Field(default=None, max_length=50)


class RanksOut(Schema):
    """The place of the hit in each list, counted from 1; null where it is not in it."""

    dense: int | None
    lexical: int | None


class HitOut(Schema):
    document_id: UUID
    document_name: str
    collection_id: UUID
    chunk_id: str
    text: str
    heading_path: list[str]
    page: int | None
    start_offset: int
    end_offset: int
    score: float
    ranks: RanksOut
    share: float
    highlights: list[tuple[int, int]]
    snippet: str


class SearchOut(Schema):
    """`took` is in milliseconds. `degraded` says what part of the search could not be done, null when all was."""

    hits: list[HitOut]
    took: dict[str, float]
    degraded: str | None
    language: str


class IndexProblemOut(Schema):
    """Why search is not what it should be, in the asker's language."""

    code: str
    message: str
    hint: str | None


class IndexOut(Schema):
    """What the index is made with. `rebuilt`: chunks that a rebuild has done, null when none goes on.

    `embedderConfigured` is null while the embedder cannot be reached; `jobId` is the rebuild's while it is queued or runs.
    """

    state: Literal["empty", "ready", "rebuilding"]
    embedder: str | None
    embedder_configured: str | None
    analyser: str | None
    analyser_current: str
    chunks: int
    generation: int
    rebuilt: int | None
    job_id: str | None
    problem: IndexProblemOut | None
