"""What can go wrong with collections, documents and search."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class CollectionNotFound(NullusError):
    """The collection does not exist, or this actor may not know that it does."""

    kind = ErrorKind.NOT_FOUND
    code = "collection_not_found"
    message = Text(en="There is no collection {collection}.", ko="컬렉션 {collection}이(가) 없습니다.")
    hint = Text(
        en="List the collections you may read with `nullus collections list`.",
        ko="`nullus collections list`로 읽을 수 있는 컬렉션을 보세요.",
    )


class CollectionExists(NullusError):
    """Another collection of the workspace has this name."""

    kind = ErrorKind.CONFLICT
    code = "collection_exists"
    message = Text(en="There is a collection named {name} already.", ko="이름이 {name}인 컬렉션이 이미 있습니다.")
    hint = Text(en="Use that one, or choose another name.", ko="그 컬렉션을 쓰거나 다른 이름을 고르세요.")


class CollectionNotYours(NullusError):
    """The actor sees the collection, but changing it as a whole is for others."""

    kind = ErrorKind.FORBIDDEN
    code = "collection_not_yours"
    message = Text(
        en="The collection {name} is not yours to change or delete.",
        ko="컬렉션 {name}을(를) 바꾸거나 삭제할 권한이 없습니다.",
    )
    hint = Text(
        en="Ask its owner, or an administrator of the workspace.",
        ko="컬렉션 소유자나 워크스페이스 관리자에게 부탁하세요.",
    )


class AccessNotPossible(NullusError):
    """The access that was asked for cannot be given to this collection by this actor."""

    kind = ErrorKind.INVALID
    code = "access_not_possible"
    message = Text(
        en="The collection cannot be given this access: {problem}.",
        ko="컬렉션에 이 접근 범위를 줄 수 없습니다: {problem}.",
    )
    hint = Text(
        en="Use `workspace` or `public`, or do it as the owner of the collection.",
        ko="`workspace`나 `public`을 쓰거나, 컬렉션 소유자로 다시 시도하세요.",
    )


class DocumentNotFound(NullusError):
    """The document does not exist, or this actor may not know that it does."""

    kind = ErrorKind.NOT_FOUND
    code = "document_not_found"
    message = Text(en="There is no document {document}.", ko="문서 {document}이(가) 없습니다.")
    hint = Text(en="List documents with `nullus documents list`.", ko="`nullus documents list`로 문서 목록을 보세요.")


class VersionNotFound(NullusError):
    """The document has no version of this number."""

    kind = ErrorKind.NOT_FOUND
    code = "version_not_found"
    message = Text(en="{name} has no version {number}.", ko="{name}에는 버전 {number}이(가) 없습니다.")
    hint = Text(en="Leave the version out for the latest.", ko="버전을 생략하면 최신 버전을 받습니다.")


class DocumentBusy(NullusError):
    """A document that is being read cannot be moved: what is read would be filed under its former collection."""

    kind = ErrorKind.CONFLICT
    code = "document_busy"
    message = Text(
        en="{name} is being read and cannot be moved now. Nothing was moved.",
        ko="{name}을(를) 읽는 중이라 지금은 옮길 수 없습니다. 아무것도 옮기지 않았습니다.",
    )
    hint = Text(en="Move it when it is ready.", ko="준비된 뒤에 옮기세요.")


class NameTaken(NullusError):
    """The target collection of a move has a document of this name."""

    kind = ErrorKind.CONFLICT
    code = "document_name_taken"
    message = Text(
        en="{collection} has a document named {name} already. Nothing was moved.",
        ko="{collection}에 이름이 {name}인 문서가 이미 있습니다. 아무것도 옮기지 않았습니다.",
    )
    hint = Text(
        en="Delete one of the two, or leave this one where it is.",
        ko="둘 중 하나를 삭제하거나 이 문서는 그대로 두세요.",
    )


class NothingToRetry(NullusError):
    """Only a failed document can be tried again."""

    kind = ErrorKind.CONFLICT
    code = "nothing_to_retry"
    message = Text(en="The document has not failed: it is {status}.", ko="실패한 문서가 아닙니다. 현재 상태: {status}.")


class NoFiles(NullusError):
    """A multipart upload without a `file` part."""

    kind = ErrorKind.INVALID
    code = "no_files"
    message = Text(en="The upload holds no file.", ko="업로드에 파일이 없습니다.")
    hint = Text(
        en="Send multipart/form-data with one or more parts named `file`.",
        ko="이름이 `file`인 파트를 하나 이상 담아 multipart/form-data로 보내세요.",
    )


class BrokenUpload(NullusError):
    """The multipart body cannot be read to its end."""

    kind = ErrorKind.INVALID
    code = "broken_upload"
    message = Text(
        en="The upload is broken: {problem}. Nothing was stored.",
        ko="업로드가 손상되었습니다: {problem}. 저장된 것은 없습니다.",
    )
    hint = Text(
        en="Send it again; the same Idempotency-Key is safe.",
        ko="다시 보내세요. 같은 Idempotency-Key를 써도 안전합니다.",
    )


class FileTooLarge(NullusError):
    """One file is over NULLUS_KNOWLEDGE_MAX_UPLOAD_BYTES."""

    kind = ErrorKind.TOO_LARGE
    code = "file_too_large"
    message = Text(en="{name} is larger than {limit} bytes.", ko="{name}이(가) {limit}바이트를 넘습니다.")
    hint = Text(
        en="Split it, or raise NULLUS_KNOWLEDGE_MAX_UPLOAD_BYTES.",
        ko="파일을 나누거나 NULLUS_KNOWLEDGE_MAX_UPLOAD_BYTES를 올리세요.",
    )


class InvalidName(NullusError):
    """A file name that cannot be a document's name."""

    kind = ErrorKind.INVALID
    code = "invalid_name"
    message = Text(
        en="The file name {name!r} cannot be used: {problem}.", ko="쓸 수 없는 파일 이름 {name!r}입니다: {problem}."
    )
    hint = Text(en="Rename the file and send it again.", ko="파일 이름을 바꾸어 다시 보내세요.")


