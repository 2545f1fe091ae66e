"""Settings of documents and search."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """Limits of documents and search."""

    prefix: ClassVar[str] = "NULLUS_KNOWLEDGE_"

    max_upload_bytes: int = setting(16 << 30, "Largest file that is accepted, in bytes.")
    max_parse_bytes: int = setting(
        512 << 20, "Largest file that is read for search, in bytes; larger ones end as failed."
    )
    parse_seconds: int = setting(120, "Longest that reading one file may take, in seconds.")
    parse_memory_bytes: int = setting(1 << 30, "Memory that reading one file may take, in bytes.")
    parse_processes: int = setting(2, "Files that are read at the same time.")
    ocr: bool = setting(True, "Whether pictures of text are recognised where tesseract is installed.")
    ocr_languages: str = setting("kor+eng", "Languages that tesseract is asked to recognise, joined by `+`.")
    ocr_pages: int = setting(300, "Most pages of one document that are recognised.")
    page_seconds: int = setting(10, "Longest that drawing one page for a reader may take, in seconds.")
    page_processes: int = setting(2, "Pages that one process of the API draws for readers at the same time.")
    allow_weak_sandbox: bool = setting(
        False, "Read documents although this Linux offers neither Landlock nor seccomp to keep hostile ones in."
    )
    embed_batch: int = setting(256, "Passages that are embedded in one call.")
    graph_after: int = setting(
        4000, "Vectors outside the graph index after which it is extended; fewer are searched exactly."
    )
    ef_search: int = setting(
        100, "Candidates that the vector graph keeps while it searches: more is slower and finds more."
    )
    fetch_from: tuple[str, ...] = setting(
        (),
        "Sites whose pages may be added by their address, as `https://example.org`, separated by commas; `*` for the whole "
        "public internet. Empty: nothing is fetched.",
    )
    fetch_bytes: int = setting(32 << 20, "Largest page or file that is fetched by its address, in bytes.")
    fetch_seconds: float = setting(30.0, "Longest that fetching one may take, in seconds.")
    orphan_seconds: float = setting(
        86400.0, "Age in seconds at which an original that no document refers to, or half an upload, is swept away."
    )

    @property
    def of_readers(self) -> dict[str, str]:
        """What the vector graph needs of a connection: how hard it searches, and that it goes on where a filter leaves few."""
        return {"hnsw.ef_search": str(self.ef_search), "hnsw.iterative_scan": "relaxed_order"}
