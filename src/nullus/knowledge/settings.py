"""Settings of documents and search."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.errors import Text
from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """Limits of documents and search."""

    prefix: ClassVar[str] = "NULLUS_KNOWLEDGE_"
    title: ClassVar[Text] = Text(en="Documents and search", ko="문서와 검색")

    max_upload_bytes: int = setting(
        16 << 30, Text(en="Largest file that is accepted, in bytes.", ko="받을 수 있는 파일의 최대 크기(바이트).")
    )
    max_parse_bytes: int = setting(
        512 << 20,
        Text(
            en="Largest file that is read for search, in bytes; larger ones end as failed.",
            ko="검색할 수 있도록 읽는 파일의 최대 크기(바이트). 더 큰 파일은 실패로 처리합니다.",
        ),
    )
    parse_seconds: int = setting(
        120, Text(en="Longest that reading one file may take, in seconds.", ko="파일 하나를 읽는 최대 시간(초).")
    )
    parse_memory_bytes: int = setting(
        1 << 30,
        Text(
            en="Memory that reading one file may take, in bytes.", ko="파일 하나를 읽을 때 쓸 수 있는 메모리(바이트)."
        ),
    )
    parse_processes: int = setting(2, Text(en="Files that are read at the same time.", ko="동시에 읽는 파일 수."))
    ocr: bool = setting(
        True,
        Text(
            en="Whether pictures of text are recognised where tesseract is installed.",
            ko="tesseract가 설치되어 있을 때 이미지 속 글자를 인식할지.",
        ),
    )
    ocr_languages: str = setting(
        "kor+eng",
        Text(
            en="Languages that tesseract is asked to recognise, joined by `+`.",
            ko="tesseract로 인식할 언어. `+`로 잇습니다.",
        ),
    )
    ocr_pages: int = setting(
        300, Text(en="Most pages of one document that are recognised.", ko="문서 하나에서 글자를 인식하는 최대 쪽수.")
    )
    fonts: str = setting(
        "",
        Text(
            en="Folders with fonts for the pages of PDFs that carry none, separated by `:`. Where the system keeps them if empty.",
            ko="글꼴을 담지 않은 PDF의 쪽 그림에 쓸 글꼴 폴더. `:`로 구분합니다. 비어 있으면 시스템의 글꼴 폴더입니다.",
        ),
    )
    page_seconds: int = setting(
        10,
        Text(
            en="Longest that drawing one page for a reader may take, in seconds.",
            ko="읽는 사람에게 보여 줄 페이지 하나를 그리는 최대 시간(초).",
        ),
    )
    page_processes: int = setting(
        2,
        Text(
            en="Pages that one process of the API draws for readers at the same time.",
            ko="API 프로세스 하나가 동시에 그리는 페이지 수.",
        ),
    )
    allow_weak_sandbox: bool = setting(
        False,
        Text(
            en="Read documents although this Linux offers neither Landlock nor seccomp to keep hostile ones in.",
            ko="이 Linux에 악성 문서를 격리할 Landlock도 seccomp도 없을 때에도 문서를 읽을지.",
        ),
    )
    embed_batch: int = setting(
        256, Text(en="Passages that are embedded in one call.", ko="한 번의 호출로 임베딩하는 구절 수.")
    )
    graph_after: int = setting(
        4000,
        Text(
            en="Vectors outside the graph index after which it is extended; fewer are searched exactly.",
            ko="그래프 색인에 없는 벡터가 이 수를 넘으면 색인을 늘립니다. 그보다 적으면 전부 비교해 정확히 찾습니다.",
        ),
    )
    ef_search: int = setting(
        100,
        Text(
            en="Candidates that the vector graph keeps while it searches: more is slower and finds more.",
            ko="벡터 그래프를 검색할 때 유지하는 후보 수. 많을수록 느리지만 더 잘 찾습니다.",
        ),
    )
    fetch_from: tuple[str, ...] = setting(
        (),
        Text(
            en="Sites whose pages may be added by their address, as `https://example.org`, separated by commas; "
            "`*` for the whole public internet. Empty: nothing is fetched.",
            ko="주소로 페이지를 추가할 수 있는 사이트. `https://example.org`처럼 적고 쉼표로 구분하며, `*`는 "
            "공개 인터넷 전체입니다. 비워 두면 아무것도 가져오지 않습니다.",
        ),
    )
    fetch_bytes: int = setting(
        32 << 20,
        Text(
            en="Largest page or file that is fetched by its address, in bytes.",
            ko="주소로 가져오는 페이지나 파일의 최대 크기(바이트).",
        ),
    )
    fetch_seconds: float = setting(
        30.0,
        Text(
            en="Longest that fetching one page or file by its address may take, in seconds.",
            ko="주소로 페이지나 파일 하나를 가져오는 최대 시간(초).",
        ),
    )
    orphan_seconds: float = setting(
        86400.0,
        Text(
            en="Age in seconds at which an original that no document refers to, or half an upload, is swept away.",
            ko="어느 문서에도 속하지 않는 원본이나 중단된 업로드를 정리하기까지의 시간(초).",
        ),
    )

    @property
    def of_readers(self) -> dict[str, str]:
        """What the vector graph needs of a connection: how hard it searches, and that it goes on where a filter leaves few."""
        return {"hnsw.ef_search": str(self.ef_search), "hnsw.iterative_scan": "relaxed_order"}