class FetchingOff(NullusError):
    """The operator lets nobody add documents by their address."""

    kind = ErrorKind.CONFLICT
    code = "fetching_off"
    message = Text(en="This service fetches no web addresses.", ko="이 서비스는 웹 주소에서 문서를 가져오지 않습니다.")
    hint = Text(
        en="Save the page and add the file. The operator allows sites with NULLUS_KNOWLEDGE_FETCH_FROM.",
        ko="페이지를 저장해 파일로 추가하세요. 운영자는 NULLUS_KNOWLEDGE_FETCH_FROM으로 사이트를 허용합니다.",
    )


class AddressNotAllowed(NullusError):
    """The address is not one of those that the operator lets people add, or leads to a place that is nobody's business."""

    kind = ErrorKind.FORBIDDEN
    code = "address_not_allowed"
    message = Text(en="Nothing is fetched from {address}.", ko="{address}에서는 가져오지 않습니다.")
    hint = Text(
        en="Only sites of the public internet that the operator allows (NULLUS_KNOWLEDGE_FETCH_FROM) are fetched.",
        ko="운영자가 허용한(NULLUS_KNOWLEDGE_FETCH_FROM) 공개 인터넷 사이트에서만 가져옵니다.",
    )


class NotFetched(NullusError):
    """The address was asked, and gave nothing that could become a document."""

    kind = ErrorKind.INVALID
    code = "not_fetched"
    message = Text(en="{address} could not be added: {problem}.", ko="{address}을(를) 추가하지 못했습니다: {problem}.")
    hint = Text(
        en="Open it in a browser; save it and add the file if it is there.",
        ko="브라우저에서 열어 보고, 열린다면 파일로 저장해 추가하세요.",
    )


