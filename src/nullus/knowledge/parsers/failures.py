"""Why a document could not be read: stable reason codes with the sentences that people see, in English and Korean."""

from typing import Final, Literal, NamedTuple, get_args

Reason = Literal[
    "encrypted", "empty", "too_large", "damaged", "unsupported", "timed_out", "needs_ocr", "too_complex", "unavailable"
]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


class Sentences(NamedTuple):
    """What is said about a failure and what can be done, in both languages."""

    message_en: str
    message_ko: str
    hint_en: str
    hint_ko: str


FAILURES: Final[dict[Reason, Sentences]] = {
    "encrypted": Sentences(
        "The document is protected by a password, so its text cannot be read.",
        "문서가 암호로 보호되어 있어 내용을 읽을 수 없습니다.",
        "Save a copy without a password and upload that copy.",
        "암호를 해제한 사본을 저장한 뒤 그 파일을 올려 주세요.",
    ),
    "empty": Sentences(
        "The document holds no text.",
        "문서에 텍스트가 없습니다.",
        "Open the file and check that it has content; upload it again if it was cut off on the way.",
        "파일을 열어 내용이 있는지 확인하고, 전송 중에 잘렸다면 다시 올려 주세요.",
    ),
    "too_large": Sentences(
        "The document is larger than what can be read in one piece.",
        "문서가 한 번에 읽을 수 있는 크기보다 큽니다.",
        "Split the document into smaller files, or raise NULLUS_KNOWLEDGE_MAX_PARSE_BYTES.",
        "문서를 작은 파일로 나누거나 NULLUS_KNOWLEDGE_MAX_PARSE_BYTES 값을 올려 주세요.",
    ),
    "damaged": Sentences(
        "The file is damaged or cut off, so its text cannot be read.",
        "파일이 손상되었거나 잘려 있어 내용을 읽을 수 없습니다.",
        "Open the file in the program that made it, save it again and upload the new copy.",
        "파일을 만든 프로그램에서 열어 다시 저장한 뒤 새 파일을 올려 주세요.",
    ),
    "unsupported": Sentences(
        "This kind of file cannot be read.",
        "지원하지 않는 파일 형식입니다.",
        "Save it as PDF, DOCX, PPTX, XLSX, ODT, HWP, HWPX, HTML, EPUB, Markdown, CSV or plain text and upload that.",
        "PDF, DOCX, PPTX, XLSX, ODT, HWP, HWPX, HTML, EPUB, 마크다운, CSV 또는 일반 텍스트로 저장한 뒤 올려 주세요.",
    ),
    "timed_out": Sentences(
        "Reading the document took longer than allowed and was stopped.",
        "문서를 읽는 데 허용된 시간을 넘어 작업을 멈추었습니다.",
        "Split the document into smaller files, or raise NULLUS_KNOWLEDGE_PARSE_SECONDS.",
        "문서를 작은 파일로 나누거나 NULLUS_KNOWLEDGE_PARSE_SECONDS 값을 올려 주세요.",
    ),
    "needs_ocr": Sentences(
        "The document holds only pictures of text, which needs text recognition (OCR), and that is not installed here.",
        "문서가 글자의 그림으로만 되어 있어 문자 인식(OCR)이 필요하지만, 이 컴퓨터에 설치되어 있지 않습니다.",
        "Install it (Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-kor; macOS: brew install tesseract "
        "tesseract-lang), then retry the document.",
        "설치한 뒤(Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-kor, macOS: brew install tesseract "
        "tesseract-lang) 문서를 다시 시도해 주세요.",
    ),
    "too_complex": Sentences(
        "Reading the document needs more memory or produces more output than allowed.",
        "문서를 읽는 데 허용된 것보다 많은 메모리나 출력이 필요합니다.",
        "Split or simplify the document; archives that unpack to a huge size are refused for safety.",
        "문서를 나누거나 단순하게 만들어 주세요. 풀었을 때 지나치게 커지는 압축 파일은 안전을 위해 거부됩니다.",
    ),
    "unavailable": Sentences(
        "The place where documents are read safely could not be started on this machine.",
        "문서를 안전하게 읽는 격리 환경을 이 컴퓨터에서 시작하지 못했습니다.",
        "Run `nullus doctor`; it names the missing protection and how to get it.",
        "`nullus doctor`를 실행하면 어떤 보호 기능이 빠졌는지와 해결 방법을 알려 줍니다.",
    ),
}


class ParseFailed(Exception):
    """A document that cannot be read, for a reason a person understands.

    `detail` is for the log of the operator: it may name a library or a limit, never content of the document.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason: Reason = reason
        self.detail = detail

    def message_in(self, language: str) -> str:
        """What happened, as a full sentence in `ko` or `en`."""
        sentences = FAILURES[self.reason]
        return sentences.message_ko if language == "ko" else sentences.message_en

    def hint_in(self, language: str) -> str:
        """What can be done about it, in `ko` or `en`."""
        sentences = FAILURES[self.reason]
        return sentences.hint_ko if language == "ko" else sentences.hint_en


class NeedsOcr(ParseFailed):
    """Pages without text that recognition could read; `pages` are 1-based."""

    def __init__(self, pages: tuple[int, ...]) -> None:
        super().__init__("needs_ocr", f"{len(pages)} page(s) without text")
        self.pages = pages
