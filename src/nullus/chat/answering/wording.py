"""The sentences that an answer itself may hold, in both languages."""

import re

from nullus.platform.errors import Language, Text

NOT_FOUND = Text(
    en="I did not find this in your documents.",
    ko="질문에 대한 내용을 문서에서 찾지 못했습니다.",
)
NO_DOCUMENTS = Text(
    en="If you have not added any yet, do so with `nullus ingest PATH`.",
    ko="아직 문서를 넣지 않았다면 `nullus ingest 경로`로 넣으세요.",
)
QUOTED = Text(en="These are quotations from the documents.", ko="문서의 문장을 그대로 인용했습니다.")
"""For guests, who can neither connect a model nor do anything about one that is away."""
NO_MODEL = Text(
    en="No model is connected, so these are quotations from your documents. "
    "Connect one on the Models page of the portal, or with `nullus providers add`.",
    ko="연결된 모델이 없어 문서의 문장을 그대로 인용했습니다. "
    "모델은 포털의 ‘모델’ 메뉴나 `nullus providers add`로 연결할 수 있습니다.",
)
MODEL_AWAY = Text(
    en="The model could not be used, so these are quotations from your documents. ({reason})",
    ko="모델을 쓸 수 없어 문서의 문장을 그대로 인용했습니다. ({reason})",
)
ONLY_LOCAL = Text(
    en="These are quotations from your documents. {reason}",
    ko="문서의 문장을 그대로 인용했습니다. {reason}",
)

MORE_ABOUT = Text(en="What do the documents say about “{heading}”?", ko="‘{heading}’에 대해 문서에 어떤 내용이 있나요?")

_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")


def language_of(question: str) -> Language:
    """The language that Nullus' own sentences take in an answer to this question."""
    return "ko" if _HANGUL.search(question) else "en"


def say(text: Text, language: Language, **fields: object) -> str:
    return text.render(language, fields)