class KeyReused(NullusError):
    """The Idempotency-Key belongs to an upload of other files."""

    kind = ErrorKind.CONFLICT
    code = "idempotency_key_reused"
    message = Text(
        en="This Idempotency-Key was used for another upload.", ko="다른 업로드에 이미 쓰인 Idempotency-Key입니다."
    )
    hint = Text(en="Use a new key for new files.", ko="새 파일에는 새 키를 쓰세요.")


class EmbedderMismatch(NullusError):
    """The index was built with another embedding model; mixing vectors of two models is never right."""

    kind = ErrorKind.CONFLICT
    code = "embedder_mismatch"
    message = Text(
        en="The index was built with {pinned}, but the service is set to {configured}.",
        ko="색인은 {pinned}(으)로 만들어졌는데 서비스 설정은 {configured}입니다.",
    )
    hint = Text(
        en="Set NULLUS_LLM_EMBEDDER back, or build the index anew with `nullus index rebuild`.",
        ko="NULLUS_LLM_EMBEDDER를 되돌리거나 `nullus index rebuild`로 색인을 다시 만드세요.",
    )


class InvalidCursor(NullusError):
    """A list cursor that this service did not make."""

    kind = ErrorKind.INVALID
    code = "invalid_cursor"
    message = Text(en="This cursor is not valid.", ko="유효하지 않은 커서입니다.")
    hint = Text(en="Start the list again without a cursor.", ko="커서 없이 목록을 처음부터 다시 받으세요.")


class UploadCrossed(NullusError):
    """The same content was being deleted while it was uploaded."""

    kind = ErrorKind.UNAVAILABLE
    code = "upload_crossed_deletion"
    message = Text(
        en="The same file was being deleted at this moment; nothing was stored.",
        ko="같은 파일이 바로 이 순간 삭제되고 있었습니다. 저장된 것은 없습니다.",
    )
    hint = Text(en="Send it again.", ko="다시 보내세요.")


class Cancelled(NullusError):
    """Reading the document was cancelled by a person."""

    kind = ErrorKind.CONFLICT
    code = "cancelled"
    message = Text(en="Reading the document was cancelled.", ko="문서 읽기가 취소되었습니다.")
    hint = Text(en="Retry the document to read it after all.", ko="다시 읽으려면 문서를 재시도하세요.")


class Abandoned(NullusError):
    """The job that read the document ended without settling it, for example because its worker died each time."""

    kind = ErrorKind.UNAVAILABLE
    code = "abandoned"
    message = Text(
        en="Reading the document was interrupted too often and was given up.",
        ko="문서를 읽는 작업이 너무 여러 번 중단되어 멈추었습니다.",
    )
    hint = Text(
        en="See `nullus logs worker`, then retry the document.",
        ko="`nullus logs worker`를 확인한 뒤 문서를 재시도하세요.",
    )


class IndexBusy(NullusError):
    """The index changed faster than a search could take one view of it."""

    kind = ErrorKind.UNAVAILABLE
    code = "index_busy"
    message = Text(
        en="The index is changing too fast to be searched at this moment.",
        ko="지금은 색인이 너무 빠르게 바뀌고 있어 검색할 수 없습니다.",
    )
    hint = Text(en="Search again in a moment.", ko="잠시 뒤 다시 검색하세요.")


class IndexLoading(NullusError):
    """The lexical index of the workspace is being loaded into this process."""

    kind = ErrorKind.UNAVAILABLE
    code = "index_loading"
    message = Text(
        en="The word index is being loaded; search will be complete in a moment.",
        ko="단어 색인을 불러오는 중입니다. 잠시 뒤에는 검색이 완전해집니다.",
    )
    hint = Text(en="Search again in a moment.", ko="잠시 뒤 다시 검색하세요.")


class IndexRebuilding(NullusError):
    """The index is being made anew: until that is done its vectors cannot be compared."""

    kind = ErrorKind.UNAVAILABLE
    code = "index_rebuilding"
    message = Text(
        en="The index is being rebuilt; until that is done, search goes by words alone.",
        ko="색인을 다시 만드는 중입니다. 끝날 때까지는 단어로만 검색합니다.",
    )
    hint = Text(
        en="See how far it is with `nullus index show`; start it again with `nullus index rebuild` if it was stopped.",
        ko="진행 상황은 `nullus index show`로 보세요. 멈추었다면 `nullus index rebuild`로 다시 시작하세요.",
    )


class AnalyserMismatch(NullusError):
    """The stored words were cut by another version of the analyser than the question's."""

    kind = ErrorKind.CONFLICT
    code = "analyser_mismatch"
    message = Text(
        en="The words of the index were made by analyser {pinned}, but this version of Nullus has {current}: "
        "some passages may not be found.",
        ko="색인의 단어는 분석기 {pinned}(으)로 만들어졌지만 이 버전의 Nullus는 {current}을(를) 씁니다. "
        "일부 문단을 찾지 못할 수 있습니다.",
    )
    hint = Text(
        en="Build the index anew with `nullus index rebuild`.",
        ko="`nullus index rebuild`로 색인을 다시 만드세요.",
    )


class NothingToRebuild(NullusError):
    """The workspace has no index yet."""

    kind = ErrorKind.CONFLICT
    code = "nothing_to_rebuild"
    message = Text(en="There is no index yet: nothing was indexed.", ko="아직 색인이 없습니다. 색인된 문서가 없습니다.")
    hint = Text(en="Add documents with `nullus ingest FOLDER`.", ko="`nullus ingest 폴더`로 문서를 넣으세요.")


class PageNotFound(NullusError):
    """The document has no page of this number."""

    kind = ErrorKind.NOT_FOUND
    code = "page_not_found"
    message = Text(en="{name} has no page {page}.", ko="{name}에는 {page}쪽이 없습니다.")
    hint = Text(en="Pages are counted from 1.", ko="쪽 번호는 1부터 셉니다.")


class NoPagePictures(NullusError):
    """Only PDFs are shown as pictures of their pages."""

    kind = ErrorKind.CONFLICT
    code = "no_page_pictures"
    message = Text(
        en="{name} is not a PDF: there are no pictures of its pages.",
        ko="{name}은(는) PDF가 아니어서 쪽 그림이 없습니다.",
    )
    hint = Text(en="Read its text, or download the original.", ko="글로 읽거나 원본을 내려받으세요.")


class PageNotDrawn(NullusError):
    """This page of a PDF cannot be shown as a picture, whoever asks and whenever."""

    kind = ErrorKind.INVALID
    code = "page_not_drawn"
    message = Text(
        en="Page {page} of {name} cannot be shown as a picture. {why}",
        ko="{name}의 {page}쪽을 그림으로 보여 드릴 수 없습니다. {why}",
    )
    hint = NoPagePictures.hint


class PagesBusy(NullusError):
    """Too many pages wait to be drawn, by everybody or by this asker."""

    kind = ErrorKind.UNAVAILABLE
    code = "pages_busy"
    message = Text(en="Too many pages are being drawn at this moment.", ko="지금은 그리고 있는 쪽이 너무 많습니다.")
    hint = Text(en="Ask for the page again in a moment.", ko="잠시 뒤 그 쪽을 다시 여세요.")


class PagesUnavailable(NullusError):
    """The place where pages are drawn safely does not start on this machine."""

    kind = ErrorKind.UNAVAILABLE
    code = "pages_unavailable"
    message = Text(
        en="Pages cannot be drawn on this machine: the place where that is safe does not start.",
        ko="안전하게 그릴 격리 환경이 시작되지 않아 이 컴퓨터에서는 쪽 그림을 보여 드릴 수 없습니다.",
    )
    hint = Text(
        en="Run `nullus doctor`; it names the missing protection.",
        ko="`nullus doctor`를 실행하면 빠진 보호 기능을 알려 줍니다.",
    )
